import { lemmaOf } from '../../lib/analysis/words/lemma.ts';
import { readWords } from '../../lib/analysis/words/words.ts';
import type { LabelledRow } from './teaching-curve.ts';

const folds = 5;

const wordsOf = (text: string): Set<string> => new Set(readWords(text).map(({ normal }) => lemmaOf(normal)));

interface Counts {
  texts: number;
  words: number;
  readonly byWord: Map<string, number>;
}

const countsOf = (texts: readonly ReadonlySet<string>[]): Counts => {
  const counts: Counts = { texts: texts.length, words: 0, byWord: new Map() };
  for (const words of texts)
    for (const word of words) {
      counts.words += 1;
      counts.byWord.set(word, (counts.byWord.get(word) ?? 0) + 1);
    }
  return counts;
};

const logLikelihood = (words: ReadonlySet<string>, counts: Counts, vocabulary: number): number => {
  let sum = Math.log(counts.texts + 1);
  for (const word of words)
    sum += Math.log(((counts.byWord.get(word) ?? 0) + 1) / (counts.words + vocabulary));
  return sum;
};

/** How much likelier each label is than its absence, by a text's words (multinomial, add one). */
const fitLabels = (
  labels: readonly string[],
  rows: readonly LabelledRow[],
  words: readonly Set<string>[],
) => {
  const vocabulary = countsOf(words).byWord.size;
  const sides = labels.map((label) => ({
    label,
    of: countsOf(words.filter((_, index) => rows[index]?.labels.has(label))),
    others: countsOf(words.filter((_, index) => !rows[index]?.labels.has(label))),
  }));
  return (text: ReadonlySet<string>): Map<string, number> =>
    new Map(
      sides.map(({ label, of, others }) => [
        label,
        logLikelihood(text, of, vocabulary) - logLikelihood(text, others, vocabulary),
      ]),
    );
};

/**
 * Naive Bayes inside the domain: the labels that each text gets from the other four fifths. The likelier labels of each text
 * where it may have many, the likeliest one where it has one.
 */
export const naiveBayesByFolds = (
  labels: readonly string[],
  rows: readonly LabelledRow[],
  kind: 'many' | 'one',
): Set<string>[] => {
  const words = rows.map(({ text }) => wordsOf(text));
  const keep = (fold: number) => (_: unknown, index: number) => index % folds !== fold;
  const models = Array.from({ length: folds }, (_, fold) =>
    fitLabels(labels, rows.filter(keep(fold)), words.filter(keep(fold))),
  );
  return words.map((text, index) => {
    const found = [...(models[index % folds]?.(text) ?? [])].sort((a, b) => b[1] - a[1]);
    return new Set(
      (kind === 'one' ? found.slice(0, 1) : found.filter(([, odds]) => odds > 0)).map(([label]) => label),
    );
  });
};
