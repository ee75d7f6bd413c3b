import {
  Button,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { defineTexts, useTexts } from '../texts/texts.ts';
import './toasts.css';
import type { Notice } from './toasts.ts';

const texts = defineTexts({
  en: { notices: 'Notices', undo: 'Undo', close: 'Close' },
  de: { notices: 'Hinweise', undo: 'Rückgängig', close: 'Schließen' },
});

const queue = new ToastQueue<Notice>({ maxVisibleToasts: 3 });

const shownMilliseconds = 8_000;

export const addNotice = (notice: Notice): void => {
  queue.add(notice, { timeout: shownMilliseconds });
};

/** The region of notices; there is one, in the shell. */
const Notices = () => {
  const t = useTexts(texts);
  return (
    <ToastRegion queue={queue} className="toasts" aria-label={t('notices')}>
      {({ toast }) => (
        <Toast toast={toast} className="toast">
          <ToastContent>
            <Text slot="title">{toast.content.text}</Text>
          </ToastContent>
          {toast.content.undo ? (
            <Button
              className="link"
              onPress={() => {
                toast.content.undo?.();
                queue.close(toast.key);
              }}
            >
              {t('undo')}
            </Button>
          ) : null}
          <Button slot="close" className="link" aria-label={t('close')}>
            ×
          </Button>
        </Toast>
      )}
    </ToastRegion>
  );
};

export default Notices;
