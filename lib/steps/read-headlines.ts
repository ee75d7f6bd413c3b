import { lastDayOfMonth } from '../metrics/calendar.ts';
import { nothingShown } from '../report/parts.ts';
import type { Cell } from '../report/shown-month.ts';
import type { SummaryKey } from '../store/keys.ts';
import { type HeadlineCell, readMonthCells } from '../store/month-cells.ts';
import { isEmpty, type StoredSummary, type SummaryStore } from '../store/summary-store.ts';

/** Reads what summaries say at a glance, of all touchpoints at once: volume, ratings and sentiment, without themes. */

const cellOf = ({ period, headline }: HeadlineCell): Cell => ({
  period,
  tally: { ...headline, themes: {}, signals: {} },
  versions: nothingShown.versions,
});

interface TouchpointCell extends HeadlineCell {
  readonly touchpoint: string;
}

/** Headlines as the views of what may be shown take them, by touchpoint. */
export const cellsByTouchpoint = (entries: readonly TouchpointCell[]): Map<string, Cell[]> => {
  const cells = new Map<string, Cell[]>();
  for (const entry of entries) {
    const theirs = cells.get(entry.touchpoint);
    if (theirs === undefined) cells.set(entry.touchpoint, [cellOf(entry)]);
    else theirs.push(cellOf(entry));
  }
  return cells;
};

type Months = Pick<SummaryStore, 'readHeadlines' | 'readMany'>;

/** The stored months of all touchpoints from `first` to `last`: a query for each year that lists them, and a read for each hundred. */
export const readMonths = async (
  summaries: Months,
  first: string,
  last: string,
): Promise<StoredSummary[]> => {
  const heard = await summaries.readHeadlines('month', first, last);
  const stored = await summaries.readMany(
    heard.map(({ touchpoint, grain, period }): SummaryKey => ({ touchpoint, grain, period })),
  );
  return stored.filter((month) => month !== undefined).filter((month) => !isEmpty(month));
};

/** The cells of months that do not carry them: a query for each month from the first to the last, and one or two for what knows only its month. */
const readCells = async (
  summaries: Pick<SummaryStore, 'readHeadlines'>,
  months: readonly StoredSummary[],
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

/** All cells of some months, by touchpoint. Most months carry them; of the others they are read. */
export const cellsOfMonths = async (
  summaries: Pick<SummaryStore, 'readHeadlines'>,
  months: readonly StoredSummary[],
): Promise<Map<string, Cell[]>> => {
  const carried = months.flatMap(({ touchpoint, period, cells }) =>
    cells === undefined ? [] : readMonthCells(period, cells).map((cell) => ({ touchpoint, ...cell })),
  );
  const read = await readCells(
    summaries,
    months.filter(({ cells }) => cells === undefined),
  );
  return cellsByTouchpoint([...carried, ...read]);
};

/** All cells of all touchpoints from month `first` to month `last`, by touchpoint. */
export const readCellsOfMonths = async (
  summaries: Months,
  first: string,
  last: string,
): Promise<Map<string, Cell[]>> => cellsOfMonths(summaries, await readMonths(summaries, first, last));
