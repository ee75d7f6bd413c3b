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
  /** Bytes of all the parts of a workbook, unzipped: it is held in memory whole, at four to six times this size. */
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
  workbookBytes: 192 * MiB,
};

export interface ReadingOptions {
  /** The sheet of a workbook, by name. Default: the first that has data. */
  readonly sheet?: string;
  /** The member of a zip. Default: the only one. */
  readonly member?: string;
  readonly limits?: Partial<Limits>;
}

export const limitsOf = (options: ReadingOptions | undefined): Limits => ({
  ...defaultLimits,
  ...options?.limits,
});
