import type { ColumnMapping, Distribution } from '../../shared/api.ts';
import { readingOf, scaleOf } from './read-as.ts';

/** What a person should check in a column before the file is loaded. */
export type Warning =
  /** Named like a score, but not read as one. */
  | { readonly kind: 'no-score' }
  /** Named like a comment, but not read as one. */
  | { readonly kind: 'no-comment' }
  /** Cells that are not on the scale: their rows will be rejected. */
  | { readonly kind: 'off-scale'; readonly cells: number; readonly values: readonly string[] };

const scoreName =
  /\b(?:score|scores|rating|ratings|nps|csat|ces|stars?|satisfaction|satisfied|points|grade|effort|recommend(?:ation)?|zufriedenheit|bewertung|note|punkte|weiterempfehlung|aufwand)\b/i;
const commentName =
  /\b(?:reason|reasons|why|comment|comments|feedback|verbatim|remark|remarks|explain|improve|grund|gründe|warum|weshalb|kommentar|kommentare|anmerkung|anmerkungen|begründung)\b/i;
/** Derived from a score or a comment. */
const derivedName =
  /\b(?:group|category|segment|bucket|type|length|count|number of|gruppe|kategorie|länge|anzahl)\b/i;

const promises = ({ column, question = '' }: ColumnMapping, pattern: RegExp): boolean =>
  pattern.test(column.replaceAll(/[_-]/g, ' ')) || pattern.test(question);

const isUnread = ({ meaning }: ColumnMapping): boolean =>
  (meaning.field === 'ignored' && meaning.personal !== true) || meaning.field === 'attribute';

const maxShown = 3;

/** A number as it is written in a cell; undefined for anything else. */
const numberOf = (value: string): number | undefined => {
  const number = Number(value.trim().replace(',', '.'));
  return value.trim() === '' || Number.isNaN(number) ? undefined : number;
};

/** True for a value that is not on a numeric scale. Scales of words have values of their own. */
export const isOffScale = ({ meaning }: ColumnMapping, value: string): boolean => {
  const scale = scaleOf(meaning);
  if (scale === undefined || meaning.field !== 'rating') return false;
  if (meaning.values !== undefined) return !(value in meaning.values);
  const number = numberOf(value);
  return number === undefined || number < scale.min || number > scale.max;
};

const offScale = (mapped: ColumnMapping, { values = [] }: Distribution): Warning[] => {
  const odd = values.filter(({ value }) => isOffScale(mapped, value));
  const cells = odd.reduce((sum, { count }) => sum + count, 0);
  return cells === 0
    ? []
    : [{ kind: 'off-scale', cells, values: odd.slice(0, maxShown).map(({ value }) => value) }];
};

const isDerived = (mapped: ColumnMapping): boolean =>
  promises(mapped, derivedName) || mapped.because.startsWith('derived');

/** A column with a single value, or none, needs no warning. */
const saysSomething = ({ distinct = 0 }: Distribution): boolean => distinct > 1;

/** The warnings of a column; none for most. */
export const warningsOf = (mapped: ColumnMapping, distribution: Distribution): Warning[] => {
  if (!isUnread(mapped) || !saysSomething(distribution)) return offScale(mapped, distribution);
  if (promises(mapped, scoreName) && !isDerived(mapped)) return [{ kind: 'no-score' }];
  return promises(mapped, commentName) && !isDerived(mapped) ? [{ kind: 'no-comment' }] : [];
};

/** True if it is listed separately, not only among the ignored columns. */
export const isShownAlone = (mapped: ColumnMapping, distribution: Distribution): boolean =>
  readingOf(mapped.meaning) !== 'ignored' || warningsOf(mapped, distribution).length > 0;
