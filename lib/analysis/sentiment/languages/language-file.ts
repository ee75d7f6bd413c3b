import { z } from 'zod';
import { VerbatimError } from '../../../errors.ts';

const pair = z.tuple([z.number(), z.number()]);
const hashes = z.array(z.int().nonnegative());

const headerSchema = z.strictObject({
  version: z.string(),
  /** ISO 639-1. */
  language: z.string(),
  /** A weight of 1 in the table, in logits. */
  step: z.number().positive(),
  /** The logits of a text without any known feature: `[negative, positive]`; neutral is 0. */
  bias: pair,
  /** Hashes of the words that negate, of those that turn a sentence ("but"), and of those that take a negation back ("not only"). */
  negators: hashes,
  contrasts: hashes,
  limiters: hashes,
});

/** What training hands to scoring. */
export interface LanguageWeights extends z.infer<typeof headerSchema> {
  /** By slot of a feature: `[negative, positive]`, in steps of `step`. A power of two of slots. */
  readonly table: Int8Array;
}

const magic = 'VBLANG02';
const start = magic.length + 4;

/** One file: magic, length of the header, header as JSON, then the table. Little endian. */
export const encodeLanguageWeights = ({ table, ...header }: LanguageWeights): Uint8Array => {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(start + json.length + table.length);
  bytes.set(new TextEncoder().encode(magic));
  new DataView(bytes.buffer).setUint32(magic.length, json.length, true);
  bytes.set(json, start);
  bytes.set(new Uint8Array(table.buffer, table.byteOffset, table.length), start + json.length);
  return bytes;
};

/**
 * Reads what `encodeLanguageWeights` wrote.
 *
 * @throws VerbatimError `file-corrupt` for other bytes, `file-truncated` where the table ends too early
 * @example decodeLanguageWeights(readFileSync('models/sentiment-de.bin')).language // 'de'
 */
export const decodeLanguageWeights = (bytes: Uint8Array): LanguageWeights => {
  if (bytes.length < start || new TextDecoder().decode(bytes.subarray(0, magic.length)) !== magic)
    throw new VerbatimError('file-corrupt', 'not a file of sentiment weights of a language', {
      expected: magic,
      got: `${bytes.length} bytes with another header`,
    });
  const end = start + new DataView(bytes.buffer, bytes.byteOffset).getUint32(magic.length, true);
  const json = new TextDecoder().decode(bytes.subarray(start, end));
  const table = Int8Array.from(
    new Int8Array(bytes.buffer, bytes.byteOffset + Math.min(end, bytes.length)).subarray(
      0,
      Math.max(0, bytes.length - end),
    ),
  );
  if (table.length < 2 || !Number.isInteger(Math.log2(table.length)))
    throw new VerbatimError('file-truncated', 'the sentiment weights of a language are truncated', {
      expected: 'a table of a power of two',
      got: `${table.length} bytes`,
    });
  return { ...headerSchema.parse(JSON.parse(json)), table };
};
