import { VerbatimError } from '../../errors.ts';
import { type DatedMention, datedMentions } from '../../insights/issues/recorded/count-mentions.ts';
import type { RecordedIssue, RecordedIssues } from '../../insights/issues/recorded/recorded-issues.ts';
import type { Stores } from '../../store/stores.ts';
import { answerKey } from '../comments/matching.ts';

/** An issue of a touchpoint as readers see it. */
export interface TouchpointIssue extends Omit<RecordedIssue, 'mentions'> {
  readonly id: string;
  readonly name: string;
  readonly mentions: readonly DatedMention[];
}

export interface TouchpointIssues {
  readonly touchpoint: string;
  /** First and last day that issues were looked for in. */
  readonly from: string;
  readonly to: string;
  readonly issues: readonly TouchpointIssue[];
}

const issueOf = ({ mentions, ...issue }: RecordedIssue, from: string): TouchpointIssue => ({
  ...issue,
  ...{ id: issue.descriptor.id, name: issue.descriptor.name },
  mentions: datedMentions(mentions, from),
});

/** The issues of a touchpoint; undefined where none were ever looked for. */
export const readTouchpointIssues = async (
  { issues }: Pick<Stores, 'issues'>,
  touchpoint: string,
): Promise<TouchpointIssues | undefined> => {
  const stored = await issues.read(touchpoint);
  if (stored === undefined) return undefined;
  const { from, to } = stored;
  return { touchpoint, from, to, issues: stored.issues.map((issue) => issueOf(issue, from)) };
};

/** What an id stands for today: an issue that became part of another is that one. */
const standsForNow = (id: string, { merges }: Pick<RecordedIssues, 'merges'>): string => {
  const into = new Map(merges.map((merge) => [merge.id, merge.into]));
  const passed = new Set<string>();
  let at = id;
  for (let next = into.get(at); next !== undefined && !passed.has(next); next = into.get(at)) {
    passed.add(next);
    at = next;
  }
  return at;
};

/** The answers that speak of an issue. Throws `not-found` for an id that no issue of the touchpoint has or had. */
export const answersOfIssue = async (
  { issues }: Pick<Stores, 'issues'>,
  touchpoint: string,
  id: string,
): Promise<ReadonlySet<string>> => {
  const stored = await issues.read(touchpoint);
  const now = stored === undefined ? id : standsForNow(id, stored);
  const issue = stored?.issues.find(({ descriptor }) => descriptor.id === now);
  if (issue === undefined)
    throw new VerbatimError('not-found', 'issue not found', { expected: 'an id of GET /issues', got: id });
  return new Set(issue.mentions.map(([response, answer]) => answerKey(response, answer)));
};
