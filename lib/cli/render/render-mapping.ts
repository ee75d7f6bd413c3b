import type { ColumnMapping, MappingQuestion, MappingWarning } from '../../feedback/mapping/mapping.ts';
import { parseMappingFlags } from '../../feedback/mapping/mapping-override.ts';
import { scaleKey } from '../../feedback/response/scale.ts';
import type { Terminal } from '../terminal.ts';
import { grid } from './grid.ts';
import { percent, plural } from './wording.ts';
import { linesOf } from './wrapped.ts';

const ratingText = ({ scale, by }: Extract<ColumnMapping['meaning'], { field: 'rating' }>): string => {
  if (by === undefined) return `rating ${scaleKey(scale)}`;
  const scales = Object.values(by.scales).map(scaleKey);
  return `rating by "${by.column}": ${[...new Set(scales)].join(', ')}`;
};

/** What a column is. @example meaningText({ field: 'comment', role: 'praise' }) // 'comment (praise)' */
export const meaningText = (meaning: ColumnMapping['meaning']): string => {
  switch (meaning.field) {
    case 'comment':
      return `comment (${meaning.role}${meaning.transcript ? ', the customer’s turns' : ''})`;
    case 'rating':
      return ratingText(meaning);
    case 'status':
      return meaning.flag === undefined ? 'status' : `status (${meaning.on ?? 'yes'}: ${meaning.flag})`;
    case 'submittedAt':
      return `submittedAt (${meaning.order})`;
    case 'ignored':
      return `ignored: ${meaning.reason}`;
    default:
      return meaning.field;
  }
};

const cut = (text: string, length: number): string => {
  const line = text.replaceAll(/\s+/gu, ' ');
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
};

const longest = (texts: readonly string[]): number =>
  Math.max(...texts.flatMap((text) => text.split('\n')).map(({ length }) => length));

const broken = (word: string, width: number): string =>
  word.replaceAll(new RegExp(`(.{${width}})(?=.)`, 'gu'), '$1 ');

/** Wraps a text to a width, long words too; it has few lines, so a very long one is cut. */
const cell = (text: string, width: number, lines = 4): string => {
  const words = cut(text, lines * width).split(' ');
  return linesOf(words.map((word) => broken(word, width)).join(' '), width).join('\n');
};

/** A column's name and, where the file has it, the wording of its question, in full. */
const nameCell = ({ column, question }: ColumnMapping, width: number): string =>
  question === undefined || question === column
    ? cell(column, width)
    : `${cell(column, width)}\n${cell(question, width, 20)}`;

/** Columns that Verbatim itself wrote into a file of rejected rows. */
const isOurs = ({ column }: ColumnMapping): boolean => column.startsWith('verbatim:');

const savedReason = /^from the mapping saved on /;

/** In the table, where the line below it names the mapping. */
const shortReason = ({ because }: ColumnMapping): string =>
  savedReason.test(because) ? 'saved mapping' : because;

/** What holds for many columns at once, below the table. */
const footnotes = (columns: readonly ColumnMapping[]): string[] => {
  const saved = new Set(columns.map(({ because }) => because).filter((because) => savedReason.test(because)));
  const ours = columns.filter(isOurs).length;
  return [
    ...[...saved].map((because) => `saved mapping: ${because.replace(savedReason, '')}`),
    ...(ours === 0 ? [] : [`ignored: ${plural(ours, 'column')} that Verbatim added to the rejected rows`]),
  ];
};

/** A line for each column: name with its wording, meaning, confidence, reason. */
export const mappingPicture = (all: readonly ColumnMapping[], terminal: Terminal): string => {
  const columns = all.filter((column) => !isOurs(column));
  const width = Math.floor(terminal.columns * 0.3);
  const names = columns.map((column) => nameCell(column, width));
  const meanings = columns.map(({ meaning, because }) =>
    cell(
      meaning.field === 'ignored' && meaning.reason === because ? 'ignored' : meaningText(meaning),
      Math.floor(width * 0.8),
    ),
  );
  const room = terminal.columns - longest(names) - longest(meanings) - '  confidence    '.length;
  const table = grid(
    [{ title: 'column' }, { title: 'is' }, { title: 'confidence', align: 'right' }, { title: 'reason' }],
    columns.map((column, index) => [
      names[index] ?? '',
      meanings[index] ?? '',
      percent(column.confidence),
      cell(shortReason(column), Math.max(12, room)),
    ]),
    terminal,
  );
  return [table, ...footnotes(all).map((note) => terminal.style('dim', note))].join('\n');
};

/** The three redacted samples of each column, beside its name. */
export const samplesPicture = (columns: readonly ColumnMapping[], terminal: Terminal): string => {
  const width = Math.floor(terminal.columns * 0.3);
  const room = Math.max(20, Math.floor((terminal.columns - width) / 3) - 4);
  return grid(
    [{ title: 'column' }, { title: 'samples' }],
    columns
      .filter((column) => column.samples.length > 0 && !isOurs(column))
      .map(({ column, samples }) => [
        cell(column, width),
        samples.map((sample) => cut(sample, room)).join(terminal.style('dim', ' | ')),
      ]),
    terminal,
  );
};

/** The flag as a line of a mapping file, without braces. @example '"columns": {"Date": "submittedAt:day-first"}' */
const inMappingFile = (option: string): string => {
  const { columns, ...rest } = parseMappingFlags([option]);
  const [key, value] = Object.entries(columns ?? rest)[0] ?? [];
  return key === undefined ? '' : `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
};

/** Open questions, with the flag and the mapping line that answer each. */
export const questionsPicture = (questions: readonly MappingQuestion[], { style }: Terminal): string =>
  questions
    .map(({ ask, options }) =>
      [
        `${style('yellow', '?')} ${ask}`,
        ...options.map((option) => `    --map '${option}'   ${style('dim', inMappingFile(option))}`),
      ].join('\n'),
    )
    .join('\n');

/** What to check, with the flags that change it. Empty where there is nothing. */
export const warningsPicture = (warnings: readonly MappingWarning[], { style }: Terminal): string =>
  warnings
    .map(({ text, options }) =>
      [
        `${style('yellow', '!')} ${text}`,
        ...(options.length === 0
          ? []
          : [`    ${options.map((option) => `--map '${option}'`).join(style('dim', ' or '))}`]),
      ].join('\n'),
    )
    .join('\n');
