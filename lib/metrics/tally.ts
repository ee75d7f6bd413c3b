import type { Analysis } from '../analysis/analysis.ts';
import type { AnswerLedger } from '../feedback/ledger.ts';

/**
 * What is counted of a set of responses. Only whole numbers, so that merging is exact, associative and commutative:
 * a month is the sum of its days, in any order, to the last bit. Scores are summed in hundredths (−100..100).
 */
export interface PolarityTally {
  readonly negative: number;
  readonly neutral: number;
  readonly positive: number;
  /** Sum of scores, in hundredths. */
  readonly scoreSum: number;
  /** Sum of squared scores, in ten-thousandths. */
  readonly scoreSquareSum: number;
}

export interface Tally {
  readonly responses: number;
  readonly unfinished: number;
  readonly answers: AnswerLedger;
  readonly sentiment: PolarityTally & { readonly mixed: number };
  /** Responses by value, by the key of the scale: `{ 'nps:transactional': { '9': 12 } }`. */
  readonly ratings: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Answers that mention the theme, by theme and by their sentiment about it. */
  readonly themes: Readonly<Record<string, PolarityTally>>;
}

/** What a tally counts of one response. */
export interface CountedResponse {
  readonly unfinished?: true | undefined;
  readonly ratings: Readonly<Record<string, number>>;
  /** The number of comment columns of its file. */
  readonly asked: number;
  readonly answers: readonly { readonly analysis: Analysis }[];
}

const noPolarity: PolarityTally = { negative: 0, neutral: 0, positive: 0, scoreSum: 0, scoreSquareSum: 0 };

/** The tally of nothing: the identity of {@link mergeTallies}. */
export const emptyTally: Tally = {
  responses: 0,
  unfinished: 0,
  answers: { asked: 0, scored: 0, 'no-content': 0, 'no-comment': 0, 'unsupported-language': 0 },
  sentiment: { ...noPolarity, mixed: 0 },
  ratings: {},
  themes: {},
};

const addPolarity = (left: PolarityTally, right: PolarityTally): PolarityTally => ({
  negative: left.negative + right.negative,
  neutral: left.neutral + right.neutral,
  positive: left.positive + right.positive,
  scoreSum: left.scoreSum + right.scoreSum,
  scoreSquareSum: left.scoreSquareSum + right.scoreSquareSum,
});

const mergeRecords = <Value>(
  left: Readonly<Record<string, Value>>,
  right: Readonly<Record<string, Value>>,
  merge: (left: Value, right: Value) => Value,
): Record<string, Value> => {
  const merged: Record<string, Value> = { ...left };
  for (const [key, value] of Object.entries(right)) {
    const known = merged[key];
    merged[key] = known === undefined ? value : merge(known, value);
  }
  return merged;
};

const add = (left: number, right: number): number => left + right;

/**
 * The tally of two disjoint sets of responses together. Associative, commutative, with {@link emptyTally} as identity.
 */
export const mergeTallies = (left: Tally, right: Tally): Tally => ({
  responses: left.responses + right.responses,
  unfinished: left.unfinished + right.unfinished,
  answers: {
    asked: left.answers.asked + right.answers.asked,
    scored: left.answers.scored + right.answers.scored,
    'no-content': left.answers['no-content'] + right.answers['no-content'],
    'no-comment': left.answers['no-comment'] + right.answers['no-comment'],
    'unsupported-language': left.answers['unsupported-language'] + right.answers['unsupported-language'],
  },
  sentiment: {
    ...addPolarity(left.sentiment, right.sentiment),
    mixed: left.sentiment.mixed + right.sentiment.mixed,
  },
  ratings: mergeRecords(left.ratings, right.ratings, (some, others) => mergeRecords(some, others, add)),
  themes: mergeRecords(left.themes, right.themes, addPolarity),
});
