import { describe, expect, test } from 'vitest';
import { isGap } from '../../../lib/charts/picture.ts';
import type { Figure, JourneyView, MapTouchpoint, ScorecardRow, ScorecardView } from '../api.ts';
import { formatOf } from '../texts/format.ts';
import { translator } from '../texts/texts.ts';
import { drawnOf, type Wording } from './drawn.ts';
import { byStage, journeyMap, partOf } from './journey-map-data.ts';
import { curveOf, domainOf, stripOf, tableOf } from './pictures.ts';
import { texts } from './texts.ts';

const versions = { sentiment: [], theme: [] };
const stages = { buy: { id: 'buy', name: 'Buy' }, help: { id: 'help', name: 'Get help' } };

const place = (
  id: string,
  stage: MapTouchpoint['stage'],
  more: Partial<MapTouchpoint> = {},
): MapTouchpoint => ({
  id,
  name: id.toUpperCase(),
  ...(stage && { stage }),
  curve: [],
  versions,
  responses: 218,
  ...more,
});

const figure = (value: number, low: number, high: number, n = 199): Figure => ({
  value,
  low,
  high,
  n,
  enough: n >= 30,
});

const kpi = (id: string, name: string, more: Partial<ScorecardRow> = {}): ScorecardRow => ({
  scope: 'touchpoint',
  id,
  name: id.toUpperCase(),
  kpi: name,
  ...more,
});

const [april, may] = [figure(0.41, 0.35, 0.48, 195), figure(0.18, 0.13, 0.23)];

const view: JourneyView = {
  from: '2025-05-01',
  to: '2025-05-31',
  stages: [
    { ...stages.buy, touchpoints: [place('store', stages.buy), place('checkout', stages.buy)] },
    { ...stages.help, touchpoints: [place('support', stages.help, { suppressed: true, responses: 0 })] },
  ],
  others: [place('kiosk', undefined, { responses: 0, blind: 'none' })],
  grain: 'month',
  blindSpots: [],
  rankings: {},
  total: { suppressed: true },
};

const scorecard: ScorecardView = {
  from: '2025-05-01',
  to: '2025-05-31',
  before: { from: '2025-04-01', to: '2025-04-30' },
  rows: [
    kpi('journey', 'ces:1-7:easy', { scope: 'journey', actual: may }),
    kpi('checkout', 'ces:1-5:easy', { actual: figure(0.9, 0.8, 1, 12) }),
    kpi('checkout', 'ces:1-7:easy', {
      actual: may,
      target: 0.6,
      status: 'missed',
      trend: { difference: -0.23, low: -0.32, high: -0.15, p: 1e-7, before: april, after: may, enough: true },
    }),
    kpi('checkout', 'sentiment:net', { actual: figure(-46, -55, -36), broken: true }),
    kpi('store', 'sentiment:net', { actual: figure(3, -9, 15, 12) }),
  ],
};

const map = journeyMap(view, scorecard);
const wording: Wording = {
  t: translator(texts, 'en'),
  format: formatOf('en-GB'),
  scope: { period: '2025-05', tp: 'checkout' },
  map,
};
const stop = (id: string) => {
  const found = map.stops.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no touchpoint ${id}`);
  return found;
};

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
