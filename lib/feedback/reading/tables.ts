import { headerOf, headerSampleRecords } from './header.ts';
import type { Limits } from './limits.ts';
import { eachOf, numberedRows } from './rows.ts';
import type { NamedShape, SourceTable } from './source.ts';
import type { Damage } from './text/encoding.ts';
import { recordsBefore, recordsFrom, type Start } from './text/reading-point.ts';

/** Where the reading of records begins; `headerRecords` and `recordsBefore` give the place of an error. */
interface RecordsStart {
  readonly headerRecords: number;
  readonly recordsBefore?: number;
  /** Default: at the first byte. */
  readonly start?: Start | undefined;
}

/** Records in batches, from the start of a file or from elsewhere on; what is broken in the bytes is noted in `damage`. */
export type Records = (damage: Damage, from: RecordsStart) => AsyncIterable<readonly (readonly string[])[]>;

/** A header and a row: what is broken further down is an error of reading the rows, after those before it. */
const enoughForHeader = 2;

const firstOf = async (records: Records, count: number): Promise<readonly (readonly string[])[]> => {
  const first: (readonly string[])[] = [];
  try {
    for await (const batch of records({ found: false }, { headerRecords: 1 })) {
      first.push(...batch.slice(0, count));
      if (first.length >= count) break;
    }
  } catch (error) {
    if (first.length < enoughForHeader) throw error;
  }
  return first.slice(0, count);
};

/**
 * A table of records whose first ones are its header: delimited text and workbooks.
 *
 * @throws VerbatimError what `headerOf` throws, and what goes wrong before the first rows
 */
export const recordTable = async (
  { name, shape }: NamedShape,
  records: Records,
  limits: Limits,
): Promise<SourceTable> => {
  const header = headerOf(await firstOf(records, headerSampleRecords), name, limits.columns);
  const { columns, timeZone, exportedBy } = header;
  return {
    name,
    shape: exportedBy === undefined ? shape : { ...shape, exportedBy },
    columns,
    ...(timeZone === undefined ? {} : { timeZone }),
    rows: (resume) => {
      const damage: Damage = { found: resume?.point?.damaged ?? false };
      const rules = { file: name, columns, limits, damage };
      const reading = { resume, damage, headerRecords: header.records };
      const from = { headerRecords: header.records, recordsBefore: recordsBefore(reading) };
      const batches = () => recordsFrom((start) => records(damage, { ...from, start }), reading);
      return eachOf(() => numberedRows(batches(), from, rules));
    },
  };
};
