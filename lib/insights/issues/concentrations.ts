import { falseDiscoveryRates } from '../../metrics/comparisons/benjamini-hochberg.ts';
import { exactP } from '../discovery/log-odds.ts';
import { countPeopleIn, type IssueClause } from './clause.ts';

/** A segment in which an issue is mentioned more often than in the others. */
export interface Concentration {
  /** Such as channel. */
  readonly dimension: string;
  readonly value: string;
  /** Clauses of the issue in it, and its share of the issue and of all other clauses, 0..1. */
  readonly said: number;
  readonly shareOfIssue: number;
  readonly shareElsewhere: number;
  readonly falseDiscoveryRate: number;
}

type Keyed = readonly [dimension: string, value: string];

const keyOf = ([dimension, value]: Keyed): string => JSON.stringify([dimension, value]);

const byValue = (clauses: readonly IssueClause[]): Map<string, IssueClause[]> => {
  const groups = new Map<string, IssueClause[]>();
  for (const clause of clauses)
    for (const entry of Object.entries(clause.segments ?? {})) {
      const known = groups.get(keyOf(entry)) ?? [];
      known.push(clause);
      groups.set(keyOf(entry), known);
    }
  return groups;
};

/** What is compared. */
export interface IssueAmongAll {
  readonly issue: readonly IssueClause[];
  /** All clauses, including those of the issue. */
  readonly all: ReadonlyMap<string, readonly IssueClause[]>;
  readonly allCount: number;
}

export const segmentsOfAll = (clauses: readonly IssueClause[]): ReadonlyMap<string, readonly IssueClause[]> =>
  byValue(clauses);

/**
 * The values of every dimension in which an issue is mentioned significantly more often: Fisher's exact test under the false discovery rate
 * of Benjamini and Hochberg over all values of all dimensions. Values of fewer people than the threshold are left out.
 */
export const concentrationsOf = (
  { issue, all, allCount }: IssueAmongAll,
  minPeople: number,
  rate = 0.05,
): Concentration[] => {
  const inside = byValue(issue);
  const outsideCount = allCount - issue.length;
  const tested = [...all].map(([key, everywhere]) => {
    const [dimension, value]: Keyed = JSON.parse(key);
    const clauses = inside.get(key) ?? [];
    const elsewhere = everywhere.length - clauses.length;
    return {
      dimension,
      value,
      people: countPeopleIn(clauses),
      said: clauses.length,
      shareOfIssue: clauses.length / issue.length,
      shareElsewhere: elsewhere / Math.max(1, outsideCount),
      p: exactP({
        count: clauses.length,
        total: issue.length,
        earlierCount: elsewhere,
        earlierTotal: outsideCount,
      }),
    };
  });
  const rates = falseDiscoveryRates(tested.map(({ p }) => p));
  return tested
    .map(({ p: _, ...entry }, index) => ({ ...entry, falseDiscoveryRate: rates[index] ?? 1 }))
    .filter(
      ({ people, shareOfIssue, shareElsewhere, falseDiscoveryRate }) =>
        people >= minPeople && shareOfIssue > shareElsewhere && falseDiscoveryRate <= rate,
    )
    .map(({ people: _, ...entry }) => entry)
    .sort(
      (left, right) =>
        left.falseDiscoveryRate - right.falseDiscoveryRate ||
        right.said - left.said ||
        (keyOf([left.dimension, left.value]) < keyOf([right.dimension, right.value]) ? -1 : 1),
    );
};
