import type { Tally } from '../metrics/tally/tally.ts';
import { type Cell, disclosedAlone } from './disclosed-month.ts';
import { type Disclosed, isFullySuppressed, nothingDisclosed } from './parts.ts';
import { type DayRange, type DisclosedPiece, disclosedMonths, piecesOf, rangeOf, within } from './series.ts';

/** A stored cell of one touchpoint, with its tally. */
interface CountedCell {
  /** `2026-05-31`, `2026-05` or `undated`. */
  readonly cell: string;
  readonly tally: Tally;
}

type DisclosedCell = [cell: string, disclosed: Disclosed];

/** The cells of a piece: of a month, also responses without a day. */
const cellsIn = ({ disclosed, ...piece }: DisclosedPiece, cells: readonly CountedCell[]): DisclosedCell[] =>
  cells
    .map(({ cell }) => ({ cell, days: rangeOf(cell, cell) }))
    .filter(({ days }) => within(piece, days.from, days.to))
    .map(({ cell }) => [cell, disclosed]);

const asCell = ({ cell, tally }: CountedCell): Cell => ({
  period: cell,
  tally,
  versions: nothingDisclosed.versions,
});

/**
 * The cells of a touchpoint whose responses may be counted for a range of days, each with what may be disclosed of
 * its piece. The pieces are those of the summaries (whole months, otherwise weeks, otherwise days), so that subtracting two
 * answers whose ranges differ by a few people reveals nothing about those people. Responses
 * without a date are one piece.
 *
 * @param cells all of them in the months that the range touches, and `undated` where it may be read
 * @param threshold people; 0 reads everything
 */
export const readableCells = (
  cells: readonly CountedCell[],
  range: DayRange,
  threshold: number,
): ReadonlyMap<string, Disclosed> => {
  const undated = cells.filter(({ cell }) => cell === 'undated');
  const dated = cells.filter(({ cell }) => cell !== 'undated');
  const months = disclosedMonths(dated.map(asCell), threshold);
  const disclosed = [
    ...months.flatMap((month) => piecesOf(month, range)).flatMap((piece) => cellsIn(piece, dated)),
    ...undated.map((cell): DisclosedCell => [cell.cell, disclosedAlone(asCell(cell), threshold)]),
  ];
  return new Map(disclosed.filter(([, piece]) => !isFullySuppressed(piece)));
};
