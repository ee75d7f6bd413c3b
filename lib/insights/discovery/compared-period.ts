import { VerbatimError } from '../../errors.ts';
import { addDays, daysBetween, lastDayOfMonth } from '../../metrics/calendar/calendar.ts';

/** A period, both ends included; each a day such as 2026-05-31 or a month such as 2026-05. */
export interface ComparedPeriod {
  readonly from: string;
  readonly to: string;
}

/** A period whose ends may be open. */
export interface OpenPeriod {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const isMonth = (period: string): boolean => period.length === 7;
const firstDay = (period: string): string => (isMonth(period) ? `${period}-01` : period);
const lastDay = (period: string): string => (isMonth(period) ? lastDayOfMonth(period) : period);

const monthBefore = (month: string): string => addDays(`${month}-01`, -1).slice(0, 7);

/**
 * The period just before of the same length: for a month the month before it, for other ranges as many days.
 *
 * @example previousPeriod({ from: '2026-03', to: '2026-03' }) // { from: '2026-02', to: '2026-02' }
 */
export const previousPeriod = ({ from, to }: ComparedPeriod): ComparedPeriod => {
  if (isMonth(from) && from === to) return { from: monthBefore(from), to: monthBefore(from) };
  const [first, last] = [firstDay(from), lastDay(to)];
  return { from: addDays(first, -daysBetween(first, last) - 1), to: addDays(first, -1) };
};

const periodPattern = /^(\d{4}-\d{2}(?:-\d{2})?)(?:\.\.(\d{4}-\d{2}(?:-\d{2})?))?$/;

/**
 * The period of `against`: a day or month, two of them with `..` between, or `previous`, which needs both ends of the
 * period itself. Undefined gives undefined; anything else throws `usage`.
 *
 * @example comparedPeriod('2026-01..2026-03', {}) // { from: '2026-01', to: '2026-03' }
 */
export const comparedPeriod = (
  against: string | undefined,
  { from, to }: OpenPeriod,
): ComparedPeriod | undefined => {
  if (against === undefined) return undefined;
  if (against === 'previous' && from !== undefined && to !== undefined) return previousPeriod({ from, to });
  const [, first, last = first] = periodPattern.exec(against) ?? [];
  if (first !== undefined && last !== undefined) return { from: first, to: last };
  throw new VerbatimError('usage', 'invalid comparison period', {
    expected: 'a day, a month, FROM..TO, or previous together with from and to',
    got: against,
  });
};

/**
 * Whether a cell is in the period: a day, or a month if all of its days are, because its day is unknown.
 * Undated cells are in none.
 */
export const isIn = (cell: string, { from, to }: OpenPeriod): boolean =>
  /^\d/.test(cell) &&
  (from === undefined || firstDay(cell) >= firstDay(from)) &&
  (to === undefined || lastDay(cell) <= lastDay(to));
