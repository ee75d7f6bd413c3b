import { lemmaOf } from '../../../analysis/words/lemma.ts';
import { readWords } from '../../../analysis/words/words.ts';
import { outOfRange } from '../../../out-of-range.ts';

/** The words of a clause: as written for word vectors, by lemma for counting, with the sentence each is in. */
export interface ClauseWords {
  readonly written: readonly string[];
  readonly lemmas: readonly string[];
  readonly sentences: readonly number[];
}

/** Addresses, handles, and redaction marks ("[email]"): they say nothing about the topic. */
const addresses = /(?:https?:\/\/|www\.)\S+|[@#]\w+|\[\w+\]/gi;

export const clauseWords = (wording: string): ClauseWords => {
  const words = readWords(wording.replace(addresses, '\n'));
  return {
    written: words.map(({ normal }) => normal),
    lemmas: words.map(({ normal }) => lemmaOf(normal)),
    sentences: words.map(({ sentence }) => sentence),
  };
};

/** Rows of sparse vectors: the features and weights of row `i` are at `starts[i]` to `starts[i + 1]`. */
export interface SparseRows {
  readonly starts: Int32Array;
  readonly features: Int32Array;
  readonly weights: Float32Array;
  readonly featureCount: number;
}

const pairsOf = ({ lemmas, sentences }: ClauseWords): string[] =>
  lemmas
    .slice(1)
    .flatMap((lemma, before) =>
      sentences[before] === sentences[before + 1] ? [`${lemmas[before]} ${lemma}`] : [],
    );

const countDocuments = (documents: readonly (readonly string[])[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const document of documents)
    for (const feature of new Set(document)) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  return counts;
};

/** A feature of a single clause connects it with nothing. */
const minDocuments = 2;

/**
 * Weights features by rarity, ln((n + 1) / (df + ½)), each row of length 1 (a row without a shared feature is empty).
 *
 * @param names every document's features, repeats ignored
 */
const weighted = (names: readonly (readonly string[])[]): SparseRows => {
  const counts = countDocuments(names);
  const kept = [...counts]
    .filter(([, count]) => count >= minDocuments)
    .map(([name]) => name)
    .sort();
  const ids = new Map(kept.map((name, id) => [name, id]));
  const rarity = kept.map((name) => Math.log((names.length + 1) / ((counts.get(name) ?? 0) + 0.5)));
  const rows = names.map((row) =>
    [...new Set(row)].flatMap((name) => ids.get(name) ?? []).sort((a, b) => a - b),
  );
  const starts = Int32Array.from({ length: names.length + 1 });
  rows.forEach((row, index) => {
    starts[index + 1] = (starts[index] ?? outOfRange(index)) + row.length;
  });
  const lengths = rows.map((row) => Math.hypot(...row.map((id) => rarity[id] ?? outOfRange(id))) || 1);
  return {
    starts,
    features: Int32Array.from(rows.flat()),
    weights: Float32Array.from(
      rows.flatMap((row, index) =>
        row.map((id) => (rarity[id] ?? outOfRange(id)) / (lengths[index] ?? outOfRange(index))),
      ),
    ),
    featureCount: kept.length,
  };
};

/** Two blocks of word features: single lemmas, and lemmas together with neighbouring pairs of them. */
export const wordFeatures = (clauses: readonly ClauseWords[]): { single: SparseRows; pairs: SparseRows } => ({
  single: weighted(clauses.map(({ lemmas }) => lemmas)),
  pairs: weighted(clauses.map((words) => [...words.lemmas, ...pairsOf(words)])),
});
