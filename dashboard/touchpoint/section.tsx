import { type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import { Skeleton } from '../shared/states.tsx';
import { useWide } from '../shared/wide.ts';

interface SectionProps {
  readonly title: string;
  /** Beside the title. */
  readonly aside?: ReactNode;
  readonly className?: string;
  /** On a phone, whether it begins unfolded. */
  readonly unfolded?: boolean;
  /** What it will be as tall as, until it is near enough to be loaded. */
  readonly height: string;
  readonly children: ReactNode;
}

/** A part of the view under its heading. It folds on a phone, and is loaded when it comes near. */
export const Section = ({
  title,
  aside,
  className = '',
  unfolded = false,
  height,
  children,
}: SectionProps) => {
  const isWide = useWide();
  const id = useId();
  const body = (
    <>
      {aside ? <div className="tp-aside">{aside}</div> : null}
      <WhenNear height={height}>{children}</WhenNear>
    </>
  );
  return (
    <section className={`tp-section ${className}`} aria-labelledby={id}>
      {isWide ? (
        <>
          <h2 id={id}>{title}</h2>
          {body}
        </>
      ) : (
        <details open={unfolded}>
          <summary>
            <h2 id={id}>{title}</h2>
          </summary>
          {body}
        </details>
      )}
    </section>
  );
};

/** Pixels: about a screen ahead of the reader. */
const ahead = 800;

/** In a folded part nothing is near. */
const isAhead = (element: Element): boolean => {
  const { top, width } = element.getBoundingClientRect();
  return width > 0 && top < innerHeight + ahead;
};

const WhenNear = ({ height, children }: Pick<SectionProps, 'height' | 'children'>) => {
  const place = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  // Before the first paint: what is near at once never shows its placeholder.
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null || isNear) return;
    if (isAhead(element)) return setNear(true);
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true);
      },
      { rootMargin: `${ahead}px` },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [isNear]);
  return isNear ? (
    children
  ) : (
    <div ref={place}>
      <Skeleton height={height} />
    </div>
  );
};
