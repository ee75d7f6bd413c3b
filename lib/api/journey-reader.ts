import { addDays, lastDayOfMonth } from '../metrics/calendar.ts';
import { type TouchpointHeard, unheard } from '../report/journey-map.ts';
import { nothingShown, sumShown, sumVersions } from '../report/parts.ts';
import { addMonths } from '../report/report-period.ts';
import { type DayRange, rangeOf, shownMonths } from '../report/series.ts';
import { type Cell, type ShownMonth, shownAlone } from '../report/shown-month.ts';
import type { HeadlineEntry, StoredSummary, SummaryStore } from '../store/summary-store.ts';
import { type AskedSpan, cellOf } from './shown-reader.ts';

const yearsLookedBack = 10;
const monthsByDefault = 3;

/** The latest month with feedback, looked for year by year; that of `today` where there is none in ten years. */
const latestMonth = async (summaries: SummaryStore, today: string): Promise<string> => {
  const thisYear = Number(today.slice(0, 4));
  for (let year = thisYear; year > thisYear - yearsLookedBack; year -= 1) {
    const heard = await summaries.readHeadlines('month', `${year}-01`, `${year}-12`);
    const last = heard.at(-1);
    if (last !== undefined) return last.period;
  }
  return today.slice(0, 7);
};

/** The days that are meant; by default the latest month with feedback and those just before it, `months` in all. */
export const journeyRange = async (
  summaries: SummaryStore,
  { from, to }: AskedSpan,
  today: string,
  months = monthsByDefault,
): Promise<DayRange> => {
  const until = to ?? (await latestMonth(summaries, today));
  return rangeOf(from ?? addMonths(until.slice(0, 7), 1 - months), until);
};

/** The months that lie wholly in the days. */
export const wholeMonthsIn = ({ from, to }: DayRange): string[] => {
  const months: string[] = [];
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = addMonths(month, 1))
    if (from <= `${month}-01` && lastDayOfMonth(month) <= to) months.push(month);
  return months;
};

const cellOfHeadline = ({ period, headline }: HeadlineEntry): Cell => ({
  period,
  tally: { ...headline, themes: {}, signals: {} },
  versions: nothingShown.versions,
});

type CellsByTouchpoint = ReadonlyMap<string, readonly Cell[]>;

/** All cells of the months that the days touch, without themes: a query for each month, and one or two for what knows only its month. */
const readCells = async (summaries: SummaryStore, range: DayRange): Promise<CellsByTouchpoint> => {
  const first = range.from.slice(0, 7);
  const last = addDays(range.to, 6).slice(0, 7);
  const [days, monthOnly] = await Promise.all([
    summaries.readHeadlines('day', `${first}-01`, lastDayOfMonth(last)),
    summaries.readHeadlines('month-only', first, last),
  ]);
  const cells = new Map<string, Cell[]>();
  for (const entry of [...days, ...monthOnly]) {
    const theirs = cells.get(entry.touchpoint);
    if (theirs === undefined) cells.set(entry.touchpoint, [cellOfHeadline(entry)]);
    else theirs.push(cellOfHeadline(entry));
  }
  return cells;
};

/** The stored months of touchpoints that the days touch, themes included: a read for each hundred. */
const readFullMonths = async (
  summaries: SummaryStore,
  cells: CellsByTouchpoint,
  range: DayRange,
): Promise<Map<string, StoredSummary[]>> => {
  const keys = [...cells].flatMap(([touchpoint, theirs]) =>
    [...new Set(theirs.map(({ period }) => period.slice(0, 7)))]
      .filter((month) => month <= range.to.slice(0, 7))
      .map((period) => ({ touchpoint, grain: 'month' as const, period })),
  );
  const stored = (await summaries.readMany(keys)).filter((summary) => summary !== undefined);
  return Map.groupBy(stored, ({ touchpoint }) => touchpoint);
};

/** What the stored months tell: those that lie wholly in the days, taken together, and the versions of all. */
const toldByMonths = (
  stored: readonly StoredSummary[],
  whole: ReadonlySet<string>,
  threshold: number,
): Omit<TouchpointHeard, 'months'> => ({
  wholeMonths: sumShown(
    stored.filter(({ period }) => whole.has(period)).map((month) => shownAlone(cellOf(month), threshold)),
  ),
  versions: sumVersions(stored.map((month) => cellOf(month).versions)),
});

/** What may be shown of ratings, volume and sentiment of all touchpoints in a span of days, down to its days. */
export const readAllMonths = async (
  summaries: SummaryStore,
  range: DayRange,
  threshold: number,
): Promise<Map<string, ShownMonth[]>> => {
  const cells = await readCells(summaries, range);
  return new Map([...cells].map(([touchpoint, theirs]) => [touchpoint, shownMonths(theirs, threshold)]));
};

/**
 * What may be shown of all touchpoints in a span of days, with themes and versions by the month. A week that begins in the days and
 * ends after them is read whole.
 */
export const readJourney = async (
  summaries: SummaryStore,
  range: DayRange,
  threshold: number,
): Promise<Map<string, TouchpointHeard>> => {
  const cells = await readCells(summaries, range);
  // The months are under way while what is there already is worked on.
  const reading = readFullMonths(summaries, cells, range);
  const shown = [...cells].map(([id, theirs]) => [id, shownMonths(theirs, threshold)] as const);
  const stored = await reading;
  const whole = new Set(wholeMonthsIn(range));
  return new Map(
    shown.map(([id, months]) => [id, { months, ...toldByMonths(stored.get(id) ?? [], whole, threshold) }]),
  );
};

export const heardAt = (journey: ReadonlyMap<string, TouchpointHeard>, touchpoint: string): TouchpointHeard =>
  journey.get(touchpoint) ?? unheard;
