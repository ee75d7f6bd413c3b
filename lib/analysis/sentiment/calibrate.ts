import type { SentimentLabel } from '../analysis.ts';

/** One comment that people labelled, and what the model said of it. */
export interface CheckedComment {
  readonly expected: SentimentLabel;
  readonly found: SentimentLabel;
  /** Probability that the model gave what it found, 0..1. */
  readonly confidence: number;
}

/** A share 0..1 with its 95 % interval. */
export interface Share {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export type Confusion = Readonly<Record<SentimentLabel, Readonly<Record<SentimentLabel, number>>>>;

/** How a model fares on one group of labelled comments: a touchpoint, a language, a channel. */
export interface Calibration {
  readonly count: number;
  readonly accuracy: Share;
  /** Counts by expected label, then by found label. */
  readonly confusion: Confusion;
  /** How far confidence lies from accuracy on average, over 15 bins of equal width (Guo et al. 2017). */
  readonly calibrationError: number;
}

const labels = ['negative', 'neutral', 'positive'] as const;
const bins = 15;
const z = 1.96;

const byLabel = <T>(of: (label: SentimentLabel) => T): Record<SentimentLabel, T> => ({
  negative: of('negative'),
  neutral: of('neutral'),
  positive: of('positive'),
});

/** Wilson's interval (1927): inside 0..1 for any count above 0. */
const wilson = (hits: number, count: number): Share => {
  const share = hits / count;
  const middle = (share + (z * z) / (2 * count)) / (1 + (z * z) / count);
  const reach =
    (z * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count))) / (1 + (z * z) / count);
  return { value: share, low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
};

const confusionOf = (checked: readonly CheckedComment[]): Confusion =>
  byLabel((expected) =>
    byLabel(
      (found) => checked.filter((comment) => comment.expected === expected && comment.found === found).length,
    ),
  );

const calibrationErrorOf = (checked: readonly CheckedComment[]): number => {
  const gaps = new Array<number>(bins).fill(0);
  for (const { expected, found, confidence } of checked) {
    const bin = Math.min(bins - 1, Math.floor(confidence * bins));
    gaps[bin] = (gaps[bin] ?? 0) + (expected === found ? 1 : 0) - confidence;
  }
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / checked.length;
};

/**
 * Accuracy, confusion and calibration of one group. Undefined for no comments: nothing is known of it.
 *
 * @example calibrationOf(checked)?.accuracy.value // 0.84
 */
export const calibrationOf = (checked: readonly CheckedComment[]): Calibration | undefined =>
  checked.length === 0
    ? undefined
    : {
        count: checked.length,
        accuracy: wilson(checked.filter(({ expected, found }) => expected === found).length, checked.length),
        confusion: confusionOf(checked),
        calibrationError: calibrationErrorOf(checked),
      };

/** `calibrationOf` for every group that `groupOf` names. */
export const calibrationsBy = <Comment extends CheckedComment>(
  checked: readonly Comment[],
  groupOf: (comment: Comment) => string,
): Map<string, Calibration> => {
  const groups = Map.groupBy(checked, groupOf);
  return new Map(
    Array.from(groups, ([group, comments]) => [group, calibrationOf(comments)] as const).filter(
      (entry): entry is readonly [string, Calibration] => entry[1] !== undefined,
    ),
  );
};

/** Jeffreys' prior: half a comment in every cell, so that a cell that happens to be empty is not taken for impossible. */
const priorCount = 0.5;

/**
 * The shares of a summary corrected for the model's known errors, each with its 95 % interval. `found` counts what the
 * model said of all comments; `confusion` is of a sample of these same comments that people labelled. Method: double
 * sampling (Tenenbein 1970), the share of each label among what the model calls so, weighed by how often it calls it; the
 * interval is the delta method's. Undefined for a summary without comments.
 *
 * @example correctShares({ negative: 400, neutral: 100, positive: 500 }, confusion)?.negative.value // 0.37
 */
export const correctShares = (
  found: Readonly<Record<SentimentLabel, number>>,
  confusion: Confusion,
): Record<SentimentLabel, Share> | undefined => {
  const total = labels.reduce((sum, label) => sum + found[label], 0);
  if (total === 0) return undefined;
  const columns = labels.map((column) => {
    const counts = labels.map((expected) => confusion[expected][column] + priorCount);
    const checked = counts.reduce((sum, count) => sum + count, 0);
    return { share: found[column] / total, checked, counts };
  });
  return byLabel((label) => {
    const place = labels.indexOf(label);
    const chances = columns.map(({ counts, checked }) => (counts[place] ?? 0) / checked);
    const value = columns.reduce((sum, { share }, index) => sum + share * (chances[index] ?? 0), 0);
    const spread = columns.reduce((sum, { share, checked }, index) => {
      const chance = chances[index] ?? 0;
      const within = (share * share * chance * (1 - chance)) / (checked + 1);
      const between = (share * (chance - value) ** 2) / total;
      return sum + within + between;
    }, 0);
    const reach = z * Math.sqrt(spread);
    return { value, low: Math.max(0, value - reach), high: Math.min(1, value + reach) };
  });
};
