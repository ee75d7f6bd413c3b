import { posix } from 'node:path';
import { VerbatimError } from '../../../errors.ts';
import type { Member } from '../archive/zip.ts';
import type { Limits, ReadingOptions } from '../limits.ts';
import { countedRecords, type SheetSize, type SourceTable } from '../source.ts';
import { recordTable } from '../tables.ts';
import { isBuiltInDate, isDateFormat } from './serial.ts';
import { type SheetContext, sheetRecords, unescaped } from './sheet.ts';
import { parseXml, type XmlHandlers } from './xml.ts';

/** The parts of a workbook (ECMA-376, Office Open XML), as far as reading its values takes them. */
interface Parts {
  readonly file: string;
  readonly limits: Limits;
  readonly members: ReadonlyMap<string, Member>;
}

interface SheetPart {
  readonly name: string;
  readonly path: string;
}

const memberAt = ({ file, limits, members }: Parts, path: string): Member | undefined => {
  const member = members.get(path);
  if (member === undefined || member.unzippedBytes <= limits.workbookBytes) return member;
  throw new VerbatimError('file-too-large', 'the workbook is too large; save it as CSV', {
    file,
    expected: `at most ${limits.workbookBytes} bytes of text`,
    got: String(member.unzippedBytes),
  });
};

/** Reads a part that is held in memory; a part that is not there has nothing in it. */
const readPart = async (parts: Parts, path: string, handlers: XmlHandlers): Promise<void> => {
  const member = memberAt(parts, path);
  if (member !== undefined) await parseXml(member.source.open(), handlers, parts.file);
};

/** Targets of relations by id, as paths in the zip. */
const relationsOf = async (parts: Parts): Promise<ReadonlyMap<string, string>> => {
  const targets = new Map<string, string>();
  await readPart(parts, 'xl/_rels/workbook.xml.rels', {
    open: (name, { Id = '', Target = '' }) => {
      if (name === 'Relationship') targets.set(Id, posix.resolve('/xl', Target).slice(1));
    },
  });
  return targets;
};

interface Outline {
  readonly sheets: readonly SheetPart[];
  readonly from1904: boolean;
}

const outlineOf = async (parts: Parts): Promise<Outline> => {
  const targets = await relationsOf(parts);
  const sheets: SheetPart[] = [];
  let from1904 = false;
  await readPart(parts, 'xl/workbook.xml', {
    open: (tag, { name = '', id = '', date1904 = '' }) => {
      if (tag === 'workbookPr') from1904 = date1904 === '1' || date1904 === 'true';
      if (tag === 'sheet') sheets.push({ name: unescaped(name), path: targets.get(id) ?? '' });
    },
  });
  return { sheets, from1904 };
};

/** The texts that cells refer to by number; each `<si>` is one, of one or more runs. */
const sharedStrings = async (parts: Parts): Promise<readonly string[]> => {
  const strings: string[] = [];
  let text = '';
  let inText = false;
  let inReading = false;
  await readPart(parts, 'xl/sharedStrings.xml', {
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 'rPh') inReading = true;
      else if (name === 't') inText = !inReading;
    },
    text: (part) => {
      if (inText) text += part;
    },
    close: (name) => {
      if (name === 't') inText = false;
      else if (name === 'rPh') inReading = false;
      else if (name === 'si') strings.push(unescaped(text));
    },
  });
  return strings;
};

/** Which cell styles show dates: indexes into `<cellXfs>`, by their number formats. */
const dateStylesOf = async (parts: Parts): Promise<ReadonlySet<number>> => {
  const dateFormats = new Set<number>();
  const styles = new Set<number>();
  let inCellStyles = false;
  let index = 0;
  const addStyle = (formatId: number): void => {
    if (isBuiltInDate(formatId) || dateFormats.has(formatId)) styles.add(index);
    index += 1;
  };
  await readPart(parts, 'xl/styles.xml', {
    open: (name, { numFmtId = '0', formatCode = '' }) => {
      if (name === 'numFmt' && isDateFormat(formatCode)) dateFormats.add(Number(numFmtId));
      else if (name === 'cellXfs') inCellStyles = true;
      else if (name === 'xf' && inCellStyles) addStyle(Number(numFmtId));
    },
    close: (name) => {
      if (name === 'cellXfs') inCellStyles = false;
    },
  });
  return styles;
};

const recordsOf = (parts: Parts, { path }: SheetPart, context: SheetContext): AsyncGenerator<string[][]> => {
  const member = parts.members.get(path);
  if (member !== undefined) return sheetRecords(member.source.open(), context);
  throw new VerbatimError('file-corrupt', 'a sheet of the workbook is missing', { file: parts.file });
};

/** Records of a sheet, counted up to a limit. */
const countOf = async (records: AsyncIterable<readonly unknown[]>, limit: number): Promise<number> => {
  let count = 0;
  for await (const batch of records) {
    count += batch.length;
    if (count >= limit) return limit;
  }
  return count;
};

/** The sheets that have data, with how much. */
const sizesOf = async (
  parts: Parts,
  sheets: readonly SheetPart[],
  context: SheetContext,
): Promise<readonly SheetSize[]> => {
  const sizes: SheetSize[] = [];
  for (const sheet of sheets)
    sizes.push({
      name: sheet.name,
      records: await countOf(recordsOf(parts, sheet, context), countedRecords),
    });
  return sizes.filter(({ records }) => records > 0);
};

const namedSheet = (sheets: readonly SheetPart[], wanted: string, file: string): SheetPart => {
  const found = sheets.find(({ name }) => name === wanted);
  if (found !== undefined) return found;
  throw new VerbatimError('sheet-not-found', 'sheet not found', {
    file,
    expected: sheets.map(({ name }) => `"${name}"`).join(', '),
    got: `"${wanted}"`,
  });
};

/** A sheet with nothing but a header, or a title, is read only where no sheet has more. */
const firstWithData = async (
  parts: Parts,
  sheets: readonly SheetPart[],
  context: SheetContext,
): Promise<SheetPart> => {
  let headerOnly: SheetPart | undefined;
  for (const sheet of sheets) {
    const records = await countOf(recordsOf(parts, sheet, context), 2);
    if (records > 1) return sheet;
    if (records === 1) headerOnly ??= sheet;
  }
  if (headerOnly !== undefined) return headerOnly;
  throw new VerbatimError('file-empty', 'no sheet of the workbook has data', { file: parts.file });
};

/**
 * The table of one sheet: the one the options name, else the first that has data below its header. Dates become ISO strings; formulas give
 * the value that the workbook stored for them, errors (#N/A) are empty. Rows without any value are none. The rows are
 * streamed; the texts that cells share are held in memory.
 *
 * @throws VerbatimError `sheet-not-found`, `file-too-large` for more shared text than the limit, `file-corrupt`,
 *   `file-empty`, and what `headerOf` throws
 */
export const openWorkbook = async (
  { file, members }: { readonly file: string; readonly members: readonly Member[] },
  options: ReadingOptions,
  limits: Limits,
): Promise<SourceTable> => {
  const parts = { file, limits, members: new Map(members.map((member) => [member.name, member])) };
  const { sheets, from1904 } = await outlineOf(parts);
  const [strings, dateStyles] = [await sharedStrings(parts), await dateStylesOf(parts)];
  const context = { file, strings, dateStyles, from1904, limits };
  const sheet =
    options.sheet === undefined
      ? await firstWithData(parts, sheets, context)
      : namedSheet(sheets, options.sheet, file);
  const shape = { format: 'xlsx', sheet: sheet.name } as const;
  const table = await recordTable({ name: file, shape }, () => recordsOf(parts, sheet, context), limits);
  return { ...table, sheets: () => sizesOf(parts, sheets, context) };
};
