import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTexts } from '../shared/texts/texts.ts';
import { texts as helpTexts } from './help-texts.ts';
import { texts } from './texts.ts';

const words = [
  'marks',
  'interval',
  'n',
  'significant',
  'notCertain',
  'suppressed',
  'nps',
  'satisfied',
  'easy',
  'sentiment',
  'theme',
  'issue',
  'mix',
  'contribution',
  'target',
] as const;

const keys = [
  { keys: ['/'], text: 'keySearch' },
  { keys: ['g', 'f j c t r a d'], text: 'keyGo' },
  { keys: ['[', ']'], text: 'keyPeriod' },
  { keys: ['← →', '↑ ↓'], text: 'keyChart' },
  { keys: ['j', 'k'], text: 'keyList' },
  { keys: ['?'], text: 'keyHelp' },
] as const;

const Words = () => {
  const t = useTexts(helpTexts);
  return (
    <section>
      <h3>{t('words')}</h3>
      <dl className="keys words">
        {words.map((word) => (
          <div key={word}>
            <dt>{t(word)}</dt>
            <dd>{t(`${word}Means`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
};

const Keys = () => {
  const t = useTexts(texts);
  return (
    <section>
      <h3>{useTexts(helpTexts)('keys')}</h3>
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
    </section>
  );
};

/** The words of the page and its keys, in a dialog. */
const Help = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useTexts(texts);
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(open) => open || onClose()}>
      <Modal className="modal">
        <Dialog>
          <Heading slot="title">{t('help')}</Heading>
          <Words />
          <Keys />
          <Button className="button" slot="close">
            {t('close')}
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
};

export default Help;
