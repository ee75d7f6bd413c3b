import { falseDiscoveryRates } from '../../metrics/comparisons/benjamini-hochberg.ts';
import { exactP } from '../discovery/log-odds.ts';
import { type ComparedClauses, isOfEnoughPeople } from './compared-clauses.ts';
import type { IssueChange } from './issue.ts';
import { type IssueName, nameGroup, readPhrases } from './naming.ts';
import { groupByDensity } from './standing.ts';
import { alphaOfLook, type LookSchedule } from './stories/error-budget.ts';
import { findStories } from './stories/stories.ts';

/** Groups of clauses that say the same: what began or rose, and what stands, each with a name of its own. */

/** Places of its clauses in the later and in the earlier period. */
export interface Members {
  readonly now: readonly number[];
  readonly before: readonly number[];
}

interface Group extends Members {
  /** Of a story: the chance of any such story where nothing is new. */
  readonly familyP?: number;
}

export type Verdict = Pick<IssueChange, 'direction' | 'errorRate'>;

export interface NamedGroup extends Members, IssueName {
  readonly verdict: Verdict;
}

export interface GroupSearch {
  /** Whose mentions make a group large enough and decide its rank: those of the later period, or of both. */
  readonly counted: (members: Members) => readonly number[];
  /** Groups given at most. Default 50. */
  readonly limit?: number | undefined;
  /** How often the same question is asked; it decides how sure a story must be. */
  readonly looks?: LookSchedule | undefined;
}

const defaultLimit = 50;
const permutations = 200;
/** Of the error rate of a look, the part that stories spend; the changes of issues that stand anyway spend the rest. */
const shareOfStories = 0.6;

export const mentionedNow = ({ now }: Members): readonly number[] => now;
export const mentionedEver = ({ now, before }: Members): readonly number[] => [...before, ...now];

const storiesIn = (compared: ComparedClauses, alpha: number, limit: number): Group[] =>
  findStories(compared.space, compared, { alpha, permutations, limit })
    .map(({ members, earlier, familyP }) => ({ now: members, before: earlier, familyP }))
    .filter(({ now }) => isOfEnoughPeople(compared, now));

const standingIn = (
  compared: ComparedClauses,
  stories: readonly Group[],
  counted: GroupSearch['counted'],
): Group[] => {
  const taken = new Uint8Array(compared.space.size);
  for (const place of stories.flatMap(mentionedEver)) taken[place] = 1;
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
 * The groups with names that tell them apart. Two that no phrase tells apart are one issue; a group that nothing can be named of (greetings,
 * thanks) is none.
 */
const nameGroups = (compared: ComparedClauses, groups: readonly Group[]): (Group & IssueName)[] => {
  const phrases = readPhrases(compared.clauses);
  const named = new Map<string, Group & IssueName>();
  for (const group of groups) {
    const naming = { minPeople: compared.minPeople, taken: named };
    const name = nameGroup(mentionedEver(group), phrases, naming);
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
  { now, before }: Members,
  isSure: boolean,
): Verdict['direction'] => {
  if (!isSure) return 'unchanged';
  if (now.length * compared.earlierCount < before.length * compared.laterCount) return 'fell';
  return isOfEnoughPeople(compared, before) ? 'rose' : 'began';
};

/** Stories are sure by the scan; all other groups are one family of exact tests. */
const withVerdicts = <Of extends Group>(
  compared: ComparedClauses,
  groups: readonly Of[],
  maxRate: number,
): (Of & { readonly verdict: Verdict })[] => {
  const standing = groups.filter(({ familyP }) => familyP === undefined);
  const { laterCount: total, earlierCount: earlierTotal } = compared;
  const ps = standing.map(({ now, before }) =>
    exactP({ count: now.length, total, earlierCount: before.length, earlierTotal }),
  );
  const rates = new Map(falseDiscoveryRates(ps).map((value, index) => [standing[index], value]));
  return groups.map((group) => {
    const errorRate = group.familyP ?? rates.get(group) ?? 1;
    const isSure = group.familyP !== undefined || errorRate <= maxRate;
    return { ...group, verdict: { direction: directionOf(compared, group, isSure), errorRate } };
  });
};

/** Stories by their certainty, then the groups with the most mentions. */
const rankedBy =
  (counted: GroupSearch['counted']) =>
  (left: Group, right: Group): number =>
    (left.familyP ?? 1) - (right.familyP ?? 1) || counted(right).length - counted(left).length;

/** First the stories that the scan finds, the surest first, then the groups that stand, the largest first. */
export const findGroups = (
  compared: ComparedClauses,
  { counted, looks, limit = defaultLimit }: GroupSearch,
): NamedGroup[] => {
  const alpha = alphaOfLook(looks);
  const stories = storiesIn(compared, shareOfStories * alpha, limit);
  const found = [...stories, ...standingIn(compared, stories, counted)];
  const groups = nameGroups(compared, found).sort(rankedBy(counted));
  return withVerdicts(compared, groups, (1 - shareOfStories) * alpha).slice(0, limit);
};
