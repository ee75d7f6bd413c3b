import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { ColumnType, LakeColumn, LakeColumns, LakeRow } from './lake-table.ts';

/** Rows as Parquet, in pieces, so that a file of any length takes the memory of one group of rows. */

const rowsPerGroup = 20_000;

type Repetition = NonNullable<SchemaElement['repetition_type']>;

const text = (name: string, repetition_type: Repetition): SchemaElement => ({
  name,
  type: 'BYTE_ARRAY',
  converted_type: 'UTF8',
  repetition_type,
});

const plain = (
  name: string,
  type: NonNullable<SchemaElement['type']>,
  repetition_type: Repetition,
): SchemaElement => ({ name, type, repetition_type });

const group = (name: string, repetition_type: Repetition, num_children: number): SchemaElement => ({
  name,
  repetition_type,
  num_children,
});

const listOf = (name: string, element: readonly SchemaElement[]): SchemaElement[] => [
  { ...group(name, 'OPTIONAL', 1), converted_type: 'LIST' },
  group('list', 'REPEATED', 1),
  ...element,
];

/** The elements of a column by its type, in the layouts of the Parquet format (LogicalTypes.md, nested types). */
const elements: Readonly<Record<ColumnType, (name: string, repetition: Repetition) => SchemaElement[]>> = {
  string: (name, repetition) => [text(name, repetition)],
  boolean: (name, repetition) => [plain(name, 'BOOLEAN', repetition)],
  int: (name, repetition) => [plain(name, 'INT32', repetition)],
  double: (name, repetition) => [plain(name, 'DOUBLE', repetition)],
  date: (name, repetition) => [{ ...plain(name, 'INT32', repetition), converted_type: 'DATE' }],
  'array<string>': (name) => listOf(name, [text('element', 'OPTIONAL')]),
  'map<string,double>': (name) => [
    { ...group(name, 'OPTIONAL', 1), converted_type: 'MAP' },
    group('key_value', 'REPEATED', 2),
    text('key', 'REQUIRED'),
    plain('value', 'DOUBLE', 'OPTIONAL'),
  ],
  'array<struct<theme:string,confidence:double,sentiment:string,score:double>>': (name) =>
    listOf(name, [
      group('element', 'OPTIONAL', 4),
      text('theme', 'OPTIONAL'),
      plain('confidence', 'DOUBLE', 'OPTIONAL'),
      text('sentiment', 'OPTIONAL'),
      plain('score', 'DOUBLE', 'OPTIONAL'),
    ]),
};

const schemaOf = (columns: LakeColumns): SchemaElement[] => {
  const all = Object.entries(columns);
  return [
    { name: 'root', num_children: all.length },
    ...all.flatMap(([name, { type, missing }]) =>
      elements[type](name, missing === undefined ? 'REQUIRED' : 'OPTIONAL'),
    ),
  ];
};

/** As the writer takes it: a day as its midnight in UTC, a missing value as null. */
const written = ({ type }: LakeColumn, value: unknown): unknown => {
  if (value === undefined) return null;
  return type === 'date' && typeof value === 'string' ? new Date(value) : value;
};

/** A buffer whose bytes are handed on. */
class PieceWriter extends ByteWriter {
  take(): Uint8Array {
    const bytes = this.getBytes().slice();
    this.index = 0;
    return bytes;
  }
}

/** Rows in groups of one size, however they come. */
async function* inGroups<Row>(rows: AsyncIterable<readonly Row[]>): AsyncGenerator<Row[]> {
  let open: Row[] = [];
  for await (const some of rows)
    for (const row of some) {
      open.push(row);
      if (open.length < rowsPerGroup) continue;
      yield open;
      open = [];
    }
  if (open.length > 0) yield open;
}

/**
 * A Parquet file of rows, in pieces: the same rows give the same bytes, however they are batched. Without rows there is no file: no piece.
 *
 * @param columns their order is that of the file
 */
export async function* parquetOf(
  columns: LakeColumns,
  rows: AsyncIterable<readonly LakeRow[]>,
): AsyncGenerator<Uint8Array> {
  const pieces = new PieceWriter();
  let file: ParquetWriter | undefined;
  for await (const some of inGroups(rows)) {
    file ??= new ParquetWriter({ writer: pieces, schema: schemaOf(columns), createdBy: 'verbatim' });
    const columnData = Object.entries(columns).map(([name, column]) => ({
      name,
      data: some.map((row) => written(column, row[name])),
    }));
    await file.write({ columnData, rowGroupSize: rowsPerGroup });
    yield pieces.take();
  }
  if (file === undefined) return;
  await file.finish();
  yield pieces.take();
}
