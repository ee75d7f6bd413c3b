import { readdirSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { z } from 'zod';
import {
  type BuiltInLanguage,
  builtInLanguages,
} from '../../lib/analysis/sentiment/languages/built-in-languages.ts';
import { hashOf } from '../../lib/analysis/words/word-hash.ts';
import { parseTabSeparated } from '../tab-separated.ts';
import { type DataRow, readableText, readRows } from './dataset.ts';
import { splitSentences } from './sentences.ts';

/*
 * Sentences of training sets that readers judged one by one for this project. `lexicons/training/judged-sentences/LANGUAGE/SET.tsv` has
 * places and labels and no text: the text is read from the set, and its hash says whether it is the one that was judged.
 */

const folder = resolve(import.meta.dirname, '../../lexicons/training/judged-sentences');

type JudgedLanguage = 'en' | BuiltInLanguage;

/** A line of a file: row and sentence count from 0, `hash` is `hashOf` the sentence in base 16. */
const judgement = z.object({
  row: z.coerce.number().int().nonnegative(),
  sentence: z.coerce.number().int().nonnegative(),
  hash: z.string().regex(/^[0-9a-f]{8}$/),
  /** Among those that an earlier model was unsure of or read against the verdict of their review, or by chance from all others. */
  drawn: z.enum(['hard', 'random']),
  /** `mix`: praise and complaint of like weight. */
  label: z.enum(['neg', 'neu', 'pos', 'mix']),
});

type Judgement = Readonly<z.infer<typeof judgement>>;

export const parseJudgements = (source: string): Judgement[] => parseTabSeparated(source, judgement);

/** The sets of a language that have judged sentences. */
export const judgedSetsOf = (language: JudgedLanguage): string[] =>
  readdirSync(resolve(folder, language))
    .map((file) => basename(file, '.tsv'))
    .sort();

/** Those of English. */
export const judgedSets: readonly string[] = judgedSetsOf('en');

/** Where the judgements of each set are. */
const files = new Map(
  (['en', ...builtInLanguages] as const).flatMap((language) =>
    judgedSetsOf(language).map((set) => [set, resolve(folder, language, `${set}.tsv`)] as const),
  ),
);

const judgementsOf = (set: string): Judgement[] => {
  const file = files.get(set);
  return file === undefined ? [] : parseJudgements(readFileSync(file, 'utf8'));
};

const isReported = (set: string, row: number): boolean => hashOf(`${set} ${row}`) % 10 === 3;

/** The rows of a set that a model may learn from: those for training, without one in ten of the reviews that have judged sentences, which measure. */
export const readLearnableRows = (set: string): DataRow[] => {
  const reported = new Set(judgementsOf(set).flatMap(({ row }) => (isReported(set, row) ? [row] : [])));
  return readRows(set).filter(
    ({ split }, at) => (split === undefined || split === 'train') && !reported.has(at),
  );
};

/** The sentence that was judged. */
export const judgedText = (
  rows: readonly DataRow[],
  set: string,
  { row, sentence, hash }: Judgement,
): string => {
  const review = rows[row];
  const text = review === undefined ? undefined : splitSentences(readableText(review))[sentence];
  if (text === undefined || hashOf(text) !== Number.parseInt(hash, 16))
    throw new RangeError(`${set}, row ${row}, sentence ${sentence} is not the sentence that was judged`);
  return text;
};

export interface JudgedSentence {
  readonly text: string;
  readonly label: Judgement['label'];
  readonly drawn: Judgement['drawn'];
  /** Measures, and teaches nothing. */
  readonly reported: boolean;
  /** The text that it stands in. */
  readonly review: string;
}

/**
 * Without reported sentences of a review that stands in its set twice: they would be taught by its copy.
 *
 * @throws RangeError where the set does not have the sentence that was judged
 */
export const readJudgedSentences = (set: string): JudgedSentence[] => {
  const rows = readRows(set);
  const copies = Map.groupBy(rows, ({ text }) => text);
  return judgementsOf(set).flatMap((place) => {
    const text = judgedText(rows, set, place);
    const review = rows[place.row]?.text ?? '';
    const reported = isReported(set, place.row);
    if (reported && (copies.get(review)?.length ?? 0) > 1) return [];
    return [{ text, label: place.label, drawn: place.drawn, reported, review }];
  });
};
