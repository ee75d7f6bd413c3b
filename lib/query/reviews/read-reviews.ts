import type { FollowUp } from '../../feedback/reviews/review.ts';
import type { FeedbackStore } from '../../store/feedback-store.ts';
import type { StoredReview } from '../../store/items/review-items.ts';
import { monthOfCell } from '../../store/keys.ts';
import type { Piece } from '../comments/pieces.ts';

/** Corrections and follow-up of the responses of some cells. */
export type ReviewReader = (piece: Pick<Piece, 'touchpoint' | 'cells'>) => Promise<readonly StoredReview[]>;

/** Reads each month of a touchpoint once, however many pieces it contains. */
export const reviewReader = (feedback: Pick<FeedbackStore, 'readReviews'>): ReviewReader => {
  const reads = new Map<string, Promise<StoredReview[]>>();
  const spanAt = (touchpoint: string, span: string): Promise<StoredReview[]> => {
    const key = `${touchpoint}#${span}`;
    const read = reads.get(key) ?? feedback.readReviews(touchpoint, span);
    reads.set(key, read);
    return read;
  };
  return async ({ touchpoint, cells }) => {
    const spans = [...new Set(cells.map(monthOfCell))];
    return (await Promise.all(spans.map((span) => spanAt(touchpoint, span)))).flat();
  };
};

/** Filters of comments by correction and follow-up; an absent one does not apply. */
export interface ReviewFilter {
  readonly corrected?: boolean | undefined;
  /** `none`: no follow-up. */
  readonly followUp?: FollowUp['status'] | 'none' | undefined;
  readonly owner?: string | undefined;
}

/** True for reviews that meet all filters; undefined without filters. */
export const chosenBy = ({
  corrected,
  followUp,
  owner,
}: ReviewFilter): ((review: StoredReview | undefined) => boolean) | undefined => {
  if (corrected === undefined && followUp === undefined && owner === undefined) return undefined;
  return (review) =>
    (corrected === undefined || corrected === (review?.corrections.length ?? 0) > 0) &&
    (followUp === undefined || followUp === (review?.followUp?.status ?? 'none')) &&
    (owner === undefined || owner === review?.followUp?.owner);
};
