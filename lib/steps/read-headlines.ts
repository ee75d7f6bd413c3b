import { lastDayOfMonth } from '../metrics/calendar.ts';
import { nothingShown } from '../report/parts.ts';
import type { Cell } from '../report/shown-month.ts';
import type { SummaryKey } from '../store/keys.ts';
import { type HeadlineCell, readMonthCells } from '../store/month-cells.ts';
import { isEmpty, type MonthCells, type StoredSummary, type SummaryStore } from '../store/summary-store.ts';

/** Reads what summaries say at a glance, of all touchpoints at once: volume, ratings and sentiment, without themes. */

const noThemes = {};
const noSignals = {};

const cellOf = ({ period, headline }: HeadlineCell): Cell => ({
  period,
  tally: { ...headline, themes: noThemes, signals: noSignals },
  versions: nothingShown.versions,
});

interface TouchpointCell extends HeadlineCell {
  readonly touchpoint: string;
}

const addCells = (to: Map<string, Cell[]>, touchpoint: string, cells: readonly HeadlineCell[]): void => {
  const theirs = to.get(touchpoint) ?? [];
  to.set(touchpoint, theirs);
  for (const cell of cells) theirs.push(cellOf(cell));
};

/** Headlines as the views of what may be shown take them, by touchpoint. */
export const cellsByTouchpoint = (entries: readonly TouchpointCell[]): Map<string, Cell[]> => {
  const cells = new Map<string, Cell[]>();
  for (const entry of entries) addCells(cells, entry.touchpoint, [entry]);
  return cells;
};

type Months = Pick<SummaryStore, 'readHeadlines' | 'readMany' | 'readCells'>;

/** The months of all touchpoints that hold feedback: a query for each year. */
const listMonths = async (summaries: Months, first: string, last: string): Promise<SummaryKey[]> => {
  const heard = await summaries.readHeadlines('month', first, last);
  return heard.map(({ touchpoint, grain, period }) => ({ touchpoint, grain, period }));
};

/** The stored months of all touchpoints from `first` to `last`: a query for each year that lists them, and a read for each hundred. */
export const readMonths = async (
  summaries: Months,
  first: string,
  last: string,
): Promise<StoredSummary[]> => {
  const stored = await summaries.readMany(await listMonths(summaries, first, last));
  return stored.filter((month) => month !== undefined).filter((month) => !isEmpty(month));
};

/** The cells of months that do not carry them: a query for each month from the first to the last, and one or two for what knows only its month. */
const readMissing = async (
  summaries: Pick<SummaryStore, 'readHeadlines'>,
  months: readonly MonthCells[],
): Promise<TouchpointCell[]> => {
  if (months.length === 0) return [];
  const periods = months.map(({ period }) => period).toSorted();
  const [first = '', last = ''] = [periods[0], periods.at(-1)];
  const [days, monthOnly] = await Promise.all([
    summaries.readHeadlines('day', `${first}-01`, lastDayOfMonth(last)),
    summaries.readHeadlines('month-only', first, last),
  ]);
  const meant = new Set(months.map(({ touchpoint, period }) => `${touchpoint}#${period}`));
  return [...days, ...monthOnly].filter(({ touchpoint, period }) =>
    meant.has(`${touchpoint}#${period.slice(0, 7)}`),
  );
};

/** All cells of some months, by touchpoint. Most months carry them; those of the others are read. */
export const cellsOfMonths = async (
  summaries: Pick<SummaryStore, 'readHeadlines'>,
  months: readonly MonthCells[],
): Promise<Map<string, Cell[]>> => {
  const missing = await readMissing(
    summaries,
    months.filter(({ cells }) => cells === undefined),
  );
  const all = cellsByTouchpoint(missing);
  for (const { touchpoint, period, cells } of months)
    if (cells !== undefined) addCells(all, touchpoint, readMonthCells(period, cells));
  return all;
};

/** All cells of all touchpoints from month `first` to month `last`, by touchpoint, in as many queries as {@link readMonths}. */
export const readCellsOfMonths = async (
  summaries: Months,
  first: string,
  last: string,
): Promise<Map<string, Cell[]>> => {
  const months = await listMonths(summaries, first, last);
  return cellsOfMonths(summaries, await summaries.readCells(months));
};
