import {
  Button,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { defineTexts, useTexts } from '../texts/texts.ts';
import { usePageKeys } from '../use-page-keys.ts';
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

const undo = ({ key, content }: (typeof queue.visibleToasts)[number]): void => {
  content.undo?.();
  queue.close(key);
};

/** The region of notices; there is one, in the shell. `u` undoes what the latest one is about. */
const Notices = () => {
  const t = useTexts(texts);
  usePageKeys({
    u: () => {
      const latest = queue.visibleToasts.find(({ content }) => content.undo !== undefined);
      if (latest !== undefined) undo(latest);
    },
  });
  return (
    <ToastRegion queue={queue} className="toasts" aria-label={t('notices')}>
      {({ toast }) => (
        <Toast toast={toast} className="toast">
          <ToastContent>
            <Text slot="title">{toast.content.text}</Text>
          </ToastContent>
          {toast.content.undo ? (
            <Button className="link" onPress={() => undo(toast)}>
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
