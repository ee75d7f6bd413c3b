import type { SentimentLabel } from '../../lib/analysis/analysis.ts';
import type { SentimentWeights } from '../../lib/analysis/sentiment/model/model-file.ts';
import {
  addFilters,
  addNgrams,
  createPool,
  createReading,
  filterValues,
  type Logits,
  poolClause,
  readText,
  startLogits,
} from '../../lib/analysis/sentiment/model/reading.ts';
import { type Probabilities, probabilitiesOf } from '../../lib/analysis/sentiment/model/trained-model.ts';
import type { Outcome } from './measures.ts';

/** A labelled text as a model sees it, and what of it might say how far to trust the model. */
export interface Judged {
  readonly logits: Logits;
  readonly label: SentimentLabel;
  /** The source that is left out together with it. */
  readonly source: string;
  readonly twoLabels: boolean;
  readonly features: readonly number[];
}

export interface LabelledIn {
  readonly text: string;
  readonly label: SentimentLabel;
  readonly source: string;
  readonly twoLabels: boolean;
}

/** Shares of words and of n-grams that the model knows, and the logarithm of the number of tokens. */
const featuresOf = (reading: ReturnType<typeof createReading>): number[] => {
  const { tokens, ids, ngrams, positions } = reading;
  const known = ids.subarray(0, tokens.count).filter((id) => id >= 0).length;
  const weighted = positions.subarray(0, ngrams.count).filter((position) => position >= 0).length;
  return [known / tokens.count, weighted / ngrams.count, Math.log(tokens.count + 1)];
};

/** Reads texts with a model; texts without words are left out. */
export const judgeTexts = (weights: SentimentWeights, texts: readonly LabelledIn[]): Judged[] => {
  const reading = createReading(weights);
  const pool = createPool(weights);
  const values = new Float64Array(weights.convolution.filters);
  return texts.flatMap(({ text, ...rest }) => {
    readText(reading, text);
    if (reading.bounds.length < 2) return [];
    const { count } = reading.tokens;
    const logits = startLogits(weights, count);
    const whole = { first: 0, last: count };
    poolClause(reading, whole, pool);
    addFilters(weights, filterValues(weights, pool, values), logits);
    addNgrams(reading, whole, logits);
    return [{ ...rest, logits, features: featuresOf(reading) }];
  });
};

/** Log of the factor on the logits: a constant, and a slope for each chosen feature. */
export interface Temperature {
  readonly chosen: readonly number[];
  readonly values: readonly number[];
}

const factorOf = ({ chosen, values }: Temperature, { features }: Judged): number =>
  Math.exp(
    chosen.reduce(
      (sum, feature, at) => sum + (values[at + 1] ?? 0) * (features[feature] ?? 0),
      values[0] ?? 0,
    ),
  );

const tempered = ({ logits }: Judged, factor: number): Probabilities =>
  probabilitiesOf({ negative: factor * logits.negative, positive: factor * logits.positive });

const chanceOf = (judged: Judged, factor: number): number => {
  const [negative, neutral, positive] = tempered(judged, factor);
  const chance = { negative, neutral, positive }[judged.label];
  return judged.twoLabels ? chance / (negative + positive) : chance;
};

const rounds = 120;
const rate = 0.05;
const nudge = 1e-3;

/** Every source weighs the same. Signs of the slopes and falling steps: the few values need no more. */
export const fitTemperature = (texts: readonly Judged[], chosen: readonly number[]): Temperature => {
  const values = [0, ...chosen.map(() => 0)];
  const sizes = new Map(
    [...Map.groupBy(texts, ({ source }) => source)].map(([name, own]) => [name, own.length]),
  );
  for (let round = 0; round < rounds; round += 1) {
    const slopes = values.map(() => 0);
    for (const text of texts) {
      const factor = factorOf({ chosen, values }, text);
      const loss = (by: number) => -Math.log(chanceOf(text, factor * (1 + by)));
      const slope = (loss(nudge) - loss(-nudge)) / (2 * nudge) / (sizes.get(text.source) ?? 1);
      [1, ...chosen.map((feature) => text.features[feature] ?? 0)].forEach((input, at) => {
        slopes[at] = (slopes[at] ?? 0) + slope * input;
      });
    }
    slopes.forEach((slope, at) => {
      values[at] = (values[at] ?? 0) - rate * (1 - round / rounds) * Math.sign(slope);
    });
  }
  return { chosen, values };
};

const labels = ['negative', 'neutral', 'positive'] as const;

/** What the model says of a text under a temperature. Labels never change by it; how sure they are does. */
export const outcomeUnder = (judged: Judged, temperature: Temperature): Outcome => {
  const probabilities = tempered(judged, factorOf(temperature, judged));
  const [negative, , positive] = probabilities;
  const score = positive - negative;
  const confidence = judged.twoLabels
    ? Math.max(negative, positive) / (negative + positive)
    : Math.max(...probabilities);
  const likeliest = labels[probabilities.indexOf(Math.max(...probabilities))] ?? 'neutral';
  const leaning = score >= 0 ? 'positive' : 'negative';
  return { expected: judged.label, found: judged.twoLabels ? leaning : likeliest, score, confidence };
};
