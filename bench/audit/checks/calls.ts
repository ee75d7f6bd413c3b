import { comparedFigures } from '../../../lib/insights/findings/compared/compared-figures.ts';
import type { FindingsMaterial, TouchpointMaterial } from '../../../lib/insights/findings/material.ts';
import { addDays } from '../../../lib/metrics/calendar/calendar.ts';
import { anomaliesOf } from '../../../lib/metrics/comparisons/anomaly.ts';
import { forecastCount } from '../../../lib/metrics/comparisons/count-forecast.ts';
import { emptyTally, type Tally } from '../../../lib/metrics/tally/tally.ts';
import { parseAlertRules } from '../../../lib/reports/alerts/alert-rules.ts';
import { observe } from '../../../lib/reports/alerts/alert-watch.ts';
import type { WatchedTouchpoint } from '../../../lib/reports/alerts/watched.ts';
import { type Chance, shareOf } from '../chance.ts';
import { type Check, type Measured, trialsOf } from '../check.ts';

/** What is called where nothing has changed, and where something has. */

const scale = 'nps:transactional';
const versions = { sentiment: ['s1'], theme: ['t1'] };

const tallyOf = (detractors: number, passives: number, promoters: number): Tally => ({
  ...emptyTally,
  responses: detractors + passives + promoters,
  people: 'many',
  ratings: { [scale]: { 0: detractors, 8: passives, 10: promoters } },
});

/** Ratings of an NPS of 25 points that is lower by so many. */
const drawRatings = (chance: Chance, n: number, lower = 0): [number, number, number] => {
  const counts: [number, number, number] = [0, 0, 0];
  for (let index = 0; index < n; index += 1)
    counts[
      chance.pick([
        [0, 0.25 + lower / 200],
        [1, 0.25],
        [2, 0.5 - lower / 200],
      ] as const)
    ] += 1;
  return counts;
};

/** Poisson, by Knuth. */
const drawCount = (chance: Chance, mean: number): number => {
  const limit = Math.exp(-mean);
  let count = -1;
  for (let product = 1; product > limit; product *= 1 - chance.uniform()) count += 1;
  return count;
};

const disclosedOf = (chance: Chance, n: number, lower = 0) => ({
  tally: tallyOf(...drawRatings(chance, n, lower)),
  versions,
  partial: false,
});

const touchpointOf = (chance: Chance, index: number, { n, lower }: Planted): TouchpointMaterial => ({
  id: `t${index}`,
  name: `t${index}`,
  before: disclosedOf(chance, n),
  after: disclosedOf(chance, n, index === 0 ? lower : 0),
  few: { before: new Set(), after: new Set() },
  segments: [],
});

interface Planted {
  /** Responses of each touchpoint in each period. */
  readonly n: number;
  /** By how many points the first of ten touchpoints falls. */
  readonly lower: number;
}

const materialOf = (chance: Chance, planted: Planted): FindingsMaterial => ({
  period: { from: '2026-05-01', to: '2026-05-31' },
  against: { from: '2026-04-01', to: '2026-04-30', kind: 'previous' },
  touchpoints: Array.from({ length: 10 }, (_, index) => touchpointOf(chance, index, planted)),
  stages: [],
  issues: [],
  actions: [],
  themes: new Map(),
  settings: {},
});

const called = (chance: Chance, planted: Planted) =>
  comparedFigures(materialOf(chance, planted)).filter(({ status }) => status === 'proven');

const power = (lower: number, sizes: readonly number[]): Check => ({
  claim: `NPS of one of ten touchpoints down ${lower} points, called in the list of findings; ${sizes.join(', ')} responses of each a period`,
  measure: (effort) =>
    sizes.map((n): Measured => {
      const trials = trialsOf(1000, effort);
      const isFound = (chance: Chance): boolean =>
        called(chance, { n, lower }).some(({ scope }) => scope.touchpoint === 't0');
      return { situation: `${n} responses`, share: shareOf(trials, 500 + n, isFound), trials };
    }),
});

const quietList: Check = {
  claim:
    'False alarm: anything called in a list of findings over ten touchpoints, 100, 300 responses of each',
  measure: (effort) =>
    [100, 300].map((n): Measured => {
      const trials = trialsOf(1000, effort);
      const isAny = (chance: Chance): boolean => called(chance, { n, lower: 0 }).length > 0;
      return { situation: `${n} responses`, share: shareOf(trials, 600 + n, isAny), trials };
    }),
};

const volumes: Readonly<Record<string, (day: number) => number>> = {
  'of 1': () => 1,
  'of 5': () => 5,
  'of 20, of 4 on weekends': (day) => (day % 7 > 4 ? 4 : 20),
  'of 4 on weekends': (day) => ((day + 5) % 7 > 4 ? 4 : 20),
  'of 20 that grow by 5 % a week': (day) => 20 * 1.05 ** (day / 7),
};

const callsDay =
  (mean: (day: number) => number) =>
  (chance: Chance): boolean =>
    anomaliesOf(
      Array.from({ length: 57 }, (_, day) => ({ value: drawCount(chance, mean(day)) })),
      forecastCount,
    ).at(-1)?.anomalous === true;

const quietDays: Check = {
  claim:
    'False alarm: a quiet day of a volume: of 1, 5, 20; weekdays of 20 and weekends of 4; growing by 5 % a week',
  measure: (effort) =>
    Object.entries(volumes).map(([situation, mean], index): Measured => {
      const trials = trialsOf(1500, effort);
      return { situation, share: shareOf(trials, 700 + index, callsDay(mean)), trials };
    }),
};

const today = '2026-06-01';
const daysLookedBack = 35;
type Day = readonly [number, number, number];

const sumOf = (days: readonly Day[]): Tally => {
  const sum = (at: 0 | 1 | 2): number => days.reduce((total, day) => total + day[at], 0);
  return tallyOf(sum(0), sum(1), sum(2));
};

/** The last 7 days and the 28 before, each as one day: a look needs no more. */
const watchedOn = (days: readonly Day[], look: number, index: number): WatchedTouchpoint => ({
  id: `t${index}`,
  name: `t${index}`,
  days: [
    { period: addDays(today, -20), tally: sumOf(days.slice(look, look + 28)), versions },
    { period: addDays(today, -2), tally: sumOf(days.slice(look + 28, look + daysLookedBack)), versions },
  ],
});

/** A year of daily looks at ten touchpoints, of 15 responses a day each, at which nothing changes. */
const isAnyRaised = (level: number) => {
  const [rule] = parseAlertRules(
    `rules: [{ id: d, kind: drop, series: "${scale}", level: ${level} }]`,
    'audit',
  );
  return (chance: Chance): boolean => {
    const touchpoints = Array.from({ length: 10 }, () =>
      Array.from({ length: 365 + daysLookedBack }, () => drawRatings(chance, drawCount(chance, 15))),
    );
    return Array.from({ length: 365 }, (_, look) =>
      touchpoints.map((days, index) => watchedOn(days, look, index)),
    ).some((watched) => {
      const at = { today, touchpoints: watched, folders: [], states: new Map(), options: {} };
      return rule !== undefined && observe(rule, at).some(({ verdict }) => verdict === 'alarming');
    });
  };
};

const yearOf = (level: number): Check => ({
  claim: `False alarm: any drop in a year of daily checks of ten touchpoints, 15 responses a day each, at level ${level}`,
  measure: (effort) => {
    const trials = Math.max(5, Math.round(100 * effort));
    return [{ situation: `level ${level}`, share: shareOf(trials, 800, isAnyRaised(level)), trials }];
  },
});

export const callChecks: readonly Check[] = [
  power(20, [100, 300, 600]),
  power(10, [300, 600, 1200]),
  quietList,
  quietDays,
  ...[0.01, 0.001, 0.0001].map(yearOf),
];
