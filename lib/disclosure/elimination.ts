/**
 * A sum that a reader can compute: the total of a table's row or column, of a week's days, of a stage's touchpoints. Cells
 * are named by ids; a total may itself be a part of another sum.
 */
export interface Sum {
  readonly total: string;
  readonly parts: readonly string[];
  /** Cells that are subtracted from the parts. */
  readonly minus?: readonly string[];
  /** The parts are not published: they are finer than anything that is. */
  readonly unpublished?: true;
}

/** What follows from sums about suppressed cells: the number of a combination of them. */
export interface Deduction {
  /** The suppressed cells, each times its factor. */
  readonly cells: ReadonlyMap<string, number>;
  /** The sums it follows from, by their index, each times its factor. */
  readonly sums: ReadonlyMap<number, number>;
}

interface Row<Key> {
  readonly cells: Map<Key, number>;
  readonly sums: Map<number, number>;
}

const tolerance = 1e-9;

const addTimes = <Key>(
  into: Map<Key, number>,
  what: Iterable<readonly [Key, number]>,
  factor: number,
): void => {
  for (const [key, coefficient] of what) {
    const left = (into.get(key) ?? 0) + factor * coefficient;
    if (Math.abs(left) < tolerance) into.delete(key);
    else into.set(key, left);
  }
};

/** A sum as factors that add up to 0. */
const factorsOf = ({ total, parts, minus = [] }: Sum): (readonly [cell: string, factor: number])[] => [
  [total, -1],
  ...parts.map((part) => [part, 1] as const),
  ...minus.map((part) => [part, -1] as const),
];

/** The cells of a combination of sums, each times its factor; cells that cancel out are not in it. */
export const cellsOf = (
  sums: readonly Sum[],
  combination: ReadonlyMap<number, number>,
): ReadonlyMap<string, number> => {
  const cells = new Map<string, number>();
  for (const [index, factor] of combination) {
    const sum = sums[index];
    if (sum !== undefined) addTimes(cells, factorsOf(sum), factor);
  }
  return cells;
};

/** The combination of two deductions. */
export const addDeductions = (left: Deduction, right: Deduction): Deduction => {
  const cells = new Map(left.cells);
  const sums = new Map(left.sums);
  addTimes(cells, right.cells, 1);
  addTimes(sums, right.sums, 1);
  return { cells, sums };
};

const eliminate = (row: Row<number>, known: Row<number>, lead: number): void => {
  const factor = row.cells.get(lead);
  if (factor === undefined) return;
  addTimes(row.cells, known.cells, -factor);
  addTimes(row.sums, known.sums, -factor);
};

const scaled = <Key>(factors: ReadonlyMap<Key, number>, by: number): Map<Key, number> =>
  new Map([...factors].map(([key, factor]) => [key, factor / by]));

/** Adds what a sum says to what is known, and keeps every row free of the leads of all others. */
const learn = (known: Map<number, Row<number>>, row: Row<number>): void => {
  for (const column of [...row.cells.keys()]) {
    const other = known.get(column);
    if (other !== undefined) eliminate(row, other, column);
  }
  if (row.cells.size === 0) return;
  const lead = Math.min(...row.cells.keys());
  const by = row.cells.get(lead) ?? 1;
  const learned = { cells: scaled(row.cells, by), sums: scaled(row.sums, by) };
  for (const other of known.values()) eliminate(other, learned, lead);
  known.set(lead, learned);
};

/**
 * All that sums say about suppressed cells, by Gauss–Jordan elimination: everything a reader can compute about them is a combination of
 * these deductions. Each leads with a cell, factor 1, that no other has, the earliest of its cells. So those that lead with a
 * late cell are about late cells alone.
 *
 * @param hidden the suppressed cells, in order
 */
export const deductionsOf = (sums: readonly Sum[], hidden: readonly string[]): Deduction[] => {
  const columns = new Map(hidden.map((id, column) => [id, column]));
  const known = new Map<number, Row<number>>();
  for (const [index, sum] of sums.entries()) {
    const cells = factorsOf(sum).flatMap(([id, factor]): [number, number][] => {
      const column = columns.get(id);
      return column === undefined ? [] : [[column, factor]];
    });
    if (cells.length > 0) learn(known, { cells: new Map(cells), sums: new Map([[index, 1]]) });
  }
  return [...known]
    .toSorted(([left], [right]) => left - right)
    .map(([lead, { cells, sums: from }]) => ({
      cells: new Map(
        [lead, ...[...cells.keys()].filter((column) => column !== lead)].map((column) => [
          hidden[column] ?? '',
          cells.get(column) ?? 0,
        ]),
      ),
      sums: from,
    }));
};

/** The suppressed cells whose number follows from the sums, from several together as well. */
export const deducible = (sums: readonly Sum[], hidden: ReadonlySet<string>): string[] =>
  deductionsOf(sums, [...hidden])
    .filter(({ cells }) => cells.size === 1)
    .flatMap(({ cells }) => [...cells.keys()]);
