import { lastDayOfMonth } from '../metrics/calendar/calendar.ts';
import { addPeople, countPeople, type GrowingPeople, type People } from '../metrics/tally/respondents.ts';
import type { DayRange } from './series.ts';

/** A cell and whose responses it holds. */
export interface PeopledCell {
  /** `2026-05-31`, `2026-05` or `undated`. */
  readonly cell: string;
  readonly people: People;
}

/** Cells that are only read together. */
export interface QuotableBlock {
  /** Its first and last cell, in order. */
  readonly from: string;
  readonly to: string;
  readonly cells: readonly string[];
}

const blockOf = (cells: readonly string[]): QuotableBlock => ({
  from: cells[0] ?? '',
  to: cells.at(-1) ?? '',
  cells,
});

const undatedFirst = (cell: string): string => (cell === 'undated' ? '' : cell);

const inOrder = ({ cell: left }: PeopledCell, { cell: right }: PeopledCell): number =>
  Number(undatedFirst(left) > undatedFirst(right)) - Number(undatedFirst(left) < undatedFirst(right));

/**
 * Cuts the cells of a touchpoint, oldest first, into blocks of at least `threshold` people: anyone who may read a block whole, but
 * none in part, can't single out the texts of fewer. What is left at the end joins the last block. Fewer people than that
 * in all give no block; a threshold of 0 gives each cell its own.
 */
export const quotableBlocks = (cells: readonly PeopledCell[], threshold: number): QuotableBlock[] => {
  const blocks: string[][] = [];
  let open: string[] = [];
  let people: GrowingPeople = new Set();
  for (const { cell, people: more } of cells.toSorted(inOrder)) {
    open.push(cell);
    people = addPeople(people, more);
    if (countPeople(people === 'many' ? people : [...people]) < threshold) continue;
    blocks.push(open);
    open = [];
    people = new Set();
  }
  if (open.length > 0) blocks.push([...(blocks.pop() ?? []), ...open]);
  const enough = blocks.length > 1 || open.length === 0 || hasAtLeast(cells, threshold);
  return enough ? blocks.map(blockOf) : [];
};

const hasAtLeast = (cells: readonly PeopledCell[], threshold: number): boolean => {
  let people: GrowingPeople = new Set();
  for (const cell of cells) people = addPeople(people, cell.people);
  return countPeople(people === 'many' ? people : [...people]) >= threshold;
};

/** The days that a cell may stand for; none for what has no date. */
const daysOfCell = (cell: string): DayRange | undefined => {
  if (cell === 'undated') return undefined;
  return cell.length === 7 ? { from: `${cell}-01`, to: lastDayOfMonth(cell) } : { from: cell, to: cell };
};

const lies = (cell: string, range: DayRange): boolean => {
  const days = daysOfCell(cell);
  return days !== undefined && range.from <= days.from && days.to <= range.to;
};

/** The blocks that lie wholly in a range, and whether others lie in it in part. Without a range, all of them. */
export const blocksWithin = (
  blocks: readonly QuotableBlock[],
  range: DayRange | undefined,
): { readonly blocks: readonly QuotableBlock[]; readonly partial: boolean } => {
  if (range === undefined) return { blocks, partial: false };
  const whole = blocks.filter(({ cells }) => cells.every((cell) => lies(cell, range)));
  const touched = blocks.filter(({ cells }) => cells.some((cell) => lies(cell, range)));
  return { blocks: whole, partial: touched.length > whole.length };
};
