import type { Tally } from '../metrics/tally.ts';
import { isWithheld, nothingShown, type Shown } from './parts.ts';
import { type DayRange, rangeOf, shownMonths } from './series.ts';
import { type Cell, type ShownMonth, shownAlone } from './shown-month.ts';

/** A stored cell of one touchpoint, with what counts in it. */
interface CountedCell {
  /** `2026-05-31`, `2026-05` or `undated`. */
  readonly cell: string;
  readonly tally: Tally;
}

const within = ({ from, to }: DayRange, first: string, last: string): boolean => from <= first && last <= to;

type ShownCell = [cell: string, shown: Shown];

/** The cells of a month that lie in pieces which may be shown: the month, else its weeks, else its days. */
const readableIn = (
  { month, shown, segments }: ShownMonth,
  cells: readonly CountedCell[],
  range: DayRange,
): ShownCell[] => {
  const whole = rangeOf(month, month);
  if (within(range, whole.from, whole.to))
    return cells.flatMap(({ cell }): ShownCell[] => (cell.startsWith(month) ? [[cell, shown]] : []));
  return segments.flatMap((segment) => {
    const inSegment = within(range, segment.from, segment.to);
    if (inSegment && !isWithheld(segment.shown))
      return segment.days.map(({ day }): ShownCell => [day, segment.shown]);
    const days = inSegment ? [] : segment.days.filter(({ day }) => within(range, day, day));
    return days.map((one): ShownCell => [one.day, one.shown]);
  });
};

const asCell = ({ cell, tally }: CountedCell): Cell => ({
  period: cell,
  tally,
  versions: nothingShown.versions,
});

/**
 * The cells of a touchpoint whose responses may be counted in an answer on a range of days, each with what may be shown of
 * its piece. They make up the same pieces that summaries show or hide (whole months, else weeks, else days), so that of two
 * answers whose ranges differ by a few people, nothing of those people is left when one is subtracted from the other. Responses
 * without a date are one piece.
 *
 * @param cells all of them in the months that the range touches, and `undated` where it may be read
 * @param threshold people; 0 reads everything
 */
export const readableCells = (
  cells: readonly CountedCell[],
  range: DayRange,
  threshold: number,
): ReadonlyMap<string, Shown> => {
  const undated = cells.filter(({ cell }) => cell === 'undated');
  const dated = cells.filter(({ cell }) => cell !== 'undated');
  const months = shownMonths(dated.map(asCell), threshold);
  const shown = [
    ...months.flatMap((month) => readableIn(month, dated, range)),
    ...undated.map((cell): ShownCell => [cell.cell, shownAlone(asCell(cell), threshold)]),
  ];
  return new Map(shown.filter(([, piece]) => !isWithheld(piece)));
};
