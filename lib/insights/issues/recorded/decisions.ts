import { z } from 'zod';
import { type issueDecision, issueDescriptor } from '../issue-descriptor.ts';

type IssueDecision = z.infer<typeof issueDecision>;

/** What somebody may decide about an issue. */
export const issueEdit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rename'), name: z.string().trim().min(1).max(120) }),
  z.object({ kind: z.literal('merge'), into: z.string().min(1) }),
  z.object({ kind: z.literal('adopt'), theme: z.string().min(1) }),
  z.object({ kind: z.literal('mute') }),
]);
export type IssueEdit = z.infer<typeof issueEdit>;

const stamp = {
  /** ISO instant. */
  at: z.string(),
  /** Who, where that is known. */
  by: z.string().exactOptional(),
};

export const decidedEditShape = { edit: issueEdit, ...stamp, undone: z.object(stamp).exactOptional() };

const decidedEdit = z.object(decidedEditShape);
export type DecidedEdit = z.infer<typeof decidedEdit>;
export type Stamp = Pick<DecidedEdit, 'at' | 'by'>;

/** All that was decided about an issue, the first first, and what it is known again by. */
export const issueDecisions = z.object({
  touchpoint: z.string(),
  descriptor: issueDescriptor,
  edits: z.array(decidedEdit),
});
export type IssueDecisions = z.infer<typeof issueDecisions>;

/** Older ones are forgotten, and what they decided with them. */
const maxEdits = 100;

const withEdit = (decision: IssueDecision, edit: IssueEdit): IssueDecision => {
  switch (edit.kind) {
    case 'rename':
      return { ...decision, name: edit.name };
    case 'merge':
      return { ...decision, mergedInto: edit.into };
    case 'adopt':
      return { ...decision, adoptedAs: edit.theme };
    case 'mute':
      return { ...decision, isMuted: true };
  }
};

/** What holds of all that was decided: what was undone does not. */
export const decisionIn = ({ edits }: Pick<IssueDecisions, 'edits'>): IssueDecision =>
  edits
    .filter(({ undone }) => undone === undefined)
    .reduce((decision: IssueDecision, { edit }) => withEdit(decision, edit), {});

export const withDecision = (decisions: IssueDecisions, edit: IssueEdit, stamped: Stamp): IssueDecisions => ({
  ...decisions,
  edits: [...decisions.edits, { edit, ...stamped }].slice(-maxEdits),
});

/** Without the latest edit that holds; undefined where none does. */
export const withoutLatest = (decisions: IssueDecisions, stamped: Stamp): IssueDecisions | undefined => {
  const latest = decisions.edits.findLastIndex(({ undone }) => undone === undefined);
  if (latest < 0) return undefined;
  const edits = decisions.edits.map((each, index) =>
    index === latest ? { ...each, undone: stamped } : each,
  );
  return { ...decisions, edits };
};
