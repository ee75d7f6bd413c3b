import type { SourceRow, SourceTable } from '../../feedback/reading/source.ts';
import type { ReadingPoint } from '../../feedback/reading/text/reading-point.ts';

/** The rest of a table, and where to resume it later. */
export interface Rest {
  /** Its rows are those after the ones that were taken. */
  readonly table: SourceTable;
  /** The last point in the file with so many rows, or fewer, before it; undefined: its start. */
  pointAt(rowsTaken: number): ReadingPoint | undefined;
}

/** Written by hand: an async generator takes three turns of the event loop per row, and a file has millions. */
const after = (rows: AsyncIterable<SourceRow>, taken: number): AsyncIterable<SourceRow> => ({
  [Symbol.asyncIterator]: () => {
    const source = rows[Symbol.asyncIterator]();
    let isPassing = taken > 0;
    const firstAfter = async (): Promise<IteratorResult<SourceRow>> => {
      for (;;) {
        const next = await source.next();
        if (next.done !== true && next.value.row <= taken) continue;
        isPassing = false;
        return next;
      }
    };
    return {
      next: () => (isPassing ? firstAfter() : source.next()),
      return: async () => {
        await source.return?.();
        return { done: true, value: undefined };
      },
    };
  },
});

/** @param point where the file is read from; undefined: its start, and the rows that were read before are skipped */
export const resumeAfter = (table: SourceTable, taken: number, point: ReadingPoint | undefined): Rest => {
  const points = point === undefined ? [] : [point];
  const passed = (next: ReadingPoint): void => {
    points.push(next);
  };
  return {
    table: { ...table, rows: () => after(table.rows({ point, passed }), taken) },
    pointAt(rowsTaken) {
      return points.findLast(({ rowsBefore }) => rowsBefore <= rowsTaken);
    },
  };
};
