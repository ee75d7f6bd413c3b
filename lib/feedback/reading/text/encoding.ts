import { isAscii, isUtf8 } from 'node:buffer';
import { VerbatimError } from '../../../errors.ts';
import type { FileShape } from '../source.ts';
import { isDoubleByte, judgeEncoding, linesBeyondAscii } from './legacy-encoding.ts';
import { markIllFormed, sequenceAt, unfinishedBytes } from './utf8.ts';

export type Encoding = NonNullable<FileShape['encoding']>;

/**
 * The encoding of a file is decided before its first row, on at most this much of it. A byte order mark decides. Otherwise
 * NULs on one side of all pairs mean UTF-16. Otherwise the non-ASCII sequences are counted: an older encoding if fewer
 * than one in four is UTF-8 (three in four where letters have two bytes), otherwise UTF-8, where rows with a broken sequence
 * are rejected. Nothing is guessed
 * row by row, so one file has one encoding, and a broken sequence never becomes other letters.
 */
const surveyedBytes = 16 * 1024 * 1024;
const enoughSequences = 1_000;
/** So many bytes beyond ASCII tell one older encoding from another (measured: docs/adr/0095). Fewer are Windows-1252. */
const enoughToJudge = 6;
const judgedBytes = 64 * 1024;

/** Counts of non-ASCII bytes. `cut`: the start of a UTF-8 sequence without its end, as in some careless exports. */
interface Evidence {
  whole: number;
  cut: number;
  stray: number;
  /** Stray bytes without a character in Windows-1252. */
  foreign: number;
  /** Stray bytes after two others, each different from the one before: whole words are Cyrillic or Greek, a line of dots is neither. */
  inRuns: number;
  /** Lines with bytes beyond ASCII, the first of them. */
  lines: Buffer;
}

const undefinedIn1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/** @param length as `sequenceAt` gives it: negative for a broken sequence */
const weighSequence = (evidence: Evidence, firstByte: number, length: number): void => {
  if (length > 1) evidence.whole += 1;
  else if (length < -1) evidence.cut += 1;
  else {
    evidence.stray += 1;
    if (undefinedIn1252.has(firstByte)) evidence.foreign += 1;
  }
};

const keepLines = (evidence: Evidence, bytes: Buffer): void => {
  const room = judgedBytes - evidence.lines.length;
  if (room > 0) evidence.lines = Buffer.concat([evidence.lines, linesBeyondAscii(bytes, room)]);
};

const weigh = (evidence: Evidence, bytes: Buffer): void => {
  if (isAscii(bytes)) return;
  keepLines(evidence, bytes);
  let run = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceAt(bytes, at);
    if (length !== 1) weighSequence(evidence, bytes[at] ?? 0, length);
    run = length === -1 ? (bytes[at] === bytes[at - 1] ? 1 : run + 1) : 0;
    if (run > 2) evidence.inRuns += 1;
    at += Math.abs(length);
  }
};

const sequences = (evidence: Evidence): number => evidence.whole + evidence.cut + evidence.stray;

const byEvidence = async (evidence: Evidence, file: string): Promise<Encoding> => {
  const unicode = evidence.whole + evidence.cut;
  if (3 * evidence.stray <= unicode) return 'utf-8';
  const judged = sequences(evidence) < enoughToJudge ? undefined : await judgeEncoding(evidence.lines);
  // Letters of two bytes are often whole or cut sequences by accident; letters of one are not.
  if (evidence.stray <= 3 * unicode) return judged !== undefined && isDoubleByte(judged) ? judged : 'utf-8';
  if (judged !== undefined) return judged;
  const isWestern = evidence.foreign === 0 && evidence.inRuns < 0.3 * evidence.stray;
  if (isWestern) return 'windows-1252';
  throw new VerbatimError('file-encoding', 'unknown text encoding', {
    file,
    expected: 'UTF-8, UTF-16 or an encoding of Windows or the Mac',
    got:
      evidence.foreign > 0
        ? 'bytes that none of them has'
        : 'whole words of bytes beyond ASCII, as in Cyrillic or Greek',
  });
};

const marks: readonly (readonly [Encoding, Buffer])[] = [
  ['utf-8', Buffer.of(0xef, 0xbb, 0xbf)],
  ['utf-16le', Buffer.of(0xff, 0xfe)],
  ['utf-16be', Buffer.of(0xfe, 0xff)],
];

/** The encoding that a byte order mark states. */
export const markedEncoding = (head: Buffer): Encoding | undefined =>
  marks.find(([, mark]) => head.subarray(0, mark.length).equals(mark))?.[0];

/** UTF-16 without a mark: at least every third pair has a NUL on one side, hardly any on the other. */
export const evidentUtf16 = (head: Buffer): Encoding | undefined => {
  const pairs = Math.floor(Math.min(head.length, 4096) / 2);
  let even = 0;
  let odd = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    if (head[2 * pair] === 0) even += 1;
    if (head[2 * pair + 1] === 0) odd += 1;
  }
  if (odd > pairs / 3 && even * 50 < odd) return 'utf-16le';
  if (even > pairs / 3 && odd * 50 < even) return 'utf-16be';
  return undefined;
};

/**
 * The encoding of a text, by the rule above. Reads no more than it needs. An empty text is UTF-8.
 *
 * @throws VerbatimError `file-encoding` for bytes that no encoding here has, and for too few to tell another script from Western letters
 */
export const surveyEncoding = async (bytes: AsyncIterable<Buffer>, file: string): Promise<Encoding> => {
  const evidence: Evidence = { whole: 0, cut: 0, stray: 0, foreign: 0, inRuns: 0, lines: Buffer.alloc(0) };
  let seenBytes = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const next of bytes) {
    const chunk = rest.length === 0 ? next : Buffer.concat([rest, next]);
    const known = seenBytes === 0 ? (markedEncoding(chunk) ?? evidentUtf16(chunk)) : undefined;
    if (known !== undefined) return known;
    seenBytes += next.length;
    const whole = chunk.length - unfinishedBytes(chunk);
    weigh(evidence, chunk.subarray(0, whole));
    rest = chunk.subarray(whole);
    if (seenBytes >= surveyedBytes || sequences(evidence) >= enoughSequences) break;
  }
  weigh(evidence, rest);
  return byEvidence(evidence, file);
};

/** The problems found in the bytes so far; rows are searched only if there are any. */
export interface Damage {
  found: boolean;
}

/**
 * Marks a broken sequence of bytes: a noncharacter, which occurs in no text, so that a row is rejected
 * for any split into chunks. U+FFFD would not do: some files contain it already.
 */
export const brokenMark = '\ufffe';
const brokenMarkBytes = Buffer.from(brokenMark);

async function* fromUtf8(bytes: AsyncIterable<Buffer>, damage: Damage): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  const checked = (chunk: Buffer): Buffer => {
    if (chunk.includes(0)) damage.found = true;
    if (isUtf8(chunk)) return chunk;
    damage.found = true;
    return markIllFormed(chunk, brokenMarkBytes);
  };
  for await (const next of bytes) {
    const chunk = rest.length === 0 ? next : Buffer.concat([rest, next]);
    const whole = chunk.length - unfinishedBytes(chunk);
    rest = chunk.subarray(whole);
    if (whole > 0) yield checked(chunk.subarray(0, whole));
  }
  if (rest.length > 0) yield checked(rest);
}

async function* transcoded(
  bytes: AsyncIterable<Buffer>,
  encoding: Encoding,
  { damage, isStart }: { readonly damage: Damage; readonly isStart: boolean },
): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: !isStart });
  const checked = (text: string): Buffer => {
    if (text.includes('\0')) damage.found = true;
    if (!text.includes('\ufffd')) return Buffer.from(text);
    damage.found = true;
    return Buffer.from(text.replaceAll('\ufffd', brokenMark));
  };
  for await (const chunk of bytes) yield checked(decoder.decode(chunk, { stream: true }));
  const last = decoder.decode();
  if (last !== '') yield checked(last);
}

async function* withoutMark(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let first = true;
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue;
    yield first && markedEncoding(chunk) === 'utf-8' ? chunk.subarray(3) : chunk;
    first = false;
  }
}

/**
 * The text as UTF-8, complete sequences in every chunk, without a byte order mark. Broken sequences are marked and recorded.
 *
 * @param isStart false for bytes from the middle of a file, where a mark is a character
 */
export const toUtf8 = (
  bytes: AsyncIterable<Buffer>,
  { encoding, isStart = true }: { readonly encoding: Encoding; readonly isStart?: boolean },
  damage: Damage,
): AsyncGenerator<Buffer> => {
  const text =
    encoding === 'utf-8' ? fromUtf8(bytes, damage) : transcoded(bytes, encoding, { damage, isStart });
  return isStart ? withoutMark(text) : text;
};
