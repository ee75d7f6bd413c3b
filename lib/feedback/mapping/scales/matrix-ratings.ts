import type { FoundColumn } from '../columns/column-inference.ts';

/** Columns side by side that must be alike before they are the rows of one question. */
const minColumns = 3;
const standardMaxima = [5, 7, 10];
const minAnswers = 4;

const isAnswered = ({ column: { profile } }: FoundColumn): boolean =>
  profile.filled > 0 &&
  profile.wholeNumbers === profile.filled &&
  profile.min >= 0 &&
  standardMaxima.includes(profile.max) &&
  profile.distinct >= minAnswers;

const isAlike = (left: FoundColumn, right: FoundColumn): boolean =>
  left.column.profile.min === right.column.profile.min &&
  left.column.profile.max === right.column.profile.max;

/** Runs of neighbours that are answered on one range. */
const blocksOf = (found: readonly FoundColumn[]): FoundColumn[][] => {
  const blocks: FoundColumn[][] = [];
  for (const each of found) {
    const last = blocks.at(-1)?.at(-1);
    if (!isAnswered(each)) blocks.push([]);
    else if (last !== undefined && isAlike(last, each)) blocks.at(-1)?.push(each);
    else blocks.push([each]);
  }
  return blocks.filter((block) => block.length >= minColumns);
};

const asRating = ({ column }: FoundColumn, like: FoundColumn): FoundColumn => ({
  column,
  inference: {
    meaning: {
      field: 'rating',
      scale: { metric: 'rating', min: column.profile.min < 1 ? 0 : 1, max: column.profile.max },
      ...(column.question === undefined ? {} : { wording: column.question }),
    },
    confidence: 0.7,
    because: `next to "${like.column.name}", with answers on the same scale`,
  },
});

/**
 * The columns of a matrix ("Cleanliness", "Service", "Overall") are ratings when one among them is by its name: three or
 * more neighbours whose whole numbers have the same range. Not of an NPS: its neighbours ask something else.
 */
export const withMatrixRatings = (found: readonly FoundColumn[]): readonly FoundColumn[] => {
  const rated = new Map<FoundColumn, FoundColumn>();
  for (const block of blocksOf(found)) {
    const anchor = block.find(
      ({ inference: { meaning } }) => meaning.field === 'rating' && meaning.scale.metric !== 'nps',
    );
    if (anchor === undefined) continue;
    for (const each of block)
      if (each.inference.meaning.field === 'attribute' && each.inference.confidence < 1)
        rated.set(each, asRating(each, anchor));
  }
  return found.map((each) => rated.get(each) ?? each);
};
