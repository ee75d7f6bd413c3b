import type { Item } from './attributes.ts';

const sum = (sizes: Iterable<number>): number => [...sizes].reduce((total, size) => total + size, 0);

/** Significant digits, two per byte, in pairs aligned at the decimal point. */
const numberBytes = (value: number): number => {
  if (value === 0) return 1;
  const [mantissa = '', exponent = ''] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '').length;
  const isSplit = digits % 2 === 0 && Number(exponent) % 2 === 0;
  return 1 + Math.ceil(digits / 2) + (isSplit ? 1 : 0) + (value < 0 ? 1 : 0);
};

const entriesBytes = (entries: Iterable<readonly [string, unknown]>): number =>
  sum(
    [...entries]
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => Buffer.byteLength(name) + valueBytes(value)),
  );

const valueBytes = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return numberBytes(value);
  if (value instanceof Set) return sum([...value].map(valueBytes));
  if (Array.isArray(value)) return 3 + sum(value.map((entry) => 1 + valueBytes(entry)));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    return 3 + entries.length + entriesBytes(entries);
  }
  return 1;
};

/**
 * The size of an item as DynamoDB counts it, in bytes: names and texts in UTF-8, one byte per two digits of a number plus one, three
 * for a map or a list plus one per entry (developer guide, "DynamoDB item sizes and formats"). Undefined attributes do not count.
 *
 * @example itemBytes({ period: '2026-05', n: 12 }) // 16
 */
export const itemBytes = (item: Item): number => entriesBytes(Object.entries(item));
