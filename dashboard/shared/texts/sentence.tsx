import type { Point } from '../../../lib/charts/picture.ts';

/** The sentence of a point, beside it, and a ring around it. Both stay inside the picture's width. */
export const Sentence = ({
  point: { x, y, sentence },
  width,
}: {
  readonly point: Point;
  readonly width: number;
}) => (
  <>
    <span className="point-ring" style={{ left: x, top: y }} />
    <span
      className="point-sentence"
      style={x > width / 2 ? { right: width - x, top: y } : { left: x, top: y }}
      aria-hidden="true"
    >
      {sentence}
    </span>
  </>
);
