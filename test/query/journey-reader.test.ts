import { expect, test } from 'vitest';
import type { Disclosed } from '../../lib/disclosure/parts.ts';
import { disclosedInRange, rangeOf, seriesOf } from '../../lib/disclosure/series.ts';
import type { Figure } from '../../lib/metrics/figures/figure.ts';
import { figuresOf } from '../../lib/metrics/figures/figures.ts';
import { feedbackIn, readAllMonths, readJourney } from '../../lib/query/journey-reader.ts';
import { readDisclosedSeries } from '../../lib/query/read-disclosed.ts';
import type { SummaryStore } from '../../lib/store/summary-store.ts';
import { exampleCopy } from '../store/examples.ts';
import { startStores } from './stored.ts';

/** Forty people who each answered five times, always alike, on five days. */
const daysOfMay = ['2026-05-04', '2026-05-05', '2026-05-12', '2026-05-20', '2026-05-31'];

const storedMonth = async (cells = daysOfMay) => {
  const { effects, summarize } = startStores();
  const copies = cells.flatMap((cell, day) =>
    Array.from({ length: 40 }, (_, person) =>
      exampleCopy({
        touchpoint: 'delivery',
        cell,
        responseId: `p${person}d${day}`.padEnd(6, '0'),
        respondent: `${person}-person`,
        ratings: { 'nps:transactional': person % 2 === 0 ? 10 : 3 },
      }),
    ),
  );
  await effects.feedback.put(copies);
  await summarize('delivery', [...cells]);
  return effects.summaries;
};

const may = rangeOf('2026-05', '2026-05');

test('whole months of the journey know which answers are of one person, as the series of the touchpoint does', async () => {
  const summaries = await storedMonth();
  const [month] = await summaries.readSeries('delivery', 'month');
  const expected = month && figuresOf(month.tally).ratings;
  expect(expected?.['nps:transactional']).toMatchObject({ nps: { n: 200, low: expect.any(Number) } });

  const journey = feedbackIn(await readJourney(summaries, { range: may, grain: 'month' }), may, 5).get(
    'delivery',
  );
  const trend = (await readAllMonths(summaries, { range: may, grain: 'month' }, 5)).get('delivery');
  for (const months of [journey?.months, trend]) {
    const [disclosed] = months ?? [];
    expect(disclosed && figuresOf(disclosed.disclosed.tally).ratings).toEqual(expected);
  }
});

test.each(['day', 'week'] as const)('so do the %ss of the journey', async (grain) => {
  const summaries = await storedMonth();
  const alone = await readDisclosedSeries(summaries, { touchpoint: 'delivery', grain, span: may }, 5);
  const months = (await readAllMonths(summaries, { range: may, grain }, 5)).get('delivery') ?? [];
  const ratingsOf = (series: typeof alone) =>
    series.map(({ period, disclosed }) => [period, figuresOf(disclosed.tally).ratings]);
  const map = seriesOf(months, grain, may);
  expect(ratingsOf(map)).toEqual(ratingsOf(alone));
  const widest = (disclosed: Disclosed) => {
    const { nps } = figuresOf(disclosed.tally).ratings['nps:transactional'] as { nps: Figure };
    return nps.high - nps.low;
  };
  const twoDays = map.find(({ period }) => period === (grain === 'week' ? '2026-05-04' : '2026-05-20'));
  expect(twoDays && widest(twoDays.disclosed)).toBeGreaterThan(50);
});

test('a week that two months share counts people who came back in it once', async () => {
  const summaries = await storedMonth(['2026-04-28', '2026-04-30', '2026-05-01', '2026-05-02']);
  const spring = rangeOf('2026-04', '2026-05');
  const shown = { range: spring, grain: 'week' } as const;
  const months = (await readAllMonths(summaries, shown, 5)).get('delivery') ?? [];
  const alone = await readDisclosedSeries(
    summaries,
    { touchpoint: 'delivery', grain: 'week', span: spring },
    5,
  );
  const figures = (series: typeof alone) => series.map(({ disclosed }) => figuresOf(disclosed.tally).ratings);
  expect(figures(seriesOf(months, 'week', spring))).toEqual(figures(alone));
});

test('a range of days that is no whole month counts people who came back in it once', async () => {
  const summaries = await storedMonth();
  const range = rangeOf('2026-05-02', '2026-05-25');
  const read = await readJourney(summaries, { range, grain: 'month' });
  const months = feedbackIn(read, range, 5).get('delivery')?.months ?? [];
  const { tally } = disclosedInRange(months, range);
  const { nps } = figuresOf(tally).ratings['nps:transactional'] as { nps: Figure };
  expect(nps.n).toBe(160);
  // As 40 responses, not 160: ±15 points if each counted on its own.
  expect(nps.high - nps.low).toBeGreaterThan(55);
});

test('months in which everybody answered once are read without their days', async () => {
  const { effects, summarize } = startStores();
  await effects.feedback.put(
    Array.from({ length: 40 }, (_, person) =>
      exampleCopy({ cell: '2026-05-04', responseId: `${person}-person`, respondent: `${person}-person` }),
    ),
  );
  await summarize('delivery', ['2026-05-04']);
  const unread: SummaryStore = {
    ...effects.summaries,
    readSeries: () => Promise.reject(new Error('the days were read')),
  };
  const read = await readJourney(unread, { range: may, grain: 'week' });
  expect(read.cells.get('delivery')).toHaveLength(1);
});
