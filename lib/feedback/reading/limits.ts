/** How much a reader takes before it refuses. All are upper bounds that still pass. */
export interface Limits {
  /** UTF-16 units in one cell. A larger cell rejects its row (`cell-too-large`), no more of it than needed is kept in memory. */
  readonly cellCharacters: number;
  /** Bytes of one row (UTF-8). A larger row ends the file: it is a quote that never closes, or no table at all. */
  readonly recordBytes: number;
  readonly columns: number;
  /** Bytes that come out of a gzip, or of one member of a zip. */
  readonly unzippedBytes: number;
  /** Bytes out for each byte in, of gzip and zip; looked at from 64 MiB out on, where a bomb starts to hurt. */
  readonly unzippedRatio: number;
  /**
   * Bytes of one part of a workbook that is held in memory, unzipped: the texts that its cells share. They take two to
   * three times as much. Also the size of a workbook that is packed in a gzip or zip.
   */
  readonly workbookBytes: number;
}

const KiB = 1024;
const MiB = 1024 * KiB;
const GiB = 1024 * MiB;

export const defaultLimits: Limits = {
  cellCharacters: 1_000_000,
  recordBytes: 64 * MiB,
  columns: 10_000,
  unzippedBytes: 16 * GiB,
  unzippedRatio: 200,
  workbookBytes: 128 * MiB,
};

export interface ReadingOptions {
  /** The sheet of a workbook, by name. Default: the first that has data. */
  readonly sheet?: string;
  /** The member of a zip. Default: the only one. */
  readonly member?: string;
  readonly limits?: Partial<Limits>;
  /** About how many bytes of a text are between two points from which reading can resume. Default: 256 KiB. */
  readonly segmentBytes?: number;
  /** The fields of the objects of a JSON file, as an earlier reading found them (`SourceTable.fields`): the file is not searched for them. */
  readonly fields?: readonly string[];
}

export const limitsOf = (options: ReadingOptions | undefined): Limits => ({
  ...defaultLimits,
  ...options?.limits,
});
