import { lastDayOfMonth } from '../metrics/calendar/calendar.ts';
import { addPeople, countPeople, type GrowingPeople, type People } from '../metrics/tally/respondents.ts';
import type { DayRange } from './series.ts';

/** A cell and its respondents. */
export interface PeopledCell {
  /** `2026-05-31`, `2026-05` or `undated`. */
  readonly cell: string;
  readonly people: People;
}

/** Cells whose texts are disclosed only together. */
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
 * Cuts the cells of a touchpoint, oldest first, into blocks of at least `threshold` people: someone who reads only complete blocks
 * can't single out the texts of fewer. A small rest joins the last block. If there are fewer people than that
 * in total, there is no block; a threshold of 0 makes each cell a block.
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

/** The days that a cell may contain; none without a date. */
const daysOfCell = (cell: string): DayRange | undefined => {
  if (cell === 'undated') return undefined;
  return cell.length === 7 ? { from: `${cell}-01`, to: lastDayOfMonth(cell) } : { from: cell, to: cell };
};

const lies = (cell: string, range: DayRange): boolean => {
  const days = daysOfCell(cell);
  return days !== undefined && range.from <= days.from && days.to <= range.to;
};

/** The blocks that are completely in a range, and whether others are partly in it. Without a range, all of them. */
export const blocksWithin = (
  blocks: readonly QuotableBlock[],
  range: DayRange | undefined,
): { readonly blocks: readonly QuotableBlock[]; readonly partial: boolean } => {
  if (range === undefined) return { blocks, partial: false };
  const whole = blocks.filter(({ cells }) => cells.every((cell) => lies(cell, range)));
  const touched = blocks.filter(({ cells }) => cells.some((cell) => lies(cell, range)));
  return { blocks: whole, partial: touched.length > whole.length };
};
