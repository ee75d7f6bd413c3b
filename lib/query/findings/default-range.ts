import { sortBy } from 'remeda';
import { type DayRange, rangeOf } from '../../disclosure/series.ts';
import { undatedRange } from '../../insights/changes/compared-ranges.ts';
import { addDays, addMonths, daysBetween, firstDayOfWeek } from '../../metrics/calendar/calendar.ts';
import { defaultMinimumSample } from '../../metrics/figures/figure.ts';
import { wholeTime } from '../../store/keys.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import type { HeadlineEntry, SummaryStore } from '../../store/summary-store.ts';
import { journeyRange } from '../journey-reader.ts';
import { type Headlines, hasFeedback, headlinesAt, latestYear } from '../latest-day.ts';
import type { AskedSpan } from '../read-disclosed.ts';
import { type JourneyPart, touchpointsIn } from '../touchpoint-list.ts';

const responsesBy = (headlines: readonly HeadlineEntry[]): [period: string, responses: number][] =>
  sortBy([...Map.groupBy(headlines, ({ period }) => period)], ([period]) => period).map(([period, same]) => [
    period,
    same.reduce((sum, { headline }) => sum + headline.responses, 0),
  ]);

/** The latest week of a month, if it and the week before it have enough responses. */
const latestWeek = (days: readonly HeadlineEntry[], minimumSample: number): DayRange | undefined => {
  const weeks = responsesBy(days.map((day) => ({ ...day, period: firstDayOfWeek(day.period) })));
  const enough = new Set(weeks.flatMap(([week, responses]) => (responses >= minimumSample ? [week] : [])));
  const week = [...enough].findLast((monday) => enough.has(addDays(monday, -7)));
  return week === undefined ? undefined : { from: week, to: addDays(week, 6) };
};

/** The later half of the days with feedback; undefined if there is only one. */
const laterHalf = (days: readonly HeadlineEntry[]): DayRange | undefined => {
  const [first, last] = [days[0]?.period, days.at(-1)?.period];
  if (first === undefined || last === undefined || first === last) return undefined;
  const half = Math.ceil((daysBetween(first, last) + 1) / 2);
  return { from: addDays(last, 1 - half), to: last };
};

/**
 * What findings are about if nobody asks for a period: the latest month with enough responses, because a month that has just begun says
 * little; if there is nothing before it, its latest week, or the later half of its days, to compare with what is before. Without any date,
 * all of it.
 *
 * @param minimumSample responses of all touchpoints together
 */
export const defaultFindingsRange = async (
  summaries: Headlines,
  today: string,
  minimumSample = defaultMinimumSample,
): Promise<DayRange> => {
  const latest = await latestYear(summaries, today);
  if (latest === undefined) {
    const undated = await summaries.readHeadlines('undated', wholeTime, wholeTime);
    return undated.length > 0 ? undatedRange : rangeOf(today.slice(0, 7), today.slice(0, 7));
  }
  const [oldest = '', newest = ''] = [latest[0]?.period, latest.at(-1)?.period];
  const months = responsesBy(latest);
  const month = months.findLast(([, responses]) => responses >= minimumSample)?.[0] ?? newest;
  const before = addMonths(month, -1);
  const earlier = before < oldest ? await summaries.readHeadlines('month', before, before) : latest;
  const whole = rangeOf(month, month);
  if (earlier.some(({ period }) => period === before)) return whole;
  const days = await summaries.readHeadlines('day', whole.from, whole.to);
  return latestWeek(days, minimumSample) ?? laterHalf(days) ?? whole;
};

/** What a comparison is asked of. */
interface Compared {
  readonly effects: { readonly summaries: SummaryStore };
  readonly configuration: Configuration;
  /** Today in the reporting time zone. */
  readonly today: string;
}

/**
 * The later days of a comparison of a part of the journey. Without a period, those of {@link defaultFindingsRange}; if nothing was written at the part
 * in them, the part's own. Throws `not-found` for an unknown touchpoint or stage.
 */
export const comparedRange = async (
  { effects: { summaries }, configuration, today }: Compared,
  { from, to, ...part }: AskedSpan & JourneyPart,
): Promise<DayRange> => {
  const touchpoints = await touchpointsIn(summaries, configuration, part);
  if (from !== undefined || to !== undefined) return journeyRange(summaries, { from, to, months: 1 }, today);
  const { minimumSample } = await configuration.metrics();
  const range = await defaultFindingsRange(summaries, today, minimumSample);
  const own = headlinesAt(summaries, touchpoints);
  if (range === undatedRange || (await hasFeedback(own, range))) return range;
  const some = await own.readHeadlines('all', wholeTime, wholeTime);
  return some.length === 0 ? range : defaultFindingsRange(own, today, minimumSample);
};
