import { comparedFigures } from '../../../lib/insights/findings/compared/compared-figures.ts';
import type { FindingsMaterial, TouchpointMaterial } from '../../../lib/insights/findings/material.ts';
import { anomaliesOf } from '../../../lib/metrics/comparisons/anomaly.ts';
import { forecastCount } from '../../../lib/metrics/comparisons/count-forecast.ts';
import { emptyTally, type Tally } from '../../../lib/metrics/tally/tally.ts';
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
  comparedFigures(materialOf(chance, planted)).filter(({ status }) => status === 'significant');

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
      Array.from({ length: 57 }, (_, day) => ({ value: chance.count(mean(day)) })),
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

export const callChecks: readonly Check[] = [
  power(20, [100, 300, 600]),
  power(10, [300, 600, 1200]),
  quietList,
  quietDays,
];
