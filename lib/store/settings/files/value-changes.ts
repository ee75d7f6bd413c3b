import { isDeepEqual } from 'remeda';
import { idsIn, isValues, own } from './edit-yaml.ts';

/** One place that differs. */
export interface ValueChange {
  /** Keys and ids from the top: `stages.buy.touchpoints.checkout.owner`. */
  readonly path: string;
  /** Absent for an added value. */
  readonly before?: string;
  /** Absent for a removed value. */
  readonly after?: string;
}

const inWords = (value: unknown): string =>
  typeof value === 'string' ? value : (idsIn(value)?.join(', ') ?? JSON.stringify(value));

const changed = (path: string, before: unknown, after: unknown): ValueChange => ({
  path,
  ...(before === undefined ? {} : { before: inWords(before) }),
  ...(after === undefined ? {} : { after: inWords(after) }),
});

const below = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

const byId = (list: unknown): Readonly<Record<string, unknown>> => {
  const entries: readonly unknown[] = Array.isArray(list) ? list : [];
  return Object.fromEntries((idsIn(list) ?? []).map((id, index) => [id, entries[index]]));
};

const orderOf = (ids: readonly string[], others: readonly string[]): string =>
  ids.filter((id) => others.includes(id)).join(', ');

const orderChange = (path: string, before: readonly string[], after: readonly string[]): ValueChange[] => {
  const [was, is] = [orderOf(before, after), orderOf(after, before)];
  return was === is ? [] : [{ path, before: was, after: is }];
};

/**
 * Where two values differ. Entries of a list are known by their `id`; other order among those of both is one change.
 *
 * @example valueChanges({ a: 1, b: 2 }, { a: 1, b: 3 }) // [{ path: 'b', before: '2', after: '3' }]
 */
export const valueChanges = (before: unknown, after: unknown, path = ''): ValueChange[] => {
  if (isDeepEqual(before, after)) return [];
  if (isValues(before) && isValues(after))
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      valueChanges(own(before, key), own(after, key), below(path, key)),
    );
  const [idsBefore, idsAfter] = [idsIn(before), idsIn(after)];
  if (idsBefore === undefined || idsAfter === undefined) return [changed(path, before, after)];
  return [...orderChange(path, idsBefore, idsAfter), ...valueChanges(byId(before), byId(after), path)];
};
