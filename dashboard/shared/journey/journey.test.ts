import { describe, expect, test } from 'vitest';
import { isGap } from '../../../lib/charts/picture.ts';
import type {
  Figure,
  JourneyView,
  MapTouchpoint,
  ScorecardRow,
  ScorecardView,
  TouchpointMoment,
} from '../api.ts';
import { formatOf } from '../texts/format.ts';
import { translator } from '../texts/texts.ts';
import { drawnOf, type Wording } from './drawn.ts';
import { byStage, journeyMap, partOf } from './journey-map-data.ts';
import { curveOf, domainOf, stripOf, tableOf } from './pictures.ts';
import { texts } from './texts.ts';
import { blindSpotsOf, momentOf, topicOf } from './told.ts';

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

const moment = (
  touchpoint: string,
  [value, low, high]: readonly [number, number, number],
  more: Partial<TouchpointMoment> = {},
): TouchpointMoment => ({
  touchpoint,
  impact: { value, low, high },
  here: figure(30, 20, 40, 100),
  elsewhere: figure(6, 1, 11, 900),
  falseDiscoveryRate: 0.001,
  enough: true,
  ...more,
});

const spoken = (name: string, felt: 'negative' | 'positive') => ({
  id: `i-${name}`,
  name,
  mentions: 25,
  negative: figure(felt === 'negative' ? 0.92 : 0.08, 0, 1, 25),
  positive: figure(felt === 'negative' ? 0.08 : 0.92, 0, 1, 25),
});

const digital = {
  id: 'digital',
  mentions: 137,
  share: figure(0.6, 0.5, 0.7),
  negative: figure(112 / 137, 0.7, 0.9, 137),
  positive: figure(0.1, 0, 0.2, 137),
};

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
    {
      ...stages.buy,
      touchpoints: [
        place('store', stages.buy, { pain: digital }),
        place('checkout', stages.buy, { pain: digital, painIssue: spoken('new payment page', 'negative') }),
      ],
    },
    { ...stages.help, touchpoints: [place('support', stages.help, { suppressed: true, responses: 0 })] },
  ],
  others: [place('kiosk', undefined, { responses: 0, blind: 'none' })],
  grain: 'month',
  blindSpots: [],
  rankings: {},
  momentsOfTruth: {
    'sentiment:net': [moment('store', [2, -1, 5])],
    'nps:relationship': [moment('store', [9, 8, 10]), moment('kiosk', [-9, -10, -8])],
    'nps:transactional': [
      moment('checkout', [-4.9, -7, -2.8], { here: figure(-20, -30, -10, 213) }),
      moment('store', [1, -1, 3], { falseDiscoveryRate: 0.3 }),
      moment('support', [2, 1, 3], { here: figure(10, 0, 20) }),
    ],
  },
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
        'CHECKOUT changes the NPS of all touchpoints together by −5, −7 to −3: −20 here, n 213, and +6 elsewhere. Significant.',
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
      felt: 23,
      mentions: 25,
      filter: { issue: 'i-new payment page' },
    });
  });

  test('is the theme where no issue is named, and nothing where there is neither', () => {
    expect(topicOf(stop('store'), 'negative', wording)).toMatchObject({
      name: 'Digital',
      felt: 112,
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

  test('write the target beside a figure that has not changed', () => {
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
