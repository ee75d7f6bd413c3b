import { daysBetween, firstDayOfWeek } from '../calendar/calendar.ts';
import { tP, tQuantile95 } from '../figures/distributions.ts';
import type { Interval } from '../figures/intervals.ts';

/** Scores of one touchpoint on one day, with the day's value of an operational series such as waiting time. */
export interface DayOfSeries {
  readonly touchpoint: string;
  readonly day: string;
  readonly value: number;
  /** Responses, and the sum of their scores. */
  readonly n: number;
  readonly sum: number;
}

/** The association of a score with a series; it does not prove a cause. */
export interface SeriesAssociation {
  /** Responses and days that have both. */
  readonly n: number;
  readonly days: number;
  /** How much a day's value varies around the level and trend of its touchpoint (standard deviation), in the unit of the series. */
  readonly deviation: number;
  /** The change of the score if the series is higher by one, in the unit of the score. */
  readonly effect: Interval & { readonly value: number };
  readonly p: number;
}

/** Weeks of touchpoints needed for a test. */
const minWeeks = 8;

interface Residual extends DayOfSeries {
  /** Relative to the level and the trend of its touchpoint. */
  readonly x: number;
  readonly rest: number;
}

/** What rounding leaves of values without variation, or with only a trend, as a share of their squares. */
const roundingSquares = 1e-20;

/** The values and scores of a touchpoint without their levels and linear trends (Frisch and Waugh). */
const residuals = (days: readonly DayOfSeries[]): Residual[] => {
  const n = days.reduce((sum, day) => sum + day.n, 0);
  const timeOf = ({ day }: DayOfSeries): number => daysBetween('1970-01-01', day);
  const meanOf = (of: (day: DayOfSeries) => number): number =>
    days.reduce((sum, day) => sum + day.n * of(day), 0) / n;
  const middle = meanOf(timeOf);
  const spread = meanOf((day) => (timeOf(day) - middle) ** 2);
  const withoutTrend = (of: (day: DayOfSeries) => number): ((day: DayOfSeries) => number) => {
    const mean = meanOf(of);
    const slope = spread === 0 ? 0 : meanOf((day) => (timeOf(day) - middle) * of(day)) / spread;
    return (day) => of(day) - mean - slope * (timeOf(day) - middle);
  };
  const value = withoutTrend((day) => day.value);
  const score = withoutTrend((day) => day.sum / day.n);
  return days.map((day) => ({ ...day, x: value(day), rest: day.n * score(day) }));
};

const weekOf = ({ touchpoint, day }: DayOfSeries): string => `${touchpoint}#${firstDayOfWeek(day)}`;

/**
 * Cluster-robust variance of the slope: days of one week are similar, and responses of one day share its value. The leverage of
 * each week is corrected as in a jackknife, because there may be few.
 */
const varianceOf = (days: readonly Residual[], slope: number, squares: number): number => {
  const weeks = [...Map.groupBy(days, weekOf).values()];
  return weeks.reduce((total, week) => {
    const score = week.reduce((sum, { x, n, rest }) => sum + x * (rest - n * slope * x), 0);
    const leverage = week.reduce((sum, { x, n }) => sum + n * x ** 2, 0) / squares;
    return total + (score / Math.max(1e-9, 1 - leverage) / squares) ** 2;
  }, 0);
};

/**
 * How the score is associated with an operational series, within touchpoints: a touchpoint that is always slow and disliked is no
 * evidence, its slow days compared with its quick days are; nor are two growing series. Regression of responses on their day's value
 * with a level and a linear trend for each touchpoint; the interval is robust against similar days within a week. Undefined for fewer than eight weeks of
 * touchpoints with both, or if the series does not vary apart from its trend.
 *
 * Sources: Frisch and Waugh, Econometrica 1 (1933) 387–401; Moulton, Review of Economics and Statistics 72 (1990) 334–338; Bell and McCaffrey, Survey
 * Methodology 28 (2002) 169–181.
 */
export const associationOf = (days: readonly DayOfSeries[]): SeriesAssociation | undefined => {
  const counted = days.filter(({ n }) => n > 0);
  const all = [...Map.groupBy(counted, ({ touchpoint }) => touchpoint).values()].flatMap(residuals);
  const n = all.reduce((sum, day) => sum + day.n, 0);
  const squares = all.reduce((sum, day) => sum + day.n * day.x ** 2, 0);
  const varies = squares > roundingSquares * all.reduce((sum, day) => sum + day.n * day.value ** 2, 0);
  const weeks = new Set(all.map(weekOf)).size;
  if (weeks < minWeeks || !varies) return undefined;
  const slope = all.reduce((sum, { x, rest }) => sum + x * rest, 0) / squares;
  const error = Math.sqrt(varianceOf(all, slope, squares));
  const margin = tQuantile95(weeks - 1) * error;
  return {
    n,
    days: all.length,
    deviation: Math.sqrt(squares / n),
    effect: { value: slope, low: slope - margin, high: slope + margin },
    p: error === 0 ? Number(slope === 0) : tP(slope / error, weeks - 1),
  };
};
