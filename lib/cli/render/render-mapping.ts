import type { ColumnMapping, MappingQuestion } from '../../feedback/mapping/mapping.ts';
import { parseMappingFlags } from '../../feedback/mapping/mapping-override.ts';
import { scaleKey } from '../../feedback/response/scale.ts';
import type { Terminal } from '../terminal.ts';
import { grid } from './grid.ts';
import { percent } from './wording.ts';

/** What a column is, in a few words. @example meaningText({ field: 'comment', role: 'praise' }) // 'comment (praise)' */
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

/** A line for each column: its name, what it is taken for, how sure that is, and why. */
export const mappingPicture = (columns: readonly ColumnMapping[], terminal: Terminal): string => {
  const limit = Math.floor(terminal.columns * 0.3);
  const names = columns.map(({ column }) => cut(column, limit));
  const meanings = columns.map(({ meaning }) => cut(meaningText(meaning), limit));
  const room = terminal.columns - longest(names, limit) - longest(meanings, limit) - '  sure    '.length;
  return grid(
    [{ title: 'column' }, { title: 'is' }, { title: 'sure', align: 'right' }, { title: 'because' }],
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

/** The flag as it stands in a mapping file, without the braces around. @example '"columns": {"Date": "submittedAt:day-first"}' */
const inMappingFile = (option: string): string => {
  const { columns, ...rest } = parseMappingFlags([option]);
  const [key, value] = Object.entries(columns ?? rest)[0] ?? [];
  return key === undefined ? '' : `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
};

/** What only a person can know, with the flag and the line of a mapping file that say it. */
export const questionsPicture = (questions: readonly MappingQuestion[], { style }: Terminal): string =>
  questions
    .map(({ ask, options }) =>
      [
        `${style('yellow', '?')} ${ask}`,
        ...options.map((option) => `    --map '${option}'   ${style('dim', inMappingFile(option))}`),
      ].join('\n'),
    )
    .join('\n');
