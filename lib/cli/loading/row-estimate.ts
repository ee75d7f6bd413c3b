import type { SourceTable } from '../../feedback/reading/source.ts';

/** How many data rows a table has: all of them counted, or as many as were. */
export interface RowEstimate {
  readonly rows: number;
  readonly exact: boolean;
}

/** A few seconds of counting; a larger file is known to be larger. */
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
