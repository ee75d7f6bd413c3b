import { falseDiscoveryRates } from '../../metrics/comparisons/benjamini-hochberg.ts';
import { exactP } from '../discovery/log-odds.ts';
import { type IssueClause, peopleIn } from './clause.ts';

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
export interface IssuesAmongAll {
  /** The clauses of each issue. */
  readonly issues: readonly (readonly IssueClause[])[];
  /** All clauses, including those of the issues. */
  readonly all: readonly IssueClause[];
}

interface Tested extends Omit<Concentration, 'falseDiscoveryRate'> {
  readonly people: number;
  readonly p: number;
}

/** One issue in each segment. */
const testsOf = (
  issue: readonly IssueClause[],
  segments: ReadonlyMap<string, readonly IssueClause[]>,
  everyone: { readonly clauses: number; readonly people: number },
): Tested[] => {
  const inside = byValue(issue);
  const mentioning = peopleIn(issue);
  return [...segments].map(([key, everywhere]) => {
    const [dimension, value]: Keyed = JSON.parse(key);
    const clauses = inside.get(key) ?? [];
    const people = peopleIn(clauses).size;
    const p = exactP({
      count: people,
      total: mentioning.size,
      earlierCount: [...peopleIn(everywhere)].filter((person) => !mentioning.has(person)).length,
      earlierTotal: everyone.people - mentioning.size,
    });
    return {
      ...{ dimension, value, people, p },
      said: clauses.length,
      shareOfIssue: clauses.length / issue.length,
      shareElsewhere: (everywhere.length - clauses.length) / Math.max(1, everyone.clauses - issue.length),
    };
  });
};

const mostCertainFirst = (left: Concentration, right: Concentration): number =>
  left.falseDiscoveryRate - right.falseDiscoveryRate ||
  right.said - left.said ||
  (keyOf([left.dimension, left.value]) < keyOf([right.dimension, right.value]) ? -1 : 1);

/**
 * For each issue, the values of every dimension in which it is mentioned significantly more often: Fisher's exact test of people, who mention it or not, under the
 * false discovery rate of Benjamini and Hochberg over all issues and all values of all dimensions. Values of fewer people than the threshold are left out.
 */
export const concentrationsOf = (
  { issues, all }: IssuesAmongAll,
  minPeople: number,
  rate = 0.05,
): Concentration[][] => {
  const segments = byValue(all);
  const everyone = { clauses: all.length, people: peopleIn(all).size };
  const tested = issues.map((issue) => testsOf(issue, segments, everyone));
  const rates = falseDiscoveryRates(tested.flatMap((tests) => tests.map(({ p }) => p)));
  return tested.map((tests, index) =>
    tests
      .map(({ p: _, ...entry }, place) => ({
        ...entry,
        falseDiscoveryRate: rates[index * segments.size + place] ?? 1,
      }))
      .filter(
        ({ people, shareOfIssue, shareElsewhere, falseDiscoveryRate }) =>
          people >= minPeople && shareOfIssue > shareElsewhere && falseDiscoveryRate <= rate,
      )
      .map(({ people: _, ...entry }) => entry)
      .sort(mostCertainFirst),
  );
};
