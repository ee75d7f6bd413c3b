import pMap from 'p-map';
import type { DayRange } from '../disclosure/series.ts';
import type { CellName } from '../feedback/response/copy.ts';
import { isIn } from '../insights/discovery/compared-period.ts';
import { lastDayOfMonth } from '../metrics/calendar/calendar.ts';
import type { Tally } from '../metrics/tally/tally.ts';
import { wholeTime } from '../store/keys.ts';
import type { SummaryStore } from '../store/summary-store.ts';

/** Stored feedback in bounds, both included; without bounds all of it. */
export interface StoredRange {
  /** Default: all. */
  readonly touchpoint?: string | undefined;
  /** Days or months. Responses without a day are included where the whole month is; undated ones only without bounds. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A cell with its number of responses, from its last summary. */
export interface StoredCell {
  readonly touchpoint: string;
  readonly cell: string;
  readonly tally: Tally;
}

const touchpointsAtOnce = 8;

const lastDayOf = (period: string): string => (period.length === 7 ? lastDayOfMonth(period) : period);

const cellsOf = async (
  summaries: SummaryStore,
  touchpoint: string,
  { from, to }: StoredRange,
): Promise<StoredCell[]> => {
  const isBounded = from !== undefined || to !== undefined;
  const [days, months, undated] = await Promise.all([
    summaries.readSeries(touchpoint, 'day', { from, to: to === undefined ? undefined : lastDayOf(to) }),
    summaries.readSeries(touchpoint, 'month-only', { from: from?.slice(0, 7), to: to?.slice(0, 7) }),
    isBounded ? [] : summaries.readSeries(touchpoint, 'undated'),
  ]);
  const dated = [...days, ...months.filter(({ period }) => isIn(period, { from, to }))];
  return [
    ...dated.map(({ period, tally }) => ({ touchpoint, cell: period, tally })),
    ...undated.map(({ tally }) => ({ touchpoint, cell: 'undated', tally })),
  ];
};

/** Whether a cell, with or without feedback that counts, is in a range. */
export const isInRange = ({ touchpoint, cell }: CellName, range: StoredRange): boolean => {
  const { from, to } = range;
  if (range.touchpoint !== undefined && range.touchpoint !== touchpoint) return false;
  return (from === undefined && to === undefined) || isIn(cell, { from, to });
};

const touchpointsOf = async (summaries: SummaryStore, { touchpoint }: StoredRange): Promise<string[]> => {
  if (touchpoint !== undefined) return [touchpoint];
  const headlines = await summaries.readHeadlines('all', wholeTime, wholeTime);
  return headlines.map((entry) => entry.touchpoint);
};

/**
 * The cells of a range with feedback: touchpoint by touchpoint, days in order, then months without a day, then
 * `undated`.
 */
export const storedCells = async (summaries: SummaryStore, range: StoredRange): Promise<StoredCell[]> => {
  const touchpoints = await touchpointsOf(summaries, range);
  const cells = await pMap(touchpoints, (id) => cellsOf(summaries, id, range), {
    concurrency: touchpointsAtOnce,
  });
  return cells.flat();
};

const yearsSearched = 10;

const yearsFrom = (month: string, years: number): string =>
  `${String(Number(month.slice(0, 4)) + years).padStart(4, '0')}${month.slice(4)}`;

const endsOf = ({ from, to }: StoredRange): DayRange => ({
  from: from ?? yearsFrom(to ?? '', -yearsSearched),
  to: to ?? yearsFrom(from ?? '', yearsSearched),
});

/** Whether a whole month is in a range of days or months. */
const isWhole = (month: string, { from, to }: DayRange): boolean =>
  (from.length === 7 || from <= `${month}-01`) && (to.length === 7 || lastDayOfMonth(month) <= to);

/**
 * At least so many responses are stored in a range: of its whole months, by their headlines, which are small. An open end is searched for ten
 * years. Tells that a range is too large before its summaries are read.
 */
export const responsesAtLeast = async (summaries: SummaryStore, range: StoredRange): Promise<number> => {
  const isBounded = range.from !== undefined || range.to !== undefined;
  const ends = endsOf(range);
  const entries = isBounded
    ? await summaries.readHeadlines('month', ends.from.slice(0, 7), ends.to.slice(0, 7))
    : await summaries.readHeadlines('all', wholeTime, wholeTime);
  return entries
    .filter(({ touchpoint }) => range.touchpoint === undefined || touchpoint === range.touchpoint)
    .filter(({ period }) => !isBounded || isWhole(period, ends))
    .reduce((sum, { headline }) => sum + headline.responses, 0);
};

/** The number of their responses. */
export const responsesIn = (cells: readonly StoredCell[]): number =>
  cells.reduce((sum, { tally }) => sum + tally.responses, 0);
