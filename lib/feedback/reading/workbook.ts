import readWorkbook from 'read-excel-file/node';
import { VerbatimError } from '../../errors.ts';
import type { SourceFile, SourceTable } from '../source.ts';
import type { Limits, ReadingOptions } from './limits.ts';
import { recordTable } from './tables.ts';
import type { Member } from './zip.ts';

/** A cell as the library gives it; its types say `typeof Date` where an instance is meant. */
type Cell = string | number | boolean | Date | null;

interface Sheet {
  readonly sheet: string;
  readonly data: readonly (readonly Cell[])[];
}

const millisecondsInSecond = 1000;
/** Excel's day 0: a date before 1900-01-01 is a time of day without a date. */
const firstDay = Date.UTC(1900, 0, 1);

/**
 * A date as ISO 8601 without a zone, since a workbook has none: `2026-05-31` at midnight, else `2026-05-31T10:20:00`; a
 * time of day alone is `10:20:00`. Rounded to seconds: a workbook counts days as a fraction, which is off by microseconds.
 */
const dateText = (date: Date): string => {
  const seconds = Math.round(date.getTime() / millisecondsInSecond) * millisecondsInSecond;
  const [day = '', time = ''] = new Date(seconds).toISOString().slice(0, 19).split('T');
  if (seconds < firstDay) return time;
  return time === '00:00:00' ? day : `${day}T${time}`;
};

const cellText = (cell: Cell): string => {
  if (cell === null) return '';
  return cell instanceof Date ? dateText(cell) : String(cell);
};

const tooLarge = (file: string, expected: string): VerbatimError =>
  new VerbatimError('file-too-large', 'the workbook is too large; save it as CSV', {
    file,
    expected,
    got: 'more',
  });

/** Bytes of a zip that its directory does not tell of and that a reader of the whole stream would unpack too. */
const hiddenBytesAllowed = 64 * 1024;
/** Headers of a member in the stream and in the directory. */
const memberHeaderBytes = 30 + 46 + 128;

const hiddenBytes = (file: SourceFile, members: readonly Member[]): number =>
  file.sizeBytes -
  members.reduce((sum, { name, zippedBytes }) => sum + zippedBytes + 2 * name.length + memberHeaderBytes, 0);

/**
 * The library unpacks a workbook whole and trusts its sizes, so they are proved here first.
 */
const checkSizes = async (file: SourceFile, members: readonly Member[], limits: Limits): Promise<void> => {
  const declaredBytes = members.reduce((sum, { unzippedBytes }) => sum + unzippedBytes, 0);
  const unzips = Math.max(declaredBytes, file.sizeBytes);
  if (unzips > limits.workbookBytes)
    throw tooLarge(file.name, `at most ${limits.workbookBytes} bytes unzipped`);
  if (hiddenBytes(file, members) > hiddenBytesAllowed) {
    throw new VerbatimError('file-corrupt', 'the workbook holds more than its directory says', {
      file: file.name,
    });
  }
  for (const { source } of members) {
    for await (const _ of source.open()) {
      // Reading to the end is the check: the zip reader fails where a size or a checksum is wrong.
    }
  }
};

const contentOf = async (file: SourceFile): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of file.bytes() as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
};

const sheetsOf = async (file: SourceFile): Promise<readonly Sheet[]> => {
  try {
    return (await readWorkbook(await contentOf(file), { trim: false })) as unknown as readonly Sheet[];
  } catch (cause) {
    throw new VerbatimError('file-corrupt', 'the workbook can not be read', { file: file.name, cause });
  }
};

const chosenSheet = (sheets: readonly Sheet[], wanted: string | undefined, file: string): Sheet => {
  const found = sheets.find(({ sheet, data }) => (wanted === undefined ? data.length > 0 : sheet === wanted));
  if (found !== undefined) return found;
  if (wanted === undefined)
    throw new VerbatimError('file-empty', 'no sheet of the workbook has data', { file });
  throw new VerbatimError('sheet-not-found', 'the workbook has no such sheet', {
    file,
    expected: sheets.map(({ sheet }) => `"${sheet}"`).join(', '),
    got: `"${wanted}"`,
  });
};

const batchRows = 1_000;

async function* recordsIn(data: Sheet['data']): AsyncGenerator<string[][]> {
  for (let from = 0; from < data.length; from += batchRows) {
    const batch = data.slice(from, from + batchRows).map((cells) => cells.map(cellText));
    yield batch.filter((cells) => cells.some((cell) => cell !== ''));
  }
}

/**
 * The table of one sheet: the one the options name, else the first that has data. Formulas give the value that the
 * workbook stored for them, errors (#N/A) are empty. Rows without any value are none. Held in memory whole.
 *
 * @throws VerbatimError `sheet-not-found`, `file-too-large` beyond the limit, `file-corrupt`, `file-empty`, and what
 *   `headerOf` throws
 */
export const openWorkbook = async (
  file: SourceFile,
  members: readonly Member[],
  options: ReadingOptions,
  limits: Limits,
): Promise<SourceTable> => {
  await checkSizes(file, members, limits);
  const { sheet, data } = chosenSheet(await sheetsOf(file), options.sheet, file.name);
  return recordTable(file.name, { format: 'xlsx', sheet }, () => recordsIn(data), limits);
};
