import type { Metric } from '../../response/scale.ts';
import { metricByName, metricOfStatement, notRatingName, ratingName } from '../scales/rating-names.ts';
import { matchWordScale } from '../scales/word-scales.ts';
import { asksForWords } from './infer-comment.ts';
import { isNamedLikeDate } from './infer-date.ts';
import { namesStatus } from './infer-status.ts';
import type { ProfiledColumn } from './table-profile.ts';

/** What a column's name, or the words in it, promise. */

export type Promised = 'score' | 'comment' | 'date' | 'status';

interface ColumnPromise {
  readonly promised: Promised;
  readonly metric?: Metric;
}

/** Derived from an answer, or about the thing that is rated. */
const derivedName =
  /\b(?:group|category|segment|bucket|type|length|count|number of|level|tier|label|class|badge|words?|characters?|sentiment|gruppe|kategorie|lange|anzahl|id)\b/;

/** Names in one word: `negativereason`. */
const joinedReason = /(?:negative|positive|rating|score|nps|csat|churn|cancel(?:lation)?)reasons?\b/;

/** What a column promises to be; undefined where its name and its words promise nothing. */
export const promiseOf = (column: ProfiledColumn): ColumnPromise | undefined => {
  const { words, nameWords, profile } = column;
  if (derivedName.test(nameWords)) return undefined;
  if (asksForWords(column) || joinedReason.test(nameWords)) return { promised: 'comment' };
  const metric = metricByName(words) ?? metricOfStatement(words);
  const isScore = metric !== undefined || ratingName.test(words);
  if (isScore && !notRatingName.test(nameWords))
    return { promised: 'score', ...(metric === undefined ? {} : { metric }) };
  if (namesStatus(column)) return { promised: 'status' };
  if (isNamedLikeDate(nameWords)) return { promised: 'date' };
  return matchWordScale(profile.values.keys()) === undefined ? undefined : { promised: 'score' };
};
