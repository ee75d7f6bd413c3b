import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inferMapping } from '../../../lib/feedback/mapping/infer-mapping.ts';
import { tableOf } from '../table.ts';

const distributionOf = async (name: string, cells: readonly string[]) => {
  const { distributions } = await inferMapping(
    tableOf(
      [name],
      cells.map((cell) => [cell]),
    ),
    {},
  );
  return distributions[0];
};

const repeated = (cell: string, count: number): string[] => Array.from({ length: count }, () => cell);

describe('the distribution of a column', () => {
  test('lists each of few numbers in order, and empty cells separately', async () => {
    expect(await distributionOf('NPS', [...repeated('9', 3), ...repeated('10', 2), '0', '', 'N/A'])).toEqual({
      column: 'NPS',
      rows: 8,
      empty: 2,
      distinct: 3,
      values: [
        { value: '0', count: 1 },
        { value: '9', count: 3 },
        { value: '10', count: 2 },
      ],
    });
  });

  test('lists each of few words, the most frequent first', async () => {
    const cells = [...repeated('shop', 2), ...repeated('web', 30), ...repeated('app', 2)];
    expect((await distributionOf('Channel', cells))?.values).toEqual([
      { value: 'web', count: 30 },
      { value: 'app', count: 2 },
      { value: 'shop', count: 2 },
    ]);
  });

  test('groups many numbers into ten classes of equal width, the largest in the last', async () => {
    const cells = Array.from({ length: 101 }, (_, index) => String((index * 37) % 101));
    const { distinct, numbers, values } = (await distributionOf('Basket', cells)) ?? {};
    expect([distinct, values]).toEqual([101, undefined]);
    expect(numbers?.map(({ from, to, count }) => [from, to, count])).toEqual([
      [0, 10, 10],
      [10, 20, 10],
      [20, 30, 10],
      [30, 40, 10],
      [40, 50, 10],
      [50, 60, 10],
      [60, 70, 10],
      [70, 80, 10],
      [80, 90, 10],
      [90, 100, 11],
    ]);
  });

  test('of a comment has lengths and none of its words', async () => {
    const found = await distributionOf('Comment', [
      'The courier was late',
      `It never came at all, ${'and nobody could tell me why '.repeat(30)}`,
      'Nothing to say but that I liked it',
    ]);
    expect(found?.characters).toEqual([
      { from: 1, to: 20, count: 1 },
      { from: 21, to: 50, count: 1 },
      { from: 51, to: 100, count: 0 },
      { from: 101, to: 200, count: 0 },
      { from: 201, to: 500, count: 0 },
      { from: 501, count: 1 },
    ]);
    expect(JSON.stringify(found)).not.toContain('courier');
  });

  test('of personal data has only the number of filled cells', async () => {
    const cells = Array.from({ length: 6 }, (_, index) => `person${index}@example.com`);
    expect(await distributionOf('Phone and e-mail', [...cells, ''])).toEqual({
      column: 'Phone and e-mail',
      rows: 7,
      empty: 1,
    });
  });

  test('redacts values, and counts those that then look the same together', async () => {
    const cells = [
      ...repeated('call +1 212 555 0123', 3),
      ...repeated('call +1 212 555 0199', 2),
      ...repeated('no', 9),
    ];
    const { values } = (await distributionOf('Follow up', cells)) ?? {};
    expect(values).toEqual([
      { value: 'no', count: 9 },
      { value: 'call [phone]', count: 5 },
    ]);
  });

  test('counts every filled cell once, for any content', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.constantFrom('', 'N/A', 'yes', 'no'), fc.integer().map(String), fc.string()), {
          minLength: 1,
          maxLength: 60,
        }),
        async (cells) => {
          const found = await distributionOf('Column', cells);
          const parts = found?.values ?? found?.numbers ?? found?.characters;
          if (found === undefined || parts === undefined) return;
          const counted = parts.reduce((sum, { count }) => sum + count, 0);
          const unread = found.numbers === undefined ? 0 : Math.ceil(0.1 * (found.rows - found.empty));
          expect(counted).toBeGreaterThanOrEqual(found.rows - found.empty - unread);
          expect(counted).toBeLessThanOrEqual(found.rows - found.empty);
        },
      ),
      { seed: 7, numRuns: 200 },
    );
  });
});
