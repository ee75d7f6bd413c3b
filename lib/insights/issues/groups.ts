import { falseDiscoveryRates } from '../../metrics/comparisons/benjamini-hochberg.ts';
import { exactP, type TwoShares } from '../discovery/log-odds.ts';
import { type ComparedClauses, isOfEnoughPeople } from './compared-clauses.ts';
import { alphaOfLook, type LookSchedule } from './emerging/error-budget.ts';
import { findNewIssues } from './emerging/new-issues.ts';
import { groupByDensity } from './group-by-density.ts';
import type { IssueChange } from './issue.ts';
import { type IssueName, nameGroup, readPhrases } from './naming/name-group.ts';

/** Groups of clauses that mean the same: new and growing ones, and ongoing ones, each with a distinct name. */

/** Places of its clauses in the later and in the earlier period. */
export interface Members {
  readonly now: readonly number[];
  readonly before: readonly number[];
}

interface Group extends Members {
  /** For a new issue: the probability of any such group if nothing is new. */
  readonly familyP?: number;
}

export type Verdict = Pick<IssueChange, 'direction' | 'errorRate'>;

export interface NamedGroup extends Members, IssueName {
  readonly verdict: Verdict;
}

export interface GroupSearch {
  /** The mentions that decide the size and rank of a group: those of the later period, or of both. */
  readonly counted: (members: Members) => readonly number[];
  /** Maximum number of groups. Default 50. */
  readonly limit?: number | undefined;
  /** How often the check is repeated; it decides how certain a new issue must be. */
  readonly looks?: LookSchedule | undefined;
}

const defaultLimit = 50;
const permutations = 200;
/** The part of the error rate of a check that new issues use; changes of ongoing issues use the rest. */
const shareOfNewIssues = 0.6;

export const mentionedNow = ({ now }: Members): readonly number[] => now;
export const mentionedEver = ({ now, before }: Members): readonly number[] => [...before, ...now];

const newIssuesIn = (compared: ComparedClauses, alpha: number, limit: number): Group[] =>
  findNewIssues(compared.space, compared, { alpha, permutations, limit })
    .map(({ members, earlier, familyP }) => ({ now: members, before: earlier, familyP }))
    .filter(({ now }) => isOfEnoughPeople(compared, now));

const otherIssuesIn = (
  compared: ComparedClauses,
  newIssues: readonly Group[],
  counted: GroupSearch['counted'],
): Group[] => {
  const taken = new Uint8Array(compared.space.size);
  for (const place of newIssues.flatMap(mentionedEver)) taken[place] = 1;
  return groupByDensity(compared.space, taken, compared.minPeople)
    .map((places) => ({
      now: places.filter((place) => compared.later[place] === 1),
      before: places.filter((place) => compared.later[place] === 0),
    }))
    .filter((group) => isOfEnoughPeople(compared, counted(group)));
};

const inOrder = (left: readonly number[], right: readonly number[]): number[] =>
  [...left, ...right].sort((one, other) => one - other);

/**
 * The groups with names that distinguish them. Two that no phrase distinguishes are one issue; a group without any phrase that names a
 * topic of its own (greetings, thanks, "nice app") is dropped, unless it is new.
 */
const nameGroups = (compared: ComparedClauses, groups: readonly Group[]): (Group & IssueName)[] => {
  const phrases = readPhrases(compared.clauses);
  const named = new Map<string, Group & IssueName>();
  for (const group of groups) {
    const name = nameGroup(mentionedEver(group), phrases, {
      minPeople: compared.minPeople,
      taken: named,
      mayBeGeneric: group.familyP !== undefined,
    });
    if (name.name === '') continue;
    const same = named.get(name.name);
    const joined = same && {
      ...same,
      now: inOrder(same.now, group.now),
      before: inOrder(same.before, group.before),
    };
    named.set(name.name, joined ?? { ...group, ...name });
  }
  return [...named.values()];
};

const directionOf = (
  compared: ComparedClauses,
  { before }: Members,
  { count, total, earlierCount, earlierTotal }: TwoShares,
): Verdict['direction'] => {
  if (count * earlierTotal < earlierCount * total) return 'fell';
  return isOfEnoughPeople(compared, before) ? 'rose' : 'began';
};

/** The people of each period, and those who mention a group: several clauses of one person are not independent. */
const peopleCounter = ({ people, later }: ComparedClauses): ((members: Members) => TwoShares) => {
  const count = (places: Iterable<number>): number =>
    new Set(Array.from(places, (place) => people[place])).size;
  const inPeriod = (period: number): number =>
    count([...later.keys()].filter((place) => later[place] === period));
  const [earlierTotal, total] = [inPeriod(0), inPeriod(1)];
  return ({ now, before }) => ({ count: count(now), total, earlierCount: count(before), earlierTotal });
};

/** New issues are tested by the scan; all other groups are one family of exact tests. */
const withVerdicts = <Of extends Group>(
  compared: ComparedClauses,
  groups: readonly Of[],
  maxRate: number,
): (Of & { readonly verdict: Verdict })[] => {
  const others = groups.filter(({ familyP }) => familyP === undefined);
  const countPeople = peopleCounter(compared);
  const ps = others.map((group) => exactP(countPeople(group)));
  const rates = new Map(falseDiscoveryRates(ps).map((value, index) => [others[index], value]));
  return groups.map((group) => {
    const errorRate = group.familyP ?? rates.get(group) ?? 1;
    const isSure = group.familyP !== undefined || errorRate <= maxRate;
    return {
      ...group,
      verdict: {
        direction: isSure ? directionOf(compared, group, countPeople(group)) : 'unchanged',
        errorRate,
      },
    };
  });
};

/** New issues by their certainty, then the groups with the most mentions. */
const rankedBy =
  (counted: GroupSearch['counted']) =>
  (left: Group, right: Group): number =>
    (left.familyP ?? 1) - (right.familyP ?? 1) || counted(right).length - counted(left).length;

/** First the new issues that the scan finds, the most certain first, then the ongoing groups, the largest first. */
export const findGroups = (
  compared: ComparedClauses,
  { counted, looks, limit = defaultLimit }: GroupSearch,
): NamedGroup[] => {
  const alpha = alphaOfLook(looks);
  const newIssues = newIssuesIn(compared, shareOfNewIssues * alpha, limit);
  const found = [...newIssues, ...otherIssuesIn(compared, newIssues, counted)];
  const groups = nameGroups(compared, found).sort(rankedBy(counted));
  return withVerdicts(compared, groups, (1 - shareOfNewIssues) * alpha).slice(0, limit);
};
