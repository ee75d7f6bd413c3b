import type { Context, EventBridgeEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { z } from 'zod';
import type { Effects } from '../../lib/pipeline/effects.ts';
import { askForMissingIssues, findTouchpointIssues } from '../../lib/pipeline/issues/find-issues.ts';
import { issuesMessage, summarizeMessage } from '../../lib/pipeline/messages.ts';
import { noteFailedPart } from '../../lib/pipeline/redrive/failed-parts.ts';
import { summarizeTouchpoint } from '../../lib/pipeline/summarize/summarize.ts';
import { sweep } from '../../lib/pipeline/summarize/sweep.ts';
import type { Configuration } from '../../lib/store/settings/configuration.ts';
import { consume, type RetryLater } from './consume.ts';

/** Recomputes summaries and issues: those that a message names, and every hour what a lost message left behind. */
export const summarizeHandler = (
  effects: Effects,
  configuration: Pick<Configuration, 'metrics'>,
  retryLater?: RetryLater,
) => {
  const consuming = { log: effects.log, retryLater, noteFailure: noteFailedPart(effects) };
  const summarize = consume(z.union([issuesMessage, summarizeMessage]), consuming, (message) =>
    'kind' in message
      ? findTouchpointIssues(effects, configuration, message)
      : summarizeTouchpoint(effects, configuration, message),
  );
  return async (
    event: SQSEvent | EventBridgeEvent<string, unknown>,
    context: Context,
  ): Promise<SQSBatchResponse | undefined> => {
    if ('Records' in event) return summarize(event, context);
    try {
      await sweep(effects, new Date(event.time));
    } finally {
      await askForMissingIssues(effects);
    }
    return undefined;
  };
};
