import { ingestUpload } from '../../lib/pipeline/ingest/ingest.ts';
import type { IngestContext } from '../../lib/pipeline/ingest/read-rows.ts';
import { ingestMessage, objectsOf } from '../../lib/pipeline/messages.ts';
import { undoBatch } from '../../lib/pipeline/undo/undo.ts';
import { consume, type QueueHandler, type RetryLater } from './consume.ts';

/** Reads uploaded files, and undoes batches. */
export const ingestHandler = (
  given: Omit<IngestContext, 'remainingMs'>,
  retryLater?: RetryLater,
): QueueHandler =>
  consume(ingestMessage, { log: given.effects.log, retryLater }, async (message, context) => {
    if ('kind' in message && message.kind === 'undo') return undoBatch(given.effects, message);
    const remainingMs = () => context.getRemainingTimeInMillis();
    for (const object of objectsOf(message)) await ingestUpload({ ...given, remainingMs }, object);
  });
