import type { Mapping, MappingOverride, MappingQuestion } from '../shared/api.ts';
import { withColumn } from './read-as.ts';

/** One of the answers that a question allows. */
export interface Answer {
  /** The text of the override: `submittedAt=Date:day-first`. */
  readonly option: string;
  /** What it says without the column: `submittedAt:day-first`, `confirm:over-budget`. */
  readonly claim: string;
  /** The column that it speaks of. */
  readonly column?: string;
}

/** Names may hold colons and equal signs: of the names that fit, the longest is meant. */
const columnIn = (rest: string, names: readonly string[]): string | undefined =>
  names
    .filter((name) => rest === name || rest.startsWith(`${name}:`))
    .toSorted((left, right) => right.length - left.length)[0];

/** @example answerOf('ces=Effort:1-7:easy', ['Effort']) // { option: …, claim: 'ces:1-7:easy', column: 'Effort' } */
export const answerOf = (option: string, names: readonly string[]): Answer => {
  const at = option.indexOf('=');
  const [field, rest] = [option.slice(0, at), option.slice(at + 1)];
  const column = field === 'confirm' ? undefined : columnIn(rest, names);
  if (column === undefined) return { option, claim: `${field}:${rest}` };
  return { option, claim: `${field}${rest.slice(column.length)}`, column };
};

/** Somebody who can't tell has the column left out, where leaving it out is no answer already. */
const leavingOut = ({ column, code }: MappingQuestion, answers: readonly Answer[]): Answer[] =>
  column === undefined ||
  code === 'too-many-touchpoints' ||
  code === 'date-order' ||
  answers.some(({ claim }) => claim === 'ignored')
    ? []
    : [{ option: `ignored=${column}`, claim: 'ignored', column }];

export interface AskedQuestion {
  readonly question: MappingQuestion;
  readonly answers: readonly Answer[];
  /** The answer that was given. */
  readonly given?: Answer;
}

const isGiven =
  ({ columns = {} }: MappingOverride) =>
  ({ claim, column }: Answer): boolean =>
    column !== undefined && columns[column] === claim;

export const askedOf = (
  question: MappingQuestion,
  { columns }: Mapping,
  said: MappingOverride,
): AskedQuestion => {
  const names = columns.map(({ column }) => column);
  const offered = question.options.map((option) => answerOf(option, names));
  const answers = [...offered, ...leavingOut(question, offered)];
  const given = answers.find(isGiven(said));
  return { question, answers, ...(given === undefined ? {} : { given }) };
};

const keyOf = ({ code, column }: MappingQuestion): string => `${code} ${column}`;

/**
 * The questions of a file, those that were answered with their answers among them, in the order in which they came up.
 *
 * @param first what was asked before anything was said
 * @param now what is open now
 */
export const questionsOf = (first: Mapping, now: Mapping, said: MappingOverride): AskedQuestion[] => {
  const known = new Set(first.questions.map(keyOf));
  const all = [...first.questions, ...now.questions.filter((question) => !known.has(keyOf(question)))];
  return all.map((question) => askedOf(question, now, said));
};

/** At most three at a time; the next follows when one is answered. */
const askedAtOnce = 3;

export const shownQuestions = (all: readonly AskedQuestion[]): AskedQuestion[] => {
  const open = all.filter(({ given }) => given === undefined).slice(0, askedAtOnce);
  return all.filter((one) => one.given !== undefined || open.includes(one));
};

const confirmations = ['too-many-touchpoints', 'too-many-undated', 'over-budget'] as const;

const confirmed = (claim: string) => confirmations.find((one) => claim === `confirm:${one}`);

/** What was said with one answer more. */
export const withAnswer = (said: MappingOverride, { claim, column }: Answer): MappingOverride => {
  if (column !== undefined) return withColumn(said, column, claim);
  const what = confirmed(claim);
  return what === undefined ? said : { ...said, confirm: [...(said.confirm ?? []), what] };
};
