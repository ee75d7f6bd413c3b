import type { Context, EventBridgeEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { summarizeMessage } from '../lib/pipeline/messages.ts';
import { summarizeTouchpoint } from '../lib/pipeline/summarize/summarize.ts';
import { sweep } from '../lib/pipeline/summarize/sweep.ts';
import { connect } from '../lib/runtime/connect.ts';
import { consume } from './consume.ts';
import { log } from './log.ts';

const { effects, configuration } = connect(process.env, log);

const summarize = consume(summarizeMessage, log, (message) =>
  summarizeTouchpoint(effects, configuration, message),
);

/** Recomputes summaries: those that a message names, and every hour what a lost message left behind. */
export const handler = async (
  event: SQSEvent | EventBridgeEvent<string, unknown>,
  context: Context,
): Promise<SQSBatchResponse | undefined> => {
  if ('Records' in event) return summarize(event, context);
  await sweep(effects);
  return undefined;
};
