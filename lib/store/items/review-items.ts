import { type Review, review } from '../../feedback/reviews/review.ts';
import { type CopyKey, reviewKey } from '../keys.ts';
import { type Item, numberIn } from './attributes.ts';

/** Reviews as items of the `feedback` table. */

/** A stored review; its revision detects changes by others. */
export interface StoredReview extends Review {
  readonly revision: number;
}

export const reviewItem = ({ cell: day, ...rest }: Review, revision: number): Item & CopyKey => ({
  ...rest,
  day,
  revision,
  ...reviewKey({ ...rest, cell: day }),
});

const storedReview = review.omit({ cell: true }).extend({ day: review.shape.cell });

export const readReview = (item: Item): StoredReview => {
  const { day, ...rest } = storedReview.parse(item);
  return { ...rest, cell: day, revision: numberIn(item, 'revision') };
};
