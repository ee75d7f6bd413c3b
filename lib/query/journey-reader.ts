import { partition } from 'remeda';
import { type DisclosedMonth, disclosedAlone } from '../disclosure/disclosed-month.ts';
import { sumDisclosed, sumVersions } from '../disclosure/parts.ts';
import { type DayRange, disclosedOfMonths, rangeOf, type SeriesGrain } from '../disclosure/series.ts';
import { type TouchpointFeedback, unmentioned } from '../insights/journey/journey-map.ts';
import { addDays, addMonths, lastDayOfMonth } from '../metrics/calendar/calendar.ts';
import type { StoredSummary } from '../store/summary-item.ts';
import type { SummaryStore } from '../store/summary-store.ts';
import { hasFeedback, headlinesAt, latestMonth } from './latest-day.ts';
import type { AskedSpan } from './read-disclosed.ts';
import { cellOf } from './read-disclosed-ranges.ts';
import {
  cellsOfMonths,
  joined,
  type MonthsByTouchpoint,
  readMonths,
  readWeekSamples,
  repeatsIn,
  sampledMonths,
  withClusters,
  withWeekSamples,
} from './read-headlines.ts';

const monthsByDefault = 3;

/** The month, or that of a later beginning: without feedback so late, the period is empty, not reversed. */
export const notBefore = (month: string, from = month): string =>
  from.slice(0, 7) > month.slice(0, 7) ? from.slice(0, 7) : month;

/** The requested days; by default the latest month with feedback and those just before it, `months` in all. */
export const journeyRange = async (
  summaries: SummaryStore,
  { from, to, months = monthsByDefault }: AskedSpan & { readonly months?: number },
  today: string,
): Promise<DayRange> => {
  const until = to ?? notBefore((await latestMonth(summaries, today)) ?? today.slice(0, 7), from);
  return rangeOf(from ?? addMonths(until.slice(0, 7), 1 - months), until);
};

/** The same for a part of the journey: if nothing was written there in the default months, the latest ones in which something was. */
export const partRange = async (
  summaries: SummaryStore,
  { touchpoints, ...span }: AskedSpan & { readonly touchpoints: readonly string[] },
  today: string,
): Promise<DayRange> => {
  const range = await journeyRange(summaries, span, today);
  const own = headlinesAt(summaries, touchpoints);
  if (span.from !== undefined || span.to !== undefined || (await hasFeedback(own, range))) return range;
  const to = await latestMonth(own, today);
  return to === undefined ? range : journeyRange(summaries, { to }, today);
};

/** The months that are completely in the days. */
export const wholeMonthsIn = ({ from, to }: DayRange): string[] => {
  const months: string[] = [];
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = addMonths(month, 1))
    if (from <= `${month}-01` && lastDayOfMonth(month) <= to) months.push(month);
  return months;
};

/** From the first to the last month of the days, including the whole of a week that begins in them. */
const monthsOf = ({ from, to }: DayRange) => ({
  first: from.slice(0, 7),
  last: addDays(to, 6).slice(0, 7),
});

/** The stored months that are completely in the days, summed, and the versions of all. */
const disclosedByMonths = (
  stored: readonly StoredSummary[],
  range: DayRange,
  threshold: number,
): Omit<TouchpointFeedback, 'months'> => {
  const { from, to } = range;
  const whole = new Set(wholeMonthsIn(range));
  const touched = stored.filter(({ period }) => from.slice(0, 7) <= period && period <= to.slice(0, 7));
  return {
    wholeMonths: sumDisclosed(
      touched
        .filter(({ period }) => whole.has(period))
        .map((month) => disclosedAlone(cellOf(month), threshold)),
    ),
    versions: sumVersions(touched.map((month) => cellOf(month).versions)),
  };
};

/**
 * What may be disclosed of ratings, volume and sentiment of all touchpoints in a range of days, down to its days.
 */
export const readAllMonths = async (
  summaries: SummaryStore,
  shown: ShownRange,
  threshold: number,
): Promise<Map<string, DisclosedMonth[]>> => {
  const { cells } = await readJourney(summaries, shown);
  return new Map(
    [...cells].map(([touchpoint, theirs]) => [touchpoint, disclosedOfMonths(theirs, threshold)]),
  );
};

/** A range of days, and the periods that it is shown by. */
export interface ShownRange {
  readonly range: DayRange;
  readonly grain: SeriesGrain;
  /** The ranges within it that are summed. Default: all of it. */
  readonly sums?: readonly DayRange[];
}

/** Whether single days of a month are shown or summed. */
const isByDay =
  ({ range, grain, sums = [range] }: ShownRange) =>
  ({ period }: StoredSummary): boolean =>
    grain === 'day' ||
    sums.some(
      (one) =>
        one.from.slice(0, 7) <= period &&
        period <= one.to.slice(0, 7) &&
        !wholeMonthsIn(one).includes(period),
    );

/** What is stored of all touchpoints in a range of days. */
export interface JourneyRead {
  readonly cells: MonthsByTouchpoint;
  readonly fullMonths: ReadonlyMap<string, readonly StoredSummary[]>;
}

/**
 * Reads all touchpoints in a range of days. A week that begins in the range and ends after it is read completely. Months carry their cells without
 * samples of respondents, but have their own. Where respondents gave several answers, the samples of weeks are read if weeks are shown, and the days of months of
 * which single days are shown or summed.
 */
export const readJourney = async (summaries: SummaryStore, shown: ShownRange): Promise<JourneyRead> => {
  const { first, last } = monthsOf(shown.range);
  const months = await readMonths(summaries, first, last);
  const isOfDays = isByDay(shown);
  const [divided, others] = partition(months, (month) => isOfDays(month) && repeatsIn(month.tally));
  const [byDays, carried, samples] = await Promise.all([
    sampledMonths(summaries, divided),
    cellsOfMonths(summaries, others),
    readWeekSamples(summaries, shown.grain === 'week' ? others.filter(({ tally }) => repeatsIn(tally)) : []),
  ]);
  const fullMonths = Map.groupBy(months, ({ touchpoint }) => touchpoint);
  const sampled = withWeekSamples(withClusters(carried, fullMonths), samples, byDays);
  return { cells: joined(sampled, byDays), fullMonths };
};

/** What may be disclosed of each touchpoint in the days that were read, with themes and versions by month; those without feedback are left out. */
export const feedbackIn = (
  { cells, fullMonths }: JourneyRead,
  range: DayRange,
  threshold: number,
): Map<string, TouchpointFeedback> => {
  const { first, last } = monthsOf(range);
  const answered = new Map<string, TouchpointFeedback>();
  for (const [id, all] of cells) {
    const theirs = all.filter(({ month }) => first <= month && month <= last);
    if (theirs.length === 0) continue;
    const summed = disclosedByMonths(fullMonths.get(id) ?? [], range, threshold);
    answered.set(id, { months: disclosedOfMonths(theirs, threshold), ...summed });
  }
  return answered;
};

export const feedbackAt = (
  journey: ReadonlyMap<string, TouchpointFeedback>,
  touchpoint: string,
): TouchpointFeedback => journey.get(touchpoint) ?? unmentioned;
