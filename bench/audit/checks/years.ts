import { comparedFigures } from '../../../lib/insights/findings/compared/compared-figures.ts';
import type { FindingsMaterial, TouchpointMaterial } from '../../../lib/insights/findings/material.ts';
import { addDays } from '../../../lib/metrics/calendar/calendar.ts';
import { emptyTally, type Tally } from '../../../lib/metrics/tally/tally.ts';
import { parseAlertRules } from '../../../lib/reports/alerts/alert-rules.ts';
import { type AlertState, nextState, type Observation } from '../../../lib/reports/alerts/alert-state.ts';
import { observe } from '../../../lib/reports/alerts/alert-watch.ts';
import { stateKey, type WatchedTouchpoint } from '../../../lib/reports/alerts/watched.ts';
import { Chance } from '../chance.ts';
import type { Check, Measured } from '../check.ts';

/** Rules that are checked every day of a year in which nothing changes. */

const scale = 'nps:transactional';
const versions = { sentiment: ['s1'], theme: ['t1'] };
const today = '2026-06-01';
const checksAYear = 365;
const responsesADay = 15;

type Counts = readonly number[];

/** Counts up to each day: a window is the difference of two. */
type Days = readonly Counts[];

const cumulate = (days: number, draw: () => Counts): Days => {
  const sums = [draw().map(() => 0)];
  for (let day = 0; day < days; day += 1) {
    const last = sums.at(-1) ?? [];
    const drawn = draw();
    sums.push(last.map((sum, index) => sum + (drawn[index] ?? 0)));
  }
  return sums;
};

const windowOf = (days: Days, from: number, to: number): number[] =>
  (days[to] ?? []).map((sum, index) => sum - (days[from]?.[index] ?? 0));

/** By the chance of a detractor, of a passive, of a promoter. */
const mixes = {
  even: [0.25, 0.25, 0.5],
  mostPromoters: [0.03, 0.07, 0.9],
  mostDetractors: [0.5, 0.3, 0.2],
} as const;

const drawRatings = (chance: Chance, [detractor, passive, promoter]: (typeof mixes)[keyof typeof mixes]) => {
  const counts: [number, number, number] = [0, 0, 0];
  for (let left = chance.count(responsesADay); left > 0; left -= 1)
    counts[
      chance.pick([
        [0, detractor],
        [1, passive],
        [2, promoter],
      ] as const)
    ] += 1;
  return counts;
};

const ratingTally = ([detractors = 0, passives = 0, promoters = 0]: Counts): Tally => ({
  ...emptyTally,
  responses: detractors + passives + promoters,
  people: 'many',
  ratings: { [scale]: { 0: detractors, 8: passives, 10: promoters } },
});

const themeShares = [0.01, 0.03, 0.08, 0.2, 0.4];

const drawMentions = (chance: Chance): Counts => {
  const scored = chance.count(2 * responsesADay);
  const answers = Array.from({ length: scored });
  return [scored, ...themeShares.map((share) => answers.filter(() => chance.isTrue(share)).length)];
};

const peopleOf = (count: number) =>
  count < 10 ? Array.from({ length: count }, (_, index) => `p${index}`) : 'many';

const themeTally = ([scored = 0, ...mentions]: Counts): Tally => ({
  ...emptyTally,
  responses: scored,
  people: 'many',
  answers: { ...emptyTally.answers, asked: scored, scored },
  sentiment: { ...emptyTally.sentiment, neutral: scored },
  themes: Object.fromEntries(
    mentions.map((neutral, index) => [
      `theme-${index}`,
      { negative: 0, neutral, positive: 0, scoreSum: 0, scoreSquareSum: 0, people: peopleOf(neutral) },
    ]),
  ),
});

/** One kind of rule, and what it watches. */
interface Watching {
  readonly touchpoints: number;
  /** The days that a check looks back: the later and the earlier window. */
  readonly windows: readonly [later: number, earlier: number];
  draw(chance: Chance): Counts;
  /** What a check sees on a day of the year, before any state. */
  look(places: readonly Days[], day: number, states: ReadonlyMap<string, AlertState>): Observation[];
}

/** How many alerts a year raises. */
const raisedInAYear = (
  { touchpoints, windows: [later, earlier], draw, look }: Watching,
  chance: Chance,
): number => {
  const places = Array.from({ length: touchpoints }, () =>
    cumulate(checksAYear + later + earlier, () => draw(chance)),
  );
  const states = new Map<string, AlertState>();
  const isRaisedNow = (observation: Observation): boolean => {
    const key = stateKey(observation);
    const before = states.get(key);
    const after = nextState(before, observation, today);
    if (after !== undefined) states.set(key, after);
    return after?.raised === true && before?.raised !== true;
  };
  let raised = 0;
  for (let day = 0; day < checksAYear; day += 1)
    raised += look(places, day, new Map(states)).filter(isRaisedNow).length;
  return raised;
};

/** The windows of each touchpoint, each as one day: a check needs no more. */
const byRule = (
  yaml: string,
  { touchpoints, windows, draw }: Omit<Watching, 'look'>,
  tallyOf: (counts: Counts) => Tally,
): Watching => {
  const [rule] = parseAlertRules(`rules: [{ id: watch, ${yaml} }]`, 'audit');
  if (rule === undefined) throw new Error('expected a rule');
  const [later, earlier] = windows;
  const watchedOn = (days: Days, day: number, id: string): WatchedTouchpoint => ({
    id,
    name: id,
    days: [
      ...(earlier === 0
        ? []
        : [
            {
              period: addDays(today, -later - 1),
              tally: tallyOf(windowOf(days, day, day + earlier)),
              versions,
            },
          ]),
      {
        period: addDays(today, -1),
        tally: tallyOf(windowOf(days, day + earlier, day + earlier + later)),
        versions,
      },
    ],
  });
  return {
    touchpoints,
    windows,
    draw,
    look: (places, day, states) =>
      observe(rule, {
        today,
        touchpoints: places.map((days, index) => watchedOn(days, day, `t${index}`)),
        folders: [],
        states,
        options: {},
      }),
  };
};

const drop = (strictness: string, mix: keyof typeof mixes = 'even'): Watching =>
  byRule(
    `kind: drop, series: "${scale}", ${strictness}`,
    { touchpoints: 10, windows: [7, 28], draw: (chance) => drawRatings(chance, mixes[mix]) },
    ratingTally,
  );

const spike = byRule(
  'kind: theme-spike, falseAlarmsAYear: 1',
  { touchpoints: 2, windows: [7, 28], draw: drawMentions },
  themeTally,
);

const atTarget = byRule(
  `kind: below-target, series: "${scale}", target: 25`,
  { touchpoints: 1, windows: [28, 0], draw: (chance) => drawRatings(chance, mixes.even) },
  ratingTally,
);

const materialOf = (places: readonly Days[], day: number): FindingsMaterial => ({
  period: { from: '2026-05-01', to: '2026-05-28' },
  against: { from: '2026-04-03', to: '2026-04-30', kind: 'previous' },
  touchpoints: places.map((days, index): TouchpointMaterial => {
    const within = (from: number) => ({
      tally: ratingTally(windowOf(days, from, from + 28)),
      versions,
      partial: false,
    });
    const few = { before: new Set<string>(), after: new Set<string>() };
    return {
      id: `t${index}`,
      name: `t${index}`,
      before: within(day),
      after: within(day + 28),
      few,
      segments: [],
    };
  }),
  stages: [],
  issues: [],
  actions: [],
  themes: new Map(),
  settings: {},
});

/** Raised where a figure is significantly worse; not before it is no longer listed is it over. */
const finding: Watching = {
  touchpoints: 10,
  windows: [28, 28],
  draw: (chance) => drawRatings(chance, mixes.even),
  look: (places, day) => {
    const worse = comparedFigures(materialOf(places, day)).filter(({ verdict }) => verdict === 'worse');
    return ['_all', ...places.map((_, index) => `t${index}`)].map((subject): Observation => {
      const { status } = worse.find(({ scope }) => (scope.touchpoint ?? '_all') === subject) ?? {};
      const verdict = status === 'significant' ? 'alarming' : status === 'likely' ? 'between' : 'calm';
      return { rule: 'watch', subject, verdict, text: '', evidence: '' };
    });
  },
};

const yearsOf = (whole: number, effort: number): number => Math.max(2, Math.round(whole * effort));

const alarms = (claim: string, watching: Readonly<Record<string, Watching>>): Check => ({
  claim: `False alarms a year: ${claim}`,
  unit: 'count',
  measure: (effort) =>
    Object.entries(watching).map(([situation, one], index): Measured => {
      const trials = yearsOf(100, effort);
      const chance = new Chance(800 + index);
      let raised = 0;
      for (let year = 0; year < trials; year += 1) raised += raisedInAYear(one, chance);
      return { situation, share: raised / trials, trials };
    }),
});

const anyDrop = (level: number): Check => ({
  claim: `False alarm: any drop in a year of daily checks of ten touchpoints, 15 responses a day each, at level ${level}`,
  measure: (effort) => {
    const trials = yearsOf(100, effort);
    const chance = new Chance(800);
    let hit = 0;
    for (let year = 0; year < trials; year += 1)
      if (raisedInAYear(drop(`level: ${level}`), chance) > 0) hit += 1;
    return [{ situation: `level ${level}`, share: hit / trials, trials }];
  },
});

export const yearChecks: readonly Check[] = [
  ...[0.01, 0.001, 0.0001].map(anyDrop),
  alarms(
    'a drop rule of 1 a year, ten touchpoints of 15 responses a day; even, mostly promoters, mostly detractors',
    {
      even: drop('falseAlarmsAYear: 1'),
      'mostly promoters': drop('falseAlarmsAYear: 1', 'mostPromoters'),
      'mostly detractors': drop('falseAlarmsAYear: 1', 'mostDetractors'),
    },
  ),
  alarms('a drop rule of 0.1 a year, the same', { even: drop('falseAlarmsAYear: 0.1') }),
  alarms('a drop rule of level 0.01, the same', { even: drop('level: 0.01') }),
  alarms('a theme-spike rule of 1 a year, two touchpoints of 30 answers a day, five themes', { spike }),
  alarms('a below-target rule, one touchpoint exactly at its target', { 'below target': atTarget }),
  alarms('a finding rule, ten touchpoints of 15 responses a day', { finding }),
];
