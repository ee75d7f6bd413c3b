import type { ThemeDriver } from '../../insights/drivers/driver-report.ts';
import { type FlatRow, figureColumns, figureRows } from '../../insights/journey/figure-rows.ts';
import type { Interval } from '../../metrics/figures/intervals.ts';
import type { TouchpointEntry } from '../../query/touchpoint-list.ts';
import type { ChangesView, TrendView } from '../contract/changes.ts';
import type { DriversAnswer } from '../contract/drivers.ts';
import type { JourneyView, MapTouchpoint, ScorecardView } from '../contract/journey.ts';
import type { FacetsView, SummarySeries } from '../contract/summaries.ts';

/** The answers of views as tables: one line per figure, every line with the same columns. */

export const touchpointRows = ({
  touchpoints,
}: {
  readonly touchpoints: readonly TouchpointEntry[];
}): FlatRow[] =>
  touchpoints.flatMap((touchpoint) => {
    const { id, name, owner, stage } = touchpoint;
    return figureRows({ touchpoint: id, name, stage: stage?.id, owner }, touchpoint);
  });

export const summaryRows = (
  view: SummarySeries | (FacetsView & Pick<SummarySeries, 'touchpoint' | 'stage'>),
): FlatRow[] => {
  const of = { touchpoint: view.touchpoint, stage: view.stage };
  if (!('facets' in view))
    return view.summaries.flatMap((summary) => figureRows({ ...of, period: summary.period }, summary));
  return view.facets.flatMap(({ value, total, summaries }) => [
    ...figureRows({ ...of, [view.by]: value, period: 'all' }, total),
    ...summaries.flatMap((summary) =>
      figureRows({ ...of, [view.by]: value, period: summary.period }, summary),
    ),
  ]);
};

const mapRows = (touchpoint: MapTouchpoint): FlatRow[] => {
  const { id, name, owner, stage, blind, curve, pain, praise, emotion, question } = touchpoint;
  const of = { stage: stage?.id, touchpoint: id, name, owner, blind };
  const facts = { pain, praise, emotion, question };
  return [
    ...figureRows({ ...of, period: 'all' }, touchpoint),
    ...Object.entries(facts).flatMap(([kind, fact]) =>
      fact === undefined
        ? []
        : [{ ...of, period: 'all', series: `top-${kind}:${fact.id}`, ...figureColumns(fact.share) }],
    ),
    ...curve.map(({ period, net, suppressed = false, part = false }) => ({
      ...of,
      period,
      series: 'sentiment:net',
      ...figureColumns(net),
      suppressed,
      part,
    })),
  ];
};

export const journeyRows = ({ stages, others }: JourneyView): FlatRow[] =>
  [...stages.flatMap(({ touchpoints }) => touchpoints), ...others].flatMap(mapRows);

export const scorecardRows = ({ rows }: ScorecardView): FlatRow[] =>
  rows.map(
    ({ scope, id, name, owner, kpi, target, actual, status, trend, suppressed = false, broken = false }) => ({
      scope,
      id,
      name,
      owner,
      kpi,
      target,
      status,
      ...figureColumns(actual),
      suppressed,
      difference: trend?.difference,
      differenceLow: trend?.low,
      differenceHigh: trend?.high,
      p: trend?.p,
      broken,
    }),
  );

export const trendRows = ({ metric, touchpoint, stage, points }: TrendView): FlatRow[] =>
  points.map(
    ({
      period,
      value,
      figure,
      judged,
      suppressed = false,
      partial = false,
      part = false,
      broken = false,
    }) => ({
      touchpoint,
      stage,
      metric,
      period,
      ...figureColumns(figure),
      ...(value === undefined ? {} : { value, n: value }),
      suppressed,
      partial,
      part,
      broken,
      expected: judged?.expected,
      expectedLow: judged?.low,
      expectedHigh: judged?.high,
      anomalous: judged?.anomalous,
    }),
  );

export const changeRows = ({ changes, before: earlier, after: later }: ChangesView): FlatRow[] =>
  changes.map(({ touchpoint, stage, segment, series, also, before, after, certain, ...change }) => ({
    touchpoint,
    series,
    from: later.from,
    to: later.to,
    againstFrom: earlier.from,
    againstTo: earlier.to,
    before: before.value,
    beforeN: before.n,
    after: after.value,
    afterN: after.n,
    difference: change.difference,
    low: change.low,
    high: change.high,
    p: change.p,
    falseDiscoveryRate: change.falseDiscoveryRate,
    certain,
    stage,
    dimension: segment?.dimension,
    value: segment?.value,
    also: also?.join(' '),
    beforeAtMost: before.atMost,
    afterAtMost: after.atMost,
  }));

interface Associated {
  readonly effect: Interval & { readonly value: number };
  readonly p: number;
  readonly falseDiscoveryRate: number;
}

const associationColumns = ({ effect, p, falseDiscoveryRate }: Associated): FlatRow => ({
  effect: effect.value,
  effectLow: effect.low,
  effectHigh: effect.high,
  p,
  falseDiscoveryRate,
});

type ThemeOrTouchpoint = Omit<ThemeDriver, 'theme' | 'mentions' | 'performance' | 'quadrant'>;

const impactColumns = (driver: ThemeOrTouchpoint): FlatRow => ({
  impact: driver.impact.value,
  impactLow: driver.impact.low,
  impactHigh: driver.impact.high,
  ...associationColumns(driver),
  scoreWith: driver.scoreWith,
  scoreWithout: driver.scoreWithout,
  scoreIfGone: driver.scoreIfGone,
  enough: driver.enough,
});

/** The score of all respondents, then one line per theme, touchpoint or imported series; if all is suppressed, one line that says so. */
export const driverRows = (answer: DriversAnswer): FlatRow[] => {
  if ('suppressed' in answer) return [{ score: answer.metric, suppressed: true }];
  const { score, unit, everyone, drivers, momentsOfTruth, series, partial = false } = answer;
  const of = (kind: string, name: string, n: number): FlatRow => ({ score, unit, kind, name, n });
  const { value, low, high, n = 0 } = everyone ?? {};
  const rows = [
    ...(everyone === undefined ? [] : [{ ...of('everyone', '', n), value, low, high }]),
    ...drivers.map((driver) => ({
      ...of('theme', driver.theme, driver.mentions),
      ...impactColumns(driver),
      performance: driver.performance.value,
      quadrant: driver.quadrant,
    })),
    ...momentsOfTruth.map((moment) => ({
      ...of('touchpoint', moment.touchpoint, moment.responses),
      ...impactColumns(moment),
    })),
    ...series.map((one) => ({ ...of('series', one.series, one.n), ...associationColumns(one) })),
  ];
  return rows.map((row) => ({ ...row, partial }));
};
