import type {
  BatchDetails,
  Mapping,
  MappingOverride,
  MappingQuestion,
  TablePreview,
} from '../../shared/api.ts';
import { withColumn } from './read-as.ts';

/** One of the answers that a question allows. */
export interface Answer {
  /** The text of the override: `submittedAt=Date:day-first`. */
  readonly option: string;
  /** The text without the column: `submittedAt:day-first`, `confirm:over-budget`. */
  readonly claim: string;
  /** The column of the answer. */
  readonly column?: string;
}

/** Names may contain colons and equal signs: of the matching names, the longest is used. */
const columnIn = (rest: string, names: readonly string[]): string | undefined =>
  names
    .filter((name) => rest === name || rest.startsWith(`${name}:`))
    .toSorted((left, right) => right.length - left.length)[0];

/** @example answerOf('ces=Effort:1-7:easy', ['Effort']) // { option: …, claim: 'ces:1-7:easy', column: 'Effort' } */
export const answerOf = (option: string, names: readonly string[]): Answer => {
  const at = option.indexOf('=');
  const [field, rest] = [option.slice(0, at), option.slice(at + 1)];
  const column = field === 'confirm' || field === 'sheet' ? undefined : columnIn(rest, names);
  if (column === undefined) return { option, claim: `${field}:${rest}` };
  return { option, claim: `${field}${rest.slice(column.length)}`, column };
};

/** "I don't know" ignores the column, unless that is already one of the answers. */
const leavingOut = ({ column, code }: Asking, answers: readonly Answer[]): Answer[] =>
  column === undefined ||
  code === 'too-many-touchpoints' ||
  code === 'date-order' ||
  code === 'scale-ends' ||
  answers.some(({ claim }) => claim === 'ignored')
    ? []
    : [{ option: `ignored=${column}`, claim: 'ignored', column }];

/** A question of the API. */
export type Asking = Pick<MappingQuestion, 'code' | 'column' | 'options'>;

export interface AskedQuestion {
  readonly question: Asking;
  readonly answers: readonly Answer[];
  /** The answer that was given. */
  readonly given?: Answer;
}

const isGiven =
  ({ columns = {}, confirm = [], sheet }: MappingOverride) =>
  ({ claim, column }: Answer): boolean =>
    column === undefined
      ? [...confirm.map((confirmed) => `confirm:${confirmed}`), `sheet:${sheet}`].includes(claim)
      : columns[column] === claim;

const askedOf = (question: Asking, names: readonly string[], said: MappingOverride): AskedQuestion => {
  const offered = question.options.map((option) => answerOf(option, names));
  const answers = [...offered, ...leavingOut(question, offered)];
  const given = answers.find(isGiven(said));
  return { question, answers, ...(given === undefined ? {} : { given }) };
};

const keyOf = ({ code, column }: Asking): string => `${code} ${column}`;

/**
 * The questions of a file, answered ones included, in the order in which they came up.
 *
 * @param first what was asked before anything was said
 * @param now what is open now
 */
export const questionsOf = (first: TablePreview, now: Mapping, said: MappingOverride): AskedQuestion[] => {
  const asked: Asking[] = [...first.mapping.questions];
  const known = new Set(asked.map(keyOf));
  const all = [...asked, ...now.questions.filter((question) => !known.has(keyOf(question)))];
  const names = now.columns.map(({ column }) => column);
  return all.map((question) => askedOf(question, names, said));
};

/** The questions of a held file. */
export const heldQuestions = (
  { questions = [], mapping }: Pick<BatchDetails, 'questions' | 'mapping'>,
  said: MappingOverride,
): AskedQuestion[] => {
  const known = mapping?.columns.map(({ column }) => column);
  const asked = questions.flatMap(({ column }) => column ?? []);
  return questions.map((question) => askedOf(question, known ?? asked, said));
};

/** At most three at a time; the next follows when one is answered. */
const askedAtOnce = 3;

export const shownQuestions = (all: readonly AskedQuestion[]): AskedQuestion[] => {
  const open = all.filter(({ given }) => given === undefined).slice(0, askedAtOnce);
  return all.filter((one) => one.given !== undefined || open.includes(one));
};

/** Starts the answer that names a sheet of a workbook. */
export const sheetClaim = 'sheet:';

const confirmations = ['too-many-touchpoints', 'too-many-undated', 'over-budget'] as const;

const confirmed = (claim: string) => confirmations.find((one) => claim === `confirm:${one}`);

/** The overrides with one more answer. */
export const withAnswer = (said: MappingOverride, { claim, column }: Answer): MappingOverride => {
  if (column !== undefined) return withColumn(said, column, claim);
  if (claim.startsWith(sheetClaim)) return { ...said, sheet: claim.slice(sheetClaim.length) };
  const what = confirmed(claim);
  return what === undefined ? said : { ...said, confirm: [...(said.confirm ?? []), what] };
};
