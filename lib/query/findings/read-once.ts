import type { FeedbackStore } from '../../store/feedback-store.ts';

type Reader = Pick<FeedbackStore, 'readCell'>;

export interface ReadOnce<Feedback extends Reader> {
  /** Keeps every cell that is read by it. Only for a number of responses that is known to be limited. */
  readonly keeping: Feedback;
  /** Returns what is kept; other cells are read, and not kept. */
  readonly kept: Feedback;
}

/**
 * Reads cells once for several uses within one request.
 *
 * @example
 * const { keeping, kept } = readOnce(feedback);
 * await keeping.readCell('delivery', '2026-05-31'); // reads
 * await kept.readCell('delivery', '2026-05-31'); // does not
 */
export const readOnce = <Feedback extends Reader>(feedback: Feedback): ReadOnce<Feedback> => {
  const cells = new Map<string, ReturnType<Reader['readCell']>>();
  const keyOf = (touchpoint: string, cell: string): string => `${cell} ${touchpoint}`;
  return {
    keeping: {
      ...feedback,
      readCell: (touchpoint, cell) => {
        const read = feedback.readCell(touchpoint, cell);
        cells.set(keyOf(touchpoint, cell), read);
        return read;
      },
    },
    kept: {
      ...feedback,
      readCell: (touchpoint, cell) =>
        cells.get(keyOf(touchpoint, cell)) ?? feedback.readCell(touchpoint, cell),
    },
  };
};
