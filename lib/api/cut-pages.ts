import { z } from 'zod';
import { VerbatimError } from '../errors.ts';
import { decodeCursor, encodeCursor } from '../store/items/page-cursor.ts';
import { bodyBytes, countFittingEntries, maxAnswerBytes } from './answer-size.ts';
import type { Operation } from './contract/basis/operation.ts';
import { listsOf } from './contract/pages.ts';

/** The query parameter that continues an answer. */
export const pageCursor = 'cursor';

/** Where the next page begins: behind the entry with this identity, or, if that is gone, at this index. */
const position = z.object({ list: z.string(), at: z.int().nonnegative(), behind: z.string() });
const identityOf = (entry: unknown, keys: readonly string[]): string =>
  JSON.stringify(
    keys.map((key) => (typeof entry === 'object' && entry !== null ? Reflect.get(entry, key) : null)),
  );

interface PagedList {
  readonly list: string;
  readonly keys: readonly string[];
  readonly entries: readonly unknown[];
}

/** The list of an answer that is cut; undefined if this answer has none. */
const pagedList = (operation: Operation, answer: object): PagedList | undefined => {
  for (const [list, keys] of Object.entries(listsOf(operation.name) ?? {})) {
    const entries: unknown = Reflect.get(answer, list);
    if (Array.isArray(entries)) return { list, keys, entries };
  }
  return undefined;
};

const startOf = ({ list, keys, entries }: PagedList, cursor: string | undefined): number => {
  if (cursor === undefined) return 0;
  const { list: of, at, behind } = decodeCursor(cursor, position);
  if (of !== list) throw new VerbatimError('usage', `parameter "${pageCursor}" belongs to another request`);
  const known = entries.findIndex((entry) => identityOf(entry, keys) === behind);
  return known < 0 ? at : known + 1;
};

/**
 * An answer from a cursor on, as far as it fits; with the cursor of what follows, if anything does. An answer without a list that may be
 * cut stays as it is.
 */
export const pageOf = (operation: Operation, answer: unknown, cursor: string | undefined): unknown => {
  if (typeof answer !== 'object' || answer === null) return answer;
  const paged = pagedList(operation, answer);
  if (paged === undefined) return answer;
  const { list, keys, entries } = paged;
  const start = startOf(paged, cursor);
  const rest = entries.slice(start);
  const around = bodyBytes(JSON.stringify({ ...answer, [list]: [], [pageCursor]: '' }));
  const count = countFittingEntries(rest, maxAnswerBytes - around - cursorBytes);
  const page = { ...answer, [list]: rest.slice(0, count) };
  if (count === rest.length) return page;
  const at = start + count;
  return { ...page, [pageCursor]: encodeCursor({ list, at, behind: identityOf(entries[at - 1], keys) }) };
};

const cursorBytes = 10_000;
