import type { DayRange } from '../../disclosure/series.ts';
import { addMonths } from '../../metrics/calendar/calendar.ts';
import type { ReportPeriod } from '../../metrics/calendar/report-period.ts';
import type { Span } from '../../reports/digest/digest-material.ts';

/** The days and months that a digest is of. */

/** The months that the days touch, in order. */
export const monthsIn = ({ from, to }: DayRange): string[] => {
  const months: string[] = [];
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = addMonths(month, 1)) months.push(month);
  return months;
};

/** The days of the period, as far as they are told. */
export const nowIn = ({ period, through }: Span): DayRange => ({
  from: period.firstDay,
  to: through ?? period.lastDay,
});

/** The days of the period that it is compared with. */
export const beforeIn = ({ previous, previousThrough }: Span): DayRange => ({
  from: previous.firstDay,
  to: previousThrough ?? previous.lastDay,
});

/** Whether periods of a grain are made of whole months. */
export const isOfMonths = (grain: ReportPeriod['grain']): boolean => grain === 'month' || grain === 'quarter';
