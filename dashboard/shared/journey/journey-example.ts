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
import { themeText } from '../texts/theme-text.ts';
import type { Wording } from './drawn.ts';
import { journeyMap } from './journey-map-data.ts';
import { texts } from './texts.ts';

/** A small journey for tests: two stages, with figures, topics and a scorecard. */

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

export const figure = (value: number, low: number, high: number, n = 199): Figure => ({
  value,
  low,
  high,
  n,
  enough: n >= 30,
});

export const moment = (
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

const issueOf = (name: string, polarity: 'negative' | 'positive') => ({
  id: `i-${name}`,
  name,
  mentions: 25,
  negative: figure(polarity === 'negative' ? 0.92 : 0.08, 0, 1, 25),
  positive: figure(polarity === 'negative' ? 0.08 : 0.92, 0, 1, 25),
});

const digital = {
  id: 'digital',
  mentions: 137,
  share: figure(0.6, 0.5, 0.7),
  negative: figure(112 / 137, 0.7, 0.9, 137),
  positive: figure(0.1, 0, 0.2, 137),
};

export const kpi = (id: string, name: string, more: Partial<ScorecardRow> = {}): ScorecardRow => ({
  scope: 'touchpoint',
  id,
  name: id.toUpperCase(),
  kpi: name,
  ...more,
});

export const [april, may] = [figure(0.41, 0.35, 0.48, 195), figure(0.18, 0.13, 0.23)];

export const view: JourneyView = {
  from: '2025-05-01',
  to: '2025-05-31',
  stages: [
    {
      ...stages.buy,
      touchpoints: [
        place('store', stages.buy, { pain: digital }),
        place('checkout', stages.buy, { pain: digital, painIssue: issueOf('new payment page', 'negative') }),
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

export const scorecard: ScorecardView = {
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
      certain: true,
    }),
    kpi('checkout', 'sentiment:net', { actual: figure(-46, -55, -36), broken: true }),
    kpi('store', 'sentiment:net', { actual: figure(3, -9, 15, 12) }),
  ],
};

export const map = journeyMap(view, scorecard);
export const wording: Wording = {
  t: translator(texts, 'en'),
  format: formatOf('en-GB'),
  scope: { period: '2025-05', tp: 'checkout' },
  map,
  theme: themeText,
  minimumQuoted: 10,
};
/** A touchpoint of the example by its id. */
export const stop = (id: string) => {
  const found = map.stops.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no touchpoint ${id}`);
  return found;
};
