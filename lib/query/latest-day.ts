import { lastDayOfMonth } from '../metrics/calendar/calendar.ts';
import type { SummaryStore } from '../store/summary-store.ts';

const yearsLookedBack = 10;

type Headlines = Pick<SummaryStore, 'readHeadlines'>;

/** The latest month with feedback, searched year by year; undefined if there is none in ten years. */
export const latestMonth = async (summaries: Headlines, today: string): Promise<string | undefined> => {
  const thisYear = Number(today.slice(0, 4));
  for (let year = thisYear; year > thisYear - yearsLookedBack; year -= 1) {
    const headlines = await summaries.readHeadlines('month', `${year}-01`, `${year}-12`);
    const last = headlines.at(-1);
    if (last !== undefined) return last.period;
  }
  return undefined;
};

/** The latest day with feedback; `today` if there is none in ten years. */
export const latestDay = async (summaries: Headlines, today: string): Promise<string> => {
  const month = await latestMonth(summaries, today);
  if (month === undefined) return today;
  const days = await summaries.readHeadlines('day', `${month}-01`, lastDayOfMonth(month));
  return days.at(-1)?.period ?? lastDayOfMonth(month);
};
