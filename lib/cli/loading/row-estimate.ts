import type { SourceTable } from '../../feedback/reading/source.ts';

/** How many data rows a table has: exact, or a lower bound. */
export interface RowEstimate {
  readonly rows: number;
  readonly exact: boolean;
}

/** Counting takes a few seconds at most; of a larger file only a lower bound is known. */
const countedAtMost = 1_000_000;

/** Counts the rows of a table, up to a million. */
export const estimateRows = async (table: SourceTable): Promise<RowEstimate> => {
  let rows = 0;
  for await (const _row of table.rows()) {
    rows += 1;
    if (rows > countedAtMost) return { rows: countedAtMost, exact: false };
  }
  return { rows, exact: true };
};
