import { outOfRange } from '../../out-of-range.ts';
import { type IssueClause, personOf, wordingOf } from './clause.ts';
import { type ClauseSpace, similarityTo, similarityToGroup } from './space/similarity.ts';

const maxQuotes = 3;

/** The weight of the similarity to earlier quotes against the similarity to the whole group. */
const repetition = 0.5;

const isOfOtherPerson = (clause: IssueClause, chosen: readonly IssueClause[]): boolean =>
  chosen.every(
    (other) =>
      personOf(other) !== personOf(clause) &&
      wordingOf(other).trim().toLowerCase() !== wordingOf(clause).trim().toLowerCase(),
  );

/** Clauses, and their places. */
interface QuotableSpace {
  readonly clauses: readonly IssueClause[];
  readonly space: ClauseSpace;
}

/**
 * Members that represent the group: the one most like all others, then those that are like the group and unlike the quotes before (maximal
 * marginal relevance: Carbonell and Goldstein, SIGIR 1998). Each is from another person and in other words.
 *
 * @returns places in the space, at most `count`
 */
export const coveringQuotes = (
  members: readonly number[],
  { clauses, space }: QuotableSpace,
  count = maxQuotes,
): number[] => {
  const central = similarityToGroup(space, members);
  const penalties = new Float32Array(space.size);
  const chosen: number[] = [];
  while (chosen.length < count) {
    const quoted = chosen.flatMap((place) => clauses[place] ?? []);
    const [next] = members
      .filter((place) => clauses[place] !== undefined && isOfOtherPerson(clauses[place], quoted))
      .map((place) => ({
        place,
        worth: (central[place] ?? outOfRange(place)) - repetition * (penalties[place] ?? outOfRange(place)),
      }))
      .sort((left, right) => right.worth - left.worth || left.place - right.place);
    if (next === undefined) break;
    chosen.push(next.place);
    similarityTo(space, next.place).forEach((value, place) => {
      penalties[place] = Math.max(penalties[place] ?? outOfRange(place), value);
    });
  }
  return chosen;
};
