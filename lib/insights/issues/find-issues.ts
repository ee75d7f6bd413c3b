import { wordVectors } from '../../analysis/words/word-vectors.ts';
import { falseDiscoveryRates } from '../../metrics/comparisons/benjamini-hochberg.ts';
import { wilsonInterval } from '../../metrics/figures/intervals.ts';
import { type ConfidentialityThresholds, defaultThresholds } from '../../metrics/figures/metrics-settings.ts';
import { exactP } from '../discovery/log-odds.ts';
import { countPeopleIn, type IssueClause, inFixedOrder, wordingOf } from './clause.ts';
import { concentrationsOf, segmentsOfAll } from './concentrations.ts';
import { describeIssue, type Surroundings, surroundingsOf } from './descriptor.ts';
import type { Issue, IssueChange, IssueQuote, Share, TracedIssue } from './issue.ts';
import { loudSourceOf } from './loud-source.ts';
import { type IssueName, nameGroup, readPhrases, type SaidPhrases } from './naming.ts';
import { coveringQuotes } from './quotes.ts';
import type { ClauseSpace } from './space/similarity.ts';
import { type Meanings, placeClauses } from './space/space.ts';
import { clauseWords } from './space/word-features.ts';
import { wordMeanings } from './space/word-meanings.ts';
import { groupByDensity } from './standing.ts';
import { alphaOfLook, type LookSchedule } from './stories/error-budget.ts';
import { type DayCount, doublingDays } from './stories/growth.ts';
import { findStories } from './stories/stories.ts';

export interface IssueOptions {
  /** Issues given at most. Default 50. */
  readonly limit?: number;
  /** Fewer than 5 people are no issue, whatever the threshold of figures. */
  readonly thresholds?: ConfidentialityThresholds;
  /** How often the same question is asked; it decides how sure a story must be. */
  readonly looks?: LookSchedule;
  /** What words mean. Default: the vectors that come along, for English. */
  readonly meanings?: Meanings;
}

const usualLimit = 50;
const fewestOfAnIssue = 5;
const permutations = 200;
/** Of the error rate of a look, the part that stories spend; the changes of issues that stand anyway spend the rest. */
const shareOfStories = 0.6;

/** A group on the way to being an issue. */
interface Group {
  /** Places in the later and in the earlier period. */
  readonly now: readonly number[];
  readonly before: readonly number[];
  /** Of a story. */
  readonly familyP?: number;
}

/** Everything that issues are made from. */
interface Reading {
  readonly clauses: readonly IssueClause[];
  readonly later: Uint8Array;
  /** The number of each clause's response. */
  readonly responses: Int32Array;
  readonly laterCount: number;
  readonly space: ClauseSpace;
  readonly thresholds: ConfidentialityThresholds;
  readonly fewestPeople: number;
}

const pick = (clauses: readonly IssueClause[], places: readonly number[]): IssueClause[] =>
  places.flatMap((place) => clauses[place] ?? []);

const shareOf = (said: number, of: number): Share => ({ value: said / of, ...wilsonInterval(said, of) });

const numbersOfResponses = (clauses: readonly IssueClause[]): Int32Array => {
  const numbers = new Map<string, number>();
  return Int32Array.from(clauses, ({ responseId }) => {
    const number = numbers.get(responseId) ?? numbers.size;
    numbers.set(responseId, number);
    return number;
  });
};

/** Below the minimum group size nothing is an issue. */
const fewestPeopleOf = ({ thresholds = defaultThresholds }: Pick<IssueOptions, 'thresholds'>): number =>
  Math.max(fewestOfAnIssue, thresholds.figures);

const readClauses = (
  earlier: Iterable<IssueClause>,
  later: Iterable<IssueClause>,
  {
    thresholds = defaultThresholds,
    meanings = { learned: wordMeanings(), customers: wordVectors() },
  }: IssueOptions,
): Reading => {
  const [before, now] = [inFixedOrder(earlier), inFixedOrder(later)];
  const clauses = [...before, ...now];
  return {
    clauses,
    later: Uint8Array.from(clauses, (_, place) => Number(place >= before.length)),
    responses: numbersOfResponses(clauses),
    laterCount: now.length,
    space: placeClauses(
      clauses.map((clause) => clauseWords(wordingOf(clause))),
      meanings,
    ),
    thresholds,
    fewestPeople: fewestPeopleOf({ thresholds }),
  };
};

const isOfEnoughPeople = ({ clauses, fewestPeople }: Reading, places: readonly number[]): boolean =>
  countPeopleIn(pick(clauses, places)) >= fewestPeople;

const storiesIn = (reading: Reading, alpha: number, limit: number): Group[] =>
  findStories(reading.space, reading, { alpha, permutations, limit })
    .map(({ members, earlier, familyP }) => ({ now: members, before: earlier, familyP }))
    .filter(({ now }) => isOfEnoughPeople(reading, now));

/** Which groups are issues: by who says it now, or by who said it in either period. */
type Counted = (group: Pick<Group, 'now' | 'before'>) => readonly number[];
const saidNow: Counted = ({ now }) => now;
const everSaid: Counted = ({ now, before }) => [...before, ...now];

const standingIn = (reading: Reading, stories: readonly Group[], counted: Counted = saidNow): Group[] => {
  const taken = new Uint8Array(reading.space.size);
  for (const { now, before } of stories) for (const place of [...now, ...before]) taken[place] = 1;
  return groupByDensity(reading.space, taken, reading.fewestPeople)
    .map((places) => ({
      now: places.filter((place) => reading.later[place] === 1),
      before: places.filter((place) => reading.later[place] === 0),
    }))
    .filter((group) => isOfEnoughPeople(reading, counted(group)));
};

const dailyCounts = ({ clauses }: Reading, group: Group): DayCount[] => {
  const members = new Set([...group.now, ...group.before]);
  const days = new Map<string, { said: number; of: number }>();
  clauses.forEach(({ day }, place) => {
    if (day === undefined || day.length < 'yyyy-mm-dd'.length) return;
    const count = days.get(day) ?? { said: 0, of: 0 };
    days.set(day, { said: count.said + Number(members.has(place)), of: count.of + 1 });
  });
  return [...days].map(([day, count]) => ({ day, ...count }));
};

interface Verdict {
  readonly direction: IssueChange['direction'];
  readonly errorRate: number;
}

const directionOf = (reading: Reading, { now, before }: Group, isSure: boolean): IssueChange['direction'] => {
  const earlierCount = reading.clauses.length - reading.laterCount;
  if (!isSure) return 'unchanged';
  if (now.length * earlierCount < before.length * reading.laterCount) return 'fell';
  return isOfEnoughPeople(reading, before) ? 'rose' : 'began';
};

/** Stories are sure by the scan; all other groups are one family of exact tests. */
const verdictsOn = (reading: Reading, groups: readonly Group[], rate: number): Verdict[] => {
  const ofBefore = reading.clauses.length - reading.laterCount;
  const standing = groups.filter(({ familyP }) => familyP === undefined);
  const ps = standing.map(({ now, before }) =>
    exactP({ said: now.length, of: reading.laterCount, saidBefore: before.length, ofBefore }),
  );
  const rates = new Map(falseDiscoveryRates(ps).map((value, index) => [standing[index], value]));
  return groups.map((group) => {
    const errorRate = group.familyP ?? rates.get(group) ?? 1;
    const isSure = group.familyP !== undefined || errorRate <= rate;
    return { direction: directionOf(reading, group, isSure), errorRate };
  });
};

const growthOf = (reading: Reading, group: Group): Pick<IssueChange, 'doublingDays'> => {
  const doubling = doublingDays(dailyCounts(reading, group));
  return doubling === undefined ? {} : { doublingDays: doubling };
};

const changeOf = (reading: Reading, group: Group, verdict: Verdict): IssueChange => {
  const earlierCount = reading.clauses.length - reading.laterCount;
  const isTold = group.before.length === 0 || isOfEnoughPeople(reading, group.before);
  return {
    ...verdict,
    ...(isTold ? { earlier: shareOf(group.before.length, earlierCount) } : {}),
    ...growthOf(reading, group),
  };
};

const themesOf = (clauses: readonly IssueClause[]): string[] => {
  const counts = new Map<string, number>();
  for (const theme of clauses.flatMap(({ themes }) => [...new Set(themes)]))
    counts.set(theme, (counts.get(theme) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => 2 * count >= clauses.length)
    .sort(([one, left], [other, right]) => right - left || (one < other ? -1 : 1))
    .map(([theme]) => theme);
};

const quotesFrom = (
  { clauses, space, thresholds }: Reading,
  places: readonly number[],
  count?: number,
): IssueClause[] =>
  countPeopleIn(pick(clauses, places)) < thresholds.quotes
    ? []
    : pick(clauses, coveringQuotes(places, { clauses, space }, count));

const quoteOf = ({ responseId, text, span }: IssueClause): IssueQuote => ({ responseId, text, span });

/** What is worked out once for all issues. */
interface Shared {
  readonly surroundings: Surroundings;
  readonly segments: ReturnType<typeof segmentsOfAll>;
}

interface NamedGroup extends Group, IssueName {}

const together = (left: Group, right: Group): Pick<Group, 'now' | 'before'> => ({
  now: [...left.now, ...right.now].sort((one, other) => one - other),
  before: [...left.before, ...right.before].sort((one, other) => one - other),
});

/**
 * The groups with names that tell them apart. Two that no phrase tells apart are one issue; a group that nothing can be named of (greetings,
 * thanks) is none.
 */
const nameGroups = (reading: Reading, said: SaidPhrases, groups: readonly Group[]): NamedGroup[] => {
  const named = new Map<string, NamedGroup>();
  for (const group of groups) {
    const naming = { fewestPeople: reading.fewestPeople, taken: named };
    const name = nameGroup([...group.now, ...group.before], said, naming);
    const same = named.get(name.name);
    if (name.name !== '')
      named.set(
        name.name,
        same === undefined ? { ...group, ...name } : { ...same, ...together(same, group) },
      );
  }
  return [...named.values()];
};

const issueOf = (reading: Reading, shared: Shared, group: NamedGroup): Issue => {
  const clauses = pick(reading.clauses, group.now);
  const earlier = isOfEnoughPeople(reading, group.before) ? pick(reading.clauses, group.before) : [];
  const felt = { negative: 0, neutral: 0, positive: 0 };
  for (const { sentiment } of clauses) felt[sentiment] += 1;
  const loudSource = loudSourceOf(clauses);
  return {
    descriptor: describeIssue(group.name, { clauses, earlier }, shared.surroundings),
    keywords: group.keywords,
    themes: themesOf(clauses),
    clauses: clauses.length,
    responseIds: [...new Set(clauses.map(({ responseId }) => responseId))],
    people: countPeopleIn(clauses),
    share: shareOf(clauses.length, reading.laterCount),
    sentiment: felt,
    concentrations: concentrationsOf(
      { issue: clauses, all: shared.segments, allCount: reading.laterCount },
      reading.fewestPeople,
    ),
    ...(loudSource === undefined ? {} : { loudSource }),
    quotes: quotesFrom(reading, group.now).map(quoteOf),
  };
};

const sharedBy = ({ clauses, later }: Reading, { learned }: Meanings): Shared => ({
  surroundings: surroundingsOf(clauses, learned),
  segments: segmentsOfAll(clauses.filter((_, place) => later[place] === 1)),
});

const meaningsIn = ({ meanings }: IssueOptions): Meanings =>
  meanings ?? { learned: wordMeanings(), customers: wordVectors() };

const largestFirst = (left: Group, right: Group): number =>
  (left.familyP ?? 1) - (right.familyP ?? 1) || right.now.length - left.now.length;

/**
 * The issues of one period: groups of clauses that say the same, named in customers' words, the largest first. The same clauses give the
 * same issues in any order and any split into batches. An issue of fewer people than the threshold asks for is never in it, nor is a
 * word of a name that fewer people said. No clauses have no issues. Meant for at most 20,000 clauses.
 */
export const findIssues = (clauses: Iterable<IssueClause>, options: IssueOptions = {}): Issue[] => {
  const reading = readClauses([], clauses, options);
  const shared = sharedBy(reading, meaningsIn(options));
  return nameGroups(reading, readPhrases(reading.clauses), standingIn(reading, []))
    .sort(largestFirst)
    .slice(0, options.limit ?? usualLimit)
    .map((group) => issueOf(reading, shared, group));
};

/**
 * The issues of the later of two periods, with what began, rose or fell: first the stories that the scan finds, the surest first, then the
 * issues that stand, the largest first. Of all that is called a change, at most the error rate of the look (0.05 a week) is expected to be
 * none: stories by their family-wise rate, the others by the false discovery rate. What holds for {@link findIssues} holds here.
 */
export const compareIssues = (
  earlier: Iterable<IssueClause>,
  later: Iterable<IssueClause>,
  options: IssueOptions = {},
): Issue[] => {
  const reading = readClauses(earlier, later, options);
  const shared = sharedBy(reading, meaningsIn(options));
  const [alpha, limit] = [alphaOfLook(options.looks), options.limit ?? usualLimit];
  const stories = storiesIn(reading, shareOfStories * alpha, limit);
  const found = [...stories, ...standingIn(reading, stories)];
  const groups = nameGroups(reading, readPhrases(reading.clauses), found).sort(largestFirst);
  const verdicts = verdictsOn(reading, groups, (1 - shareOfStories) * alpha);
  return groups.slice(0, limit).map((group, index) => ({
    ...issueOf(reading, shared, group),
    change: changeOf(reading, group, verdicts[index] ?? { direction: 'unchanged', errorRate: 1 }),
  }));
};

/** So many that some of them are of any month that is asked for. */
const quotesTraced = 12;

const tracedOf = (
  reading: Reading,
  shared: Shared,
  { group, verdict }: { readonly group: NamedGroup; readonly verdict: Verdict },
): TracedIssue => {
  const places = everSaid(group);
  const clauses = pick(reading.clauses, places);
  const loudSource = loudSourceOf(clauses);
  const among = { issue: clauses, all: shared.segments, allCount: reading.clauses.length };
  return {
    descriptor: describeIssue(group.name, { clauses }, shared.surroundings),
    keywords: group.keywords,
    themes: themesOf(clauses),
    concentrations: concentrationsOf(among, reading.fewestPeople),
    ...(loudSource === undefined ? {} : { loudSource }),
    clauses,
    quotes: quotesFrom(reading, places, quotesTraced),
    change: { ...verdict, ...growthOf(reading, group) },
  };
};

/**
 * The issues of both periods together, with all that was said of them, and what began, rose or fell in the later one. An issue that nobody
 * mentions any more is among them. What holds for {@link compareIssues} holds here.
 */
export const traceIssues = (
  earlier: Iterable<IssueClause>,
  later: Iterable<IssueClause>,
  options: IssueOptions = {},
): TracedIssue[] => {
  const [before, now] = [[...earlier], [...later]];
  if (countPeopleIn([...before, ...now]) < fewestPeopleOf(options)) return [];
  const reading = readClauses(before, now, options);
  const shared = {
    ...sharedBy(reading, meaningsIn(options)),
    segments: segmentsOfAll(reading.clauses),
  };
  const [alpha, limit] = [alphaOfLook(options.looks), options.limit ?? usualLimit];
  const stories = storiesIn(reading, shareOfStories * alpha, limit);
  const found = [...stories, ...standingIn(reading, stories, everSaid)];
  const groups = nameGroups(reading, readPhrases(reading.clauses), found).sort(mostSaidFirst);
  const verdicts = verdictsOn(reading, groups, (1 - shareOfStories) * alpha);
  return groups
    .slice(0, limit)
    .map((group, index) => ({
      group,
      verdict: verdicts[index] ?? { direction: 'unchanged' as const, errorRate: 1 },
    }))
    .map((named) => tracedOf(reading, shared, named));
};

/** Stories by their certainty, then the issues that most is said of. */
const mostSaidFirst = (left: Group, right: Group): number =>
  (left.familyP ?? 1) - (right.familyP ?? 1) || everSaid(right).length - everSaid(left).length;
