import { sortBy } from 'remeda';
import { isFullySuppressed, sumDisclosed } from '../../disclosure/parts.ts';
import type { DisclosedPeriod } from '../../disclosure/series.ts';
import { addDays } from '../../metrics/calendar/calendar.ts';
import { changeOf } from '../../metrics/comparisons/change.ts';
import { changedPeriods, type ScoreCounts } from '../../metrics/comparisons/changed-periods.ts';
import {
  defaultMinimumSample,
  type Figure,
  type FigureMaker,
  figureMaker,
} from '../../metrics/figures/figure.ts';
import { momentsOfCounts } from '../../metrics/figures/moments.ts';
import { sumTallies, type Tally } from '../../metrics/tally/tally.ts';
import {
  boundsOfSeries,
  designEffectOfSeries,
  netCounts,
  scoresOfSeries,
} from '../changes/series-moments.ts';
import type { ComparedFigure } from './compared/compared-figures.ts';
import { unitOf } from './compared/scales.ts';
import type { Scope } from './compared/untested-figures.ts';
import type { Since } from './finding.ts';
import type { FindingsMaterial, TouchpointMaterial, WeeksByTouchpoint } from './material.ts';
import { mentionsOf } from './topics.ts';

/** When a change began: the week of the step, or the weeks in which the figure was different. */

interface Week {
  readonly week: string;
  readonly scores: ScoreCounts;
  readonly tally: Tally;
}

const isIn = (scope: Scope, touchpoint: TouchpointMaterial): boolean => {
  if (scope.touchpoint !== undefined) return scope.touchpoint === touchpoint.id;
  return scope.stage === undefined || scope.stage === touchpoint.stage?.id;
};

/** Weeks are read by touchpoint, not by segment. */
const weeksOf = (
  scope: Scope,
  { touchpoints }: FindingsMaterial,
  byTouchpoint: WeeksByTouchpoint,
): DisclosedPeriod[] => {
  if (scope.segment !== undefined) return [];
  const weeks = Map.groupBy(
    touchpoints
      .filter((touchpoint) => isIn(scope, touchpoint))
      .flatMap(({ id }) => byTouchpoint.get(id) ?? []),
    ({ period }) => period,
  );
  return sortBy([...weeks], ([week]) => week)
    .map(([period, same]) => ({ period, disclosed: sumDisclosed(same.map(({ disclosed }) => disclosed)) }))
    .filter(({ disclosed }) => !isFullySuppressed(disclosed));
};

const scoresIn = (
  { series, move }: ComparedFigure,
  { period, disclosed }: DisclosedPeriod,
  { issues, settings }: FindingsMaterial,
): ScoreCounts => {
  if (move?.topic.kind !== 'issue') return scoresOfSeries(series, disclosed.tally, settings);
  const mentionCounts = issues.find(({ id }) => id === move.topic.id)?.weeks.get(period);
  if (mentionCounts === undefined) return {};
  if (series.endsWith(':net')) return netCounts(mentionCounts);
  const mentions = mentionsOf(mentionCounts);
  return { 0: Math.max(0, disclosed.tally.answers.scored - mentions), 1: mentions };
};

const together = (all: readonly ScoreCounts[]): ScoreCounts => {
  const sum: Record<string, number> = {};
  for (const counts of all)
    for (const [score, count] of Object.entries(counts)) sum[score] = (sum[score] ?? 0) + count;
  return sum;
};

/** How many scores of some weeks count as one; samples know nothing of issues. */
const designEffectIn = (
  { series, move }: ComparedFigure,
  weeks: readonly Week[],
  { settings }: Pick<FindingsMaterial, 'settings'>,
): number =>
  designEffectOfSeries(
    move?.topic.kind === 'issue' ? 'sentiment:net' : series,
    sumTallies(weeks.map(({ tally }) => tally)),
    settings,
  );

/** That within weeks, by their scores: people who come back in another week make weeks more alike, not less. */
const meanDesignEffect = (
  figure: ComparedFigure,
  weeks: readonly Week[],
  material: FindingsMaterial,
): number => {
  const sizes = weeks.map(({ scores }) => momentsOfCounts(scores).n);
  const all = sizes.reduce((sum, n) => sum + n, 0);
  return weeks.reduce(
    (sum, week, index) => sum + ((sizes[index] ?? 0) / all) * designEffectIn(figure, [week], material),
    0,
  );
};

/** The figure of a series from scores counted by value. */
const figureOfScores = (series: string, counts: ScoreCounts, make: FigureMaker): Figure => {
  const moments = momentsOfCounts(counts);
  switch (unitOf(series)) {
    case 'points':
      return make.net(counts['100'] ?? 0, counts['-100'] ?? 0, moments.n);
    case 'share':
      return make.share(counts['1'] ?? 0, moments.n);
    case 'mean':
      return make.mean(moments, boundsOfSeries(series));
  }
};

/** Whether it has the direction of the difference: low weeks of the earlier period are why the later one is higher. */
const goesThatWay = (since: Since, figure: ComparedFigure, { period }: FindingsMaterial): boolean => {
  const isEarlier = since.through !== undefined && addDays(since.through, 6) < period.from;
  const way = since.inside.value - since.outside.value;
  return (isEarlier ? -way : way) * figure.change.difference > 0;
};

/**
 * The step or the temporary change in the weeks of a figure that explains its difference, if weeks differ significantly ({@link changedPeriods}).
 * Undefined if there is none, or it has the opposite direction or began before both periods.
 */
export const sinceOf = (
  figure: ComparedFigure,
  material: FindingsMaterial,
  byTouchpoint: WeeksByTouchpoint,
): Since | undefined => {
  const weeks = weeksOf(figure.scope, material, byTouchpoint)
    .map((week): Week => {
      const { tally } = week.disclosed;
      return { week: week.period, scores: scoresIn(figure, week, material), tally };
    })
    .filter(({ scores }) => momentsOfCounts(scores).n > 0);
  const changed = changedPeriods(
    weeks.map(({ scores }) => scores),
    meanDesignEffect(figure, weeks, material),
  );
  const [first, last] = [weeks[changed?.first ?? -1], weeks[changed?.last ?? -1]];
  if (changed === undefined || first === undefined || last === undefined) return undefined;
  const { minimumSample = defaultMinimumSample } = material.settings;
  const isInside = (index: number): boolean => changed.first <= index && index <= changed.last;
  const figureOf = (inside: boolean): Figure => {
    const some = weeks.filter((_, index) => isInside(index) === inside);
    const counts = together(some.map(({ scores }) => scores));
    return figureOfScores(
      figure.series,
      counts,
      figureMaker(minimumSample, designEffectIn(figure, some, material)),
    );
  };
  const since: Since = {
    series: figure.series,
    week: first.week,
    ...(changed.last === weeks.length - 1 ? {} : { through: last.week }),
    inside: figureOf(true),
    outside: figureOf(false),
    p: changed.p,
  };
  const isReportable = goesThatWay(since, figure, material) && addDays(last.week, 6) >= material.against.from;
  return isReportable ? since : undefined;
};

/** How far the weeks of a step or a temporary change are from the others, in standard errors. */
export const clarityOf = ({ inside, outside }: Since): number => {
  const { difference, low, high } = changeOf(outside, inside);
  return high === low ? 0 : Math.abs(difference) / (high - low);
};
