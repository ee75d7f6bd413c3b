import { VerbatimError } from '../../errors.ts';

/** An item of a table as it is read: its attributes are checked one by one. */
export type Item = Readonly<Record<string, unknown>>;

const wrong = (name: string, expected: string, got: unknown): VerbatimError =>
  new VerbatimError('internal', `attribute "${name}" of a stored item is invalid`, {
    expected,
    got: typeof got,
  });

/** An attribute that is a string. @example stringIn({ period: '2026-05' }, 'period') // '2026-05' */
export const stringIn = (item: Item, name: string): string => {
  const value = item[name];
  if (typeof value === 'string') return value;
  throw wrong(name, 'string', value);
};

/** An attribute that is a number. */
export const numberIn = (item: Item, name: string): number => {
  const value = item[name];
  if (typeof value === 'number') return value;
  throw wrong(name, 'number', value);
};

/** Values of one type as JSON text. */
export interface JsonText<Value> {
  write(value: Value): string;
  read(text: string): Value;
}

/**
 * Whether an item is of a kind, recognized by an attribute that every such item has. The rest is not checked, as in {@link jsonText} and for
 * the same reason: counting a cell takes a sixth longer with a schema.
 *
 * @example const isCopy = itemKind<StoredCopy>('fingerprint')
 */
export const itemKind =
  <Written extends object>(mark: keyof Written & string) =>
  (item: Item): item is Item & Written =>
    item[mark] !== undefined;

/**
 * Values that are read by the thousand and not checked: here and nowhere else. Only Verbatim writes its tables, and each
 * attribute has one codec, so that reading and writing use one type, checked by the compiler. With a schema, reading a headline
 * takes five times as long: 17 ms more in a view of 4,500 that takes 170. What others write (files, messages, settings), and what is read
 * one at a time, is checked by a schema.
 *
 * @example const facetsText = jsonText<Facets>()
 */
export const jsonText = <Value>(): JsonText<Value> => ({
  write: (value) => JSON.stringify(value),
  read: (text): Value => JSON.parse(text),
});
