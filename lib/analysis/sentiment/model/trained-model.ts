import { outOfRange } from '../../../out-of-range.ts';
import type { SentimentLabel } from '../../analysis.ts';
import type { ScoredClause, ScoredText, SentimentModel } from '../sentiment-model.ts';
import type { TokenRange } from './convolution.ts';
import { type WordWeight, wordWeights } from './explain.ts';
import { minSum } from './filter-steps.ts';
import { decodeWeights, type SentimentWeights } from './model-file.ts';
import {
  addFilters,
  addNgrams,
  createPool,
  createReading,
  filterValues,
  type Logits,
  poolClause,
  type Reading,
  readText,
  startLogits,
} from './reading.ts';

/** Clauses disagree strongly when one is at least this likely positive and another this likely negative. */
const mixedProbability = 0.5;

export type Probabilities = readonly [negative: number, neutral: number, positive: number];

/** Softmax over the logits, neutral's being 0. */
export const probabilitiesOf = ({ negative, positive }: Logits): Probabilities => {
  const max = Math.max(negative, positive, 0);
  const [a, b, c] = [Math.exp(negative - max), Math.exp(-max), Math.exp(positive - max)];
  const sum = a + b + c;
  return [a / sum, b / sum, c / sum];
};

/** Neutral where it is as likely as any. */
export const likeliestLabel = ([negative, neutral, positive]: Probabilities): SentimentLabel => {
  if (neutral >= negative && neutral >= positive) return 'neutral';
  return positive >= negative ? 'positive' : 'negative';
};

/** Positive minus negative, in hundredths. */
export const scoreOf = ([negative, , positive]: Probabilities): number =>
  Math.round((positive - negative) * 100) / 100 || 0;

const withoutWords: ScoredText = {
  label: 'neutral',
  score: 0,
  mixed: false,
  probabilities: [0, 1, 0],
  clauses: [],
};

const raise = (pool: Uint16Array, other: Uint16Array): void => {
  for (let index = 0; index < pool.length; index += 1)
    pool[index] = Math.max(pool[index] ?? outOfRange(index), other[index] ?? outOfRange(index));
};

/** Logits of every clause and, last, of the whole text; the text's filters are the largest of its clauses'. */
const createScorer = (reading: Reading) => {
  const { weights, tokens } = reading;
  const textPool = createPool(weights);
  const clausePool = createPool(weights);
  const values = new Float64Array(weights.convolution.filters);

  const scoreClause = (clause: TokenRange): Logits => {
    const logits = startLogits(weights, clause.last - clause.first);
    poolClause(reading, clause, clausePool);
    addFilters(weights, filterValues(weights, clausePool, values), logits);
    addNgrams(reading, clause, logits);
    return logits;
  };
  return (): { clauses: Logits[]; text: Logits } => {
    const { bounds } = reading;
    textPool.fill(minSum);
    const clauses = bounds.slice(1).map((last, index) => {
      const logits = scoreClause({ first: bounds[index] ?? outOfRange(index), last });
      raise(textPool, clausePool);
      return logits;
    });
    const [only] = clauses;
    if (clauses.length === 1 && only !== undefined) return { clauses, text: only };
    const text = startLogits(weights, tokens.count);
    addFilters(weights, filterValues(weights, textPool, values), text);
    addNgrams(reading, { first: 0, last: tokens.count }, text);
    return { clauses, text };
  };
};

/** Whether parts of a text disagree strongly. */
export const isMixed = (clauses: readonly Probabilities[]): boolean =>
  clauses.some(([, , positive]) => positive >= mixedProbability) &&
  clauses.some(([negative]) => negative >= mixedProbability);

/** The tokens of a text and where its clauses begin; the last entry is the number of tokens. */
export type ReadClauses = Pick<Reading, 'tokens' | 'bounds'>;

const clauseOf = (
  { tokens, bounds }: ReadClauses,
  index: number,
  probabilities: Probabilities,
): ScoredClause => ({
  span: [
    tokens.start[bounds[index] ?? outOfRange(index)] ?? outOfRange(bounds[index] ?? outOfRange(index)),
    tokens.end[(bounds[index + 1] ?? outOfRange(index + 1)) - 1] ??
      outOfRange((bounds[index + 1] ?? outOfRange(index + 1)) - 1),
  ],
  label: likeliestLabel(probabilities),
  score: scoreOf(probabilities),
  probabilities,
});

/** The sentiment of a text from the logits of its clauses and of the whole; neutral 0 for a text without words. */
export const scoredText = (
  read: ReadClauses,
  logits: { readonly clauses: readonly Logits[]; readonly text: Logits },
): ScoredText => {
  if (logits.clauses.length === 0) return withoutWords;
  const clauseProbabilities = logits.clauses.map(probabilitiesOf);
  const probabilities = probabilitiesOf(logits.text);
  return {
    label: likeliestLabel(probabilities),
    score: scoreOf(probabilities),
    mixed: isMixed(clauseProbabilities),
    probabilities,
    clauses: clauseProbabilities.map((clause, index) => clauseOf(read, index, clause)),
  };
};

/** A model that can say which words moved a text. */
export interface ExplainingModel extends SentimentModel {
  /** One weight for each word, mark and picture, in order; none for a text without words. */
  explain(text: string): WordWeight[];
}

/**
 * The trained English model from its weights (`models/sentiment.bin`). Not for two threads at once: it keeps working
 * memory. Throws `file-corrupt` or `file-truncated` for other bytes.
 *
 * @example loadSentimentModel(readFileSync('models/sentiment.bin')).score('Not bad at all').label // 'positive'
 */
export const loadSentimentModel = (bytes: Uint8Array): ExplainingModel =>
  createSentimentModel(decodeWeights(bytes));

/** The model of weights that are loaded already. */
export const createSentimentModel = (weights: SentimentWeights): ExplainingModel => {
  const reading = createReading(weights);
  const scoreReading = createScorer(reading);

  const score = (text: string): ScoredText => {
    readText(reading, text);
    return reading.bounds.length < 2 ? withoutWords : scoredText(reading, scoreReading());
  };
  const explain = (text: string): WordWeight[] => {
    readText(reading, text);
    return reading.bounds.length < 2 ? [] : wordWeights(reading);
  };
  return { version: weights.version, score, explain };
};
