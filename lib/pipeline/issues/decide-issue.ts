import { VerbatimError } from '../../errors.ts';
import {
  decisionIn,
  type IssueDecisions,
  type IssueEdit,
  type Stamp,
  withDecision,
  withoutLatest,
} from '../../insights/issues/recorded/decisions.ts';
import { requireIssue } from '../../query/issues/touchpoint-issues.ts';
import type { StoredDecisions } from '../../store/issue-store.ts';
import type { Stores } from '../../store/stores.ts';

/** An issue of a touchpoint. */
export interface NamedIssue {
  readonly touchpoint: string;
  readonly issue: string;
}

type Deciding = Pick<Stores, 'issues'>;

const knownOf = async (
  { issues }: Deciding,
  { touchpoint, issue }: NamedIssue,
): Promise<StoredDecisions | undefined> =>
  (await issues.decisions(touchpoint)).find(({ descriptor }) => descriptor.id === issue);

/** Of two at once one is refused: it did not know the decision of the other. */
const keep = async (
  { issues }: Deciding,
  decisions: IssueDecisions,
  revision: number | undefined,
): Promise<IssueDecisions> => {
  if (await issues.replaceDecisions(decisions, revision)) return decisions;
  throw new VerbatimError('changed-meanwhile', 'this issue was changed by someone else in the meantime', {
    got: decisions.descriptor.id,
  });
};

/** An issue cannot be merged into one that is part of it. */
const refuseRing = async (
  effects: Deciding,
  { touchpoint, issue }: NamedIssue,
  into: string,
): Promise<void> => {
  const target = await requireIssue(effects, touchpoint, into);
  if (target.id !== issue && !target.mergedFrom.includes(issue)) return;
  throw new VerbatimError('conflict', 'the issue is part of that one', { got: into });
};

/**
 * Stores a decision about an issue. It stays with the issue's identity.
 */
export const decideIssue = async (
  effects: Deciding,
  named: NamedIssue,
  { edit, ...stamp }: Stamp & { readonly edit: IssueEdit },
): Promise<IssueDecisions> => {
  const known = await knownOf(effects, named);
  const { descriptor } = known ?? (await requireIssue(effects, named.touchpoint, named.issue));
  if (edit.kind === 'merge') await refuseRing(effects, named, edit.into);
  const { decision: _decision, ...plain } = descriptor;
  const { edits = [], revision } = known ?? {};
  const before = {
    touchpoint: named.touchpoint,
    descriptor: { ...plain, id: named.issue },
    edits: [...edits],
  };
  return keep(effects, withDecision(before, edit, stamp), revision);
};

/**
 * Undoes the latest decision about an issue that applies.
 */
export const undoDecision = async (
  effects: Deciding,
  named: NamedIssue,
  stamp: Stamp,
): Promise<IssueDecisions> => {
  const known = await knownOf(effects, named);
  if (known === undefined) await requireIssue(effects, named.touchpoint, named.issue);
  const { revision, ...decisions } = known ?? { revision: undefined, edits: [] };
  const before = 'descriptor' in decisions ? withoutLatest(decisions, stamp) : undefined;
  if (before === undefined)
    throw new VerbatimError('conflict', 'nothing is decided about this issue', { got: named.issue });
  return keep(effects, before, revision);
};

/** The decisions about an issue, as the API returns them. */
export const decidedView = ({ touchpoint, descriptor, edits }: IssueDecisions) => ({
  touchpoint,
  issue: descriptor.id,
  decision: decisionIn({ edits }),
  edits,
});
