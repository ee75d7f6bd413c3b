import { outOfRange } from '../../../out-of-range.ts';
import type { WordWeight } from '../model/explain.ts';
import { createNgrams, turnedShare } from '../model/ngrams.ts';
import type { Logits } from '../model/reading.ts';
import { type ExplainingModel, scoredText } from '../model/trained-model.ts';
import { clauseBounds } from '../tokens/clause-bounds.ts';
import { createTokens } from '../tokens/token-columns.ts';
import {
  featureScale,
  foldText,
  isTurned,
  readFeatures,
  scanLanguage,
  slotOfKey,
} from './language-features.ts';
import { decodeLanguageWeights, type LanguageWeights } from './language-file.ts';

/**
 * The model of a language from its file (`models/sentiment-de.bin`): a linear model over words and letters. Not for two
 * threads at once: it keeps working memory.
 *
 * @throws VerbatimError `file-corrupt` or `file-truncated` for other bytes
 * @example loadLanguageModel(readFileSync('models/sentiment-de.bin')).score('Nie wieder').label // 'negative'
 */
export const loadLanguageModel = (bytes: Uint8Array): ExplainingModel =>
  createLanguageModel(decodeLanguageWeights(bytes));

/** The tokens and features of the text read last, and what they weigh. */
interface LanguageReading {
  readonly weights: LanguageWeights;
  readonly tokens: ReturnType<typeof createTokens>;
  readonly features: ReturnType<typeof createNgrams>;
}

/** What a feature weighs, negative and positive: the other way round where it is turned. */
const weightOf = ({ weights: { table }, features }: LanguageReading, index: number): [number, number] => {
  const key = features.key[index] ?? outOfRange(index);
  const at = 2 * slotOfKey(key);
  const [negative, positive] = [table[at] ?? outOfRange(at), table[at + 1] ?? outOfRange(at + 1)];
  return isTurned(key) ? [turnedShare * positive, turnedShare * negative] : [negative, positive];
};

const fromOf = ({ features }: LanguageReading, token: number): number =>
  features.from[token] ?? outOfRange(token);

/** The logits of the tokens from `first` up to `end`, by the features that lie wholly within them. */
const logitsOf = (reading: LanguageReading, first: number, end: number): Logits => {
  const { features, weights } = reading;
  let [negative, positive, count] = [0, 0, 0];
  for (let index = fromOf(reading, first); index < fromOf(reading, end); index += 1) {
    if ((features.last[index] ?? outOfRange(index)) >= end) continue;
    const weight = weightOf(reading, index);
    count += 1;
    negative += weight[0];
    positive += weight[1];
  }
  const scale = featureScale(count) * weights.step;
  return { negative: weights.bias[0] + scale * negative, positive: weights.bias[1] + scale * positive };
};

/** Adds to `shares` what the features that start at a token moved the text: each in equal parts to its tokens. */
const shareFeaturesAt = (reading: LanguageReading, first: number, shares: Float64Array): void => {
  const { features, weights } = reading;
  const unit = featureScale(features.count) * weights.step;
  for (let index = fromOf(reading, first); index < fromOf(reading, first + 1); index += 1) {
    const [negative, positive] = weightOf(reading, index);
    const last = features.last[index] ?? outOfRange(index);
    const moved = unit * (positive - negative);
    for (let token = first; token <= last; token += 1)
      shares[token] = (shares[token] ?? outOfRange(token)) + moved / (last - first + 1);
  }
};

const wordWeights = (reading: LanguageReading): WordWeight[] => {
  const { tokens } = reading;
  const shares = new Float64Array(tokens.count);
  for (let token = 0; token < tokens.count; token += 1) shareFeaturesAt(reading, token, shares);
  return Array.from(shares, (weight, index) => ({
    span: [tokens.start[index] ?? outOfRange(index), tokens.end[index] ?? outOfRange(index)],
    weight,
  }));
};

/** The model of weights that are loaded already. */
export const createLanguageModel = (weights: LanguageWeights): ExplainingModel => {
  const grammar = {
    negators: new Set(weights.negators),
    contrasts: new Set(weights.contrasts),
    limiters: new Set(weights.limiters),
  };
  const reading: LanguageReading = { weights, tokens: createTokens(), features: createNgrams() };
  const { tokens, features } = reading;
  const read = (text: string): void => {
    scanLanguage(foldText(text), tokens, grammar);
    readFeatures(tokens, features, weights.table.length / 2);
  };
  return {
    version: weights.version,
    score: (text) => {
      read(text);
      const bounds = clauseBounds(tokens);
      const clauses = bounds
        .slice(1)
        .map((end, index) => logitsOf(reading, bounds[index] ?? outOfRange(index), end));
      return scoredText({ tokens, bounds }, { clauses, text: logitsOf(reading, 0, tokens.count) });
    },
    explain: (text) => {
      read(text);
      return wordWeights(reading);
    },
  };
};
