import { connect, fetchSettings } from '../lib/runtime/connect.ts';
import { ingestHandler } from './handlers/ingest.ts';
import { log } from './log.ts';
import { retryLaterOn } from './retry-later.ts';

const { environment, queues, ...given } = connect(process.env, log);

export const handler = ingestHandler(
  { ...given, settings: await fetchSettings(environment) },
  retryLaterOn(queues, environment.INGEST_QUEUE_URL),
);
