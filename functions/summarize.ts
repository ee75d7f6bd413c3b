import { connect } from '../lib/runtime/connect.ts';
import { summarizeHandler } from './handlers/summarize.ts';
import { log } from './log.ts';
import { retryLaterOn } from './retry-later.ts';

const { effects, configuration, environment, queues } = connect(process.env, log);

export const handler = summarizeHandler(
  effects,
  configuration,
  retryLaterOn(queues, environment.SUMMARIZE_QUEUE_URL),
);
