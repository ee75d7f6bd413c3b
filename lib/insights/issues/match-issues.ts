import { similarityOfIssues } from './descriptor.ts';
import type { IssueDescriptor } from './issue-descriptor.ts';

/** What became of an issue from one period to the next. */
export interface IssueMatches {
  /** The current issues in their order, under the id, name and decisions that they had. */
  readonly issues: readonly IssueDescriptor[];
  /** Current issues that are part of what one issue was: by id, the id of the one they come from. */
  readonly splits: readonly { readonly id: string; readonly from: string }[];
  /** Earlier issues that are now part of another. */
  readonly merges: readonly { readonly id: string; readonly into: string }[];
  /** Earlier issues that were not found now, without those that merged. */
  readonly unseen: readonly IssueDescriptor[];
}

/** From here on two groups are one issue: chosen on banking intents, see docs/adr/0037. */
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

/** The surest pairs first, every issue in one pair at most. */
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

/** An id that no issue has: a group may consist of just the responses that another issue once had. */
const freshId = (id: string, taken: ReadonlySet<string>): string => {
  let fresh = id;
  for (let count = 2; taken.has(fresh); count += 1) fresh = `${id}-${count}`;
  return fresh;
};

/**
 * Gives current issues the identity of those that were there before: by the responses they share, else by their words and meaning.
 * The surest pairs first, each issue once. A current issue that is like an earlier one that continues elsewhere is split from it and has a
 * new id; an earlier issue that is like a current one that continues another is merged into it. What people decided stays
 * with the id. The order of either list decides nothing.
 *
 * @param previous every issue that is stored, those not seen lately too
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
 * The issue that stands for it after what people decided: that which it was merged into, however often. A ring of merges ends
 * where it began.
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
