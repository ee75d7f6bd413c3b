import type { FileShape, SourceColumn, SourceRow, SourceTable } from '../../lib/feedback/reading/source.ts';

/** A table from literals: a header of names (or of names and wordings), and rows of cells. */
export const tableOf = (
  columns: readonly (string | SourceColumn)[],
  rows: readonly (readonly string[] | SourceRow)[],
  more: {
    readonly name?: string;
    readonly timeZone?: string;
    readonly exportedBy?: FileShape['exportedBy'];
  } = {},
): SourceTable => ({
  name: more.name ?? 'may.csv',
  shape: { format: 'csv', ...(more.exportedBy === undefined ? {} : { exportedBy: more.exportedBy }) },
  columns: columns.map((column) => (typeof column === 'string' ? { name: column } : column)),
  ...(more.timeZone === undefined ? {} : { timeZone: more.timeZone }),
  async *rows() {
    for (const [index, row] of rows.entries()) {
      yield 'cells' in row ? row : { row: index + 1, cells: row };
    }
  },
});
