import { lastDayOfMonth } from '../metrics/calendar.ts';
import { nothingShown } from '../report/parts.ts';
import type { Cell } from '../report/shown-month.ts';
import type { HeadlineEntry, SummaryStore } from '../store/summary-store.ts';

/** Reads what summaries say at a glance, of all touchpoints at once: volume, ratings and sentiment, without themes. */

const cellOf = ({ period, headline }: HeadlineEntry): Cell => ({
  period,
  tally: { ...headline, themes: {}, signals: {} },
  versions: nothingShown.versions,
});

/** Headlines as the views of what may be shown take them, by touchpoint. */
export const cellsByTouchpoint = (entries: readonly HeadlineEntry[]): Map<string, Cell[]> => {
  const cells = new Map<string, Cell[]>();
  for (const entry of entries) {
    const theirs = cells.get(entry.touchpoint);
    if (theirs === undefined) cells.set(entry.touchpoint, [cellOf(entry)]);
    else theirs.push(cellOf(entry));
  }
  return cells;
};

/** All cells of some months, by touchpoint: a query for each month, and one or two for what knows only its month. */
export const readMonthCells = async (
  summaries: Pick<SummaryStore, 'readHeadlines'>,
  first: string,
  last: string,
): Promise<Map<string, Cell[]>> => {
  const [days, monthOnly] = await Promise.all([
    summaries.readHeadlines('day', `${first}-01`, lastDayOfMonth(last)),
    summaries.readHeadlines('month-only', first, last),
  ]);
  return cellsByTouchpoint([...days, ...monthOnly]);
};
