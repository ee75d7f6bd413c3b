import type { Item } from './attributes.ts';

const sum = (sizes: Iterable<number>): number => [...sizes].reduce((total, size) => total + size, 0);

const digitsOf = (value: number): number => String(Math.abs(value)).replace(/^0\.0*|\./g, '').length;

const entriesBytes = (entries: Iterable<readonly [string, unknown]>): number =>
  sum(
    [...entries]
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => Buffer.byteLength(name) + valueBytes(value)),
  );

const valueBytes = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(digitsOf(value) / 2) + 1;
  if (value instanceof Set) return sum([...value].map(valueBytes));
  if (Array.isArray(value)) return 3 + sum(value.map((entry) => 1 + valueBytes(entry)));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    return 3 + entries.length + entriesBytes(entries);
  }
  return 1;
};

/**
 * The size of an item as DynamoDB counts it, in bytes: names and texts in UTF-8, two digits of a number a byte and one more, three
 * for a map or a list and one for each entry (developer guide, "DynamoDB item sizes and formats"). What is undefined is not there.
 *
 * @example itemBytes({ period: '2026-05', n: 12 }) // 16
 */
export const itemBytes = (item: Item): number => entriesBytes(Object.entries(item));
