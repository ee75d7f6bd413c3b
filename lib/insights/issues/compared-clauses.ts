import { wordVectors } from '../../analysis/words/word-vectors.ts';
import { type ConfidentialityThresholds, defaultThresholds } from '../../metrics/figures/metrics-settings.ts';
import { countPeopleIn, type IssueClause, inFixedOrder, wordingOf } from './clause.ts';
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
  /** The number of each clause's response. */
  readonly responses: Int32Array;
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

const numbersOfResponses = (clauses: readonly IssueClause[]): Int32Array => {
  const numbers = new Map<string, number>();
  return Int32Array.from(clauses, ({ responseId }) => {
    const number = numbers.get(responseId) ?? numbers.size;
    numbers.set(responseId, number);
    return number;
  });
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
    responses: numbersOfResponses(clauses),
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
