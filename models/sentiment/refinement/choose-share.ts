import { encodeWeights, type SentimentWeights } from '../../../lib/analysis/sentiment/model/model-file.ts';
import { loadSentimentModel } from '../../../lib/analysis/sentiment/model/trained-model.ts';
import { engineOf } from '../engines.ts';
import { accuracy, type Measured, macroF1 } from '../measures.ts';
import { judgeSet, type TestSet } from '../test-sets.ts';
import { between } from './between.ts';

/** The only sets that the share is chosen on. */
const choiceSets: readonly TestSet[] = [
  { name: 'sst2_dev', measure: 'accuracy', byFolds: false },
  { name: 'sst5_dev', measure: 'macro-F1', byFolds: false },
  { name: 'airline_tweets_dev', measure: 'macro-F1', byFolds: false },
];

/** What the model at a share of the way measures on each set of the choice. */
export interface SharePoint {
  readonly share: number;
  readonly measured: readonly Measured[];
}

const steps = 20;

/** Every twentieth of the way from the first stage to the second. */
export const shareCurve = (base: SentimentWeights, refined: SentimentWeights): SharePoint[] =>
  Array.from({ length: steps + 1 }, (_, step) => {
    const share = step / steps;
    const engine = engineOf(loadSentimentModel(encodeWeights(between(base, refined, share))));
    const measured = choiceSets.map((set) => {
      const outcomes = judgeSet(set, () => engine);
      return set.measure === 'accuracy' ? accuracy(outcomes) : macroF1(outcomes);
    });
    return { share, measured };
  });

const meanOf = ({ measured }: SharePoint): number =>
  measured.reduce((sum, { value }) => sum + value, 0) / measured.length;

/** Of the mean, from the sets' 95 % intervals, as if the sets had no text in common. */
const standardError = ({ measured }: SharePoint): number =>
  Math.hypot(...measured.map(({ low, high }) => (high - low) / (2 * 1.96))) / measured.length;

/**
 * The largest share whose mean over the sets is within one standard error of the best one (the one-standard-error rule, Breiman
 * et al. 1984): the second stage teaches kinds of sentences that no set of the choice holds, and is taken as far as costs nothing
 * that the sets can show.
 */
export const chosenShare = (curve: readonly SharePoint[]): number => {
  const best = curve.reduce((a, b) => (meanOf(b) > meanOf(a) ? b : a));
  const least = meanOf(best) - standardError(best);
  return Math.max(...curve.filter((point) => meanOf(point) >= least).map(({ share }) => share));
};

/** The curve as lines of a Markdown table. */
export const curveTable = (curve: readonly SharePoint[]): string =>
  [
    `| share | ${choiceSets.map(({ name }) => name).join(' | ')} | mean |`,
    `|${'---|'.repeat(choiceSets.length + 2)}`,
    ...curve.map((point) => {
      const values = [...point.measured.map(({ value }) => value), meanOf(point)];
      return `| ${point.share} | ${values.map((value) => value.toFixed(4)).join(' | ')} |`;
    }),
  ].join('\n');
