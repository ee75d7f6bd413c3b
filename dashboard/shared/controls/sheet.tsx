import type { ReactNode } from 'react';
import { Button, Dialog, Heading, I18nProvider, Modal, ModalOverlay } from 'react-aria-components';
import { useLanguage } from '../preferences.ts';
import './sheet.css';
import { defineTexts, localeOf, useTexts } from '../texts/texts.ts';

const texts = defineTexts({ en: { close: 'Close' }, de: { close: 'Schließen' } });

interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A panel next to the view where there is room, over the whole screen on a phone. Load it lazily. */
const Sheet = ({ title, onClose, children }: SheetProps) => {
  const t = useTexts(texts);
  return (
    <I18nProvider locale={localeOf(useLanguage())}>
      <ModalOverlay className="sheet" isOpen onOpenChange={(open) => open || onClose()}>
        <Modal>
          <Dialog className="sheet-box">
            <div className="sheet-head">
              <Heading slot="title">{title}</Heading>
              <Button className="button" slot="close">
                {t('close')}
              </Button>
            </div>
            {children}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </I18nProvider>
  );
};

export default Sheet;
