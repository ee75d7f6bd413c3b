import type { Analysis } from '../../analysis/analysis.ts';
import { boundsOf, parseScaleKey } from '../../feedback/response/scale.ts';

/** The part of a response that is compared; a Copy has all of it. */
export interface RatedAnswers {
  /** Value by the key of its scale. */
  readonly ratings: Readonly<Record<string, number>>;
  readonly answers: readonly { readonly role?: string | undefined; readonly analysis: Analysis }[];
}

type Side = 'high' | 'low';

const promoterFrom = 9;
const detractorTo = 6;
/** The outer quarters of a scale: 4–5 and 1–2 of five, 6–7 and 1–2 of seven. */
const highFrom = 0.75;
const lowTo = 0.25;
/** A text at least this far from neutral is clear. */
const clearScore = 0.5;

const sideOf = (key: string, rating: number): Side | undefined => {
  const scale = parseScaleKey(key);
  const { min, max } = boundsOf(scale);
  const position = (rating - min) / (max - min);
  const goodness = scale.metric === 'ces' && scale.direction === 'effort' ? 1 - position : position;
  const [low, high] = scale.metric === 'nps' ? [detractorTo / 10, promoterFrom / 10] : [lowTo, highFrom];
  if (goodness >= high) return 'high';
  return goodness <= low ? 'low' : undefined;
};

/** The side that all ratings of a response are on; `undefined` if they differ, are in the middle, or there are none. */
const sideOfAll = (ratings: RatedAnswers['ratings']): Side | undefined => {
  const sides = new Set(Object.entries(ratings).map(([key, rating]) => sideOf(key, rating)));
  const [side] = sides;
  return sides.size === 1 ? side : undefined;
};

const contradicts = (side: Side, { role, analysis }: RatedAnswers['answers'][number]): boolean => {
  if (analysis.status !== 'scored' || analysis.sentiment.mixed) return false;
  const { score } = analysis.sentiment;
  // A question for what is good, or what could be better, leads to one kind of answer.
  return side === 'high'
    ? role !== 'improve' && score <= -clearScore
    : role !== 'praise' && score >= clearScore;
};

/**
 * The answers (by index) whose text contradicts the response's score: a promoter who complains, one
 * star with praise. All ratings must be on one side, and the text clearly on the other; an answer to a question for
 * praise or for improvement is never a contradiction. Without ratings or answers there are none.
 *
 * @example scoreTextConflicts(copy) // [0] for NPS 10 with "Worst delivery ever"
 */
export const scoreTextConflicts = ({ ratings, answers }: RatedAnswers): number[] => {
  const side = sideOfAll(ratings);
  return side === undefined
    ? []
    : answers.flatMap((answer, index) => (contradicts(side, answer) ? [index] : []));
};
