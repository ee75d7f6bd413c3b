import { type RepeatedText, repeatedTexts } from '../../analysis/repeated-texts.ts';
import { dateReader } from '../response/dates/dates.ts';
import { ratingReader } from '../response/ratings.ts';
import { isResponseStatus } from '../response/row-status.ts';
import type { FoundColumn } from './columns/column-inference.ts';
import type { ColumnProfile } from './columns/column-profile.ts';
import { isDerivedGroups } from './columns/infer-record.ts';
import { type Promised, promiseOf } from './columns/promises.ts';
import type { MappingWarning } from './mapping.ts';
import { namesUnknownZone } from './zone-in-name.ts';

/** What a person should check in a mapping although nothing has to be asked. */

/** How a value of a column may be shown. */
type Show = (value: string) => string;

const maxShown = 3;

const notRead: Readonly<Record<Promised, { readonly like: string; readonly overrides: readonly string[] }>> =
  {
    score: { like: 'a score', overrides: ['nps', 'csat', 'ces', 'rating'] },
    comment: { like: 'a comment', overrides: ['comment'] },
    date: { like: 'the date of the response', overrides: ['submittedAt'] },
    status: { like: 'the status of a response', overrides: ['status'] },
  };

/** Of a name that says which score it is, that one; otherwise what it may be. */
const overridesFor = ({ column }: FoundColumn, promised: Promised, metric: string | undefined): string[] => {
  const overrides = promised === 'score' && metric !== undefined ? [metric] : notRead[promised].overrides;
  return [...overrides, 'ignored'].map((override) => `${override}=${column.name}`);
};

const readAs: Readonly<Record<string, string>> = {
  attribute: 'kept as an attribute',
  comment: 'read as a comment',
};

const unkept = (found: FoundColumn, hasDate: boolean): MappingWarning[] => {
  const { column, inference } = found;
  const { field } = inference.meaning;
  const isGuessed = inference.leftover === true || (field === 'comment' && inference.confidence < 1);
  if (!isGuessed || column.profile.distinct < 2) return [];
  const promise = promiseOf(column);
  if (promise === undefined || (promise.promised === 'date' && hasDate)) return [];
  const { promised, metric } = promise;
  if (field === promised) return [];
  const how = readAs[field] ?? 'ignored';
  return [
    {
      code: `${promised}-not-read`,
      column: column.name,
      text: `"${column.name}" looks like ${notRead[promised].like}, but its values do not: it is ${how}. Say what it is, or ignore it.`,
      options: overridesFor(found, promised, metric),
    },
  ];
};

/** Groups of an NPS whose answers are not in the table. */
const groupsAlone = (found: readonly FoundColumn[]): MappingWarning[] => {
  const hasNps = found.some(({ inference: { meaning } }) =>
    meaning.field === 'rating' ? meaning.scale.metric === 'nps' || meaning.by !== undefined : false,
  );
  return found
    .filter(({ column, inference }) => !hasNps && inference.confidence < 1 && isDerivedGroups(column))
    .map(({ column: { name } }) => ({
      code: 'score-not-read',
      column: name,
      text: `"${name}" has the groups of an NPS, but no column has its answers from 0 to 10: there is no NPS. Export the answers, too, or keep the groups as an attribute.`,
      options: [`attribute=${name}`, `ignored=${name}`],
    }));
};

interface OddCells {
  readonly cells: number;
  readonly values: readonly string[];
}

const oddCells = ({ values }: ColumnProfile, isOdd: (value: string) => boolean, show: Show): OddCells => {
  const odd = [...values].filter(([value]) => isOdd(value));
  return {
    cells: odd.reduce((sum, [, count]) => sum + count, 0),
    values: odd.slice(0, maxShown).map(([value]) => show(value)),
  };
};

const quoted = (values: readonly string[]): string => values.map((value) => `"${value}"`).join(', ');

const aboutCells = (
  { column }: FoundColumn,
  { code, cells, values }: OddCells & Pick<MappingWarning, 'code'>,
  text: string,
): MappingWarning[] =>
  cells === 0 ? [] : [{ code, column: column.name, text, options: [], cells, values: [...values] }];

/** `1 cell of "Effort" is`, `3 cells of "Effort" are`. */
const cellsOf = (cells: number, column: string, [one, several]: readonly [string, string]): string =>
  cells === 1 ? `1 cell of "${column}" ${one}` : `${cells} cells of "${column}" ${several}`;

const ratingWarnings = (found: FoundColumn, show: Show): MappingWarning[] => {
  const { column, inference } = found;
  const { meaning } = inference;
  if (meaning.field !== 'rating' || inference.question !== undefined || meaning.by !== undefined) return [];
  const read = ratingReader(meaning);
  const off = oddCells(column.profile, (value) => typeof read(value) === 'string', show);
  const codes = new Set(meaning.absent);
  const missing = oddCells(column.profile, (value) => codes.has(value), show);
  return [
    ...aboutCells(
      found,
      { code: 'codes-read-as-missing', ...missing },
      `${cellsOf(missing.cells, column.name, ['counts', 'count'])} as no answer: ${quoted(missing.values)}.`,
    ),
    ...aboutCells(
      found,
      { code: 'cells-off-scale', ...off },
      `${cellsOf(off.cells, column.name, ['is', 'are'])} not on its scale (${quoted(off.values)}): ${off.cells === 1 ? 'its row is' : 'their rows are'} rejected. Correct the values, or state the scale.`,
    ),
  ];
};

/** Far enough that no date of a file is later. */
const anyTime = { timeZone: 'UTC', reportingTimeZone: 'UTC', receivedAt: '9990-01-01T00:00:00Z' };

const dateWarnings = (found: FoundColumn): MappingWarning[] => {
  const { column, inference } = found;
  const { meaning } = inference;
  if (meaning.field !== 'submittedAt' || inference.question !== undefined) return [];
  const read = dateReader({ ...anyTime, order: meaning.order });
  const odd = oddCells(
    column.profile,
    (value) => typeof read(value) === 'string',
    (value) => value,
  );
  return aboutCells(
    found,
    { code: 'dates-unreadable', cells: odd.cells, values: [] },
    `${cellsOf(odd.cells, column.name, ['is', 'are'])} not in the date format of the column: ${odd.cells === 1 ? 'its row is' : 'their rows are'} rejected. Correct the values, or empty the cells.`,
  );
};

const zoneWarnings = ({ column, inference }: FoundColumn): MappingWarning[] => {
  const isDate = inference.meaning.field === 'submittedAt' || inference.meaning.field === 'submittedTime';
  if (!isDate || !namesUnknownZone(column.name)) return [];
  return [
    {
      code: 'time-zone-unknown',
      column: column.name,
      text: `The time zone in the name "${column.name}" is not known, or has several meanings. State the zone of its dates.`,
      options: ['timeZone=Area/City'],
    },
  ];
};

/** Rows with a status that nobody foresaw count; a person may know that they should not. */
const statusWarnings = (found: FoundColumn, show: Show): MappingWarning[] => {
  const { column, inference } = found;
  const { meaning } = inference;
  if (meaning.field !== 'status' || meaning.flag !== undefined || inference.confidence === 1) return [];
  const isUnknown = (value: string): boolean => !/^\d+$/.test(value) && !isResponseStatus(value);
  const unknown = oddCells(column.profile, isUnknown, show);
  return aboutCells(
    found,
    { code: 'status-unknown', ...unknown },
    `${cellsOf(unknown.cells, column.name, ['has', 'have'])} a status that is not known (${quoted(unknown.values)}): ${unknown.cells === 1 ? 'its row counts' : 'their rows count'}. Remove rows that are not answers of customers.`,
  );
};

/** The texts in a comment column that the export put there. */
export const textsOfExport = ({ column: { profile }, inference }: FoundColumn): RepeatedText[] =>
  inference.meaning.field === 'comment' ? repeatedTexts(profile.values, profile.filled) : [];

const exportTextWarnings = (found: FoundColumn, show: Show): MappingWarning[] => {
  const texts = textsOfExport(found);
  const cells = texts.reduce((sum, { comments }) => sum + comments, 0);
  const values = texts.slice(0, maxShown).map(({ text }) => show(text));
  return aboutCells(
    found,
    { code: 'text-of-export', cells, values },
    `${cellsOf(cells, found.column.name, ['has', 'have'])} a text of the export, not of a customer: no content (${quoted(values)}).`,
  );
};

/**
 * The warnings of a table's columns: names that promise what their column is not, and cells that are dropped.
 *
 * @param show what may be shown of a column's value
 */
export const warningsOf = (
  found: readonly FoundColumn[],
  show: (column: FoundColumn) => Show,
): MappingWarning[] => {
  const hasDate = found.some(({ inference }) => inference.meaning.field === 'submittedAt');
  const ofColumns = found.flatMap((column) => [
    ...unkept(column, hasDate),
    ...ratingWarnings(column, show(column)),
    ...dateWarnings(column),
    ...zoneWarnings(column),
    ...statusWarnings(column, show(column)),
    ...exportTextWarnings(column, show(column)),
  ]);
  return [...ofColumns, ...groupsAlone(found)];
};
