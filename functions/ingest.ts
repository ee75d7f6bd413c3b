import { ingestUpload } from '../lib/pipeline/ingest/ingest.ts';
import { ingestMessage, objectsOf } from '../lib/pipeline/messages.ts';
import { undoBatch } from '../lib/pipeline/undo/undo.ts';
import { connect, fetchSettings } from '../lib/runtime/connect.ts';
import { consume } from './consume.ts';
import { log } from './log.ts';

const { effects, configuration, environment } = connect(process.env, log);
const settings = await fetchSettings(environment);

/** Reads the files that were uploaded, and takes batches back. */
export const handler = consume(ingestMessage, log, async (message, _record, context) => {
  if ('kind' in message && message.kind === 'undo') return undoBatch(effects, message);
  const remainingMs = () => context.getRemainingTimeInMillis();
  for (const object of objectsOf(message)) {
    await ingestUpload({ effects, configuration, settings, remainingMs }, object);
  }
});
