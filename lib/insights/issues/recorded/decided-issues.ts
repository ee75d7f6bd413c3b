import type { IssueDescriptor } from '../issue-descriptor.ts';
import { standsFor } from '../match-issues.ts';
import { type DatedMention, datedMentions } from './count-mentions.ts';
import { decisionIn, type IssueDecisions } from './decisions.ts';
import type { RecordedIssue, RecordedIssues } from './recorded-issues.ts';

/** An issue after people's decisions: several that were merged are one. */
export interface DecidedIssue extends Omit<RecordedIssue, 'mentions'> {
  readonly id: string;
  /** The name that a person gave it, otherwise its own. */
  readonly name: string;
  readonly mentions: readonly DatedMention[];
  /** Issues that are part of it now. */
  readonly mergedFrom: readonly string[];
}

/** The current id: an issue that was found to be part of another one has the id of that one. */
export const idNow = (id: string, { merges }: Pick<RecordedIssues, 'merges'>): string => {
  const into = new Map(merges.map((merge) => [merge.id, merge.into]));
  const passed = new Set<string>();
  let at = id;
  for (let next = into.get(at); next !== undefined && !passed.has(next); next = into.get(at)) {
    passed.add(next);
    at = next;
  }
  return at;
};

type Decided = Omit<DecidedIssue, 'mergedFrom'>;

const decidedOf = ({ mentions, ...issue }: RecordedIssue, from: string): Decided => {
  const { id, name, decision } = issue.descriptor;
  const { adoptedAs } = decision ?? {};
  return {
    ...issue,
    ...{ id, name: decision?.name ?? name, mentions: datedMentions(mentions, from) },
    themes: adoptedAs === undefined ? issue.themes : [...new Set([adoptedAs, ...issue.themes])],
  };
};

/** Each answer once, under the first issue that has it. */
const mentionsOf = (issues: readonly Decided[]): DatedMention[] => [
  ...new Map(
    issues
      .toReversed()
      .flatMap(({ mentions }) => mentions)
      .map((mention) => [`${mention.response} ${mention.answer}`, mention]),
  ).values(),
];

const earliest = (issues: readonly Decided[]): Pick<IssueDescriptor, 'firstSeen'> => {
  const [firstSeen] = issues.flatMap(({ descriptor }) => descriptor.firstSeen ?? []).toSorted();
  return firstSeen === undefined ? {} : { firstSeen };
};

const merged = (target: Decided, others: readonly Decided[]): DecidedIssue => {
  const all = [target, ...others];
  const lastSeen = all
    .flatMap(({ descriptor }) => descriptor.lastSeen ?? [])
    .toSorted()
    .at(-1);
  return {
    ...target,
    descriptor: {
      ...target.descriptor,
      ...earliest(all),
      ...(lastSeen === undefined ? {} : { lastSeen }),
    },
    mentions: others.length === 0 ? target.mentions : mentionsOf(all),
    quotes: all.flatMap(({ quotes }) => quotes),
    mergedFrom: others.map(({ id }) => id),
  };
};

/** The stored issues with the decisions about each, under their current ids. */
const withDecisions = (
  stored: RecordedIssues,
  decisions: readonly IssueDecisions[],
): readonly RecordedIssue[] => {
  const byId = new Map(
    decisions.map((each) => [idNow(each.descriptor.id, stored), decisionIn(each)] as const),
  );
  return stored.issues.map((issue) => {
    const decision = byId.get(issue.descriptor.id);
    return decision === undefined ? issue : { ...issue, descriptor: { ...issue.descriptor, decision } };
  });
};

/** The issues of a touchpoint after people's decisions: renamed, merged, under the theme that they were adopted as. Muted ones are marked. */
export const decidedIssues = (
  stored: RecordedIssues,
  decisions: readonly IssueDecisions[],
): DecidedIssue[] => {
  const issues = withDecisions(stored, decisions).map((issue) => decidedOf(issue, stored.from));
  const descriptors = new Map(issues.map(({ id, descriptor }) => [id, descriptor]));
  const targetOf = ({ id }: Decided): string => {
    const target = idNow(standsFor(id, descriptors), stored);
    return descriptors.has(target) ? target : id;
  };
  const groups = Map.groupBy(issues, targetOf);
  return issues
    .filter((issue) => targetOf(issue) === issue.id)
    .map((target) =>
      merged(
        target,
        (groups.get(target.id) ?? []).filter((issue) => issue !== target),
      ),
    );
};
