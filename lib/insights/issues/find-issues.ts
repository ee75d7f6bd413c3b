import { sortBy } from 'remeda';
import { wilsonInterval } from '../../metrics/figures/intervals.ts';
import { countPeopleIn, type IssueClause } from './clause.ts';
import {
  type ClauseOptions,
  type ComparedClauses,
  clausesAt,
  compareClauses,
  isOfEnoughPeople,
  minPeopleOf,
} from './compared-clauses.ts';
import { type Concentration, concentrationsOf } from './concentrations.ts';
import { describeIssue, type Surroundings, surroundingsOf } from './descriptor.ts';
import { type DayCount, doublingDays } from './emerging/growth.ts';
import {
  findGroups,
  type GroupSearch,
  type Members,
  mentionedEver,
  mentionedNow,
  type NamedGroup,
} from './groups.ts';
import type { Issue, IssueChange, IssueQuote, Share, TracedIssue } from './issue.ts';
import { loudSourceOf } from './loud-source.ts';
import { coveringQuotes } from './quotes.ts';

export interface IssueOptions extends ClauseOptions, Partial<Pick<GroupSearch, 'limit' | 'looks'>> {}

const shareOf = (count: number, total: number): Share => ({
  value: count / total,
  ...wilsonInterval(count, total),
});

/** People of each day, each once. */
const dailyCounts = ({ clauses }: ComparedClauses, group: Members): DayCount[] => {
  const onDays = (some: readonly IssueClause[]): Map<string, IssueClause[]> =>
    Map.groupBy(
      some.filter(({ day = '' }) => day.length === 'yyyy-mm-dd'.length),
      ({ day = '' }) => day,
    );
  const members = onDays(clausesAt(clauses, mentionedEver(group)));
  return [...onDays(clauses)].map(([day, all]) => ({
    day,
    count: countPeopleIn(members.get(day) ?? []),
    total: countPeopleIn(all),
  }));
};

const growthOf = (compared: ComparedClauses, group: Members): Pick<IssueChange, 'doublingDays'> => {
  const doubling = doublingDays(dailyCounts(compared, group));
  return doubling === undefined ? {} : { doublingDays: doubling };
};

const changeOf = (compared: ComparedClauses, group: NamedGroup): IssueChange => {
  const isShown = group.before.length === 0 || isOfEnoughPeople(compared, group.before);
  return {
    ...group.verdict,
    ...(isShown ? { earlier: shareOf(group.before.length, compared.earlierCount) } : {}),
    ...growthOf(compared, group),
  };
};

const themesOf = (clauses: readonly IssueClause[]): string[] => {
  const counts = new Map<string, number>();
  for (const theme of clauses.flatMap(({ themes }) => [...new Set(themes)]))
    counts.set(theme, (counts.get(theme) ?? 0) + 1);
  const ofHalf = [...counts].filter(([, count]) => 2 * count >= clauses.length);
  return sortBy(ofHalf, [([, count]) => count, 'desc'], ([theme]) => theme).map(([theme]) => theme);
};

const quotesFrom = (
  { clauses, space, thresholds }: ComparedClauses,
  places: readonly number[],
  count?: number,
): IssueClause[] =>
  countPeopleIn(clausesAt(clauses, places)) < thresholds.quotes
    ? []
    : clausesAt(clauses, coveringQuotes(places, { clauses, space }, count));

const quoteOf = ({ responseId, text, span }: IssueClause): IssueQuote => ({ responseId, text, span });

/** Computed once for all issues. */
interface Shared {
  readonly compared: ComparedClauses;
  readonly surroundings: Surroundings;
}

const sharedBy = (compared: ComparedClauses): Shared => ({
  compared,
  surroundings: surroundingsOf(compared.clauses, compared.meanings.learned),
});

/** A group with its clauses, and where they are concentrated. */
interface Located {
  readonly group: NamedGroup;
  readonly clauses: readonly IssueClause[];
  readonly concentrations: Concentration[];
}

/** @param all the clauses in which issues may be concentrated */
const located = (
  groups: readonly NamedGroup[],
  { clauses, minPeople }: ComparedClauses,
  { all, counted }: Pick<GroupSearch, 'counted'> & { readonly all: readonly IssueClause[] },
): Located[] => {
  const issues = groups.map((group) => clausesAt(clauses, counted(group)));
  const concentrations = concentrationsOf({ issues, all }, minPeople);
  return groups.map((group, index) => ({
    group,
    clauses: issues[index] ?? [],
    concentrations: concentrations[index] ?? [],
  }));
};

type Described = Pick<TracedIssue, 'themes' | 'concentrations' | 'loudSource'>;

/** What describes the clauses of an issue, in one period or in both. */
const describeClauses = ({ clauses, concentrations }: Located): Described => {
  const loudSource = loudSourceOf(clauses);
  return {
    themes: themesOf(clauses),
    concentrations,
    ...(loudSource === undefined ? {} : { loudSource }),
  };
};

const issueOf = ({ compared, surroundings }: Shared, found: Located): Issue => {
  const { group, clauses } = found;
  const earlier = isOfEnoughPeople(compared, group.before) ? clausesAt(compared.clauses, group.before) : [];
  const sentiment = { negative: 0, neutral: 0, positive: 0 };
  for (const { sentiment: label } of clauses) sentiment[label] += 1;
  return {
    descriptor: describeIssue(group.name, { clauses, earlier }, surroundings),
    keywords: group.keywords,
    ...describeClauses(found),
    clauses: clauses.length,
    responseIds: [...new Set(clauses.map(({ responseId }) => responseId))],
    people: countPeopleIn(clauses),
    share: shareOf(clauses.length, compared.laterCount),
    sentiment,
    quotes: quotesFrom(compared, group.now).map(quoteOf),
  };
};

/**
 * The issues of the later of two periods, with what began, rose or fell: first the new issues that the scan finds, the most certain first,
 * then the ongoing ones, the largest first. Of all reported changes at most the error rate of the check (0.05 a week) is expected to be
 * false: for new issues the family-wise error rate, for the others the false discovery rate. Otherwise as {@link findIssues}.
 */
export const compareIssues = (
  earlier: Iterable<IssueClause>,
  later: Iterable<IssueClause>,
  options: IssueOptions = {},
): Issue[] => {
  const compared = compareClauses(earlier, later, options);
  const shared = sharedBy(compared);
  const all = compared.clauses.slice(compared.earlierCount);
  const groups = findGroups(compared, { ...options, counted: mentionedNow });
  return located(groups, compared, { all, counted: mentionedNow }).map((found) => ({
    ...issueOf(shared, found),
    change: changeOf(compared, found.group),
  }));
};

/**
 * The issues of one period: groups of clauses that mean the same, named in customers' words, the largest first. The same clauses give the
 * same issues in any order and any split into batches. Issues of fewer people than the threshold are left out, and so are words in names
 * that fewer people used. No clauses give no issues. Meant for at most 20,000 clauses.
 */
export const findIssues = (clauses: Iterable<IssueClause>, options: IssueOptions = {}): Issue[] =>
  compareIssues([], clauses, options).map(({ change: _, ...issue }) => issue);

/** Enough that any requested month has some of them. */
const maxTracedQuotes = 12;

const tracedOf = ({ compared, surroundings }: Shared, found: Located): TracedIssue => {
  const { group, clauses } = found;
  return {
    descriptor: describeIssue(group.name, { clauses }, surroundings),
    keywords: group.keywords,
    ...describeClauses(found),
    clauses,
    quotes: quotesFrom(compared, mentionedEver(group), maxTracedQuotes),
    change: { ...group.verdict, ...growthOf(compared, group) },
  };
};

/**
 * The issues of both periods together, with every clause that mentions them, and what began, rose or fell in the later one. Issues that are
 * no longer mentioned are included. Otherwise as {@link compareIssues}.
 */
export const traceIssues = (
  earlier: Iterable<IssueClause>,
  later: Iterable<IssueClause>,
  options: IssueOptions = {},
): TracedIssue[] => {
  const [before, now] = [[...earlier], [...later]];
  if (countPeopleIn([...before, ...now]) < minPeopleOf(options)) return [];
  const compared = compareClauses(before, now, options);
  const shared = sharedBy(compared);
  const groups = findGroups(compared, { ...options, counted: mentionedEver });
  return located(groups, compared, { all: compared.clauses, counted: mentionedEver }).map((found) =>
    tracedOf(shared, found),
  );
};
