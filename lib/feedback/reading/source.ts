import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { VerbatimError } from '../../errors.ts';
import type { Resume } from './text/reading-point.ts';

/**
 * A file for the readers: a name, a size and bytes that can be read more than once and from any place (a zip
 * is read from its end). It is made from a path on disk or from an object in S3.
 */
export interface SourceFile {
  /** The file's name or key; its extension is only a hint. */
  readonly name: string;
  readonly sizeBytes: number;
  /** The bytes from `start` (default 0) to before `end` (default: the size). */
  bytes(start?: number, end?: number): Readable;
}

/** What a text can be written in, by the names of `TextDecoder`. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'windows-874',
  'iso-8859-2',
  'iso-8859-5',
  'iso-8859-7',
  'koi8-r',
  'koi8-u',
  'macintosh',
  'x-mac-cyrillic',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'gb18030',
  'big5',
] as const;

/** The format that was found; printed by `preview` and stored with the batch. */
export const fileShape = z.object({
  format: z.enum(['csv', 'json', 'jsonl', 'xlsx', 'text']),
  encoding: z.enum(encodings).exactOptional(),
  /** Some of it was saved twice as UTF-8 (`wouldnâ€™t`): such letters are made whole where comments are read. */
  brokenLetters: z.literal(true).exactOptional(),
  delimiter: z.enum([',', ';', '\t', '|']).exactOptional(),
  compression: z.literal('gzip').exactOptional(),
  /** The sheet read, of a workbook. */
  sheet: z.string().exactOptional(),
  /** The tool that exported it, if its header shows that. */
  exportedBy: z
    .enum(['qualtrics', 'surveymonkey', 'google-forms', 'typeform', 'zendesk', 'app-store', 'google-play'])
    .exactOptional(),
});
export type FileShape = Readonly<z.infer<typeof fileShape>>;

/** What a table was read from. */
export interface NamedShape {
  readonly name: string;
  readonly shape: FileShape;
}

export interface SourceColumn {
  /** Unique in the table: a second `Comment` is named `Comment (2)`, a column without a name `column 3`. */
  readonly name: string;
  /** The wording of the question, if the file has it in addition to the name (Qualtrics, SurveyMonkey). */
  readonly question?: string;
}

/** One data row. `cells` has one entry for each column; '' is an empty cell. */
export interface SourceRow {
  /** From 1 for the first data row, counting every data row of the file, also bad ones. */
  readonly row: number;
  readonly cells: readonly string[];
  /** Set if the row itself is unreadable (ragged, a cell too large): it is rejected with this, never dropped. */
  readonly problem?: VerbatimError;
  /** Set if the row was erased: its number is kept, its cells are empty. */
  readonly erased?: true;
}

/** A sheet of a workbook with the records in it, its header included; counted up to {@link countedRecords}. */
export interface SheetSize {
  readonly name: string;
  readonly records: number;
}

/** Records counted of a sheet: enough to tell a cover sheet from one of answers. */
export const countedRecords = 1001;

/** A table in a file, ready to be mapped. Iterating `rows()` again reads the file again from the start. */
export interface SourceTable {
  /** The file's name; of a zip's member `archive.zip/member.csv`. */
  readonly name: string;
  readonly shape: FileShape;
  readonly columns: readonly SourceColumn[];
  /** The IANA time zone of the dates, if the file states it (Qualtrics). */
  readonly timeZone?: string;
  /** The sheets of a workbook that have data, in its order. Reads the start of each. */
  readonly sheets?: () => Promise<readonly SheetSize[]>;
  /** The fields of the objects of a JSON file, which only a reading of the whole file shows. */
  readonly fields?: readonly string[];
  /**
   * All rows; with `resume` those after its point at least. A file that can't be read from its middle (an archive, a workbook, a JSON array)
   * begins at its first row, and tells no points.
   */
  rows(resume?: Resume): AsyncIterable<SourceRow>;
}
