import type { DayRange } from '../../disclosure/series.ts';
import { addMonths } from '../../metrics/calendar/calendar.ts';
import type { ReportPeriod } from '../../metrics/calendar/report-period.ts';
import type { Span } from '../../reports/digest/digest-material.ts';

/** The days and months of a digest. */

/** The months of the days, in order. */
export const monthsIn = ({ from, to }: DayRange): string[] => {
  const months: string[] = [];
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = addMonths(month, 1)) months.push(month);
  return months;
};

/** The days of the period, as far as they are over. */
export const nowIn = ({ period, through }: Span): DayRange => ({
  from: period.firstDay,
  to: through ?? period.lastDay,
});

/** The days of the period that it is compared with. */
export const beforeIn = ({ previous, previousThrough }: Span): DayRange => ({
  from: previous.firstDay,
  to: previousThrough ?? previous.lastDay,
});

/** Whether periods of a grain consist of whole months. */
export const isOfMonths = (grain: ReportPeriod['grain']): boolean => grain === 'month' || grain === 'quarter';
