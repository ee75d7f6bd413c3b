import { getManyValues, isMany, none } from 'stream-chain/defs.js';
import { jsonParser } from 'stream-json/core/parser.js';
import streamArray from 'stream-json/core/streamers/stream-array.js';
import { VerbatimError } from '../../../errors.ts';
import type { Limits } from '../limits.ts';
import { linesOf } from '../text/lines.ts';

/** One value of a JSON text, or what is wrong in its place. */
export type JsonItem = { readonly value: unknown } | { readonly wrong: 'broken' | 'too-large' };

/** Gives the elements that are complete with this much of the text; `end` says that it ends here. */
type Feed = (text: string) => JsonItem[];

// The parser's mark for the end of the text, which its types leave out.
const end = none as unknown as string;

const isItem = (found: unknown): found is { readonly value: unknown } =>
  typeof found === 'object' && found !== null && 'value' in found;

const elementFeed = (): Feed => {
  const tokensOf = jsonParser({ streamValues: false });
  // Numbers stay as they are written: the ids of several systems do not fit a double.
  const elementOf = streamArray({ numberAsString: true });
  return (text) => {
    const tokens = tokensOf(text);
    return isMany(tokens)
      ? getManyValues(tokens)
          .map((token): unknown => elementOf(token))
          .filter(isItem)
      : [];
  };
};

// The parser's own message may quote the text, so it is not passed on.
const broken = (ended: boolean, file: string, row: number): VerbatimError =>
  ended
    ? new VerbatimError('file-truncated', 'the JSON is truncated', {
        file,
        row,
        expected: 'the end of the array',
        got: 'the end of the file',
      })
    : new VerbatimError('file-corrupt', 'the JSON is invalid in or after this row', {
        file,
        row,
        expected: 'a JSON array of objects',
        got: 'an unexpected character',
      });

const fed = (feed: Feed, text: string, { file, row }: { file: string; row: number }): JsonItem[] => {
  try {
    return feed(text);
  } catch {
    throw broken(text === end, file, row);
  }
};

/**
 * The elements of a JSON array, in batches as they come.
 *
 * @throws VerbatimError `file-truncated`, `file-corrupt`, or `cell-too-large` for an element beyond the limit of a row
 */
export async function* arrayItems(
  chunks: AsyncIterable<Buffer>,
  limits: Limits,
  file: string,
): AsyncGenerator<JsonItem[]> {
  const feed = elementFeed();
  let itemsRead = 0;
  let openBytes = 0;
  for await (const chunk of chunks) {
    const items = fed(feed, chunk.toString(), { file, row: itemsRead + 1 });
    itemsRead += items.length;
    openBytes = items.length > 0 ? 0 : openBytes + chunk.length;
    if (openBytes > limits.recordBytes) {
      throw new VerbatimError('cell-too-large', 'an element of the array does not end', {
        file,
        row: itemsRead + 1,
        expected: `at most ${limits.recordBytes} bytes`,
        got: 'more',
      });
    }
    yield items;
  }
  yield fed(feed, end, { file, row: itemsRead + 1 });
}

/** Keeps numbers that a double cannot hold as they are written. */
const exactly = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
  typeof value === 'number' ? (context?.source ?? value) : value;

const itemOf = (line: string, maxCharacters: number): JsonItem => {
  if (line.length > maxCharacters) return { wrong: 'too-large' };
  try {
    return { value: /\d{16}/.test(line) ? JSON.parse(line, exactly) : JSON.parse(line) };
  } catch {
    // Not swallowed: a broken line is that row's problem, and its neighbours live.
    return { wrong: 'broken' };
  }
};

/** A record is larger than its cells: keys, quotes, escapes. */
const recordCharacters = (limits: Limits): number => 4 * limits.cellCharacters;

/** The values of JSON Lines, one for each line that is not blank. */
export async function* lineItems(chunks: AsyncIterable<Buffer>, limits: Limits): AsyncGenerator<JsonItem[]> {
  const maxCharacters = recordCharacters(limits);
  for await (const lines of linesOf(chunks, maxCharacters)) {
    yield lines.map((line) => itemOf(line, maxCharacters));
  }
}

/**
 * True where no line of a sample is a JSON object on its own: one object over several lines. A sample without a line end
 * says nothing, so it is false.
 */
export const isOneObject = (sample: Buffer): boolean => {
  const lines = sample
    .toString()
    .split(/\r\n|\n|\r/)
    .slice(0, 20)
    .filter((line) => line.trim() !== '');
  return lines.length > 1 && lines.every((line) => 'wrong' in itemOf(line, Number.POSITIVE_INFINITY));
};
