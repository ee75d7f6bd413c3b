import { connect, fetchSettings } from '../lib/runtime/connect.ts';
import { documentClient } from '../lib/store/dynamodb.ts';
import { dynamoReportStore } from '../lib/store/report-store.ts';
import { ingestHandler } from './handlers/ingest.ts';
import { log } from './log.ts';
import { retryLaterOn } from './retry-later.ts';

const { environment, queues, effects, ...given } = connect(process.env, log);
const reports = dynamoReportStore(documentClient(), environment.SUMMARIES_TABLE);

export const handler = ingestHandler(
  {
    ...given,
    effects: { ...effects, reports, now: () => new Date() },
    settings: await fetchSettings(environment),
  },
  retryLaterOn(queues, environment.INGEST_QUEUE_URL),
);
