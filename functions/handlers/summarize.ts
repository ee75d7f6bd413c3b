import type { Context, EventBridgeEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Effects } from '../../lib/pipeline/effects.ts';
import { summarizeMessage } from '../../lib/pipeline/messages.ts';
import { summarizeTouchpoint } from '../../lib/pipeline/summarize/summarize.ts';
import { sweep } from '../../lib/pipeline/summarize/sweep.ts';
import type { Configuration } from '../../lib/store/settings/configuration.ts';
import { consume } from './consume.ts';

/** Recomputes summaries: those that a message names, and every hour what a lost message left behind. */
export const summarizeHandler = (effects: Effects, configuration: Pick<Configuration, 'metrics'>) => {
  const summarize = consume(summarizeMessage, effects.log, (message) =>
    summarizeTouchpoint(effects, configuration, message),
  );
  return async (
    event: SQSEvent | EventBridgeEvent<string, unknown>,
    context: Context,
  ): Promise<SQSBatchResponse | undefined> => {
    if ('Records' in event) return summarize(event, context);
    await sweep(effects);
    return undefined;
  };
};
