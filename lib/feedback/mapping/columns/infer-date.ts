import type { DateOrder } from '../../response/dates/dates.ts';
import type { MappingQuestion } from '../mapping.ts';
import type { ColumnInference } from './column-inference.ts';
import type { ColumnProfile } from './column-profile.ts';
import { isDateColumn, type ProfiledColumn } from './table-profile.ts';

/** Finds out which column says when the customer wrote, and in which order its dates stand. */

/** How well a name says "this is when it was written", best first. What none of them names ranks below all. */
const namesByRank: readonly (readonly [RegExp, number])[] = [
  [/\b(?:birth|dob|geburt|naissance|nacimiento)/, 0],
  [
    /\bstay|visit|purchase|order|travel|flight|appointment|deliver|transaction|booking|check (?:in|out)|expir|due\b/,
    0.4,
  ],
  [/\bsubmi(?:t|tted|ssion)\b(?!.*(?:start|begin))/, 0.99],
  [
    /\b(?:date|fecha|data|datum) (?:de (?:la )?|der |des )?(?:reponse|respuesta|resposta|risposta|antwort|umfrage|bewertung|avis|encuesta)\b|\b(?:antwort|umfrage|bewertungs|befragungs) ?(?:datum|zeit)|\b(?:review|response|resp|survey|feedback|comment|answer|tweet|post)(?:ed)?\b.*(?:date|time|dt|at|on|created)\b|\b(?:reviewed|answered|responded|posted|written|commented)\b/,
    0.98,
  ],
  [/\bend(?:ed)? ?(?:date|time|at)?$|completed|completion|finished|date modified/, 0.95],
  [/recorded/, 0.9],
  [
    /\bcreated|time ?stamp|zeitstempel|horodateur|marca temporal|carimbo|received|eingang|informazioni cronologiche/,
    0.86,
  ],
  [
    /^(?:date|at|time|day|datum|fecha|data|when|date time|datetime|dato|tag|ts|zeit|zeitpunkt|fecha y hora|fecha hora|date et heure|datum uhrzeit)$/,
    0.85,
  ],
  [/\bstart|begin|opened/, 0.6],
  [/update|modified|changed|last\b|solved|closed/, 0.5],
  [/date|datum|fecha|\bdata\b|\bdt\b|time|\bat$|\bon$/, 0.55],
  [/^(?:(?:iso |calendar )?week|kw|kalenderwoche|woche|semaine|semana|month|monat|mois|mes|period)$/, 0.52],
];

const rankOf = (words: string): number => namesByRank.find(([pattern]) => pattern.test(words))?.[1] ?? 0.45;

const minRankOfName = 0.5;

export const isNamedLikeDate = (words: string): boolean => rankOf(words) >= minRankOfName;

const numbersWithin = (
  { filled, plainNumbers, min, max }: ColumnProfile,
  low: number,
  high: number,
): boolean => filled > 0 && plainNumbers >= 0.98 * filled && min >= low && max <= high;

/** Numbers that count time: from 2001 on in seconds and milliseconds, from 1982 to 2064 in a spreadsheet's days. */
const countedOrder = ({ nameWords, profile }: ProfiledColumn): DateOrder | undefined => {
  if (!isNamedLikeDate(nameWords) && !/epoch|millis|unix/.test(nameWords)) return undefined;
  if (numbersWithin(profile, 1e12, 4e12)) return 'epoch-milliseconds';
  if (numbersWithin(profile, 1e9, 4e9)) return 'epoch-seconds';
  return numbersWithin(profile, 30_000, 60_000) ? 'excel-serial' : undefined;
};

/** What most cells of a column named for a date must be, for the rest to be slips. */
const minShareOfDates = 0.6;

const orderQuestion = (name: string): MappingQuestion => ({
  code: 'date-order',
  column: name,
  ask: `Does the day or the month come first in "${name}"? The dates in the file do not show it.`,
  options: [`submittedAt=${name}:day-first`, `submittedAt=${name}:month-first`],
});

/** What preview says of dates, where their order is known. */
const becauseOf = (order: DateOrder, rank: number, { weeks, quarters }: ColumnProfile['dates']): string => {
  if (weeks > 0) return 'dates, some of them weeks; weeks across two months count as undated';
  if (quarters > 0) return 'dates, some of them quarters, which count as undated';
  const unnamed = rank < minRankOfName ? '; the name does not say that they are of the response' : '';
  return `dates${order === 'iso' ? '' : `, ${order}`}${unnamed}`;
};

const dateInference = (
  column: ProfiledColumn,
  order: DateOrder | undefined,
  rank: number,
): ColumnInference => {
  const { dates } = column.profile;
  const { timed, atMidnight } = dates;
  const midnightIsDay = timed > 0 && timed === atMidnight ? { midnightIsDay: true } : {};
  const known = order ?? 'day-first';
  return {
    meaning: { field: 'submittedAt', order: known, ...midnightIsDay },
    confidence: order === undefined ? Math.min(rank, 0.5) : rank,
    because:
      order === undefined ? 'dates with an unknown order of day and month' : becauseOf(order, rank, dates),
    ...(order === undefined ? { question: orderQuestion(column.name) } : {}),
  };
};

/** Quarters under a name such as "Quarter" are something to compare by: as dates they would count nowhere. */
const isLabelOfQuarters = ({ filled, dates }: ColumnProfile, rank: number): boolean =>
  rank < 0.85 && dates.quarters > 0.5 * filled;

/** A column that its name says is the date stays one when some cells are not dates: those rows are rejected. */
const isDateWithSlips = ({ filled, dates }: ColumnProfile, rank: number): boolean =>
  filled > 0 && rank >= 0.85 && dates.dates >= minShareOfDates * filled;

/**
 * The date that a column holds, undefined where it holds none. The confidence ranks it among the table's dates.
 *
 * @param otherOrder the order that another date column of the table proves: one tool wrote them both
 */
export const inferDate = (
  column: ProfiledColumn,
  otherOrder: 'day-first' | 'month-first' | undefined,
): ColumnInference | undefined => {
  const rank = rankOf(column.nameWords);
  const counted = countedOrder(column);
  if (counted !== undefined) return dateInference(column, counted, rank);
  const { plainNumbers, filled } = column.profile;
  const isCompact = plainNumbers > 0.5 * filled;
  const isDate = isDateColumn(column.profile) || isDateWithSlips(column.profile, rank);
  if (!isDate || (isCompact && !isNamedLikeDate(column.nameWords))) return undefined;
  if (/version|phone|\bip\b/.test(column.nameWords) || isLabelOfQuarters(column.profile, rank))
    return undefined;
  return dateInference(column, column.profile.dates.provenOrder ?? otherOrder, rank);
};

/** The date that a person says the column holds. */
export const dateByOverride = (column: ProfiledColumn, order: DateOrder | undefined): ColumnInference => {
  const proven = countedOrder(column) ?? column.profile.dates.provenOrder;
  return dateInference(column, order ?? proven, 1);
};

/** The order of day and month that some date column of the table proves. */
export const provenOrder = (columns: readonly ProfiledColumn[]): 'day-first' | 'month-first' | undefined => {
  const orders = columns
    .filter(({ profile }) => isDateColumn(profile))
    .map(({ profile }) => profile.dates.provenOrder)
    .filter((order) => order === 'day-first' || order === 'month-first');
  return new Set(orders).size === 1 ? orders[0] : undefined;
};
