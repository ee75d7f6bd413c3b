import { connect } from '../lib/runtime/connect.ts';
import { documentClient } from '../lib/store/dynamodb.ts';
import { dynamoReportStore } from '../lib/store/report-store.ts';
import { summarizeHandler } from './handlers/summarize.ts';
import { log } from './log.ts';
import { retryLaterOn } from './retry-later.ts';

const { effects, configuration, environment, queues } = connect(process.env, log);

const reports = dynamoReportStore(documentClient(), environment.SUMMARIES_TABLE);

export const handler = summarizeHandler(
  { ...effects, reports },
  configuration,
  retryLaterOn(queues, environment.SUMMARIZE_QUEUE_URL),
);
