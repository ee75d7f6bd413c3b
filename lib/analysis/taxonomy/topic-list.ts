import { parse } from 'csv-parse/sync';
import { stringify } from 'yaml';
import { z } from 'zod';
import { VerbatimError } from '../../errors.ts';

/** A topic of another tool. */
export interface Topic {
  readonly id: string;
  readonly name: string;
  readonly words: readonly string[];
}

const idKeys = ['id', 'topic', 'topic_id', 'number'];
const nameKeys = ['name', 'label', 'title', 'topic_name'];
const wordKeys = ['words', 'keywords', 'seeds', 'terms', 'representation'];
/** Where topic models put what fits no topic. */
const outliers = '-1';
const wordsInName = 3;

/** A word may come with its weight. */
const wordEntry = z.union([z.string(), z.tuple([z.string(), z.number()]).transform(([word]) => word)]);
const words = z.union([
  z.array(wordEntry),
  z.string().transform((text) => text.replace(/[[\]'"]/g, '').split(/[,;|]/)),
]);
const rows = z.array(z.record(z.string(), z.unknown()));
/** The topics alone, or under the key `topics`. */
const listedRows = z.union([rows, z.object({ topics: rows }).transform(({ topics }) => topics)]);
/** Topics by id, each a list of words. */
const wordsById = z.record(z.string(), z.array(wordEntry));

type Row = Readonly<Record<string, unknown>>;

const delimiterOf = (text: string): string => {
  const header = text.slice(0, text.search(/\r?\n|$/));
  return [',', ';', '\t'].reduce((best, one) =>
    header.split(one).length > header.split(best).length ? one : best,
  );
};

const readJson = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new VerbatimError('taxonomy-invalid', 'the topics are not valid JSON', { file, cause });
  }
};

const readCsv = (text: string, file: string): Row[] => {
  try {
    return parse(text, { columns: true, bom: true, delimiter: delimiterOf(text), trim: true });
  } catch (cause) {
    throw new VerbatimError('taxonomy-invalid', 'the topics are not valid CSV', { file, cause });
  }
};

const rowsOf = (text: string, file: string): Row[] => {
  if (!/^\s*[[{]/.test(text)) return readCsv(text, file);
  const value = readJson(text, file);
  const byId = wordsById.safeParse(value);
  if (byId.success) return Object.entries(byId.data).map(([id, list]) => ({ id, words: list }));
  const listed = listedRows.safeParse(value);
  if (listed.success) return listed.data;
  throw new VerbatimError('taxonomy-invalid', 'unknown format of topics', {
    file,
    expected: 'a list of {id, name, words}, or lists of words by id',
  });
};

const cellOf = (row: Row, keys: readonly string[]): unknown =>
  Object.entries(row).find(([key]) => keys.includes(key.toLowerCase()))?.[1];

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

const topicOf = (row: Row, index: number, file: string): Topic => {
  const parsed = words.safeParse(cellOf(row, wordKeys));
  const listed = (parsed.data ?? []).map((word) => word.trim()).filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (listed.length === 0)
    throw new VerbatimError('taxonomy-invalid', 'a topic has no words', {
      file,
      row: index + 1,
      expected: `a column named ${wordKeys.join(' or ')}`,
      got: Object.keys(row).join(', '),
    });
  const name = textOf(cellOf(row, nameKeys)) || listed.slice(0, wordsInName).join(', ');
  return { id: textOf(cellOf(row, idKeys)) || name, name, words: [...new Set(listed)] };
};

/**
 * Reads the topics of another tool: CSV with a header, a JSON list, or JSON lists of words by id; a word may come with its
 * weight. The columns are known by their usual names; the topic -1, which holds what fits nowhere, is left out.
 *
 * @throws VerbatimError `taxonomy-invalid` with the row
 * @example parseTopics('id,name,words\n7,Parcels,parcel;courier', 'topics.csv') // [{ id: '7', name: 'Parcels', words: ['parcel', 'courier'] }]
 */
export const parseTopics = (text: string, file: string): Topic[] =>
  rowsOf(text, file)
    .filter((row) => textOf(cellOf(row, idKeys)) !== outliers)
    .map((row, index) => topicOf(row, index, file));

/** A taxonomy of the topics as YAML, their words as seeds. Phrases mean what they say: no mark in them is a wild card. */
export const packOf = (topics: readonly Topic[], id: string): string =>
  stringify(
    {
      id,
      version: 1,
      themes: topics.map((topic) => ({
        id: topic.id,
        name: topic.name,
        seeds: topic.words.map((word) => word.replace(/[|()]/g, ' ').trim()),
      })),
    },
    { lineWidth: 0, flowCollectionPadding: false },
  );
