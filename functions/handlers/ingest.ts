import type { EraseContext } from '../../lib/pipeline/erase/erase-effects.ts';
import { ingestUpload } from '../../lib/pipeline/ingest/ingest.ts';
import type { IngestContext } from '../../lib/pipeline/ingest/read-rows.ts';
import {
  type EraseMessage,
  type IngestMessage,
  ingestMessage,
  objectsOf,
  type RewriteFile,
  type UndoBatch,
} from '../../lib/pipeline/messages.ts';
import { undoBatch } from '../../lib/pipeline/undo/undo.ts';
import { consume, type QueueHandler, type RetryLater } from './consume.ts';

type Given = Omit<IngestContext & EraseContext, 'remainingMs'>;

const handle = async (given: Given, message: IngestMessage, remainingMs: () => number): Promise<void> => {
  if ('kind' in message && message.kind !== 'ingest') return change({ ...given, remainingMs }, message);
  for (const object of objectsOf(message)) await ingestUpload({ ...given, remainingMs }, object);
};

/** Erasure is loaded on demand: most functions only read files. */
const change = async (
  given: EraseContext,
  message: UndoBatch | EraseMessage | RewriteFile,
): Promise<void> => {
  if (message.kind === 'undo') return undoBatch(given.effects, message);
  const { rewriteFile, runErasure } = await import('../../lib/pipeline/erase/erase.ts');
  return message.kind === 'erase' ? runErasure(given, message) : rewriteFile(given, message);
};

/** Reads uploaded files, undoes batches, and erases people. */
export const ingestHandler = (given: Given, retryLater?: RetryLater): QueueHandler =>
  consume(ingestMessage, { log: given.effects.log, retryLater }, (message, context) =>
    handle(given, message, () => context.getRemainingTimeInMillis()),
  );
