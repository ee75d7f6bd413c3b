import type { ColumnMapping, MappingQuestion } from '../../feedback/mapping/mapping.ts';
import { parseMappingFlags } from '../../feedback/mapping/mapping-override.ts';
import { scaleKey } from '../../feedback/response/scale.ts';
import type { Terminal } from '../terminal.ts';
import { grid } from './grid.ts';
import { percent } from './wording.ts';

/** What a column is. @example meaningText({ field: 'comment', role: 'praise' }) // 'comment (praise)' */
export const meaningText = (meaning: ColumnMapping['meaning']): string => {
  switch (meaning.field) {
    case 'comment':
      return `comment (${meaning.role}${meaning.transcript ? ', the customer’s turns' : ''})`;
    case 'rating':
      return `rating ${scaleKey(meaning.scale)}`;
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

const longest = (texts: readonly string[], limit: number): number =>
  Math.min(limit, Math.max(...texts.map(({ length }) => length)));

/** A line for each column: name, meaning, confidence, reason. */
export const mappingPicture = (columns: readonly ColumnMapping[], terminal: Terminal): string => {
  const limit = Math.floor(terminal.columns * 0.3);
  const names = columns.map(({ column }) => cut(column, limit));
  const meanings = columns.map(({ meaning }) => cut(meaningText(meaning), limit));
  const room =
    terminal.columns - longest(names, limit) - longest(meanings, limit) - '  confidence    '.length;
  return grid(
    [{ title: 'column' }, { title: 'is' }, { title: 'confidence', align: 'right' }, { title: 'reason' }],
    columns.map(({ confidence, because }, index) => [
      names[index] ?? '',
      meanings[index] ?? '',
      percent(confidence),
      cut(because, Math.max(12, room)),
    ]),
    terminal,
  );
};

/** The three redacted samples of each column, under its name. */
export const samplesPicture = (columns: readonly ColumnMapping[], terminal: Terminal): string => {
  const room = Math.max(20, Math.floor(terminal.columns / 3) - 4);
  return grid(
    [{ title: 'column' }, { title: 'samples' }],
    columns
      .filter(({ samples }) => samples.length > 0)
      .map(({ column, samples }) => [
        cut(column, 24),
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
