import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { SentimentLabel } from '../../lib/analysis/analysis.ts';
import { hashOf } from '../../lib/analysis/words/word-hash.ts';
import { readJsonLines } from '../json-lines.ts';

const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where the labelled sets lie: `VERBATIM_DATA`, by default `../shared/data` beside the repository. */
export const dataDirectory = process.env['VERBATIM_DATA'] ?? resolve(repository, '../shared/data');

const dataRow = z.object({
  text: z.string(),
  label: z.enum(['neg', 'neu', 'pos']).exactOptional(),
  split: z.string().exactOptional(),
  /** True for whole sentences of the treebank; the other rows of it are phrases. */
  sentence: z.boolean().exactOptional(),
  /** Mean intensity −4..4 by 20 people. */
  score: z.number().exactOptional(),
  theme: z.unknown().optional(),
});

/** One row of a labelled set, as its file has it. */
export type DataRow = Readonly<z.infer<typeof dataRow>>;

const fileOf = (set: string): string => resolve(dataDirectory, `${set}.jsonl.gz`);

export const hasSet = (set: string): boolean => existsSync(fileOf(set));

export const readRows = (set: string): DataRow[] => readJsonLines(fileOf(set), dataRow);

/** Sentiment by the short names that files use. */
export const sentimentOf = { neg: 'negative', neu: 'neutral', pos: 'positive' } as const;

export const labelOf = ({ label }: DataRow): SentimentLabel | undefined =>
  label === undefined ? undefined : sentimentOf[label];

/** Brackets as the Penn Treebank writes them, and line breaks as web pages do. */
export const readableText = ({ text }: DataRow): string =>
  text.replace(/-[lr]rb-/gi, ' ').replace(/<br ?\/?>/g, '\n');

export const foldCount = 5;

/** The fold 0..4 of a text, by its content: the same whatever the order of the rows. */
export const foldOf = (text: string): number => hashOf(text) % foldCount;
