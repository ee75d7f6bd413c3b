import { addDays } from '../../lib/metrics/calendar/calendar.ts';
import { emptyTally, type Tally } from '../../lib/metrics/tally/tally.ts';
import { parseAlertRules } from '../../lib/reports/alerts/alert-rules.ts';
import type { AlertState } from '../../lib/reports/alerts/alert-state.ts';
import { stateKey, type Watched, type WatchedTouchpoint } from '../../lib/reports/alerts/watched.ts';

export const today = '2026-06-01';

/** A rule, as it stands in the configuration. */
export const rule = (yaml: string) => {
  const [parsed] = parseAlertRules(`rules: [{ id: watch, ${yaml} }]`, 'config/alerts.yaml');
  if (parsed === undefined) throw new Error('a rule was given');
  return parsed;
};

export const npsTally = (promoters: number, detractors: number, passives = 0): Tally => ({
  ...emptyTally,
  responses: promoters + detractors + passives,
  people: 'many',
  ratings: { 'nps:transactional': { '10': promoters, '8': passives, '0': detractors } },
});

export const themeTally = (scored: number, mentions: Readonly<Record<string, number>>): Tally => ({
  ...emptyTally,
  responses: scored,
  people: 'many',
  answers: { ...emptyTally.answers, asked: scored, scored },
  sentiment: { ...emptyTally.sentiment, neutral: scored },
  themes: Object.fromEntries(
    Object.entries(mentions).map(([theme, neutral]) => [
      theme,
      {
        negative: 0,
        neutral,
        positive: 0,
        scoreSum: 0,
        scoreSquareSum: 0,
        people: neutral < 10 ? Array.from({ length: neutral }, (_, index) => `p${index}`) : 'many',
      },
    ]),
  ),
});

const versions = { sentiment: ['a'], theme: ['a'] };

/** A touchpoint's days, by how many days ago they were. */
export const touchpointOf = (
  id: string,
  daysAgo: Readonly<Record<number, Tally>>,
  theme: readonly string[] = versions.theme,
): WatchedTouchpoint => ({
  id,
  name: id,
  days: Object.entries(daysAgo)
    .map(([ago, tally]) => ({
      period: addDays(today, -Number(ago)),
      tally,
      versions: { ...versions, theme },
    }))
    .toSorted((left, right) => (left.period < right.period ? -1 : 1)),
});

export const watched = (
  touchpoints: readonly WatchedTouchpoint[],
  states: readonly AlertState[] = [],
  changes: Partial<Watched> = {},
): Watched => ({
  today,
  touchpoints,
  folders: [],
  states: new Map(states.map((state) => [stateKey(state), state])),
  options: {},
  ...changes,
});

/** A folder below `uploads/`, by the days on which files came. */
export const folder = (source: string, days: readonly string[]) => ({
  source,
  name: `the folder ${source}`,
  evidence: '/batches?limit=100',
  days,
});
