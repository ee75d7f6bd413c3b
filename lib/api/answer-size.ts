import { VerbatimError } from '../errors.ts';
import { limits } from '../store/limits.ts';

/** What the body of an answer may take, written as a JSON string in the function's response: the rest is for status and headers. */
export const maxAnswerBytes = limits.invocationBytes - 256 * 1024;

/** The bytes that a text takes as the body of a function's answer. @example bodyBytes('"a"') // 7 */
export const bodyBytes = (text: string): number => Buffer.byteLength(JSON.stringify(text));

/** The same of a value that is answered as JSON, in a list of others. */
const entryBytes = (value: unknown): number => bodyBytes(JSON.stringify(value) ?? 'null');

/** What an answer may say besides its list: marks, totals, the cursor. */
const aroundBytes = 100_000;

/**
 * How many entries, from the first on, an answer has room for: at least one, so that the next page goes on.
 *
 * @param sizeOf bytes of an entry in the answer
 */
export const countFitting = <Entry>(
  entries: readonly Entry[],
  sizeOf: (entry: Entry) => number,
  room = maxAnswerBytes - aroundBytes,
): number => {
  let bytes = 0;
  for (const [index, entry] of entries.entries()) {
    bytes += sizeOf(entry);
    if (bytes > room) return Math.max(1, index);
  }
  return entries.length;
};

/** The same for entries that are answered as they are. */
export const countFittingEntries = (entries: readonly unknown[], room?: number): number =>
  countFitting(entries, entryBytes, room);

/** The size of an entry, computed once. */
export const sizeOnce = <Entry extends object>(
  shown: (entry: Entry) => unknown,
): ((entry: Entry) => number) => {
  const known = new WeakMap<Entry, number>();
  return (entry) => {
    const size = known.get(entry) ?? entryBytes(shown(entry));
    known.set(entry, size);
    return size;
  };
};

/** Throws `answer-too-large` for a body that a function can't answer. */
export const requireFitting = (body: string): void => {
  const bytes = bodyBytes(body);
  if (bytes <= maxAnswerBytes) return;
  throw new VerbatimError('answer-too-large', 'the answer is too large for one request', {
    expected: `at most ${maxAnswerBytes} bytes: a shorter period, one touchpoint, or fewer entries per page`,
    got: `${bytes} bytes`,
  });
};
