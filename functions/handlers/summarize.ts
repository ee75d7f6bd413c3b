import type { Context, EventBridgeEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { z } from 'zod';
import { watchCanary } from '../../lib/pipeline/canary/canary.ts';
import type { Effects } from '../../lib/pipeline/effects.ts';
import { askForMissingIssues, findTouchpointIssues } from '../../lib/pipeline/issues/find-issues.ts';
import {
  type IssuesMessage,
  issuesMessage,
  type SealMessage,
  type SummarizeMessage,
  sealMessage,
  summarizeMessage,
} from '../../lib/pipeline/messages.ts';
import { noteFailedPart } from '../../lib/pipeline/redrive/failed-parts.ts';
import { type RetainEffects, retain } from '../../lib/pipeline/retain/retain.ts';
import { sealCells } from '../../lib/pipeline/retain/seal-cells.ts';
import { summarizeTouchpoint } from '../../lib/pipeline/summarize/summarize.ts';
import { sweep } from '../../lib/pipeline/summarize/sweep.ts';
import type { Configuration } from '../../lib/store/settings/configuration.ts';
import { consume, type RetryLater } from './consume.ts';
import { alongside, requestOf } from './log-context.ts';

type Configured = Pick<Configuration, 'analyzer' | 'metrics' | 'retention'>;

const messages = z.union([sealMessage, issuesMessage, summarizeMessage]);

const handle = (
  effects: Effects,
  configuration: Configured,
  message: SealMessage | IssuesMessage | SummarizeMessage,
): Promise<void> => {
  if (!('kind' in message)) return summarizeTouchpoint(effects, configuration, message);
  return message.kind === 'seal'
    ? sealCells(effects, configuration, message)
    : findTouchpointIssues(effects, configuration, message);
};

/** What is done every hour: each of them, whatever becomes of the others. */
const everyHour = async (
  effects: RetainEffects,
  configuration: Configured,
  given: { readonly now: Date; readonly remainingMs: () => number },
): Promise<void> => {
  try {
    await sweep(effects, given.now);
  } finally {
    try {
      await retain({ effects, configuration, ...given });
    } finally {
      try {
        await watchCanary(effects, given.now);
      } finally {
        await askForMissingIssues(effects);
      }
    }
  }
};

/**
 * Recomputes summaries and issues: those that a message names, and every hour what a lost message left behind. Seals what retention
 * closes.
 */
export const summarizeHandler = (
  effects: RetainEffects,
  configuration: Configured,
  retryLater?: RetryLater,
) => {
  const consuming = { log: effects.log, retryLater, noteFailure: noteFailedPart(effects) };
  const summarize = consume(messages, consuming, (message) => handle(effects, configuration, message));
  return async (
    event: SQSEvent | EventBridgeEvent<string, unknown>,
    context: Context,
  ): Promise<SQSBatchResponse | undefined> => {
    if ('Records' in event) return summarize(event, context);
    const remainingMs = () => context.getRemainingTimeInMillis();
    await alongside(requestOf(context), () =>
      everyHour(effects, configuration, { now: new Date(event.time), remainingMs }),
    );
    return undefined;
  };
};
