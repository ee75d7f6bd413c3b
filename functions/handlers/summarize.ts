import type { Context, EventBridgeEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { z } from 'zod';
import { watchCanary } from '../../lib/pipeline/canary/canary.ts';
import type { Effects } from '../../lib/pipeline/effects.ts';
import { resendErasures } from '../../lib/pipeline/erase/open-erasures.ts';
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
import { countSummarized, summarizeTogether } from '../../lib/pipeline/summarize/summarize.ts';
import { sweep } from '../../lib/pipeline/summarize/sweep.ts';
import type { Configuration } from '../../lib/store/settings/configuration.ts';
import { writeEach } from '../../lib/write-each.ts';
import type { RetryLater } from './consume.ts';
import { consumeTogether } from './consume-together.ts';
import { requestOf, withFacts } from './log-context.ts';

type Configured = Pick<Configuration, 'analyzer' | 'metrics' | 'retention'>;

const messages = z.union([sealMessage, issuesMessage, summarizeMessage]);
type Message = SealMessage | IssuesMessage | SummarizeMessage;

const isSummarize = (message: Message): message is SummarizeMessage => !('kind' in message);

/** Messages of one key ask for work of which a part, or all of it, is the same. */
const keyOf = (message: Message): string => {
  if (isSummarize(message)) return `summaries ${message.touchpoint}`;
  return message.kind === 'issues' ? `issues ${message.touchpoint}` : JSON.stringify(message);
};

/** Handles messages of one key. */
const handle = async (
  effects: Effects,
  configuration: Configured,
  together: readonly Message[],
): Promise<void> => {
  const [first] = together;
  if (first === undefined) return;
  if (isSummarize(first)) await summarizeTogether(effects, configuration, together.filter(isSummarize));
  else if (first.kind === 'seal') await sealCells(effects, configuration, first);
  else await findTouchpointIssues(effects, configuration, first);
};

/** The hourly work. Each part runs even if another fails. */
const everyHour = async (
  effects: RetainEffects,
  configuration: Configured,
  given: { readonly now: Date; readonly remainingMs: () => number },
): Promise<void> => {
  const steps = [
    () => sweep(effects, given.now),
    () => retain({ effects, configuration, ...given }),
    () => resendErasures(effects, given.now),
    () => watchCanary(effects, given.now),
    () => askForMissingIssues(effects),
  ];
  await writeEach(steps, (step) => step(), { concurrency: 1 });
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
  const summarize = consumeTogether(messages, consuming, {
    keyOf,
    handle: (together) => handle(effects, configuration, together),
    finish: (done) => countSummarized(effects, done.filter(isSummarize)),
    putBack: (left) => effects.summarizeQueue.send(left),
  });
  return async (
    event: SQSEvent | EventBridgeEvent<string, unknown>,
    context: Context,
  ): Promise<SQSBatchResponse | undefined> => {
    if ('Records' in event) return summarize(event, context);
    const remainingMs = () => context.getRemainingTimeInMillis();
    await withFacts(requestOf(context), () =>
      everyHour(effects, configuration, { now: new Date(event.time), remainingMs }),
    );
    return undefined;
  };
};
