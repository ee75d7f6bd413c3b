import { wordVectors } from '../../analysis/words/word-vectors.ts';
import { type ConfidentialityThresholds, defaultThresholds } from '../../metrics/figures/metrics-settings.ts';
import { countPeopleIn, type IssueClause, inFixedOrder, personOf, wordingOf } from './clause.ts';
import type { ClauseSpace } from './space/similarity.ts';
import { type Meanings, placeClauses } from './space/space.ts';
import { clauseWords } from './space/word-features.ts';
import { wordMeanings } from './space/word-meanings.ts';

/** The clauses of two periods in one space: the input of issues. */
export interface ComparedClauses {
  /** The earlier ones first; each period in its fixed order. */
  readonly clauses: readonly IssueClause[];
  /** 1 for each clause of the later period. */
  readonly later: Uint8Array;
  /** The number of each clause's person, who has another one in the other period. */
  readonly people: Int32Array;
  readonly earlierCount: number;
  readonly laterCount: number;
  readonly space: ClauseSpace;
  readonly meanings: Meanings;
  readonly thresholds: ConfidentialityThresholds;
  readonly minPeople: number;
}

export interface ClauseOptions {
  /** Fewer than 5 people are not an issue, with any threshold of figures. */
  readonly thresholds?: ConfidentialityThresholds;
  /** The word vectors. Default: the built-in ones, for English. */
  readonly meanings?: Meanings;
}

const minPeopleOfAnIssue = 5;

/** Nothing below the minimum group size is an issue. */
export const minPeopleOf = ({ thresholds = defaultThresholds }: ClauseOptions): number =>
  Math.max(minPeopleOfAnIssue, thresholds.figures);

const numbersOfPeople = (periods: readonly (readonly IssueClause[])[]): Int32Array => {
  const numbers = new Map<string, number>();
  const numberOf = (key: string): number => {
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  };
  return Int32Array.from(
    periods.flatMap((clauses, period) => clauses.map((clause) => numberOf(`${period} ${personOf(clause)}`))),
  );
};

export const compareClauses = (
  earlier: Iterable<IssueClause>,
  later: Iterable<IssueClause>,
  {
    thresholds = defaultThresholds,
    meanings = { learned: wordMeanings(), customers: wordVectors() },
  }: ClauseOptions,
): ComparedClauses => {
  const [before, now] = [inFixedOrder(earlier), inFixedOrder(later)];
  const clauses = [...before, ...now];
  return {
    clauses,
    later: Uint8Array.from(clauses, (_, place) => Number(place >= before.length)),
    people: numbersOfPeople([before, now]),
    earlierCount: before.length,
    laterCount: now.length,
    space: placeClauses(
      clauses.map((clause) => clauseWords(wordingOf(clause))),
      meanings,
    ),
    meanings,
    thresholds,
    minPeople: minPeopleOf({ thresholds }),
  };
};

export const clausesAt = (clauses: readonly IssueClause[], places: readonly number[]): IssueClause[] =>
  places.flatMap((place) => clauses[place] ?? []);

export const isOfEnoughPeople = (
  { clauses, minPeople }: ComparedClauses,
  places: readonly number[],
): boolean => countPeopleIn(clausesAt(clauses, places)) >= minPeople;
