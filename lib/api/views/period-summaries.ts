import { sumDisclosed } from '../../disclosure/parts.ts';
import { type DisclosedPeriod, daysOf, type SeriesGrain } from '../../disclosure/series.ts';
import { viewOf } from '../../insights/journey/period-view.ts';
import type { MetricsSettings } from '../../metrics/figures/metrics-settings.ts';
import type { StoredCalibration } from '../../store/settings/sentiment-config.ts';
import type { PeriodSummary } from '../contract/summaries.ts';
import { sentimentSharesOf } from './sentiment-shares.ts';

/** What a view of a series needs besides the series. */
export interface SeriesContext {
  readonly settings: MetricsSettings;
  readonly calibration: StoredCalibration | undefined;
  /** In the reporting time zone: `2026-05-31`. */
  readonly today: string;
}

const summaryOf = (
  { period, disclosed }: DisclosedPeriod,
  grain: SeriesGrain,
  { settings, calibration, today }: SeriesContext,
): PeriodSummary => ({
  period,
  ...(daysOf(grain, period).to >= today ? { part: true } : {}),
  ...viewOf(disclosed, settings),
  ...sentimentSharesOf(disclosed, calibration),
});

export const summariesOf = (
  series: readonly DisclosedPeriod[],
  grain: SeriesGrain,
  context: SeriesContext,
): PeriodSummary[] => series.map((one) => summaryOf(one, grain, context));

/** Series added up period by period: a stage is the sum of what is disclosed of its touchpoints. */
export const sumSeries = (all: readonly (readonly DisclosedPeriod[])[]): DisclosedPeriod[] =>
  [...Map.groupBy(all.flat(), ({ period }) => period)]
    .map(([period, same]) => ({ period, disclosed: sumDisclosed(same.map(({ disclosed }) => disclosed)) }))
    .toSorted((left, right) => (left.period < right.period ? -1 : 1));
