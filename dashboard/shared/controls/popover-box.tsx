import type { ReactNode, RefObject } from 'react';
import { Dialog, I18nProvider, Popover } from 'react-aria-components';
import { useLanguage } from '../preferences.ts';
import { localeOf } from '../texts/texts.ts';

export interface PopoverBoxProps {
  /** Names what is in it. */
  readonly label: string;
  readonly placement?: 'bottom start' | 'bottom end';
  readonly boxClassName?: string;
  readonly trigger: RefObject<HTMLButtonElement | null>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** An open popover: it takes the focus and gives it back. */
const PopoverBox = ({
  label,
  placement = 'bottom start',
  boxClassName = '',
  trigger,
  onClose,
  children,
}: PopoverBoxProps) => (
  <I18nProvider locale={localeOf(useLanguage())}>
    <Popover
      className={`popover ${boxClassName}`}
      triggerRef={trigger}
      placement={placement}
      isOpen
      onOpenChange={(open) => open || onClose()}
    >
      <Dialog aria-label={label}>{children}</Dialog>
    </Popover>
  </I18nProvider>
);

export default PopoverBox;
