import { similarityOfIssues } from './descriptor.ts';
import type { IssueDescriptor } from './issue-descriptor.ts';

/** What happened to each issue from one period to the next. */
export interface IssueMatches {
  /** The current issues in their order, with the id, name and decisions that they had. */
  readonly issues: readonly IssueDescriptor[];
  /** Current issues that were part of another one before: by id, the id of that one. */
  readonly splits: readonly { readonly id: string; readonly from: string }[];
  /** Earlier issues that are now part of another. */
  readonly merges: readonly { readonly id: string; readonly into: string }[];
  /** Earlier issues that were not found now, without those that merged. */
  readonly unseen: readonly IssueDescriptor[];
}

/** The similarity from which two groups are one issue: chosen on banking intents (docs/adr/0037). */
const minSimilarity = 0.62;

interface Pair {
  readonly before: IssueDescriptor;
  readonly now: IssueDescriptor;
  readonly similarity: number;
}

const likelyPairs = (previous: readonly IssueDescriptor[], current: readonly IssueDescriptor[]): Pair[] =>
  previous
    .flatMap((before) => current.map((now) => ({ before, now, similarity: similarityOfIssues(before, now) })))
    .filter(({ similarity }) => similarity >= minSimilarity)
    .sort(
      (left, right) =>
        right.similarity - left.similarity ||
        (left.before.id < right.before.id ? -1 : Number(left.before.id > right.before.id)) ||
        (left.now.id < right.now.id ? -1 : 1),
    );

/** The most similar pairs first, each issue in at most one pair. */
const onePartnerEach = (pairs: readonly Pair[]): Pair[] => {
  const taken = new Set<IssueDescriptor>();
  return pairs.filter(({ before, now }) => {
    if (taken.has(before) || taken.has(now)) return false;
    taken.add(before).add(now);
    return true;
  });
};

const earlier = (left: string | undefined, right: string | undefined): string | undefined =>
  left !== undefined && right !== undefined && left < right ? left : (right ?? left);

const continued = ({ before, now }: Pair): IssueDescriptor => {
  const firstSeen = earlier(before.firstSeen, now.firstSeen);
  return {
    ...now,
    id: before.id,
    ...(firstSeen === undefined ? {} : { firstSeen }),
    ...(before.decision === undefined ? {} : { decision: before.decision }),
  };
};

/** An unused id: a group may consist of just the responses that another issue once had. */
const freshId = (id: string, taken: ReadonlySet<string>): string => {
  let fresh = id;
  for (let count = 2; taken.has(fresh); count += 1) fresh = `${id}-${count}`;
  return fresh;
};

/**
 * Gives current issues the identity of earlier ones: by shared responses, otherwise by words and meaning. The most similar pairs first,
 * each issue once. A current issue that is like an earlier one that continues elsewhere is split from it and has a new id; an earlier issue
 * that is like a current one that continues another is merged into it. People's decisions stay with the id. The order of either list does
 * not matter.
 *
 * @param previous every stored issue, including those not seen lately
 */
export const matchIssues = (
  previous: readonly IssueDescriptor[],
  current: readonly IssueDescriptor[],
): IssueMatches => {
  const pairs = likelyPairs(previous, current);
  const kept = onePartnerEach(pairs);
  const byNow = new Map(kept.map((pair) => [pair.now, pair]));
  const byBefore = new Map(kept.map((pair) => [pair.before, pair]));
  const taken = new Set(previous.map(({ id }) => id));
  const named = new Map(
    current.map((now): [IssueDescriptor, IssueDescriptor] => {
      const pair = byNow.get(now);
      return [now, pair === undefined ? { ...now, id: freshId(now.id, taken) } : continued(pair)];
    }),
  );
  const idNow = (now: IssueDescriptor): string => named.get(now)?.id ?? now.id;
  const surest = <Key>(of: (pair: Pair) => Key, isOpen: (key: Key) => boolean): Map<Key, Pair> =>
    new Map(
      pairs
        .filter((pair) => isOpen(of(pair)))
        .toReversed()
        .map((pair) => [of(pair), pair]),
    );
  const splits = surest(
    ({ now }) => now,
    (now) => !byNow.has(now),
  );
  const merges = surest(
    ({ before }) => before,
    (before) => !byBefore.has(before),
  );
  return {
    issues: [...named.values()],
    splits: [...splits.values()].map(({ now, before }) => ({ id: idNow(now), from: before.id })),
    merges: [...merges.values()].map(({ now, before }) => ({ id: before.id, into: idNow(now) })),
    unseen: previous.filter((before) => !byBefore.has(before) && !merges.has(before)),
  };
};

/**
 * The current issue for an id after people's decisions: the one it was merged into, over any number of merges. A cycle of merges ends where
 * it began.
 *
 * @example standsFor('i-2', new Map([['i-2', { ...issue, decision: { mergedInto: 'i-1' } }]])) // 'i-1'
 */
export const standsFor = (id: string, issues: ReadonlyMap<string, IssueDescriptor>): string => {
  const passed = new Set<string>();
  let at = id;
  for (
    let next: string | undefined = at;
    next !== undefined && !passed.has(next);
    next = issues.get(at)?.decision?.mergedInto
  ) {
    passed.add(next);
    at = next;
  }
  return at;
};
