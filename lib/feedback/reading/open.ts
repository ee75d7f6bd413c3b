import { VerbatimError } from '../../errors.ts';
import { type ByteSource, fileInMemory, headOf, plainSource } from './archive/bytes.ts';
import { gzipSource } from './archive/gzip.ts';
import { feedbackMembers, type Member, zipContentOf, zipMembers } from './archive/zip.ts';
import { detectContent } from './content.ts';
import { type Limits, limitsOf, type ReadingOptions } from './limits.ts';
import { membersOf, openRewritten, rewrittenHead } from './rewritten/rewritten.ts';
import type { SourceFile, SourceTable } from './source.ts';
import { openText } from './text/text.ts';
import { openWorkbook } from './workbook/workbook.ts';

const headBytes = 64 * 1024;

const refuseNested = (file: string): never => {
  throw new VerbatimError('file-format-unsupported', 'archives in archives are not supported', {
    file,
    expected: 'files that are not archives',
    got: 'a gzip or zip',
  });
};

const refuseDocument = (file: string): never => {
  throw new VerbatimError('file-binary', 'unsupported file format', {
    file,
    expected: 'CSV, TSV, JSON, JSON Lines, XLSX or text, also in gzip or zip',
    got: 'a document (Word, PowerPoint, OpenDocument, binary workbook or program)',
  });
};

/** All bytes of a source in memory, for a workbook that is packed in something else. */
const inMemory = async (source: ByteSource, maxBytes: number): Promise<SourceFile> => {
  const { head, complete } = await headOf(source, maxBytes);
  if (complete) return fileInMemory(source.name, head);
  throw new VerbatimError('file-too-large', 'the workbook is too large', {
    file: source.name,
    expected: `at most ${maxBytes} bytes`,
    got: 'more',
  });
};

/** What is packed in a gzip or a zip: a text, or a workbook, which is a zip itself. */
const openPacked = async (
  source: ByteSource,
  options: ReadingOptions,
  limits: Limits,
): Promise<SourceTable> => {
  const { head } = await headOf(source, headBytes);
  const content = detectContent(head, source.name);
  if (content === 'text') return openText(source, limits);
  if (content === 'gzip') return refuseNested(source.name);
  const file = await inMemory(source, limits.workbookBytes);
  const members = await zipMembers(file, limits);
  if (zipContentOf(members) !== 'workbook') return refuseNested(source.name);
  const table = await openWorkbook({ file: file.name, members }, options, limits);
  return source.compression === undefined
    ? table
    : { ...table, shape: { ...table.shape, compression: source.compression } };
};

const memberNamed = (
  file: SourceFile,
  members: readonly Member[],
  wanted: string | undefined,
): Member | undefined => {
  if (wanted === undefined && members.length > 1) {
    throw new VerbatimError('usage', 'the zip has several files; name one', {
      file: file.name,
      expected: members.map(({ name }) => name).join(', '),
      got: 'no name',
    });
  }
  return wanted === undefined ? members[0] : members.find(({ name }) => name === wanted);
};

/** A zip without the files of operating systems. */
interface Zip {
  readonly file: SourceFile;
  readonly members: readonly Member[];
}

const openMember = (
  { file, members }: Zip,
  options: ReadingOptions,
  limits: Limits,
): Promise<SourceTable> => {
  const member = memberNamed(file, members, options.member);
  if (member !== undefined) return openPacked(member.source, options, limits);
  if (members.length === 0) throw new VerbatimError('file-empty', 'the zip is empty', { file: file.name });
  throw new VerbatimError('file-not-found', 'file not found in the zip', {
    file: file.name,
    expected: members.map(({ name }) => name).join(', '),
    got: options.member ?? 'nothing',
  });
};

const openZip = async (file: SourceFile, options: ReadingOptions, limits: Limits): Promise<SourceTable> => {
  const members = await zipMembers(file, limits);
  const content = zipContentOf(members);
  if (content === 'document') return refuseDocument(file.name);
  return content === 'workbook'
    ? openWorkbook({ file: file.name, members }, options, limits)
    : openMember({ file, members: feedbackMembers(members) }, options, limits);
};

const detectContentOfFile = async (file: SourceFile): Promise<ReturnType<typeof detectContent>> =>
  detectContent((await headOf(plainSource(file), headBytes)).head, file.name);

/**
 * One table: that of the file, or of the member that the options name. Its content decides how it is read; its name is
 * only a hint. Opening reads as much as it takes to know the columns; rows are read when they are asked for.
 *
 * @throws VerbatimError a file-level error; `file-not-found` for a member that is not there, `usage` for a zip of several
 *   files without a member named
 * @example const table = await openTable(fileOnDisk('may.zip'), { member: 'may/web.csv' });
 */
export const openTable = async (file: SourceFile, options: ReadingOptions = {}): Promise<SourceTable> => {
  const limits = limitsOf(options);
  const content = await detectContentOfFile(file);
  const rewritten = await rewrittenHead(file);
  if (rewritten !== undefined) return openRewritten(file, rewritten, options);
  if (content === 'zip') return openZip(file, options, limits);
  return content === 'gzip'
    ? openPacked(gzipSource(file, limits), options, limits)
    : openText(plainSource(file, options.segmentBytes), limits, options.fields);
};

/**
 * The names of the files in a zip, without folders and what operating systems leave there. Empty for any file that is no
 * zip of files (a workbook is none).
 */
export const listMembers = async (file: SourceFile, options?: ReadingOptions): Promise<string[]> => {
  const rewritten = await rewrittenHead(file);
  if (rewritten !== undefined) return membersOf(rewritten);
  if ((await detectContentOfFile(file)) !== 'zip') return [];
  const members = await zipMembers(file, limitsOf(options));
  if (zipContentOf(members) !== 'archive') return [];
  return feedbackMembers(members).map(({ name }) => name);
};

/**
 * The tables of a file: one, or one for each member of a zip, in the order of its directory. A member that cannot be
 * opened throws when its turn comes; open the others by name to go on without it.
 *
 * @throws VerbatimError as `openTable`; an empty zip is `file-empty`
 * @example for await (const table of openTables(file)) for await (const { row, cells } of table.rows()) …
 */
export async function* openTables(
  file: SourceFile,
  options: ReadingOptions = {},
): AsyncGenerator<SourceTable> {
  const members = options.member === undefined ? await listMembers(file, options) : [];
  if (members.length === 0) yield await openTable(file, options);
  for (const member of members) yield await openTable(file, { ...options, member });
}
