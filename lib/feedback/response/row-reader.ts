import type { Mapping } from '../mapping/mapping.ts';
import { isAbsent, isPlaceholderName } from './absent.ts';
import type { ReadDate } from './dates/dates.ts';
import { readWrittenTime, type WrittenTime } from './dates/written-time.ts';
import { describeCell } from './describe-cell.ts';
import { type Identity, respondentGroup } from './identity/identity.ts';
import { languageCode } from './language-code.ts';
import type { Rejection } from './outcome.ts';
import { likelyCountries } from './redaction/countries.ts';
import { namesOf } from './redaction/names.ts';
import { type RedactionOptions, redactions } from './redaction/redact.ts';
import { type AnswerText, type Voice, voice } from './response.ts';
import type { CommentColumn, Placed, RowPlan } from './row-plan.ts';
import { isUnfinishedStatus, saysUnfinished } from './row-status.ts';
import { customerText } from './text/customer-text.ts';
import { EditedText } from './text/edited-text.ts';

/** Reads the cells of one row under a plan: all that a response holds but its id. */

export interface ReadRow {
  readonly touchpoint: string;
  readonly date: ReadDate | undefined;
  readonly answers: AnswerText[];
  readonly texts: readonly EditedText[];
  /** Question and text as uploaded, without the white space around it: what ids and fingerprints are made of. */
  readonly said: readonly (readonly [question: string, text: string])[];
  readonly ratings: Record<string, number>;
  readonly rated: readonly (readonly [question: string, value: number])[];
  readonly attributes: Record<string, string>;
  readonly voice: Voice;
  readonly respondent: string | undefined;
  readonly respondentGroup: string | undefined;
  readonly account: string | undefined;
  readonly channel: string | undefined;
  readonly declaredLanguage: string | undefined;
  readonly unfinished: boolean;
}

export interface RowReaderContext {
  readonly plan: RowPlan;
  readonly mapping: Mapping;
  readonly identity: Identity;
  readonly nameTouchpoint: (raw: string) => string;
  /** The touchpoint of a row that names none. */
  readonly touchpoint: string;
  /** All months before this one are closed; none is if absent. */
  readonly closedBefore?: string | undefined;
  /** What is redacted in every row of the file. */
  readonly redaction: RedactionOptions;
}

const maxTextBytes = 65_536;
/** A larger cell is not looked into: what surrounds a comment is never four times the longest comment. */
const maxCommentCellLength = 4 * maxTextBytes;
/** A label is something to compare by, not a text. */
const maxLabelLength = 200;
const rememberedLabels = 10_000;

/** An item of the table holds 400 KB: the rest is for what is found in the comments. */
const maxRowBytes = 262_144;

type Answers = Pick<ReadRow, 'answers' | 'texts' | 'said'>;
type Ratings = Pick<ReadRow, 'ratings' | 'rated'>;
type Cells = readonly string[];

export const isRejection = (value: object | undefined): value is Rejection =>
  value !== undefined && 'reason' in value;

const tooLarge = ({ column }: CommentColumn, size: string): Rejection => ({
  reason: 'text-too-large',
  column,
  expected: 'a comment of at most 64 KB',
  got: size,
});

/** No character takes more than three bytes for each of its UTF-16 units, so most texts need no counting. */
const exceedsBytes = (text: string): boolean =>
  text.length * 3 > maxTextBytes && Buffer.byteLength(text) > maxTextBytes;

/** What is redacted in a row: also the names in it, and phone numbers of the country that it comes from. */
const rowRedaction = (context: RowReaderContext): ((cells: Cells) => RedactionOptions) => {
  const { plan, mapping, redaction } = context;
  const remembered = new Map<string, string[]>();
  const countriesOf = (cells: Cells): string[] => {
    const countries = plan.countries.map((index) => cells[index] ?? '');
    const locale = cells[plan.language];
    const key = [locale, ...countries].join('\t');
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const likely = likelyCountries({ countries, locale, timeZone: mapping.timeZone });
    if (remembered.size < rememberedLabels) remembered.set(key, likely);
    return likely;
  };
  return (cells) => ({
    ...redaction,
    countries: countriesOf(cells),
    names: namesOf(plan.names.map((index) => cells[index] ?? '')),
  });
};

const readAnswers = (
  cells: Cells,
  plan: RowPlan,
  redactionOf: (cells: Cells) => RedactionOptions,
): Answers | Rejection => {
  const redaction = redactionOf(cells);
  const answers: AnswerText[] = [];
  const texts: EditedText[] = [];
  const said: [string, string][] = [];
  for (const column of plan.comments) {
    const cell = cells[column.index] ?? '';
    if (cell === '') continue;
    if (cell.length > maxCommentCellLength) return tooLarge(column, `${cell.length} characters`);
    const text = customerText(cell, { transcript: column.transcript, ...redaction });
    if (text.text === '') continue;
    if (exceedsBytes(text.text)) return tooLarge(column, `${Buffer.byteLength(text.text)} bytes`);
    answers.push({ question: column.question, role: column.role, text: text.text });
    texts.push(text);
    said.push([column.question, cell.trim()]);
  }
  return { answers, texts, said };
};

/** As long as they are stored: JSON. Most rows are so short that they need no counting: no character takes more than six bytes. */
const rowTooLarge = (
  answers: readonly AnswerText[],
  attributes: Readonly<Record<string, string>>,
): Rejection | undefined => {
  let characters = 0;
  for (const { question, text } of answers) characters += question.length + text.length;
  for (const name in attributes) characters += name.length + (attributes[name]?.length ?? 0);
  if (characters * 6 <= maxRowBytes) return undefined;
  const bytes = Buffer.byteLength(JSON.stringify([answers, attributes]));
  if (bytes <= maxRowBytes) return undefined;
  const expected = 'comments and attributes of at most 256 KB together';
  return { reason: 'row-too-large', expected, got: `${bytes} bytes` };
};

const readRatings = (cells: Cells, { plan }: RowReaderContext): Ratings | Rejection => {
  const ratings: Record<string, number> = {};
  const rated: [string, number][] = [];
  for (const { index, column, question, key, expected, read, appliesTo } of plan.ratings) {
    if (appliesTo?.(cells) === false) continue;
    const cell = cells[index] ?? '';
    const value = read(cell);
    if (typeof value === 'string') return { reason: value, column, expected, got: describeCell(cell) };
    if (value === undefined) continue;
    ratings[key] = value;
    rated.push([question, value]);
  }
  return { ratings, rated };
};

/** The time in a date's own column of times; undefined where the file has none, or the cell says nothing. */
const readTime = (cells: Cells, time: Placed | undefined): WrittenTime | Rejection | undefined => {
  const cell = time === undefined ? '' : (cells[time.index] ?? '').trim();
  if (time === undefined || isAbsent(cell)) return undefined;
  const expected = 'a time of day such as 10:20';
  return (
    readWrittenTime(cell) ?? {
      reason: 'date-unreadable',
      column: time.column,
      expected,
      got: describeCell(cell),
    }
  );
};

const readDate = (
  cells: Cells,
  { plan, closedBefore = '' }: RowReaderContext,
): ReadDate | Rejection | undefined => {
  if (plan.submittedAt === undefined) return undefined;
  const { index, column, expected, read, time: timeColumn } = plan.submittedAt;
  const time = readTime(cells, timeColumn);
  if (isRejection(time)) return time;
  const cell = cells[index] ?? '';
  const date = read(cell, time);
  if (typeof date === 'string') return { reason: date, column, expected, got: describeCell(cell) };
  return date !== undefined && date.cell.slice(0, 7) < closedBefore
    ? { reason: 'period-closed', column, expected: `${closedBefore}-01 or a later date`, got: date.cell }
    : date;
};

/** Reads cells that repeat: trimmed, redacted, cut to a label's length; undefined for a blank. */
const labelReader = (redaction: RedactionOptions): ((cell: string | undefined) => string | undefined) => {
  const remembered = new Map<string, string | undefined>();
  const read = (cell: string): string | undefined => {
    const label = cell.trim().replaceAll(/\s+/g, ' ').slice(0, maxLabelLength);
    const redacted = new EditedText(label).edit(redactions(label, redaction)).text;
    return redacted === '' ? undefined : redacted;
  };
  return (cell = '') => {
    if (cell === '') return undefined;
    if (remembered.has(cell)) return remembered.get(cell);
    const label = read(cell);
    if (remembered.size < rememberedLabels) remembered.set(cell, label);
    return label;
  };
};

const voiceOf = (cell: string | undefined, otherwise: Voice): Voice => {
  if (cell === undefined) return otherwise;
  const named = voice.safeParse(cell.trim().toLowerCase());
  return named.success ? named.data : otherwise;
};

const respondentOf = (
  cell: string | undefined,
  identity: Identity,
): Pick<ReadRow, 'respondent' | 'respondentGroup'> =>
  cell === undefined || isPlaceholderName(cell)
    ? { respondent: undefined, respondentGroup: undefined }
    : { respondent: identity.respondent(cell), respondentGroup: respondentGroup(cell) };

const touchpointOf = (cell: string | undefined, { nameTouchpoint, touchpoint }: RowReaderContext): string =>
  cell === undefined || cell.trim() === '' ? touchpoint : nameTouchpoint(cell);

const languageOf = (cell: string | undefined): string | undefined =>
  cell === undefined ? undefined : languageCode(cell);

const isUnfinished = (cells: Cells, { finished, statuses }: RowPlan): boolean =>
  saysUnfinished(cells[finished] ?? '') || statuses.some((index) => isUnfinishedStatus(cells[index] ?? ''));

const isWhollyEmpty = (cells: Cells): boolean => cells.every((cell) => cell === '' || cell.trim() === '');

/** A function from the cells of a row to what they say, or to why the row is rejected. */
export const rowReader = (context: RowReaderContext): ((cells: Cells) => ReadRow | Rejection) => {
  const { plan, mapping, identity } = context;
  const label = labelReader(context.redaction);
  const redactionOf = rowRedaction(context);
  const attributesOf = (cells: Cells): Record<string, string> => {
    const attributes: Record<string, string> = {};
    for (const { index, column } of plan.attributes) {
      const value = label(cells[index]);
      if (value !== undefined) attributes[column] = value;
    }
    return attributes;
  };
  return (cells) => {
    if (isWhollyEmpty(cells)) return { reason: 'row-empty', expected: 'at least one value', got: 'none' };
    const date = readDate(cells, context);
    if (isRejection(date)) return date;
    const ratings = readRatings(cells, context);
    if (isRejection(ratings)) return ratings;
    const answers = readAnswers(cells, plan, redactionOf);
    if (isRejection(answers)) return answers;
    const attributes = attributesOf(cells);
    const excess = rowTooLarge(answers.answers, attributes);
    if (excess !== undefined) return excess;
    return {
      touchpoint: touchpointOf(cells[plan.touchpoint], context),
      date,
      ...answers,
      ...ratings,
      attributes,
      voice: voiceOf(cells[plan.voice], mapping.voice),
      ...respondentOf(cells[plan.respondent], identity),
      account: label(cells[plan.account]),
      channel: label(cells[plan.channel]),
      declaredLanguage: languageOf(cells[plan.language]),
      unfinished: isUnfinished(cells, plan),
    };
  };
};
