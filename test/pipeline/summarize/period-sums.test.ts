import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, cellKind, firstDayOfWeek } from '../../../lib/metrics/calendar/calendar.ts';
import { tallyOf } from '../../../lib/metrics/tally/tally.ts';
import { readSums } from '../../../lib/pipeline/summarize/period-sums.ts';
import type { Grain } from '../../../lib/store/keys.ts';
import { openMonthCells } from '../../../lib/store/month-cells.ts';
import { exampleCopy } from '../../store/examples.ts';
import { memorySummaryStore } from '../../store/memory.ts';

const touchpoint = 'delivery';

/** Summaries of so many responses in each cell, and every span that was read of them. */
const summariesOf = async (cells: Readonly<Record<string, number>>) => {
  const summaries = memorySummaryStore();
  for (const [period, count] of Object.entries(cells)) {
    const tally = tallyOf(Array.from({ length: count }, () => exampleCopy()));
    const grain = cellKind(period);
    await summaries.replace(
      { touchpoint, grain, period, tally, versions: { sentiment: {}, theme: {} } },
      undefined,
    );
  }
  const read: string[] = [];
  const readSeries: typeof summaries.readSeries = (name, grain, span = {}) => {
    read.push([grain, span.from, span.to].join(' '));
    return summaries.readSeries(name, grain, span);
  };
  return { reader: { summaries: { ...summaries, readSeries }, dimensions: [] }, read };
};

const period = (grain: Grain, name: string) => ({ grain, period: name });

test('consecutive weeks and months are summed from one read of their days', async () => {
  const { reader, read } = await summariesOf({ '2026-03-31': 2, '2026-04-01': 3, '2026-04': 5 });
  const [week, march, april] = [
    period('week', '2026-03-30'),
    period('month', '2026-03'),
    period('month', '2026-04'),
  ];
  const sumOf = await readSums(reader, touchpoint, [week, march, april]);
  expect([week, march, april].map((each) => sumOf(each).whole.tally.responses)).toEqual([5, 2, 8]);
  expect(read.toSorted()).toEqual([
    'day 2026-03-01 2026-04-30',
    'month-only 2026-03 2026-03',
    'month-only 2026-04 2026-04',
  ]);
});

test('the days between two distant months are not read', async () => {
  const { reader, read } = await summariesOf({});
  await readSums(reader, touchpoint, [period('month', '2026-04'), period('month', '2019-02')]);
  expect(read.filter((span) => span.startsWith('day'))).toEqual([
    'day 2019-02-01 2019-02-28',
    'day 2026-04-01 2026-04-30',
  ]);
});

const carriedBy = async (
  cells: Readonly<Record<string, number>>,
  ...periods: ReturnType<typeof period>[]
) => {
  const { reader } = await summariesOf(cells);
  const sumOf = await readSums(reader, touchpoint, periods);
  return periods.map((each) => sumOf(each).whole.cells);
};

test('a month carries its days and month-only responses; a week and the total carry nothing', async () => {
  const [month, week, whole] = await carriedBy(
    { '2026-05-04': 2, '2026-05': 1 },
    period('month', '2026-05'),
    period('week', '2026-05-04'),
    period('all', 'all'),
  );
  expect(openMonthCells('2026-05', month ?? '').periods).toEqual(['2026-05', '2026-05-04']);
  expect([week, whole]).toEqual([undefined, undefined]);
});

test('a month without feedback carries nothing', async () => {
  expect(await carriedBy({}, period('month', '2026-05'))).toEqual([undefined]);
});

test('a month whose days exceed 100 KB carries none of them', async () => {
  const questions = Array.from({ length: 900 }, (_, index) => [
    `csat:1-10#question ${index}`,
    1 + (index % 10),
  ]);
  const { reader } = await summariesOf({});
  const tally = tallyOf([exampleCopy({ ratings: Object.fromEntries(questions) })]);
  const put = (day: number) =>
    reader.summaries.replace(
      {
        ...{ touchpoint, grain: 'day', tally, versions: { sentiment: {}, theme: {} } },
        period: `2026-05-${String(day).padStart(2, '0')}`,
      },
      undefined,
    );
  const carried = async () => {
    const sumOf = await readSums(reader, touchpoint, [period('month', '2026-05')]);
    return sumOf(period('month', '2026-05')).whole.cells;
  };
  await put(1);
  expect(await carried()).toContain('csat:1-10#question 899');
  for (let day = 2; day <= 31; day += 1) await put(day);
  expect((await carried())?.length).toBeUndefined();
});

test('without periods nothing is read', async () => {
  const { reader, read } = await summariesOf({ '2026-03-31': 1 });
  await readSums(reader, touchpoint, []);
  expect(read).toEqual([]);
});

test('a period has the same sum with any other periods', async () => {
  const day = fc.integer({ min: 0, max: 150 }).map((days) => addDays('2026-01-01', days));
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(day, { minLength: 1, maxLength: 12 }), async (days) => {
      const { reader } = await summariesOf(Object.fromEntries(days.map((each, index) => [each, index + 1])));
      const periods = days.flatMap((each) => [
        period('week', firstDayOfWeek(each)),
        period('month', each.slice(0, 7)),
      ]);
      const together = await readSums(reader, touchpoint, periods);
      for (const each of periods) {
        const alone = await readSums(reader, touchpoint, [each]);
        expect(together(each)).toEqual(alone(each));
      }
    }),
    { seed: 1, numRuns: 40 },
  );
});
