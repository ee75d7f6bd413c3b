import pMap from 'p-map';
import {
  type Cell,
  type GroupedMonth,
  type Total,
  type WeekOfMonth,
  weekOf,
} from '../disclosure/disclosed-month.ts';
import { nothingDisclosed } from '../disclosure/parts.ts';
import { groupedMonths } from '../disclosure/series.ts';
import { lastDayOfMonth } from '../metrics/calendar/calendar.ts';
import { sumsOf } from '../metrics/tally/cluster-sample.ts';
import type { Tally } from '../metrics/tally/tally.ts';
import { type Headline, headlineOf } from '../store/headline.ts';
import type { SummaryKey } from '../store/keys.ts';
import { type HeadlineCell, openMonthCells } from '../store/month-cells.ts';
import { isEmpty, type MonthCells, type StoredSummary } from '../store/summary-item.ts';
import type { SummaryStore } from '../store/summary-store.ts';
import { cellOf as wholeCell } from './read-disclosed-ranges.ts';

/** Reads the headlines of all touchpoints at once: volume, ratings and sentiment, without themes. */

const noThemes = {};
const noSignals = {};

const totalOf = (headline: Headline): Total => ({
  tally: { ...headline, themes: noThemes, signals: noSignals },
  versions: nothingDisclosed.versions,
});

const cellOf = ({ period, headline }: HeadlineCell): Cell => ({ period, ...totalOf(headline) });

interface TouchpointCell extends HeadlineCell {
  readonly touchpoint: string;
}

/** Headlines as the disclosure functions take them, by touchpoint. */
const cellsByTouchpoint = (entries: readonly TouchpointCell[]): Map<string, Cell[]> => {
  const cells = new Map<string, Cell[]>();
  for (const entry of entries) {
    const theirs = cells.get(entry.touchpoint);
    if (theirs === undefined) cells.set(entry.touchpoint, [cellOf(entry)]);
    else theirs.push(cellOf(entry));
  }
  return cells;
};

type Months = Pick<SummaryStore, 'readHeadlines' | 'readMany'>;

/** The months of all touchpoints with feedback: a query for each year. */
const listMonths = async (summaries: Months, first: string, last: string): Promise<SummaryKey[]> => {
  const headlines = await summaries.readHeadlines('month', first, last);
  return headlines.map(({ touchpoint, grain, period }) => ({ touchpoint, grain, period }));
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

/** The cells of months that do not carry them: a query for each month from the first to the last, and one or two for responses without a day. */
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

/** The cells that a month carries, by week; a day is parsed only on demand. */
const carriedBy = (month: string, text: string): GroupedMonth => {
  const { periods, read, sum } = openMonthCells(month, text);
  const placesOf = (isMeant: (period: string) => boolean): number[] =>
    [...periods.entries()].filter(([, period]) => isMeant(period)).map(([place]) => place);
  const monthOnly = placesOf((period) => period === month);
  const days = Map.groupBy(
    placesOf((period) => period !== month),
    (place) => weekOf(periods[place] ?? ''),
  );
  return {
    month,
    weeks: [...days].map(([week, places]) => ({
      week,
      total: totalOf(sum(places)),
      get days() {
        return read(places).map(cellOf);
      },
    })),
    ...(monthOnly.length === 0 ? {} : { monthOnly: totalOf(sum(monthOnly)) }),
  };
};

export type MonthsByTouchpoint = ReadonlyMap<string, readonly GroupedMonth[]>;

/** All cells of some months, by touchpoint. Most months carry them; the others' are read. */
export const cellsOfMonths = async (
  summaries: Pick<SummaryStore, 'readHeadlines'>,
  months: readonly MonthCells[],
): Promise<MonthsByTouchpoint> => {
  const missing = await readMissing(
    summaries,
    months.filter(({ cells }) => cells === undefined),
  );
  const grouped = new Map(
    [...cellsByTouchpoint(missing)].map(([touchpoint, cells]) => [touchpoint, groupedMonths(cells)]),
  );
  for (const { touchpoint, period, cells } of months) {
    if (cells === undefined) continue;
    const theirs = grouped.get(touchpoint) ?? [];
    grouped.set(touchpoint, theirs);
    theirs.push(carriedBy(period, cells));
  }
  return grouped;
};

const touchpointsAtOnce = 16;

/** Whether anyone in the samples gave more than one rating on a scale, or more than one scored answer. */
export const repeatsIn = ({ clusters = {} }: Tally): boolean =>
  Object.entries(clusters).some(
    ([key, { people }]) =>
      key !== 'asked' && Object.values(people).some((contributed) => sumsOf(contributed)[0] > 1),
  );

/** Themes and signals are left out, as in the cells that months carry. */
const headlineCell = (summary: StoredSummary) => {
  const { clusters, ...tally } = summary.tally;
  return wholeCell({
    ...summary,
    tally: { ...headlineOf(tally), themes: {}, signals: {}, ...(clusters && { clusters }) },
  });
};

/** The same months by their days, each with its own samples: three queries for each touchpoint. */
export const sampledMonths = async (
  summaries: Pick<SummaryStore, 'readSeries'>,
  months: readonly StoredSummary[],
): Promise<MonthsByTouchpoint> => {
  const read = async ([touchpoint, theirs]: [string, StoredSummary[]]) => {
    const periods = theirs.map(({ period }) => period).toSorted();
    const [first = '', last = ''] = [periods[0], periods.at(-1)];
    const [days, monthOnly] = await Promise.all([
      summaries.readSeries(touchpoint, 'day', { from: `${first}-01`, to: lastDayOfMonth(last) }),
      summaries.readSeries(touchpoint, 'month-only', { from: first, to: last }),
    ]);
    const meant = [...days, ...monthOnly].filter(({ period }) => periods.includes(period.slice(0, 7)));
    return [touchpoint, groupedMonths(meant.map(headlineCell))] as const;
  };
  const byTouchpoint = Map.groupBy(months, ({ touchpoint }) => touchpoint);
  return new Map(await pMap(byTouchpoint, read, { concurrency: touchpointsAtOnce }));
};

/** The cells that months carry, with the samples of the whole month. */
export const withClusters = (
  cells: MonthsByTouchpoint,
  fullMonths: ReadonlyMap<string, readonly StoredSummary[]>,
): MonthsByTouchpoint =>
  new Map(
    [...cells].map(([touchpoint, months]) => {
      const samples = new Map(
        (fullMonths.get(touchpoint) ?? []).map(({ period, tally }) => [period, tally.clusters]),
      );
      return [touchpoint, months.map((month) => ({ ...month, clusters: samples.get(month.month) }))];
    }),
  );

/** By touchpoint, the samples of respondents of each week. */
type WeekSamples = ReadonlyMap<string, ReadonlyMap<string, Tally['clusters']>>;

/** The samples of the weeks of some months: a query for each touchpoint. */
export const readWeekSamples = async (
  summaries: Pick<SummaryStore, 'readSeries'>,
  months: readonly StoredSummary[],
): Promise<WeekSamples> => {
  const read = async ([touchpoint, theirs]: [string, StoredSummary[]]) => {
    const periods = theirs.map(({ period }) => period).toSorted();
    const [first = '', last = ''] = [periods[0], periods.at(-1)];
    const span = { from: weekOf(`${first}-01`), to: lastDayOfMonth(last) };
    const weeks = await summaries.readSeries(touchpoint, 'week', span);
    return [touchpoint, new Map(weeks.map(({ period, tally }) => [period, tally.clusters]))] as const;
  };
  const byTouchpoint = Map.groupBy(months, ({ touchpoint }) => touchpoint);
  return new Map(await pMap(byTouchpoint, read, { concurrency: touchpointsAtOnce }));
};

/**
 * The cells that months carry, with the samples of their weeks. The first part of a week that two months share has the sample of the whole week, so that it is in
 * the sum of both once; a week that is partly read by days has that of the days only.
 */
export const withWeekSamples = (
  carried: MonthsByTouchpoint,
  samples: WeekSamples,
  byDays: MonthsByTouchpoint,
): MonthsByTouchpoint =>
  new Map(
    [...carried].map(([touchpoint, months]) => {
      const used = new Set(
        (byDays.get(touchpoint) ?? []).flatMap(({ weeks }) => weeks.map(({ week }) => week)),
      );
      const sampled = (one: WeekOfMonth): WeekOfMonth => {
        const clusters = used.has(one.week) ? undefined : samples.get(touchpoint)?.get(one.week);
        if (clusters === undefined) return one;
        used.add(one.week);
        const { week, total } = one;
        return {
          week,
          total: { ...total, tally: { ...total.tally, clusters } },
          get days() {
            return one.days;
          },
        };
      };
      const inOrder = months.toSorted((left, right) => (left.month < right.month ? -1 : 1));
      return [touchpoint, inOrder.map((month) => ({ ...month, weeks: month.weeks.map(sampled) }))];
    }),
  );

/** The months of both, in order. */
export const joined = (one: MonthsByTouchpoint, other: MonthsByTouchpoint): MonthsByTouchpoint =>
  new Map(
    [...new Set([...one.keys(), ...other.keys()])]
      .toSorted()
      .map((touchpoint) => [
        touchpoint,
        [...(one.get(touchpoint) ?? []), ...(other.get(touchpoint) ?? [])].toSorted((left, right) =>
          left.month < right.month ? -1 : 1,
        ),
      ]),
  );
