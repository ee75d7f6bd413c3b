import { describe, expect, test } from 'vitest';
import { isGap } from '../../../lib/charts/picture.ts';
import { beforeText, drawnOf } from './drawn.ts';
import { figure, kpi, map, may, scorecard, stop, view, wording } from './journey-example.ts';
import { byStage, journeyMap, partOf } from './journey-map-data.ts';
import { blindSpotsOf, momentOf, topicOf } from './moments.ts';
import { curveOf, domainOf, stripOf, tableOf } from './pictures.ts';

describe('the map', () => {
  test('lists touchpoints in the order of the journey, by stage, then those not in the journey', () => {
    expect(byStage(map.stops).map((stops) => stops.map(({ id }) => id))).toEqual([
      ['store', 'checkout'],
      ['support'],
      ['kiosk'],
    ]);
  });

  test('shows, of several scales of a metric, the one with the most responses', () => {
    expect(stop('checkout').headlines.ces?.kpi).toBe('ces:1-7:easy');
  });

  test.each([
    [{ tp: 'checkout' }, ['checkout']],
    [{ stage: 'buy' }, ['store', 'checkout']],
    [{ stage: 'buy', tp: 'support' }, []],
    [{}, ['store', 'checkout', 'support', 'kiosk']],
  ])('of %j has the touchpoints %j', (scope, ids) => {
    expect(partOf(map, scope).stops.map(({ id }) => id)).toEqual(ids);
  });
});

describe('the earlier period', () => {
  test.each([
    [may, { from: '2025-04-01', to: '2025-04-30' }, 'April'],
    [may, { from: '2024-05-01', to: '2024-05-31' }, 'May 2024'],
    [{ from: '2025-04-01', to: '2025-06-30' }, { from: '2025-01-01', to: '2025-03-31' }, 'Q1 2025'],
    [
      { from: '2025-05-08', to: '2025-05-14' },
      { from: '2025-05-01', to: '2025-05-07' },
      '1 May 2025 to 7 May 2025',
    ],
  ])('of %j, compared with %j, is named %s', (period, before, name) => {
    expect(beforeText({ ...wording, map: { ...map, ...period, before } })).toBe(name);
  });
});

describe('the sentence of a figure', () => {
  test('has its value, interval, n, the value before, and its target', () => {
    expect(drawnOf(stop('checkout'), 'ces', wording).sentence).toBe(
      'CHECKOUT, Found it easy: 18%, 13 to 23%, n 199. 41% before; significant change. Target 60%, missed.',
    );
  });

  test('says that another model scored it, instead of comparing', () => {
    expect(drawnOf(stop('checkout'), 'sentiment', wording).sentence).toContain('not compared');
  });

  test('says that n is below the minimum sample', () => {
    const drawn = drawnOf(stop('store'), 'sentiment', wording);
    expect([
      drawn.sentence.includes('Below the minimum sample: not ranked.'),
      !isGap(drawn) && drawn.enough,
    ]).toEqual([true, false]);
  });

  test.each([
    ['support', 'suppressed', 'SUPPORT, NPS: suppressed, fewer than 5 respondents. This is not zero.'],
    ['kiosk', 'nobody', 'KIOSK: no responses in May 2025.'],
    ['store', 'not-asked', 'STORE: NPS was not asked in May 2025.'],
  ] as const)('of %s why there is none: %s', (id, gap, sentence) => {
    expect(drawnOf(stop(id), 'nps', wording)).toMatchObject({ gap, sentence });
  });

  test('links to its comments, in the same period and without other filters', () => {
    expect(drawnOf(stop('checkout'), 'ces', wording)).toMatchObject({
      href: '/touchpoints/checkout?period=2025-05',
    });
  });
});

describe('what a touchpoint adds to the score of all', () => {
  test('is of the metric and the scale that are asked most', () => {
    expect(map.momentsOf).toBe('nps');
    expect(stop('kiosk').moment).toBeUndefined();
  });

  test('has its interval, n and the score elsewhere, and is marked where it is significant', () => {
    expect(momentOf(stop('checkout'), wording)).toEqual({
      value: '−5',
      interval: '−7 to −3',
      verdict: 'worse',
      sentence:
        'CHECKOUT contributes −5, −7 to −3, to the NPS of all touchpoints together: −20 here, n 213, and +6 elsewhere. Significant.',
    });
    expect(momentOf(stop('store'), wording)).toMatchObject({
      value: '+1',
      sentence: expect.stringMatching(/Not significant\.$/),
    });
    expect(momentOf(stop('store'), wording)?.verdict).toBeUndefined();
  });
});

describe('the top complaint', () => {
  test('is the issue that customers name; its theme says no more than where to look', () => {
    expect(topicOf(stop('checkout'), 'negative', wording)).toEqual({
      name: '“new payment page”',
      count: 23,
      mentions: 25,
      filter: { issue: 'i-new payment page' },
    });
  });

  test('is the theme where no issue is named, and nothing where there is neither', () => {
    expect(topicOf(stop('store'), 'negative', wording)).toMatchObject({
      name: 'Digital',
      count: 112,
      filter: { theme: 'digital' },
    });
    expect(topicOf(stop('store'), 'positive', wording)).toBeUndefined();
  });
});

test('blind spots are listed with their reason', () => {
  expect(blindSpotsOf(map, wording)).toEqual(['KIOSK (no responses)']);
});

describe('net sentiment is coloured', () => {
  test.each([
    [figure(-46, -55, -36), 'worse'],
    [figure(21, 10, 30), 'better'],
    [figure(-5, -12, 3), 'neutral'],
    [figure(-60, -90, -20, 12), 'neutral'],
  ] as const)('by where its whole interval lies: %j is %s', (actual, verdict) => {
    const one = {
      ...stop('store'),
      headlines: { sentiment: { metric: 'sentiment' as const, kpi: 'sentiment:net', actual } },
    };
    expect(drawnOf(one, 'sentiment', wording)).toMatchObject({ verdict });
  });
});

describe('charts', () => {
  test('mark a significant change and a missed target', () => {
    const column = stripOf('ces', wording).columns[1];
    expect([column?.before, column?.status, column?.target]).toEqual([
      { text: '▼ 41%', verdict: 'worse' },
      { sign: '✕', verdict: 'worse' },
      0.6,
    ]);
  });

  test('show the target next to a figure that has not changed', () => {
    const still = journeyMap(view, {
      ...scorecard,
      rows: [kpi('store', 'ces:1-7:easy', { actual: may, target: 0.6, status: 'missed' })],
    });
    expect(stripOf('ces', { ...wording, map: still }).columns[0]?.status?.sign).toBe('✕ 60%');
  });

  test('start a new group where the stage changes', () => {
    expect(curveOf(wording).columns.map(({ opensStage }) => opensStage)).toEqual([true, false, true, true]);
  });

  test('use the whole range of a metric as their axis', () => {
    const stars = {
      ...stop('store'),
      headlines: { rating: { metric: 'rating' as const, kpi: 'rating:1-5' } },
    };
    expect([domainOf('nps', []), domainOf('csat', []), domainOf('rating', [stars])]).toEqual([
      [-100, 100],
      [0, 1],
      [1, 5],
    ]);
  });

  test('have a table with a row for each touchpoint', () => {
    expect(tableOf('ces', wording).rows).toEqual([
      ['STORE', 'not asked', '', '', '', ''],
      ['CHECKOUT', '18%', '13 to 23%', '199', '41%', '60%'],
      ['SUPPORT', 'suppressed', '', '', '', ''],
      ['KIOSK', 'no responses', '', '', '', ''],
    ]);
  });
});
