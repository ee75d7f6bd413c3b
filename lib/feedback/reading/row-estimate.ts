import type { SourceTable } from './source.ts';

/** How many data rows a table has: exact, or a lower bound. */
export interface RowEstimate {
  readonly rows: number;
  readonly exact: boolean;
}

/** Counts the rows of a table, up to `atMost`: counting a million takes a few seconds. Of a larger table only a lower bound is known. */
export const estimateRows = async (table: SourceTable, atMost = 1_000_000): Promise<RowEstimate> => {
  let rows = 0;
  for await (const _row of table.rows()) {
    rows += 1;
    if (rows > atMost) return { rows: atMost, exact: false };
  }
  return { rows, exact: true };
};
