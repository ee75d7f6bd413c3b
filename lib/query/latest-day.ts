import pMap from 'p-map';
import { lastDayOfMonth } from '../metrics/calendar/calendar.ts';
import { wholeTime } from '../store/keys.ts';
import type { HeadlineEntry, SummaryStore } from '../store/summary-store.ts';

const yearsLookedBack = 10;
const firstYear = 1990;
const yearsReadAtOnce = 4;

export type Headlines = Pick<SummaryStore, 'readHeadlines'>;

/** Headlines of some touchpoints only. */
export const headlinesAt = (summaries: Headlines, touchpoints: readonly string[]): Headlines => ({
  readHeadlines: async (...asked) =>
    (await summaries.readHeadlines(...asked)).filter(({ touchpoint }) => touchpoints.includes(touchpoint)),
});

/** Whether anything was written in the months that these days touch. */
export const hasFeedback = async (
  summaries: Headlines,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<boolean> => (await summaries.readHeadlines('month', from.slice(0, 7), to.slice(0, 7))).length > 0;

/**
 * The months of the latest year with feedback, searched year by year, in order of time; undefined if nothing has a date. Older years than
 * ten are searched only if there is any feedback.
 */
export const latestYear = async (
  summaries: Headlines,
  today: string,
): Promise<HeadlineEntry[] | undefined> => {
  const thisYear = Number(today.slice(0, 4));
  for (let year = thisYear; year >= firstYear; year -= 1) {
    const headlines = await summaries.readHeadlines('month', `${year}-01`, `${year}-12`);
    if (headlines.length > 0) return headlines;
    if (year === thisYear - yearsLookedBack + 1) {
      const all = await summaries.readHeadlines('all', wholeTime, wholeTime);
      if (all.length === 0) return undefined;
    }
  }
  return undefined;
};

/** The latest month with feedback; undefined if nothing has a date. */
export const latestMonth = async (summaries: Headlines, today: string): Promise<string | undefined> =>
  (await latestYear(summaries, today))?.at(-1)?.period;

/** The first month with feedback, in the ten years that end with the latest one. */
export const earliestMonth = async (
  summaries: Pick<SummaryStore, 'readFirstMonth'>,
  latest: string,
): Promise<string> => {
  const lastYear = Number(latest.slice(0, 4));
  const years = Array.from({ length: yearsLookedBack }, (_, index) => lastYear - index);
  const firsts = await pMap(years, (year) => summaries.readFirstMonth(year), {
    concurrency: yearsReadAtOnce,
  });
  return firsts.findLast((month) => month !== undefined) ?? latest;
};

/** The latest day with feedback; `today` if there is none. */
export const latestDay = async (summaries: Headlines, today: string): Promise<string> => {
  const month = await latestMonth(summaries, today);
  if (month === undefined) return today;
  const days = await summaries.readHeadlines('day', `${month}-01`, lastDayOfMonth(month));
  return days.at(-1)?.period ?? lastDayOfMonth(month);
};
