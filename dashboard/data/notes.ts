import type { ColumnMapping, Distribution } from '../shared/api.ts';
import { readingOf, scaleOf } from './read-as.ts';

/** What somebody should look at in a column before the file is loaded. */
export type Warning =
  /** The name promises a score, the values are not read as one. */
  | { readonly kind: 'no-score' }
  /** The name promises what customers wrote, and it is not read as such. */
  | { readonly kind: 'no-comment' }
  /** Cells that are no value of the scale: their rows wait to be corrected. */
  | { readonly kind: 'off-scale'; readonly cells: number; readonly values: readonly string[] };

const scoreName =
  /\b(?:score|scores|rating|ratings|nps|csat|ces|stars?|satisfaction|satisfied|points|grade|effort|recommend(?:ation)?|zufriedenheit|bewertung|note|punkte|weiterempfehlung|aufwand)\b/i;
const commentName =
  /\b(?:reason|reasons|why|comment|comments|feedback|verbatim|remark|remarks|explain|improve|grund|gründe|warum|weshalb|kommentar|kommentare|anmerkung|anmerkungen|begründung)\b/i;
/** What is made of a score or a comment: neither itself. */
const derivedName =
  /\b(?:group|category|segment|bucket|type|length|count|number of|gruppe|kategorie|länge|anzahl)\b/i;

const promises = ({ column, question = '' }: ColumnMapping, pattern: RegExp): boolean =>
  pattern.test(column.replaceAll(/[_-]/g, ' ')) || pattern.test(question);

const isUnread = ({ meaning }: ColumnMapping): boolean =>
  (meaning.field === 'ignored' && meaning.personal !== true) || meaning.field === 'attribute';

const maxShown = 3;

/** A number as a cell writes it, undefined of a cell that is none. */
const numberOf = (value: string): number | undefined => {
  const number = Number(value.trim().replace(',', '.'));
  return value.trim() === '' || Number.isNaN(number) ? undefined : number;
};

/** True of a value that a scale of numbers does not have. Scales of words have values of their own. */
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

/** A column of one value, or of nothing, keeps no promise that matters. */
const saysSomething = ({ distinct = 0 }: Distribution): boolean => distinct > 1;

/** What is to be looked at in a column; nothing in most. */
export const warningsOf = (mapped: ColumnMapping, distribution: Distribution): Warning[] => {
  if (!isUnread(mapped) || !saysSomething(distribution)) return offScale(mapped, distribution);
  if (promises(mapped, scoreName) && !isDerived(mapped)) return [{ kind: 'no-score' }];
  return promises(mapped, commentName) && !isDerived(mapped) ? [{ kind: 'no-comment' }] : [];
};

/** True where it is worth a look of its own, and not only a word among what was left out. */
export const isShownAlone = (mapped: ColumnMapping, distribution: Distribution): boolean =>
  readingOf(mapped.meaning) !== 'ignored' || warningsOf(mapped, distribution).length > 0;
