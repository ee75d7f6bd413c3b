import { type DisclosedMonth, disclosedAlone } from '../disclosure/disclosed-month.ts';
import type { Disclosed } from '../disclosure/parts.ts';
import {
  type DayRange,
  type DisclosedPeriod,
  daysOf,
  disclosedMonths,
  disclosedTogether,
  rangeOf,
  type SeriesGrain,
  seriesOf,
  within,
} from '../disclosure/series.ts';
import { addDays, lastDayOfMonth } from '../metrics/calendar/calendar.ts';
import type { SummaryStore } from '../store/summary-store.ts';
import { cellOf } from './read-disclosed-ranges.ts';

type Series = Pick<SummaryStore, 'readSeries'>;

/** A requested range: days or months, both included; open if one is missing. */
export interface AskedSpan {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const open: DayRange = { from: '0000-01-01', to: '9999-12-31' };

/** The days of a requested range; without an end, all of them. */
export const spanDays = ({ from, to }: AskedSpan): DayRange => rangeOf(from ?? open.from, to ?? open.to);

/** The whole months of the days: what may be disclosed of a day depends on its month. */
const wholeMonths = ({ from, to }: DayRange): DayRange => ({
  from: `${from.slice(0, 7)}-01`,
  to: to >= open.to ? open.to : lastDayOfMonth(to.slice(0, 7)),
});

/** What may be disclosed of each month of the range, down to its days: two reads. */
export const readDisclosedMonths = async (
  summaries: Series,
  { touchpoint, range }: { readonly touchpoint: string; readonly range: DayRange },
  threshold: number,
): Promise<DisclosedMonth[]> => {
  const { from, to } = wholeMonths(range);
  const [days, months] = await Promise.all([
    summaries.readSeries(touchpoint, 'day', { from, to }),
    summaries.readSeries(touchpoint, 'month-only', { from: from.slice(0, 7), to: to.slice(0, 7) }),
  ]);
  return disclosedMonths([...days, ...months].map(cellOf), threshold);
};

/** The periods of one grain of a touchpoint, in a range. */
export interface AskedSeries {
  readonly touchpoint: string;
  readonly grain: SeriesGrain;
  readonly span: AskedSpan;
}

/** What may be disclosed of the periods of a touchpoint that begin in the range, in order; periods without feedback are left out. */
export const readDisclosedSeries = async (
  summaries: Series,
  { touchpoint, grain, span }: AskedSeries,
  threshold: number,
): Promise<DisclosedPeriod[]> => {
  const range = spanDays(span);
  // If nothing is suppressed, and for months, summaries are enough: days are read only to protect them.
  if (grain === 'month' || threshold === 0) {
    const nameOf = (day: string): string => (grain === 'month' ? day.slice(0, 7) : day);
    const stored = await summaries.readSeries(touchpoint, grain, {
      from: nameOf(range.from),
      to: nameOf(range.to),
    });
    return stored
      .filter(({ period }) => within(range, daysOf(grain, period).from))
      .map((one) => ({ period: one.period, disclosed: disclosedAlone(cellOf(one), threshold) }));
  }
  const last = grain === 'week' && range.to < open.to ? addDays(range.to, 6) : range.to;
  const months = await readDisclosedMonths(
    summaries,
    { touchpoint, range: { ...range, to: last } },
    threshold,
  );
  return seriesOf(months, grain, range);
};

/** What may be disclosed of all feedback of a touchpoint: two reads. */
export const readDisclosedWhole = async (
  summaries: Series,
  touchpoint: string,
  threshold: number,
): Promise<Disclosed> => {
  const [months, undated] = await Promise.all([
    summaries.readSeries(touchpoint, 'month'),
    summaries.readSeries(touchpoint, 'undated'),
  ]);
  return disclosedTogether([...months, ...undated].map(cellOf), threshold);
};
