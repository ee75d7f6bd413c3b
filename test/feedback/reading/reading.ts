import type { VerbatimError } from '../../../lib/errors.ts';
import { fileInMemory } from '../../../lib/feedback/reading/archive/bytes.ts';
import type { ReadingOptions } from '../../../lib/feedback/reading/limits.ts';
import { openTable } from '../../../lib/feedback/reading/open.ts';
import type { SourceFile, SourceTable } from '../../../lib/feedback/reading/source.ts';

export const file = (name: string, content: string | Buffer): SourceFile =>
  fileInMemory(name, Buffer.from(content));

/** A whole table, as plain values. */
export interface Read {
  readonly shape: SourceTable['shape'];
  readonly names: readonly string[];
  readonly cells: readonly (readonly string[])[];
  /** Codes of the rows that have a problem, by row. */
  readonly problems: Readonly<Record<number, VerbatimError['code']>>;
  readonly table: SourceTable;
}

export const readTable = async (table: SourceTable): Promise<Read> => {
  const cells: (readonly string[])[] = [];
  const problems: Record<number, VerbatimError['code']> = {};
  for await (const row of table.rows()) {
    cells.push(row.cells);
    if (row.problem !== undefined) problems[row.row] = row.problem.code;
  }
  return { shape: table.shape, names: table.columns.map(({ name }) => name), cells, problems, table };
};

export const read = async (name: string, content: string | Buffer, options?: ReadingOptions): Promise<Read> =>
  readTable(await openTable(file(name, content), options));

/** The code and the sentence of the error that reading ends with. */
export const failure = async (
  name: string,
  content: string | Buffer,
  options?: ReadingOptions,
): Promise<string> =>
  read(name, content, options).then(
    () => 'no failure',
    (error: unknown) => String(error),
  );
