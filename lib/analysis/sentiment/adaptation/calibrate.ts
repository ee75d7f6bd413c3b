import type { SentimentLabel } from '../../analysis.ts';

/** One comment that people labelled, and the model's result. */
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

/** Counts by expected label, then by found label. */
export type Confusion = Readonly<Record<SentimentLabel, Readonly<Record<SentimentLabel, number>>>>;

/** The comments whose confidence lies in `from` ≤ confidence < `to`: how sure the model was of them, and how right. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Means, 0..1. */
  readonly confidence: number;
  readonly accuracy: number;
}

/** How a model fares on one group of labelled comments: a touchpoint, a language, a channel. */
export interface Calibration {
  readonly count: number;
  readonly accuracy: Share;
  /** Mean F1 of the labels that occur, 0..1. */
  readonly macroF1: number;
  readonly confusion: Confusion;
  /** How far confidence lies from accuracy on average, over 15 bins of equal width (Guo et al. 2017). */
  readonly calibrationError: number;
  /** The bins that hold a comment, least confidence first. */
  readonly reliability: readonly ReliabilityBin[];
}

export const sentimentLabels = ['negative', 'neutral', 'positive'] as const;
const bins = 15;
const z = 1.96;

export const byLabel = <T>(of: (label: SentimentLabel) => T): Record<SentimentLabel, T> => ({
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

/** How often each label was found for each expected one. */
export const confusionOf = (checked: readonly Pick<CheckedComment, 'expected' | 'found'>[]): Confusion =>
  byLabel((expected) =>
    byLabel(
      (found) => checked.filter((comment) => comment.expected === expected && comment.found === found).length,
    ),
  );

/** The mean over the labels that were expected or found: one that a group has nothing to do with is not held against it. */
export const macroF1Of = (confusion: Confusion): number => {
  const scores = sentimentLabels.flatMap((label) => {
    const expected = sentimentLabels.reduce((sum, found) => sum + confusion[label][found], 0);
    const found = sentimentLabels.reduce((sum, other) => sum + confusion[other][label], 0);
    return expected + found === 0 ? [] : [(2 * confusion[label][label]) / (expected + found)];
  });
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
};

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const reliabilityOf = (checked: readonly CheckedComment[]): ReliabilityBin[] =>
  Array.from({ length: bins }, (_, bin) => {
    const inBin = checked.filter(
      ({ confidence }) => Math.min(bins - 1, Math.floor(confidence * bins)) === bin,
    );
    return {
      from: bin / bins,
      to: (bin + 1) / bins,
      count: inBin.length,
      confidence: meanOf(inBin.map(({ confidence }) => confidence)),
      accuracy: meanOf(inBin.map(({ expected, found }) => Number(expected === found))),
    };
  }).filter(({ count }) => count > 0);

/**
 * Accuracy, confusion and calibration of one group. Undefined for no comments: nothing is known of it.
 *
 * @example calibrationOf(checked)?.accuracy.value // 0.84
 */
export const calibrationOf = (checked: readonly CheckedComment[]): Calibration | undefined => {
  const count = checked.length;
  if (count === 0) return undefined;
  const confusion = confusionOf(checked);
  const reliability = reliabilityOf(checked);
  const gap = (bin: ReliabilityBin): number => (bin.count / count) * Math.abs(bin.accuracy - bin.confidence);
  return {
    count,
    accuracy: wilson(checked.filter(({ expected, found }) => expected === found).length, count),
    macroF1: macroF1Of(confusion),
    confusion,
    calibrationError: reliability.reduce((sum, bin) => sum + gap(bin), 0),
    reliability,
  };
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
