import { outOfRange } from '../../../out-of-range.ts';
import type { WordWeight } from '../model/explain.ts';
import type { Logits } from '../model/reading.ts';
import { type ExplainingModel, scoredText } from '../model/trained-model.ts';
import { clauseBounds } from '../tokens/clause-bounds.ts';
import { createTokens } from '../tokens/token-columns.ts';
import { createFeatures, featureScale, foldText, readFeatures, scanLanguage } from './language-features.ts';
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

/** The model of weights that are loaded already. */
export const createLanguageModel = (weights: LanguageWeights): ExplainingModel => {
  const { table, step, bias } = weights;
  const grammar = { negators: new Set(weights.negators), contrasts: new Set(weights.contrasts) };
  const tokens = createTokens();
  const features = createFeatures();
  const weightAt = (index: number): number => table[index] ?? outOfRange(index);

  const read = (text: string): void => {
    scanLanguage(foldText(text), tokens, grammar);
    readFeatures(tokens, features, table.length / 2);
  };
  const logitsOf = (first: number, end: number): Logits => {
    let [negative, positive, count] = [0, 0, 0];
    for (let index = 0; index < features.count; index += 1) {
      if ((features.first[index] ?? outOfRange(index)) < first) continue;
      if ((features.last[index] ?? outOfRange(index)) >= end) continue;
      const slot = features.slot[index] ?? outOfRange(index);
      count += 1;
      negative += weightAt(2 * slot);
      positive += weightAt(2 * slot + 1);
    }
    const scale = featureScale(count) * step;
    return { negative: bias[0] + scale * negative, positive: bias[1] + scale * positive };
  };
  const score: ExplainingModel['score'] = (text) => {
    read(text);
    const bounds = clauseBounds(tokens);
    const clauses = bounds.slice(1).map((end, index) => logitsOf(bounds[index] ?? outOfRange(index), end));
    return scoredText({ tokens, bounds }, { clauses, text: logitsOf(0, tokens.count) });
  };
  const explain = (text: string): WordWeight[] => {
    read(text);
    const shares = new Float64Array(tokens.count);
    const scale = featureScale(features.count) * step;
    for (let index = 0; index < features.count; index += 1) {
      const slot = features.slot[index] ?? outOfRange(index);
      const [first, last] = [features.first[index] ?? outOfRange(index), features.last[index] ?? outOfRange(index)];
      const moved = (scale * (weightAt(2 * slot + 1) - weightAt(2 * slot))) / (last - first + 1);
      for (let token = first; token <= last; token += 1) shares[token] = (shares[token] ?? outOfRange(token)) + moved;
    }
    return Array.from(shares, (weight, index) => ({
      span: [tokens.start[index] ?? outOfRange(index), tokens.end[index] ?? outOfRange(index)],
      weight,
    }));
  };
  return { version: weights.version, score, explain };
};
