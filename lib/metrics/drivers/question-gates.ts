/** Responses by rating, of the files that ask a question: all of them, and those that answered it. */
export interface QuestionReplies {
  readonly rated: ReadonlyMap<number, number>;
  readonly answered: ReadonlyMap<number, number>;
}

/** Ratings to which a question was shown, both ends included. */
export interface Gate {
  readonly from: number;
  readonly to: number;
}

/** So many replies must be missing before they are missed. */
const minExpected = 10;
/** Beyond a gate stand slips only. */
const maxLeak = 0.02;

const totalOf = (counts: ReadonlyMap<number, number>): number =>
  counts.values().reduce((sum, count) => sum + count, 0);

const within = (counts: ReadonlyMap<number, number>, { from, to }: Gate): number =>
  counts.entries().reduce((sum, [value, count]) => (value >= from && value <= to ? sum + count : sum), 0);

const rangesOf = (values: readonly number[]): Gate[] =>
  values.flatMap((from, index) => values.slice(index).map((to) => ({ from, to })));

/**
 * The ratings that a question was shown to, where it was shown to some only: "What went wrong?" below 7. Its themes then
 * go with low scores because low scores were asked. A question is gated where replies from outside a range of ratings are
 * at most 2 % of what an equal share of replies would be, and that is 10 or more (by chance: under 1 in 20,000); of several
 * such ranges it is the one that most replies are missing outside of. Undefined where everybody was asked, or too few to tell.
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
