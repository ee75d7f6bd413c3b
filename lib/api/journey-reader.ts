import { addDays, lastDayOfMonth } from '../metrics/calendar.ts';
import { type TouchpointHeard, unheard } from '../report/journey-map.ts';
import { nothingShown, sumShown, sumVersions } from '../report/parts.ts';
import { addMonths } from '../report/report-period.ts';
import { type DayRange, rangeOf, shownMonths } from '../report/series.ts';
import { type Cell, shownAlone } from '../report/shown-month.ts';
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

const byTouchpoint = (entries: readonly HeadlineEntry[]): Map<string, HeadlineEntry[]> =>
  Map.groupBy(entries, ({ touchpoint }) => touchpoint);

/** The stored months of a touchpoint: those that lie wholly in the days are taken together. */
const heardIn = (
  cells: readonly HeadlineEntry[],
  stored: readonly StoredSummary[],
  whole: ReadonlySet<string>,
  threshold: number,
): TouchpointHeard => ({
  months: shownMonths(cells.map(cellOfHeadline), threshold),
  wholeMonths: sumShown(
    stored.filter(({ period }) => whole.has(period)).map((month) => shownAlone(cellOf(month), threshold)),
  ),
  versions: sumVersions(stored.map((month) => cellOf(month).versions)),
});

/**
 * What may be shown of all touchpoints in a span of days: a query for each month, one or two for what knows only its month, and a
 * read for each hundred months of touchpoints. A week that begins in the days and ends after them is read whole.
 */
export const readJourney = async (
  summaries: SummaryStore,
  range: DayRange,
  threshold: number,
): Promise<Map<string, TouchpointHeard>> => {
  const first = range.from.slice(0, 7);
  const last = addDays(range.to, 6).slice(0, 7);
  const [days, monthOnly] = await Promise.all([
    summaries.readHeadlines('day', `${first}-01`, lastDayOfMonth(last)),
    summaries.readHeadlines('month-only', first, last),
  ]);
  const cells = byTouchpoint([...days, ...monthOnly]);
  const keys = [...cells].flatMap(([touchpoint, theirs]) =>
    [...new Set(theirs.map(({ period }) => period.slice(0, 7)))]
      .filter((month) => month <= range.to.slice(0, 7))
      .map((period) => ({ touchpoint, grain: 'month' as const, period })),
  );
  const stored = (await summaries.readMany(keys)).filter((summary) => summary !== undefined);
  const months = Map.groupBy(stored, ({ touchpoint }) => touchpoint);
  const whole = new Set(wholeMonthsIn(range));
  return new Map(
    [...cells].map(([touchpoint, theirs]) => [
      touchpoint,
      heardIn(theirs, months.get(touchpoint) ?? [], whole, threshold),
    ]),
  );
};

export const heardAt = (journey: ReadonlyMap<string, TouchpointHeard>, touchpoint: string): TouchpointHeard =>
  journey.get(touchpoint) ?? unheard;
