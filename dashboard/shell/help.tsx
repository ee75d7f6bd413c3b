import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTexts } from '../shared/texts/texts.ts';
import { texts } from './texts.ts';

const keys = [
  { keys: ['/'], text: 'keySearch' },
  { keys: ['g', 'f j c t r a d'], text: 'keyGo' },
  { keys: ['[', ']'], text: 'keyPeriod' },
  { keys: ['← →', '↑ ↓'], text: 'keyChart' },
  { keys: ['j', 'k'], text: 'keyList' },
  { keys: ['?'], text: 'keyHelp' },
] as const;

/** The keys, in a dialog. */
const Help = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useTexts(texts);
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(open) => open || onClose()}>
      <Modal className="modal">
        <Dialog>
          <Heading slot="title">{t('help')}</Heading>
          <dl className="keys">
            {keys.map((entry) => (
              <div key={entry.text}>
                <dt>
                  {entry.keys.map((key) => (
                    <kbd key={key} className="key">
                      {key}
                    </kbd>
                  ))}
                </dt>
                <dd>{t(entry.text)}</dd>
              </div>
            ))}
          </dl>
          <Button className="button" slot="close">
            {t('close')}
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
};

export default Help;
