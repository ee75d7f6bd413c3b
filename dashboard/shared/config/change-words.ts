import type { ConfigChange } from '../api.ts';

type ValueChange = ConfigChange['changes'][number];

export interface ChangeWords {
  /** Where it is, without the words that only give the file its shape. */
  readonly place: string;
  readonly kind: 'added' | 'gone' | 'order' | 'changed';
  readonly before?: string;
  readonly after?: string;
}

/** Keys of lists: their entries are named by their ids. */
const listKeys = new Set(['stages', 'touchpoints', 'rules', 'schedules']);

type Names = Readonly<Record<string, string>>;

const called = (key: string, names: Names): string => (Object.hasOwn(names, key) ? (names[key] ?? key) : key);

const placeOf = (keys: readonly string[], names: Names): string => {
  const said = keys.filter((key, index) => !listKeys.has(key) || keys.length === 1 + index);
  return said.map((key) => called(key, names)).join(' › ');
};

/** A whole entry, or a list of entries, which the place names well enough. */
const isEntry = (text: string | undefined): boolean => text === undefined || /^[{[]/.test(text);

const isOrder = ({ path, before, after }: ValueChange): boolean =>
  before !== undefined && after !== undefined && listKeys.has(path.split('.').at(-1) ?? '');

const kindOf = (change: ValueChange): ChangeWords['kind'] => {
  if (isOrder(change)) return 'order';
  if (change.before === undefined && isEntry(change.after)) return 'added';
  return change.after === undefined && isEntry(change.before) ? 'gone' : 'changed';
};

/**
 * A change of a file as it is read.
 *
 * @param names what keys and ids are called
 * @param values what values are called that are keys themselves
 * @example changeWords({ path: 'stages.buy.touchpoints.checkout.owner', before: 'A', after: 'B' }, { owner: 'Owner' })
 * // { place: 'buy › checkout › Owner', kind: 'changed', before: 'A', after: 'B' }
 */
export const changeWords = (change: ValueChange, names: Names, values: Names = {}): ChangeWords => {
  const { path, before, after } = change;
  const kind = kindOf(change);
  const keys = path.split('.');
  if (kind === 'order') {
    const inOrder = (ids = ''): string =>
      ids
        .split(', ')
        .map((id) => called(id, names))
        .join(', ');
    return {
      place: placeOf(keys.length === 1 ? keys : keys.slice(0, -1), names),
      kind,
      before: inOrder(before),
      after: inOrder(after),
    };
  }
  const place = placeOf(keys, names);
  if (kind !== 'changed') return { place, kind };
  return {
    place,
    kind,
    ...(before === undefined ? {} : { before: called(before, values) }),
    ...(after === undefined ? {} : { after: called(after, values) }),
  };
};
