import { z } from 'zod';
import { type issueDecision, issueDescriptor } from '../issue-descriptor.ts';

type IssueDecision = z.infer<typeof issueDecision>;

/** A decision of a person about an issue. */
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
  /** The person, if known. */
  by: z.string().exactOptional(),
};

export const decidedEditShape = { edit: issueEdit, ...stamp, undone: z.object(stamp).exactOptional() };

const decidedEdit = z.object(decidedEditShape);
export type DecidedEdit = z.infer<typeof decidedEdit>;
export type Stamp = Pick<DecidedEdit, 'at' | 'by'>;

/** All decisions about an issue, in order, and how it is recognized. */
export const issueDecisions = z.object({
  touchpoint: z.string(),
  descriptor: issueDescriptor,
  edits: z.array(decidedEdit),
});
export type IssueDecisions = z.infer<typeof issueDecisions>;

/** Older decisions are dropped and no longer apply. */
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

/** The decisions that apply: all that were not undone. */
export const decisionIn = ({ edits }: Pick<IssueDecisions, 'edits'>): IssueDecision =>
  edits
    .filter(({ undone }) => undone === undefined)
    .reduce((decision: IssueDecision, { edit }) => withEdit(decision, edit), {});

export const withDecision = (decisions: IssueDecisions, edit: IssueEdit, stamped: Stamp): IssueDecisions => ({
  ...decisions,
  edits: [...decisions.edits, { edit, ...stamped }].slice(-maxEdits),
});

/** Without the latest edit that applies; undefined if there is none. */
export const withoutLatest = (decisions: IssueDecisions, stamped: Stamp): IssueDecisions | undefined => {
  const latest = decisions.edits.findLastIndex(({ undone }) => undone === undefined);
  if (latest < 0) return undefined;
  const edits = decisions.edits.map((each, index) =>
    index === latest ? { ...each, undone: stamped } : each,
  );
  return { ...decisions, edits };
};
