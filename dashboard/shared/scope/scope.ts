// First: bundling may put this file before the page's entry.
import '../without-eval.ts';
import * as z from 'zod/mini';
import type { Limits } from '../../../lib/api/contract/people/access.ts';
import { addDays, addMonths, lastDayOfMonth } from '../../../lib/metrics/calendar/calendar.ts';

const month = '\\d{4}-(?:0[1-9]|1[0-2])';
const periodPattern = new RegExp(`^(?:${month}(?:-(?:0[1-9]|[12]\\d|3[01]))?|\\d{4}(?:-Q[1-4])?)$`);
const dayOrMonth = new RegExp(`^${month}(?:-(?:0[1-9]|[12]\\d|3[01]))?$`);

const text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max, `at most ${max} characters`));
const id = z.optional(text(200));
const oneOf = <const Values extends readonly [string, ...string[]]>(...values: Values) =>
  z.optional(z.enum(values, `one of ${values.join(', ')}`));
const matching = (pattern: RegExp, expected: string) =>
  z.optional(z.string().check(z.regex(pattern, expected)));

/**
 * The parameters of the address for every view. An empty or unknown parameter is ignored; an invalid value
 * is refused with its name and what was expected.
 */
export const scopeSearch = z.object({
  /** `2025-05`, `2025-05-12` (a day, or the week that begins then, by `grain`), `2025-Q2` or `2025`. */
  period: matching(
    periodPattern,
    'a month (2025-05), a day (2025-05-12), a quarter (2025-Q2) or a year (2025)',
  ),
  /** Days or months, both ends included; instead of `period`. */
  from: matching(dayOrMonth, 'a month (2025-05) or a day (2025-05-12)'),
  to: matching(dayOrMonth, 'a month (2025-05) or a day (2025-05-12)'),
  against: oneOf('previous', 'season'),
  grain: oneOf('day', 'week', 'month', 'quarter'),
  tp: id,
  stage: id,
  theme: id,
  issue: id,
  label: oneOf('negative', 'neutral', 'positive'),
  signal: id,
  /** A value of a scale, or from one to another: `nps:transactional=0..6`. */
  score: matching(
    /^[a-z]+:[^=]+=-?\d+(?:\.\d+)?(?:\.\.-?\d+(?:\.\d+)?)?$/,
    'a score (nps:transactional=0..6)',
  ),
  /** What people say of a response: how far following it up is, by whom, and whether it was corrected. */
  followup: oneOf('none', 'open', 'in-progress', 'done'),
  owner: id,
  corrected: oneOf('true', 'false'),
  lang: matching(/^[a-z]{2,3}$/, 'a language (en)'),
  /** One or two conditions: `channel:web,plan:gold`. */
  where: matching(/^[^:,]+:[^,]+(?:,[^:,]+:[^,]+)?$/, 'one or two conditions (channel:web,plan:gold)'),
  q: id,
  sort: id,
  metric: id,
  /** The dimension whose values stand side by side. */
  by: id,
  as: oneOf('table'),
  /** The response that is open. */
  open: id,
});

/** The filters of a view: the search part of the address. */
export type Scope = z.infer<typeof scopeSearch>;

const scopeProblem = z.object({ parameter: z.string(), got: z.string(), expected: z.string() });

/** An invalid parameter of the address. */
export type ScopeProblem = z.infer<typeof scopeProblem>;

/** The search part of an address, checked; with the problem, and without the invalid parameter. */
export type ReadScope = Scope & { readonly problem?: ScopeProblem | undefined };

/**
 * Checks the search part of an address.
 *
 * @example readScope({ period: '2025-05', utm: 'x' }) // { period: '2025-05' }
 * @example readScope({ period: 'soon', tp: 'checkout' }) // { tp: 'checkout', problem: { parameter: 'period', … } }
 */
export const readScope = (search: Readonly<Record<string, unknown>>): ReadScope => {
  const present = Object.fromEntries(Object.entries(search).filter(([, value]) => value !== ''));
  const parsed = scopeSearch.safeParse(present);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const parameter = String(issue?.path[0]);
  const { [parameter]: got, ...rest } = present;
  return { ...readScope(rest), problem: { parameter, got: String(got), expected: issue?.message ?? '' } };
};

/**
 * The same for the router, which keeps unknown parameters, and checks results again: an invalid parameter is removed by
 * name, and its problem is kept. An address contains text, so it can't contain a problem itself.
 */
export const validateScope = (search: Readonly<Record<string, unknown>>): ReadScope => {
  const { problem, ...scope } = readScope(search);
  if (problem !== undefined) return { ...scope, [problem.parameter]: undefined, problem };
  const known = scopeProblem.safeParse(search['problem']);
  return { ...scope, problem: known.success ? known.data : undefined };
};

/** `?a=1&b=2` as names and values. Of a repeated name the last value counts. */
export const parseSearch = (search: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(search));

/**
 * The inverse, in the order of the schema, so that one scope has one address. Colons and commas stay readable. Invalid
 * values are kept, so that the reader sees them.
 */
export const stringifySearch = (search: ReadScope): string => {
  const given = new Map<string, unknown>(Object.entries(search));
  if (search.problem) given.set(search.problem.parameter, search.problem.got);
  const known = Object.keys(scopeSearch.shape).flatMap((name): [string, string][] => {
    const value = given.get(name);
    return value === undefined || value === '' ? [] : [[name, String(value)]];
  });
  const text = new URLSearchParams(known).toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
};

/** Other filters besides time, touchpoint and condition. */
export const filterNames = [
  'theme',
  'issue',
  'label',
  'signal',
  'score',
  'lang',
  'followup',
  'owner',
  'corrected',
  'q',
] as const;

/** What is kept when the view changes: the period, the comparison and the condition. */
const carriedNames = ['period', 'from', 'to', 'against', 'where'] as const;

export const carried = (scope: Scope): Scope =>
  Object.fromEntries(carriedNames.map((name) => [name, scope[name]]));

/**
 * A scope within what a reader may read: their first touchpoint or segment where it names none of theirs.
 *
 * @example limitedTo({ touchpoints: ['returns'] }, { stage: 'buy', label: 'negative' }) // { tp: 'returns', label: 'negative' }
 */
export const limitedTo = <Some extends Scope>({ touchpoints, segments }: Limits, scope: Some): Some => {
  const { tp = '', where = '' } = scope;
  return {
    ...scope,
    ...(touchpoints === undefined || touchpoints.includes(tp)
      ? {}
      : { tp: touchpoints[0], stage: undefined }),
    ...(segments === undefined || where.split(',').some((one) => segments.includes(one))
      ? {}
      : { where: segments[0] }),
  };
};

/** Days or months, both ends included, as the API takes them. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

const quarterMonths = (period: string): Span => {
  const [year = '', quarter = '1'] = period.split('-Q');
  const last = 3 * Number(quarter);
  const monthOf = (number: number): string => `${year}-${String(number).padStart(2, '0')}`;
  return { from: monthOf(last - 2), to: monthOf(last) };
};

export const isYear = (period: string): boolean => period.length === 4;
export const isMonth = (period: string): boolean => period.length === 7 && !period.includes('Q');

/**
 * The time of a scope; undefined if it is left to the latest month with feedback.
 *
 * @example spanOf({ period: '2025-Q2' }) // { from: '2025-04', to: '2025-06' }
 */
export const spanOf = ({ period, from, to, grain }: Scope): Span | undefined => {
  if (period === undefined) {
    const [start, end] = [from ?? to, to ?? from];
    return start === undefined || end === undefined ? undefined : { from: start, to: end };
  }
  if (isYear(period)) return { from: `${period}-01`, to: `${period}-12` };
  if (period.includes('Q')) return quarterMonths(period);
  return { from: period, to: grain === 'week' && period.length === 10 ? addDays(period, 6) : period };
};

const shiftQuarter = (period: string, by: number): string => {
  const start = addMonths(quarterMonths(period).from, 3 * by);
  return `${start.slice(0, 4)}-Q${Math.ceil(Number(start.slice(5)) / 3)}`;
};

/**
 * The period before (−1) or after (1). A range has none.
 *
 * @example shiftPeriod('2025-05', -1) // '2025-04'
 */
export const shiftPeriod = (period: string, by: -1 | 1, grain?: Scope['grain']): string => {
  if (isYear(period)) return String(Number(period) + by);
  if (period.includes('Q')) return shiftQuarter(period, by);
  if (period.length === 7) return addMonths(period, by);
  return addDays(period, by * (grain === 'week' ? 7 : 1));
};

/**
 * The period that another is compared with: the one before, or the same of last year. Undefined for a range.
 *
 * @example comparedPeriod('2025-05', 'season') // '2024-05'
 */
export const comparedPeriod = (period: string, { against, grain }: Scope): string =>
  against === 'season'
    ? `${Number(period.slice(0, 4)) - 1}${period.slice(4)}`
    : shiftPeriod(period, -1, grain);

/** The months that end with one, the latest first. */
export const monthsUntil = (last: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => addMonths(last, -index));

/**
 * The first and the last day of a span.
 *
 * @example daysOf({ from: '2025-01', to: '2025-02' }) // { from: '2025-01-01', to: '2025-02-28' }
 */
export const daysOf = ({ from, to }: Span): Span => ({
  from: from.length === 7 ? `${from}-01` : from,
  to: to.length === 7 ? lastDayOfMonth(to) : to,
});

/**
 * Whole months by their names; a span of other days as it is.
 *
 * @example wholeMonths({ from: '2025-04-01', to: '2025-04-30' }) // { from: '2025-04', to: '2025-04' }
 */
export const wholeMonths = (span: Span): Span => {
  const months = { from: span.from.slice(0, 7), to: span.to.slice(0, 7) };
  const { from, to } = daysOf(months);
  return from === daysOf(span).from && to === daysOf(span).to ? months : span;
};

/**
 * The year, the quarter, the month or the day that a span is; undefined for any other.
 *
 * @example periodOf({ from: '2025-04', to: '2025-06' }) // '2025-Q2'
 */
export const periodOf = (span: Span): string | undefined => {
  const { from, to } = wholeMonths(span);
  if (from === to) return from;
  return [from.slice(0, 4), quarterOf(from)].find((period) => {
    const whole = spanOf({ period });
    return whole?.from === from && whole.to === to;
  });
};

/**
 * The address of the months that some days are in.
 *
 * @example scopeOfMonths({ from: '2025-04-07', to: '2025-04-30' }) // { period: '2025-04' }
 */
export const scopeOfMonths = ({ from, to }: Span): Scope => {
  const months = { from: from.slice(0, 7), to: to.slice(0, 7) };
  const period = periodOf(months);
  return period === undefined ? months : { period };
};

const quarterOf = (month: string): string => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;

const maxMonthsOffered = 12;
const maxQuartersOffered = 8;

/** Periods to choose from, each kind with the latest first. */
export interface OfferedPeriods {
  readonly months: readonly string[];
  readonly quarters: readonly string[];
  readonly years: readonly string[];
}

/**
 * The periods with feedback, at most a year of months and two years of quarters.
 *
 * @param dated the first and the last month with feedback
 * @example periodsIn({ from: '2024-12', to: '2025-01' }).quarters // ['2025-Q1', '2024-Q4']
 */
export const periodsIn = ({ from, to }: Span): OfferedPeriods => {
  const yearsBack = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  const all = monthsUntil(to, 12 * (yearsBack + 1)).filter((month) => month >= from);
  return {
    months: all.slice(0, maxMonthsOffered),
    quarters: [...new Set(all.map(quarterOf))].slice(0, maxQuartersOffered),
    years: [...new Set(all.map((month) => month.slice(0, 4)))],
  };
};
