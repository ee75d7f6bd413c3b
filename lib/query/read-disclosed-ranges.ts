import { comparableInRange } from '../disclosure/comparable.ts';
import type { Cell } from '../disclosure/disclosed-month.ts';
import type { Disclosed } from '../disclosure/parts.ts';
import { type DayRange, disclosedMonths } from '../disclosure/series.ts';
import { lastDayOfMonth } from '../metrics/calendar/calendar.ts';
import type { StoredSummary } from '../store/summary-item.ts';
import type { SummaryStore } from '../store/summary-store.ts';

/** A stored summary as the disclosure functions take it. */
export const cellOf = ({ period, tally, versions }: StoredSummary): Cell => ({
  period,
  tally,
  versions: {
    sentiment: Object.keys(versions.sentiment).toSorted(),
    theme: Object.keys(versions.theme).toSorted(),
  },
});

/** What may be disclosed of ranges of days of a touchpoint, to compare them. Reads their whole months, because what may be disclosed of a day depends on its month. */
export const readDisclosedRanges = async (
  summaries: Pick<SummaryStore, 'readSeries'>,
  { touchpoint, ranges }: { readonly touchpoint: string; readonly ranges: readonly DayRange[] },
  threshold: number,
): Promise<Disclosed[]> => {
  const first = ranges.map(({ from }) => from.slice(0, 7)).toSorted()[0] ?? '';
  const last =
    ranges
      .map(({ to }) => to.slice(0, 7))
      .toSorted()
      .at(-1) ?? '';
  const [days, monthOnly] = await Promise.all([
    summaries.readSeries(touchpoint, 'day', { from: `${first}-01`, to: lastDayOfMonth(last) }),
    summaries.readSeries(touchpoint, 'month-only', { from: first, to: last }),
  ]);
  const cells = [...days, ...monthOnly].map(cellOf);
  const months = disclosedMonths(cells, threshold);
  return ranges.map((range) => comparableInRange(months, cells, range));
};
