/** The types of columns, as Glue, Athena and Spark name them. */
export type ColumnType =
  | 'string'
  | 'boolean'
  | 'int'
  | 'double'
  | 'date'
  | 'array<string>'
  | 'map<string,double>'
  | 'array<struct<theme:string,confidence:double,sentiment:string,score:double>>';

/** A column of a table for analysis, as the data dictionary describes it. */
export interface LakeColumn {
  readonly type: ColumnType;
  /** At most 255 characters: Glue keeps it as the column's comment. */
  readonly meaning: string;
  /** Unit and range of its values. */
  readonly values: string;
  /** When it is null; absent: never. */
  readonly missing?: string;
}

/** The columns of a table by name, in order. */
export type LakeColumns<Name extends string = string> = Readonly<Record<Name, LakeColumn>>;

/** A row: a value for each column, `undefined` where it is missing. */
export type LakeRow<Name extends string = string> = Readonly<Record<Name, unknown>>;

export const lakeTables = ['feedback', 'summaries'] as const;
export type LakeTable = (typeof lakeTables)[number];

/** The partition of rows without a date. */
export const undatedMonth = 'undated';

/** The file of a table that has the rows of one touchpoint and month: all of them, or it does not exist. */
export interface LakeFile {
  readonly table: LakeTable;
  readonly touchpoint: string;
  /** `2026-05`, or `undated`. */
  readonly month: string;
}

/**
 * Where a file is under the folder of the tables, in the naming of Hive, which engines read partitions from.
 *
 * @example lakePath({ table: 'feedback', touchpoint: 'delivery', month: '2026-05' }) // 'feedback/month=2026-05/delivery.parquet'
 */
export const lakePath = ({ table, touchpoint, month }: LakeFile): string =>
  `${table}/month=${month}/${touchpoint}.parquet`;
