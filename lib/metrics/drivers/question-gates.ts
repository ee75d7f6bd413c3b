/** Responses by rating, of the files with a question: all of them, and those that answered it. */
export interface QuestionReplies {
  readonly rated: ReadonlyMap<number, number>;
  readonly answered: ReadonlyMap<number, number>;
}

/** Ratings that the question was asked of, both ends included. */
export interface Gate {
  readonly from: number;
  readonly to: number;
}

/** Replies that must be missing before a gate is reported. */
const minExpected = 10;
/** Outside a gate there are only errors. */
const maxLeak = 0.02;

const totalOf = (counts: ReadonlyMap<number, number>): number =>
  counts.values().reduce((sum, count) => sum + count, 0);

const within = (counts: ReadonlyMap<number, number>, { from, to }: Gate): number =>
  counts.entries().reduce((sum, [value, count]) => (value >= from && value <= to ? sum + count : sum), 0);

const rangesOf = (values: readonly number[]): Gate[] =>
  values.flatMap((from, index) => values.slice(index).map((to) => ({ from, to })));

/**
 * The ratings that a question was asked of, if not of all: "What went wrong?" below 7. Its themes then
 * go with low scores because only low scores were asked. A question is gated if replies from outside a range of ratings are
 * at most 2 % of an equal share of replies, and that would be 10 or more (by chance: under 1 in 20,000); of several
 * such ranges it is the one with the most missing replies outside. Undefined if everybody was asked, or there are too few to decide.
 *
 * @example gateOf({ rated: new Map([[3, 100], [9, 100]]), answered: new Map([[3, 60]]) }) // { from: 3, to: 3 }
 */
export const gateOf = ({ rated, answered }: QuestionReplies): Gate | undefined => {
  const [all, replies] = [totalOf(rated), totalOf(answered)];
  let [gate, missing]: [Gate | undefined, number] = [undefined, 0];
  for (const range of rangesOf([...answered.keys()].toSorted((left, right) => left - right))) {
    const expected = (replies * (all - within(rated, range))) / all;
    const observed = replies - within(answered, range);
    const isGate = expected >= minExpected && observed <= maxLeak * expected;
    if (isGate && expected - observed > missing) [gate, missing] = [range, expected - observed];
  }
  return gate;
};
