import fc from 'fast-check';
import { omit } from 'remeda';
import { describe, expect, test } from 'vitest';
import { disclosedOfMonths } from '../../lib/disclosure/series.ts';
import type { Copy } from '../../lib/feedback/response/copy.ts';
import { cellsOfMonths, readMonths } from '../../lib/query/read-headlines.ts';
import { copyKey } from '../../lib/store/keys.ts';
import { writeMonthCells } from '../../lib/store/month-cells.ts';
import type { SummaryStore } from '../../lib/store/summary-store.ts';
import { exampleCopy } from '../store/examples.ts';
import { startStores } from './stored.ts';

/** Feedback that is put and taken away, and summarized after each change as the pipeline does. */
const startWorld = () => {
  const { effects, summarize } = startStores();
  const change = async (copies: readonly Copy[], how: 'put' | 'remove'): Promise<void> => {
    await (how === 'put' ? effects.feedback.put(copies) : effects.feedback.remove(copies.map(copyKey)));
    for (const [touchpoint, theirs] of Map.groupBy(copies, (copy) => copy.touchpoint))
      await summarize(touchpoint, [...new Set(theirs.map(({ cell }) => cell))]);
  };
  return { ...effects, summarize, change };
};

/** The same store as it was before months carried their cells. */
const withoutCells = (summaries: SummaryStore): SummaryStore => ({
  ...summaries,
  readMany: async (keys) => (await summaries.readMany(keys)).map((month) => month && omit(month, ['cells'])),
});

const disclosedBy = async (summaries: SummaryStore, threshold: number): Promise<string> => {
  const months = await cellsOfMonths(summaries, await readMonths(summaries, '2026-04', '2026-06'));
  const disclosed = [...months].map(([id, theirs]) => [id, disclosedOfMonths(theirs, threshold)] as const);
  return JSON.stringify(disclosed.toSorted(([left], [right]) => (left < right ? -1 : 1)));
};

const cells = ['2026-04-26', '2026-04-30', '2026-05', '2026-05-01', '2026-05-02', '2026-05-31', '2026-06-01'];

let made = 0;

const copies = fc
  .tuple(
    fc.constantFrom('checkout', 'delivery'),
    fc.constantFrom(...cells),
    fc.integer({ min: 1, max: 8 }),
    fc.constantFrom(0, 9, 10),
  )
  .map(([touchpoint, cell, count, nps]) =>
    Array.from({ length: count }, (): Copy => {
      made += 1;
      const responseId = String(made).split('').toReversed().join('').padEnd(6, '0');
      const ratings = nps === 10 ? {} : { 'nps:transactional': nps };
      return exampleCopy({ touchpoint, cell, responseId, ratings });
    }),
  );

describe('daily headlines of months', () => {
  test('are the same to the last byte, whether months carry them or days are read, also after uploads are undone', async () => {
    const changes = fc.array(fc.tuple(copies, fc.boolean()), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(changes, async (all) => {
        const { summaries, change } = startWorld();
        for (const [put] of all) await change(put, 'put');
        for (const [put] of all.filter(([, isTakenBack]) => isTakenBack)) await change(put, 'remove');
        for (const threshold of [0, 5, 10])
          expect(await disclosedBy(summaries, threshold)).toBe(
            await disclosedBy(withoutCells(summaries), threshold),
          );
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test('are all read where only some months carry them', async () => {
    const world = startWorld();
    const here = { touchpoint: 'delivery', ratings: {} };
    await world.change([exampleCopy({ ...here, cell: '2026-04-30' })], 'put');
    await world.change([exampleCopy({ ...here, cell: '2026-05-31', responseId: 'other' })], 'put');
    const expected = await disclosedBy(world.summaries, 0);
    const some: SummaryStore = {
      ...world.summaries,
      readMany: async (keys) =>
        (await world.summaries.readMany(keys)).map((month) =>
          month?.period === '2026-04' ? omit(month, ['cells']) : month,
        ),
    };
    expect(await disclosedBy(some, 0)).toBe(expected);
  });
});

describe('the daily headlines that a month carries', () => {
  const carried = async (summaries: SummaryStore) =>
    (await summaries.readMany([{ touchpoint: 'delivery', grain: 'month', period: '2026-05' }]))[0]?.cells;

  const written = async (summaries: SummaryStore): Promise<string> =>
    writeMonthCells(await summaries.readHeadlines('day', '2026-05-01', '2026-05-31'));

  test('follow a response that moves to another day of the month, although the monthly total stays the same', async () => {
    const world = startWorld();
    const copy = exampleCopy({ cell: '2026-05-01' });
    await world.change([copy], 'put');
    await world.feedback.remove([copyKey(copy)]);
    await world.feedback.put([{ ...copy, cell: '2026-05-02' }]);
    await world.summarize('delivery', ['2026-05-01', '2026-05-02']);
    expect(await carried(world.summaries)).toBe(await written(world.summaries));
  });

  test('are empty once all its cells are empty', async () => {
    const world = startWorld();
    const copy = exampleCopy();
    await world.change([copy], 'put');
    await world.change([copy], 'remove');
    expect(await carried(world.summaries)).toBeUndefined();
  });

  test('are added to a month summarized before months carried any, although its figures stay the same', async () => {
    const world = startWorld();
    await world.change([exampleCopy()], 'put');
    const [month] = await world.summaries.readSeries('delivery', 'month');
    if (month !== undefined) await world.summaries.replace(month, month.revision);
    expect(await carried(world.summaries)).toBeUndefined();
    await world.summarize('delivery', ['2026-05-31']);
    expect(await carried(world.summaries)).toBe(await written(world.summaries));
  });

  test('are never older than its days where two recomputations overlap, whichever ends first', async () => {
    const days = ['2026-05-01', '2026-05-02', '2026-05-03'];
    const run = fc.array(fc.nat(12), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(run, async (moments) => {
        const world = startWorld();
        const waiting = [...new Set(moments)];
        let calls = 0;
        // Another message comes in between: it brings a response and summarizes its day before this one goes on.
        const between = async (): Promise<void> => {
          calls += 1;
          const place = waiting.indexOf(calls - 1);
          if (place < 0) return;
          const cell = days[place % days.length] ?? '';
          await world.change([exampleCopy({ cell, responseId: `between-${place}` })], 'put');
        };
        const interrupted: SummaryStore = {
          ...world.summaries,
          readMany: async (keys) => {
            const found = await world.summaries.readMany(keys);
            await between();
            return found;
          },
          readStanding: async (...args) => {
            const found = await world.summaries.readStanding(...args);
            await between();
            return found;
          },
          readSeries: async (...args) => {
            const found = await world.summaries.readSeries(...args);
            await between();
            return found;
          },
          replace: async (...args) => {
            await between();
            return world.summaries.replace(...args);
          },
        };
        await world.feedback.put([exampleCopy({ cell: '2026-05-01', responseId: 'first' })]);
        await world.summarize('delivery', ['2026-05-01'], interrupted);
        expect(await carried(world.summaries)).toBe(await written(world.summaries));
      }),
      { seed: 1, numRuns: 150 },
    );
  });
});
