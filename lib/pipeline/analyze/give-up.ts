import { createHash } from 'node:crypto';
import { VerbatimError } from '../../errors.ts';
import type { Effects } from '../effects.ts';
import {
  type AnalyzeMessage,
  type IngestMessage,
  type IngestObject,
  type MovesMessage,
  objectsOf,
  type ReanalyzeMessage,
} from '../messages.ts';
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

/**
 * Handles a message that failed every attempt: its chunk counts as failed, its file is refused. A failed undo can't be
 * handled so: it is thrown, so that it stays in the dead-letter queue and raises the alarm.
 */
export const giveUp = async (
  effects: Effects,
  message: AnalyzeMessage | MovesMessage | ReanalyzeMessage | IngestMessage,
): Promise<void> => {
  if ('kind' in message && message.kind === 'moves') return failMoves(effects, message);
  if ('chunk' in message) return failChunk(effects, message);
  if ('kind' in message && message.kind === 'undo') {
    throw new VerbatimError('internal', 'a batch could not be undone', { got: message.batchId });
  }
  for (const object of objectsOf(message)) await refuse(effects, object);
};
