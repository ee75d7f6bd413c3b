import { expect, test } from 'vitest';
import { rangeOf } from '../../lib/disclosure/series.ts';
import { figuresOf } from '../../lib/metrics/figures/figures.ts';
import { feedbackIn, readAllMonths, readJourney } from '../../lib/query/journey-reader.ts';
import { exampleCopy } from '../store/examples.ts';
import { startStores } from './stored.ts';

/** Forty people who each answered five times, always alike, on five days. */
const storedMonth = async () => {
  const { effects, summarize } = startStores();
  const cells = ['2026-05-04', '2026-05-05', '2026-05-12', '2026-05-20', '2026-05-31'];
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
  await summarize('delivery', cells);
  return effects.summaries;
};

const may = rangeOf('2026-05', '2026-05');

test('whole months of the journey know which answers are of one person, as the series of the touchpoint does', async () => {
  const summaries = await storedMonth();
  const [month] = await summaries.readSeries('delivery', 'month');
  const expected = month && figuresOf(month.tally).ratings;
  expect(expected?.['nps:transactional']).toMatchObject({ nps: { n: 200, low: expect.any(Number) } });

  const journey = feedbackIn(await readJourney(summaries, may), may, 5).get('delivery');
  const trend = (await readAllMonths(summaries, { range: may, grain: 'month' }, 5)).get('delivery');
  for (const months of [journey?.months, trend]) {
    const [disclosed] = months ?? [];
    expect(disclosed && figuresOf(disclosed.disclosed.tally).ratings).toEqual(expected);
  }
});
