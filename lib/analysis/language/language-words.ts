import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { assetPath } from '../../assets.ts';
import { VerbatimError } from '../../errors.ts';
import { outOfRange } from '../../out-of-range.ts';
import { hashOf } from '../words/word-hash.ts';

/** A step of a stored cost, in nats. */
const costStep = 0.1;
const magic = 'VBWORD01';
const headerStart = magic.length + 4;

const headerSchema = z.strictObject({
  /** ISO 639-1; a stored entry names one by its position. */
  languages: z.array(z.string()).max(255),
  words: z.int().nonnegative(),
  entries: z.int().nonnegative(),
});

/** How frequent words are in each language. */
export interface LanguageWords {
  readonly languages: readonly string[];
  /** Hashes of the words, ascending. */
  readonly hashes: Uint32Array;
  /** By word: where its entries begin; the last one is the number of entries. */
  readonly starts: Uint32Array;
  /** By entry: the position of a language, and the negative logarithm of the word's share of its words in tenths. */
  readonly language: Uint8Array;
  readonly cost: Uint8Array;
}

/** What training counts: the share of a word among the words of a language. */
export interface WordShare {
  readonly language: string;
  readonly share: number;
}

/** One file: magic, length of the header, header as JSON, then the four tables. Little endian. */
export const encodeLanguageWords = (
  languages: readonly string[],
  shares: ReadonlyMap<string, readonly WordShare[]>,
): Uint8Array => {
  const words = [...shares]
    .map(([word, entries]) => ({ hash: hashOf(word), entries }))
    .toSorted((left, right) => left.hash - right.hash);
  const entries = words.flatMap((word) => word.entries);
  const starts = new Uint32Array(words.length + 1);
  for (const [index, word] of words.entries())
    starts[index + 1] = (starts[index] ?? outOfRange(index)) + word.entries.length;
  const tables = [
    Uint32Array.from(words, ({ hash }) => hash),
    starts,
    Uint8Array.from(entries, ({ language }) => languages.indexOf(language)),
    Uint8Array.from(entries, ({ share }) => Math.min(255, Math.round(-Math.log(share) / costStep))),
  ];
  const json = new TextEncoder().encode(
    JSON.stringify({ languages, words: words.length, entries: entries.length }),
  );
  const head = new Uint8Array(headerStart + json.length);
  head.set(new TextEncoder().encode(magic));
  new DataView(head.buffer).setUint32(magic.length, json.length, true);
  head.set(json, headerStart);
  return Buffer.concat([head, ...tables.map((table) => new Uint8Array(table.buffer))]);
};

/**
 * Reads what `encodeLanguageWords` wrote.
 *
 * @throws VerbatimError `file-corrupt` for other bytes, `file-truncated` where a table ends too early
 */
export const decodeLanguageWords = (bytes: Uint8Array): LanguageWords => {
  if (bytes.length < headerStart || new TextDecoder().decode(bytes.subarray(0, magic.length)) !== magic)
    throw new VerbatimError('file-corrupt', 'not a file of words of languages', {
      expected: magic,
      got: `${bytes.length} bytes with another header`,
    });
  const tablesStart =
    headerStart + new DataView(bytes.buffer, bytes.byteOffset).getUint32(magic.length, true);
  const json = new TextDecoder().decode(bytes.subarray(headerStart, tablesStart));
  const { languages, words, entries } = headerSchema.parse(JSON.parse(json));
  const sizes = [4 * words, 4 * (words + 1), entries, entries];
  const expected = tablesStart + sizes.reduce((sum, size) => sum + size, 0);
  if (bytes.length !== expected)
    throw new VerbatimError('file-truncated', 'the words of languages are truncated', {
      expected: `${expected} bytes`,
      got: `${bytes.length} bytes`,
    });
  let at = tablesStart;
  const [hashes, starts, language, cost] = sizes.map((size) => {
    const table = new Uint8Array(bytes.subarray(at, at + size));
    at += size;
    return table;
  });
  const wide = (table: Uint8Array = new Uint8Array()): Uint32Array => new Uint32Array(table.buffer);
  return {
    languages,
    hashes: wide(hashes),
    starts: wide(starts),
    language: language ?? new Uint8Array(),
    cost: cost ?? new Uint8Array(),
  };
};

let loaded: LanguageWords | undefined;

/** The words that ship with the code, made by `models/train-language-words.ts`. Read on first use: 1 MB. */
export const shippedLanguageWords = (): LanguageWords => {
  loaded ??= decodeLanguageWords(readFileSync(assetPath('models/language-words.bin')));
  return loaded;
};

/** The position of a hash among the words, or −1. */
const positionOf = ({ hashes }: LanguageWords, hash: number): number => {
  let [low, high] = [0, hashes.length - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = hashes[middle] ?? outOfRange(middle);
    if (found === hash) return middle;
    if (found < hash) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
};

/**
 * Sets `shares` to the share of a word among the words of each language, 0 where it is not known there. False for a word that
 * no language knows.
 *
 * @param shares one number for each of `words.languages`
 */
export const readShares = (words: LanguageWords, word: string, shares: Float64Array): boolean => {
  const position = positionOf(words, hashOf(word));
  if (position < 0) return false;
  shares.fill(0);
  const end = words.starts[position + 1] ?? outOfRange(position);
  for (let entry = words.starts[position] ?? outOfRange(position); entry < end; entry += 1) {
    const language = words.language[entry] ?? outOfRange(entry);
    shares[language] = Math.exp(-costStep * (words.cost[entry] ?? outOfRange(entry)));
  }
  return true;
};
