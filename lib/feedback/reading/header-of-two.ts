import { tidy } from './names.ts';
import type { FileShape, SourceColumn } from './source.ts';
import { isValueCell } from './value-cell.ts';

/** Reads headers of two records: codes (`V1`, `Q2`), and below them names or the wording of the questions. */

type Record = readonly string[];

interface TwoRecords {
  readonly columns: readonly SourceColumn[];
  readonly records: 2;
  readonly exportedBy?: NonNullable<FileShape['exportedBy']>;
}

const code = /^(?:v|q|qid|var|c|f|x|col|field|item|frage)[ _-]?\d+(?:[ ._#-]\w+(?:[ .#-]\w+)*)?$/i;
/** Records below the header that show what its columns hold. */
const minDataRecords = 1;

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
const isWording = (text: string): boolean => text.includes('?') || text.trim().split(/\s+/).length >= 4;

/** Columns whose data are numbers, dates or addresses where the second record has a name. */
const namesOverValues = (second: Record, data: readonly Record[]): number =>
  second.filter((name, index) => {
    const cells = data.map((record) => record[index]?.trim() ?? '').filter((cell) => cell !== '');
    return name.trim() !== '' && cells.length > 0 && cells.every(isValueCell);
  }).length;

/** What shows that the second record names the same columns as the first. */
const agreements = (first: Record, second: Record): number =>
  first.filter((name, index) => {
    const below = second[index] ?? '';
    return plain(name) === plain(below) || (code.test(name.trim()) && below.trim() !== '');
  }).length;

const nameOf = (first: string, second: string): string =>
  second.trim() !== '' && code.test(first.trim()) && !isWording(second) ? second : first;

const isLegacyQualtrics = (second: Record): boolean => {
  const names = new Set(second.map(plain));
  return (
    names.has('responseid') && (names.has('responseset') || names.has('ipaddress') || names.has('finished'))
  );
};

/**
 * The header of a table whose second record is one, too: none of its cells is a value, most columns agree with the first, and
 * below it are values. Undefined for any other.
 *
 * @param withQuestions columns of their names and questions
 */
export const headerOfTwo = (
  [first, second, ...data]: readonly Record[],
  withQuestions: (names: Record, questions: Record) => readonly SourceColumn[],
): TwoRecords | undefined => {
  if (first === undefined || second === undefined || data.length < minDataRecords) return undefined;
  const named = second.filter((cell) => cell.trim() !== '');
  if (named.length < 2 || named.some(isValueCell) || new Set(named).size < 0.8 * named.length)
    return undefined;
  const isTwice = agreements(first, second) >= 0.6 * first.length;
  if (!isTwice || namesOverValues(second, data) === 0) return undefined;
  const names = first.map((name, index) => tidy(nameOf(name, second[index] ?? '')));
  const columns = withQuestions(names, second);
  return { columns, records: 2, ...(isLegacyQualtrics(second) ? { exportedBy: 'qualtrics' } : {}) };
};
