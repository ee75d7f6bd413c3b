import { createHash } from 'node:crypto';
import type { Effects } from '../effects.ts';
import {
  type AnalyzeMessage,
  type IngestMessage,
  type IngestObject,
  type IssuesMessage,
  type MovesMessage,
  objectsOf,
  type ReanalyzeMessage,
  type SealMessage,
  type SummarizeMessage,
  type UndoBatch,
} from '../messages.ts';
import { failedUndo, noteLostRewrite, noteLostSummary } from '../redrive/failed-parts.ts';
import { settleIfSummarized } from '../summarize/finish.ts';
import { failMoves } from '../undo/moves.ts';
import { parkBatch } from '../undo/remove-copies.ts';
import { failChunk } from './analyze.ts';

const refusal = {
  code: 'internal',
  message: 'the file could not be read after several attempts; see the log of the ingest function',
} as const;

/** The file's hash may be missing because the file could not be read: its name is used instead. */
const refuse = async (effects: Effects, { key, member, uploadedAt }: IngestObject): Promise<void> => {
  effects.log('file given up', { key });
  const known = (await effects.batches.ofObject(key)).findLast(
    (batch) =>
      batch.member === member &&
      (batch.status === 'ingesting' || (batch.status === 'refused' && batch.removing === true)),
  );
  const contentHash = createHash('sha256')
    .update(`unread\0${key}\0${member ?? ''}`)
    .digest('base64url');
  const header = known ?? {
    batchId: contentHash.slice(0, 22),
    objectKey: key,
    ...(member === undefined ? {} : { member }),
    contentHash,
    uploadedAt,
  };
  await parkBatch(effects, header, { error: { ...refusal, file: key } });
};

/** Without a batch the cells are written down by themselves: nothing else knows that they are to be summarized. */
const giveUpSummary = async (
  effects: Effects,
  { touchpoint, cells, run }: SummarizeMessage,
): Promise<void> => {
  effects.log('summary given up', { touchpoint, cells: cells.length, batchId: run?.batchId });
  if (run === undefined) return noteLostSummary(effects, { touchpoint, cells });
  const progress = await effects.batches.summaryFailed(run, run.message);
  if (progress !== undefined) await settleIfSummarized(effects, progress);
};

/** The batch says `removing` until the undo is done; `redrive` asks for it again. */
const giveUpUndo = async ({ batches, log }: Effects, { batchId }: UndoBatch): Promise<void> => {
  log('undo given up', { batchId });
  await batches.noteFailure(failedUndo(batchId), {
    code: 'internal',
    message: 'the batch could not be undone after several attempts; see the log of the ingest function',
  });
};

export type DeadLetter =
  | AnalyzeMessage
  | MovesMessage
  | ReanalyzeMessage
  | IngestMessage
  | SummarizeMessage
  | IssuesMessage
  | SealMessage;

/**
 * Handles a message that failed every attempt: its chunk or its summaries count as failed, its file is refused, its undo is
 * written down. Whatever is given up stays visible, and `redrive` has it tried again. Issues are found again every hour.
 */
export const giveUp = async (effects: Effects, message: DeadLetter): Promise<void> => {
  if ('kind' in message) return giveUpKind(effects, message);
  if ('chunk' in message) return failChunk(effects, message);
  if ('cells' in message) return giveUpSummary(effects, message);
  for (const object of objectsOf(message)) await refuse(effects, object);
};

const giveUpKind = async (
  effects: Effects,
  message: Extract<DeadLetter, { readonly kind: string }>,
): Promise<void> => {
  switch (message.kind) {
    case 'moves':
      return failMoves(effects, message);
    case 'reanalyze':
      return failChunk(effects, message);
    case 'undo':
      return giveUpUndo(effects, message);
    case 'rewrite':
      return noteLostRewrite(effects, message);
    case 'issues':
      return effects.log('issues given up', { touchpoint: message.touchpoint });
    // What is left of a closed period is looked for every hour.
    case 'seal':
      return effects.log('sealing given up', { touchpoint: message.touchpoint });
    // It stays confirmed, and is confirmed again.
    case 'erase':
      return effects.log('erasure given up', { erasureId: message.erasureId });
    default:
      return refuse(effects, message);
  }
};
