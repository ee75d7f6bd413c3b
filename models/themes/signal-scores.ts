import { shippedSentimentModel } from '../../lib/analysis/sentiment/weights.ts';
import { createSignalFinder } from '../../lib/analysis/signals.ts';
import { readWords } from '../../lib/analysis/words.ts';
import { type Confusion, confusionByLabel } from './measures.ts';

/** How well a signal is heard in texts that people marked with `label`. */
export const scoreSignal = (
  texts: readonly { readonly text: string; readonly theme?: string | string[] }[],
  signal: string,
  label: string,
): Confusion => {
  const finder = createSignalFinder();
  const model = shippedSentimentModel();
  const heard = texts.map(({ text }) => {
    const { clauses } = model.score(text);
    const signals = finder.find({ text, words: readWords(text), clauses });
    return new Set(signals.some(({ id }) => id === signal) ? [label] : []);
  });
  const expected = texts.map(({ theme }) => new Set([theme ?? []].flat()));
  return confusionByLabel([label], expected, heard).get(label) ?? { hits: 0, falseAlarms: 0, misses: 0 };
};
