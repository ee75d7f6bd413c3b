import { connect } from '../lib/runtime/connect.ts';
import { analyzeHandler } from './handlers/analyze.ts';
import { log } from './log.ts';
import { retryLaterOn } from './retry-later.ts';

const { effects, configuration, environment, queues } = connect(process.env, log);

export const handler = analyzeHandler(
  effects,
  configuration,
  retryLaterOn(queues, environment.ANALYZE_QUEUE_URL),
);
