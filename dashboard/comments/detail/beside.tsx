import { type ReactNode, useEffect, useRef } from 'react';
import type { Words } from '../words.ts';

interface BesideProps {
  readonly words: Words;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The comment that was chosen, beside the list; it takes the focus, and Escape closes it. */
export const Beside = ({ words: { t }, onClose, children }: BesideProps) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <aside
      className="comments-detail"
      aria-label={t('detail')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div className="detail-head">
        <h2 ref={heading} tabIndex={-1}>
          {t('detail')}
        </h2>
        <button type="button" className="link" onClick={onClose}>
          {t('close')}
        </button>
      </div>
      {children}
    </aside>
  );
};
