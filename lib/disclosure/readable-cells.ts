import type { Tally } from '../metrics/tally/tally.ts';
import { isWithheld, nothingShown, type Shown } from './parts.ts';
import { type DayRange, piecesOf, rangeOf, type ShownPiece, shownMonths, within } from './series.ts';
import { type Cell, shownAlone } from './shown-month.ts';

/** A stored cell of one touchpoint, with what counts in it. */
interface CountedCell {
  /** `2026-05-31`, `2026-05` or `undated`. */
  readonly cell: string;
  readonly tally: Tally;
}

type ShownCell = [cell: string, shown: Shown];

/** The cells that lie in a piece: of a month also what knows no day. */
const cellsIn = ({ shown, ...piece }: ShownPiece, cells: readonly CountedCell[]): ShownCell[] =>
  cells
    .map(({ cell }) => ({ cell, days: rangeOf(cell, cell) }))
    .filter(({ days }) => within(piece, days.from, days.to))
    .map(({ cell }) => [cell, shown]);

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
    ...months.flatMap((month) => piecesOf(month, range)).flatMap((piece) => cellsIn(piece, dated)),
    ...undated.map((cell): ShownCell => [cell.cell, shownAlone(asCell(cell), threshold)]),
  ];
  return new Map(shown.filter(([, piece]) => !isWithheld(piece)));
};
