import type { CommentEntry, Review, ReviewChange } from '../../shared/api.ts';

type Said = Review['corrections'][number];

/** What a person says of an answer: its label, its themes, or neither. */
export type Corrected = Pick<Said, 'label' | 'themes'>;

/** All that is said of a response, as it is sent. */
export const changeOf = ({ review }: Pick<CommentEntry, 'review'>): ReviewChange => ({
  revision: review?.revision ?? 0,
  corrections: (review?.corrections ?? []).map(({ answer, label, themes }) => ({
    answer,
    ...(label === undefined ? {} : { label }),
    ...(themes === undefined ? {} : { themes: [...themes] }),
  })),
  ...(review?.followUp === undefined ? {} : { followUp: followUpIn(review.followUp) }),
});

const followUpIn = ({
  status,
  owner,
}: NonNullable<Review['followUp']>): NonNullable<ReviewChange['followUp']> => ({
  status,
  ...(owner === undefined ? {} : { owner }),
});

/**
 * With one answer corrected so; with neither label nor themes, not corrected.
 *
 * @example withCorrection(change, 0, { label: 'negative' }).corrections // [{ answer: 0, label: 'negative' }]
 */
export const withCorrection = (
  change: ReviewChange,
  answer: number,
  { label, themes }: Corrected,
): ReviewChange => {
  const others = change.corrections.filter((one) => one.answer !== answer);
  const said = {
    answer,
    ...(label === undefined ? {} : { label }),
    ...(themes === undefined ? {} : { themes: [...themes] }),
  };
  return {
    ...change,
    corrections: label === undefined && themes === undefined ? others : [...others, said],
  };
};

/** Followed up so; without a status, by nobody. */
export const withFollowUp = (
  { followUp: _followUp, ...change }: ReviewChange,
  followUp: ReviewChange['followUp'] | undefined,
): ReviewChange => ({ ...change, ...(followUp === undefined ? {} : { followUp }) });
