import { sortBy } from 'remeda';
import { addDays, lastDayOfMonth } from '../metrics/calendar/calendar.ts';
import { addRespondents, countRespondents, type Respondents } from '../metrics/tally/respondents.ts';
import { sumTallies } from '../metrics/tally/tally.ts';
import {
  type Cell,
  type DisclosedMonth,
  disclosedAlone,
  disclosedGroups,
  type GroupedMonth,
  groupedMonth,
} from './disclosed-month.ts';
import {
  type Disclosed,
  fallsWith,
  keepParts,
  marksOf,
  type Part,
  respondentsByPart,
  sumDisclosed,
  sumVersions,
} from './parts.ts';

export type SeriesGrain = 'day' | 'week' | 'month';

/** What may be disclosed of one period of a series. */
export interface DisclosedPeriod {
  /** `2026-05-31`, the Monday of a week, or `2026-05`. */
  readonly period: string;
  readonly disclosed: Disclosed;
}

/** Days, both included. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** The days of a named day or month. @example rangeOf('2026-05', '2026-06-03') // 2026-05-01 … 2026-06-03 */
export const rangeOf = (from: string, to: string): DayRange => ({
  from: from.length === 7 ? `${from}-01` : from,
  to: to.length === 7 ? lastDayOfMonth(to) : to,
});

/** The first and the last day of a period. */
export const daysOf = (grain: SeriesGrain, period: string): DayRange => {
  if (grain === 'month') return rangeOf(period, period);
  return { from: period, to: grain === 'week' ? addDays(period, 6) : period };
};

const sortedEntries = <Value>(map: ReadonlyMap<string, Value>): [string, Value][] =>
  sortBy([...map], ([key]) => key);

/** All cells of a touchpoint by month. */
export const groupedMonths = (cells: readonly Cell[]): GroupedMonth[] =>
  [...Map.groupBy(cells, ({ period }) => period.slice(0, 7))].map(([month, all]) => groupedMonth(month, all));

/** What may be disclosed of each month of a touchpoint, in order. */
export const disclosedOfMonths = (months: readonly GroupedMonth[], threshold: number): DisclosedMonth[] =>
  sortBy(months, ({ month }) => month).map((month) => disclosedGroups(month, threshold));

/** The same from all its cells in those months. */
export const disclosedMonths = (cells: readonly Cell[], threshold: number): DisclosedMonth[] =>
  disclosedOfMonths(groupedMonths(cells), threshold);

/** Whether days, or one day, are in a range. */
export const within = ({ from, to }: DayRange, first: string, last = first): boolean =>
  from <= first && last <= to;

/** Weeks that two months share are the sum of their two parts. */
const weeksOf = (months: readonly DisclosedMonth[]): DisclosedPeriod[] => {
  const weeks = Map.groupBy(
    months.flatMap(({ segments }) => segments),
    ({ week }) => week,
  );
  return sortedEntries(weeks).map(([period, parts]) => ({
    period,
    disclosed: sumDisclosed(parts.map(({ disclosed }) => disclosed)),
  }));
};

/** The periods that begin in the range, in order; those without feedback are left out. */
export const seriesOf = (
  months: readonly DisclosedMonth[],
  grain: SeriesGrain,
  range: DayRange,
): DisclosedPeriod[] => {
  const periods = {
    day: () =>
      months.flatMap(({ segments }) =>
        segments.flatMap(({ days }) => days.map(({ day, disclosed }) => ({ period: day, disclosed }))),
      ),
    week: () => weeksOf(months),
    month: () => months.map(({ month, disclosed }) => ({ period: month, disclosed })),
  }[grain]();
  return periods.filter(({ period }) => within(range, daysOf(grain, period).from));
};

/** Days that are disclosed or suppressed together. */
export interface DisclosedPiece extends DayRange {
  readonly disclosed: Disclosed;
}

/** The pieces of a month that are in a range: the month, otherwise its weeks, otherwise its days. */
export const piecesOf = (
  { month, disclosed, segments }: DisclosedMonth,
  range: DayRange,
): DisclosedPiece[] => {
  const whole = rangeOf(month, month);
  if (within(range, whole.from, whole.to)) return [{ ...whole, disclosed }];
  return segments.flatMap((segment): DisclosedPiece[] => {
    const { from, to } = segment;
    if (within(range, from, to)) return [{ from, to, disclosed: segment.disclosed }];
    return segment.days
      .filter(({ day }) => within(range, day))
      .map((one) => ({ from: one.day, to: one.day, disclosed: one.disclosed }));
  });
};

/**
 * What may be disclosed of a range of days: the sum of its whole months, otherwise of its weeks, otherwise of its days. So any
 * range is a sum of pieces that are disclosed anyway, and two ranges that differ by one day reveal nothing about that day.
 */
export const disclosedInRange = (months: readonly DisclosedMonth[], range: DayRange): Disclosed =>
  sumDisclosed(months.flatMap((month) => piecesOf(month, range)).map(({ disclosed }) => disclosed));

const suppressedRespondents = (
  cells: readonly Cell[],
  alone: readonly Disclosed[],
): Map<Part, Respondents> => {
  const hidden = new Map<Part, Respondents>();
  for (const [index, { tally }] of cells.entries()) {
    const visible = respondentsByPart(alone[index]?.tally ?? tally);
    for (const [part, respondents] of respondentsByPart(tally)) {
      if (visible.has(part)) continue;
      const known = hidden.get(part);
      hidden.set(part, known === undefined ? respondents : addRespondents(known, respondents));
    }
  }
  return hidden;
};

/**
 * What may be disclosed of cells that are each disclosed on their own, taken together: a part is complete if those suppressed in
 * the cells together have no respondents or at least `threshold`, otherwise it is the sum of what the cells disclose.
 *
 * @param cells the months of a touchpoint, and its responses without a date
 */
export const disclosedTogether = (cells: readonly Cell[], threshold: number): Disclosed => {
  const alone = cells.map((cell) => disclosedAlone(cell, threshold));
  const open = new Set<Part>();
  for (const [part, respondents] of suppressedRespondents(cells, alone))
    if (countRespondents(respondents) < threshold || fallsWith(part, open)) open.add(part);
  const full = sumTallies(cells.map(({ tally }) => tally));
  const versions = sumVersions((open.size === 0 ? cells : alone).map((one) => one.versions));
  if (open.size === 0) return { tally: full, versions, partial: false };
  const isOpen = (part: Part): boolean => open.has(part) || fallsWith(part, open);
  const visible = sumTallies(alone.map(({ tally }) => tally));
  const tally = sumTallies([keepParts(full, (part) => !isOpen(part)), keepParts(visible, isOpen)]);
  return { tally, versions, ...marksOf(open) };
};
