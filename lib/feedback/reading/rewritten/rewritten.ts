import { createInterface } from 'node:readline';
import { z } from 'zod';
import { isErrorCode, VerbatimError } from '../../../errors.ts';
import { fileShape, type SourceFile, type SourceRow, type SourceTable } from '../source.ts';

/**
 * An uploaded file from which rows of a person were erased, whatever its format was: a line of JSON about the file, then a line for
 * each row of its tables. Columns, cells and row numbers are those of the original, and so is the hash by which its content is known:
 * it becomes the batch that it was.
 */

const mark = '{"verbatim-rewritten":1,';
/** A head has the columns of every table of the file. */
const maxHeadBytes = 64 * 1024 * 1024;

const table = z.object({
  member: z.string().exactOptional(),
  sheet: z.string().exactOptional(),
  /** The table that is read if no sheet is named. */
  isDefault: z.boolean(),
  name: z.string(),
  shape: fileShape,
  timeZone: z.string().exactOptional(),
  columns: z.array(z.object({ name: z.string(), question: z.string().exactOptional() })),
  records: z.int().nonnegative(),
});

const head = z.object({
  'verbatim-rewritten': z.literal(1),
  /** The key of the object: a copy under another key is no upload. */
  key: z.string(),
  fileHash: z.string(),
  /** The hash of the content by member; of a file without members by ''. */
  contents: z.record(z.string(), z.string()),
  tables: z.array(table),
});
export type RewrittenHead = Readonly<z.infer<typeof head>>;
export type RewrittenTable = Readonly<z.infer<typeof table>>;

const problem = z.object({
  code: z.string().refine(isErrorCode),
  message: z.string(),
  column: z.string().exactOptional(),
  expected: z.string().exactOptional(),
  got: z.string().exactOptional(),
});

/** Table, row, cells (null: erased), and why the row can't be read, if it can't. */
const rowLine = z.tuple([
  z.int().nonnegative(),
  z.int().positive(),
  z.array(z.string()).nullable(),
  problem.optional(),
]);
type RowLine = z.input<typeof rowLine>;

export const headLine = (written: Omit<RewrittenHead, 'verbatim-rewritten'>): string =>
  `${mark}${JSON.stringify(written).slice(1)}\n`;

/** A row as it is written; `isErased` leaves its number only. */
export const lineOf = (
  number: number,
  { row, cells, problem: bad, erased }: SourceRow,
  isErased: boolean,
): string => {
  const line: RowLine =
    isErased || erased === true
      ? [number, row, null]
      : bad === undefined
        ? [number, row, [...cells]]
        : [number, row, [...cells], problemOf(bad)];
  return `${JSON.stringify(line)}\n`;
};

const problemOf = ({ code, message, details: { column, expected, got } }: VerbatimError) => ({
  code,
  message,
  ...(column === undefined ? {} : { column }),
  ...(expected === undefined ? {} : { expected }),
  ...(got === undefined ? {} : { got }),
});

const firstLine = async (file: SourceFile): Promise<string | undefined> => {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of file.bytes()) {
    const part = Buffer.from(chunk);
    const end = part.indexOf(10);
    parts.push(end === -1 ? part : part.subarray(0, end));
    bytes += part.length;
    const begins = Buffer.concat(parts.slice(0, 1)).subarray(0, mark.length).toString();
    if (parts.length === 1 && begins !== mark.slice(0, begins.length)) return undefined;
    if (end !== -1) return Buffer.concat(parts).toString();
    if (bytes > maxHeadBytes) return undefined;
  }
  return undefined;
};

/** What a rewritten file says of itself; undefined for any other file. */
export const rewrittenHead = async (file: SourceFile): Promise<RewrittenHead | undefined> => {
  const line = await firstLine(file);
  if (line === undefined || !line.startsWith(mark)) return undefined;
  const parsed = head.safeParse(JSON.parse(line));
  return parsed.success ? parsed.data : undefined;
};

const rowOf = (line: string): { table: number; row: SourceRow } => {
  const [number, row, cells, bad] = rowLine.parse(JSON.parse(line));
  if (cells === null) return { table: number, row: { row, cells: [], erased: true } };
  if (bad === undefined) return { table: number, row: { row, cells } };
  const { code, message, ...details } = bad;
  return { table: number, row: { row, cells, problem: new VerbatimError(code, message, details) } };
};

async function* rowsOf(file: SourceFile, number: number, columns: number): AsyncGenerator<SourceRow> {
  let isHead = true;
  for await (const line of createInterface({ input: file.bytes(), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (isHead) {
      isHead = false;
      continue;
    }
    const { table: of, row } = rowOf(line);
    if (of !== number) continue;
    yield row.erased === true ? { ...row, cells: Array.from({ length: columns }, () => '') } : row;
  }
}

/** One table of a rewritten file. */
export const openRewritten = (
  file: SourceFile,
  { tables }: RewrittenHead,
  wanted: { readonly member?: string; readonly sheet?: string },
): SourceTable => {
  const ofMember = tables.filter(({ member }) => wanted.member === undefined || member === wanted.member);
  const number = tables.findIndex(
    (one) =>
      ofMember.includes(one) && (wanted.sheet === undefined ? one.isDefault : one.sheet === wanted.sheet),
  );
  const found = tables[number];
  if (found === undefined)
    throw new VerbatimError(
      wanted.sheet === undefined ? 'file-not-found' : 'sheet-not-found',
      'no such table in the file',
      {
        file: file.name,
        expected: tables.map(({ member, sheet }) => sheet ?? member ?? 'the file').join(', '),
        got: wanted.sheet ?? wanted.member ?? 'nothing',
      },
    );
  const { name, shape, columns, timeZone } = found;
  const sheets = ofMember.flatMap(({ sheet, records }) =>
    sheet === undefined ? [] : [{ name: sheet, records }],
  );
  return {
    name,
    shape,
    columns,
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(sheets.length === 0 ? {} : { sheets: async () => sheets }),
    rows: () => rowsOf(file, number, columns.length),
  };
};

/** The members of a rewritten zip, in order; none of any other file. */
export const membersOf = ({ tables }: RewrittenHead): string[] => [
  ...new Set(tables.flatMap(({ member }) => member ?? [])),
];
