import { lastDayOfMonth } from '../metrics/calendar.ts';
import type { SummaryStore } from '../store/summary-store.ts';

const yearsLookedBack = 10;

/** The latest day on which anything was said, looked for year by year; `today` where there is nothing in ten years. */
export const latestDay = async (
  summaries: Pick<SummaryStore, 'readHeadlines'>,
  today: string,
): Promise<string> => {
  const thisYear = Number(today.slice(0, 4));
  for (let year = thisYear; year > thisYear - yearsLookedBack; year -= 1) {
    const month = (await summaries.readHeadlines('month', `${year}-01`, `${year}-12`)).at(-1)?.period;
    if (month === undefined) continue;
    const days = await summaries.readHeadlines('day', `${month}-01`, lastDayOfMonth(month));
    return days.at(-1)?.period ?? lastDayOfMonth(month);
  }
  return today;
};
