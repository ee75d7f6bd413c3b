import { createHash } from 'node:crypto';
import { VerbatimError } from '../../../errors.ts';
import { outOfRange } from '../../../out-of-range.ts';
import type { SentimentLabel } from '../../analysis.ts';
import type { SentimentWeights } from '../model/model-file.ts';
import { likeliestLabel } from '../model/trained-model.ts';
import {
  type Correction,
  correctedProbabilities,
  fitSamples,
  foldCount,
  type LabelledComment,
  noCorrection,
  readSamples,
  type Sample,
  type Samples,
  splitOff,
} from './adaptation-fit.ts';
import { confusionOf, macroF1Of } from './calibrate.ts';

export type { LabelledComment };

/** Fewer labels say too little about a team's comments to be worth a new version. */
export const minLabels = 50;

const added = (
  weights: SentimentWeights,
  positions: readonly number[],
  { bias, filters, ngrams }: Correction,
): SentimentWeights => {
  const ngramWeights = Int8Array.from(weights.ngramWeights);
  ngrams.forEach((value, index) => {
    const at = 2 * (positions[index >> 1] ?? 0) + (index & 1);
    const steps = Math.round((ngramWeights[at] ?? outOfRange(at)) + value / weights.ngramStep);
    ngramWeights[at] = Math.max(-127, Math.min(127, steps));
  });
  return {
    ...weights,
    bias: [weights.bias[0] + bias[0], weights.bias[1] + bias[1]],
    filterWeights: weights.filterWeights.map((value, index) => value + (filters[index] ?? outOfRange(index))),
    ngramWeights,
  };
};

const versionOf = (base: string, { bias, filterWeights, ngramWeights }: SentimentWeights): string => {
  const digest = createHash('sha256').update(JSON.stringify(bias)).update(filterWeights).update(ngramWeights);
  return `${base}/${digest.digest('hex').slice(0, 8)}`;
};

const enough = (weights: SentimentWeights, labelled: readonly LabelledComment[]): Samples => {
  const all = readSamples(weights, labelled);
  if (all.samples.length >= minLabels) return all;
  throw new VerbatimError('usage', 'too few labelled comments', {
    expected: `${minLabels} or more`,
    got: String(all.samples.length),
  });
};

/**
 * Fits a model to a team's own labels: the prior of its comments, what its words mean, and how much each of the model's
 * filters counts, each held to the base model by a pull that is chosen by 5-fold cross-validation among the labels. The
 * base weights stay as they are; the new ones have a version of their own, and are as large. The same labels in the same
 * order give the same weights. Throws `usage` under 50 labels.
 *
 * @example createSentimentModel(adaptWeights(weights, labels)).version // 'verbatim-en-1+1f3a9c2e/77b0c1d4'
 */
export const adaptWeights = (
  weights: SentimentWeights,
  labelled: readonly LabelledComment[],
): SentimentWeights => {
  const all = enough(weights, labelled);
  const adapted = added(weights, all.positions, fitSamples(all));
  return { ...adapted, version: versionOf(weights.version, adapted) };
};

/** Accuracy 0..1 on labels that the fit did not see, without and with the adaptation. */
export interface AdaptationFold {
  readonly labels: number;
  readonly before: number;
  readonly after: number;
}

export interface AdaptationCheck extends AdaptationFold {
  readonly folds: readonly AdaptationFold[];
  /** Macro-F1 0..1: a fit that reads the frequent label better and gives up a rare one gains accuracy and loses here. */
  readonly macroF1: { readonly before: number; readonly after: number };
  /** True where more labels are read right after it, by more than chance would have it, and macro-F1 has not fallen. */
  readonly helps: boolean;
}

interface Judged {
  readonly expected: SentimentLabel;
  readonly before: SentimentLabel;
  readonly after: SentimentLabel;
}

const labelUnder = (sample: Sample, correction: Correction): SentimentLabel =>
  likeliestLabel(correctedProbabilities(sample, correction));

type Side = 'before' | 'after';

const shareOf = (judged: readonly Judged[], side: Side): number =>
  judged.filter((each) => each[side] === each.expected).length / judged.length;

const macroF1On = (judged: readonly Judged[], side: Side): number =>
  macroF1Of(confusionOf(judged.map((each) => ({ expected: each.expected, found: each[side] }))));

const foldOf = (judged: readonly Judged[]): AdaptationFold => ({
  labels: judged.length,
  before: shareOf(judged, 'before'),
  after: shareOf(judged, 'after'),
});

/** One-sided 95 %. */
const surely = 1.645;

/** More labels turned right than wrong, by more than chance (McNemar 1947). */
const isGain = (judged: readonly Judged[]): boolean => {
  const mended = judged.filter(
    ({ expected, before, after }) => after === expected && before !== expected,
  ).length;
  const spoilt = judged.filter(
    ({ expected, before, after }) => before === expected && after !== expected,
  ).length;
  return mended - spoilt > surely * Math.sqrt(mended + spoilt);
};

/**
 * What `adaptWeights` would be worth on comments that it has not seen, by 5-fold cross-validation: each fifth of the labels
 * is read by a model adapted to the others. Throws `usage` under 50 labels.
 */
export const checkAdaptation = (
  weights: SentimentWeights,
  labelled: readonly LabelledComment[],
): AdaptationCheck => {
  const all = enough(weights, labelled);
  const before = noCorrection(all);
  const folds = Array.from({ length: foldCount }, (_, fold) => {
    const { kept, left } = splitOff(all.samples, fold);
    const after = fitSamples(all, kept);
    return left.map((sample) => ({
      expected: sample.label,
      before: labelUnder(sample, before),
      after: labelUnder(sample, after),
    }));
  });
  const judged = folds.flat();
  const macroF1 = { before: macroF1On(judged, 'before'), after: macroF1On(judged, 'after') };
  const helps = isGain(judged) && macroF1.after >= macroF1.before;
  return { ...foldOf(judged), folds: folds.map(foldOf), macroF1, helps };
};
