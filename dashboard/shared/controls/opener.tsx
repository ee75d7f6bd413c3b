import { type ComponentProps, lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import type { PopoverBoxProps } from './popover-box.tsx';

const load = () => import('./popover-box.tsx');
const PopoverBox = lazy(load);

interface OpenerProps extends Omit<PopoverBoxProps, 'trigger' | 'onClose' | 'children'> {
  readonly className?: string;
  readonly popup: ComponentProps<'button'>['aria-haspopup'];
  /** What stands on the button; it is its name too. */
  readonly face: ReactNode;
  readonly children: (close: () => void) => ReactNode;
}

/**
 * A button with a popover. Popovers are a third of a view's script, so they are loaded when a button that has one is first pointed at
 * or focused.
 */
export const Opener = ({ className = 'button', popup, face, children, ...box }: OpenerProps) => {
  const trigger = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <>
      <button
        type="button"
        ref={trigger}
        className={className}
        aria-haspopup={popup}
        aria-expanded={open}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen(!open)}
      >
        {face}
      </button>
      <Suspense>
        {open ? (
          <PopoverBox {...box} trigger={trigger} onClose={close}>
            {children(close)}
          </PopoverBox>
        ) : null}
      </Suspense>
    </>
  );
};
