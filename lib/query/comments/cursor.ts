import { createHash } from 'node:crypto';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../store/items/page-cursor.ts';

/**
 * The last entry of the page before: the touchpoint and the newest cell of its piece, and its place in it; `''` means after the
 * whole piece. `cut` identifies the pieces up to it: new feedback cuts blocks anew.
 */
const position = z.object({
  touchpoint: z.string(),
  newest: z.string(),
  entry: z.string(),
  cut: z.string(),
});
type Position = z.infer<typeof position>;

/** A part of a search as far as its place tells: a touchpoint and its cells, oldest first. */
interface Placed {
  readonly touchpoint: string;
  readonly cells: readonly string[];
}

/** Larger is newer: days, then months without a day, then `undated`. */
const rankOf = (cell: string): string => {
  if (cell === 'undated') return '0';
  return cell.length === 7 ? `1${cell}` : `2${cell}`;
};

const newestOf = ({ cells }: Placed): string => rankOf(cells.at(-1) ?? '');
const oldestOf = ({ cells }: Placed): string => rankOf(cells[0] ?? '');

/** Orders pieces by their latest cell, newest first. */
export const newestFirst = (left: Placed, right: Placed): number => {
  const [one, other] = [newestOf(left), newestOf(right)];
  return Number(one < other) - Number(one > other);
};

const cutOf = (pieces: readonly Placed[]): string =>
  createHash('sha256')
    .update(JSON.stringify(pieces.map(({ touchpoint, cells }) => [touchpoint, cells])))
    .digest('base64url')
    .slice(0, 12);

/** The cursor of what follows an entry of a piece; `''` for what follows the whole piece. */
export const cursorAt = (pieces: readonly Placed[], piece: Placed, entry: string): string => {
  const last: Position = {
    touchpoint: piece.touchpoint,
    newest: newestOf(piece),
    entry,
    cut: cutOf(pieces.slice(0, pieces.indexOf(piece) + 1)),
  };
  return encodeCursor(last);
};

/** Where a page begins. */
export interface PageStart<Piece extends Placed> {
  /** Pieces that earlier pages have shown whole. */
  readonly before: readonly Piece[];
  readonly rest: readonly Piece[];
  /** Whether an earlier page has shown the entry, which has this place in its piece. */
  isShown(piece: Piece, entry: string): boolean;
}

/** The same pieces as before: the page begins in the piece where the last one ended. */
const unchanged = <Piece extends Placed>(
  pieces: readonly Piece[],
  last: Position,
): PageStart<Piece> | undefined => {
  const at = pieces.findIndex(
    (piece) => piece.touchpoint === last.touchpoint && newestOf(piece) === last.newest,
  );
  if (at < 0 || cutOf(pieces.slice(0, at + 1)) !== last.cut) return undefined;
  const start = last.entry === '' ? at + 1 : at;
  return {
    before: pieces.slice(0, start),
    rest: pieces.slice(start),
    isShown: (piece, entry) => piece === pieces[at] && entry >= last.entry,
  };
};

/**
 * Pieces were cut anew. Those whose cells are all newer than the last page's end were shown. Any other is shown whole, again in part perhaps:
 * skipping single entries by their cell would tell their day, which the piece hides.
 */
const cutAnew = <Piece extends Placed>(pieces: readonly Piece[], last: Position): PageStart<Piece> => {
  const isBefore = (piece: Piece): boolean => oldestOf(piece) > last.newest;
  return {
    before: pieces.filter(isBefore),
    rest: pieces.filter((piece) => !isBefore(piece)),
    isShown: () => false,
  };
};

/** Where the page after a cursor begins; without one, at the first piece. Throws `usage` for an invalid cursor. */
export const placeOf = <Piece extends Placed>(
  pieces: readonly Piece[],
  cursor: string | undefined,
): PageStart<Piece> => {
  if (cursor === undefined) return { before: [], rest: pieces, isShown: () => false };
  const last = decodeCursor(cursor, position);
  return unchanged(pieces, last) ?? cutAnew(pieces, last);
};
