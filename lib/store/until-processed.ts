import pRetry from 'p-retry';
import { VerbatimError } from '../errors.ts';

const tries = 25;

/** In all at most 21 seconds. Each pause is drawn between once and twice its length: what was refused together does not come back together. */
const pauses = { retries: tries - 1, minTimeout: 25, factor: 2, maxTimeout: 1000, randomize: true };

/**
 * Sends a batch, and what the table hands back of it again, with growing pauses: DynamoDB takes part of a batch under load, and
 * answers with part of a large one.
 *
 * @param send gives what was handed back, in the form of what it was given; undefined where that is nothing
 * @throws VerbatimError `unreachable` where some is handed back 25 times; what `send` throws, at once
 */
export const untilProcessed = async <Batch>(
  batch: Batch,
  send: (batch: Batch) => Promise<Batch | undefined>,
): Promise<void> => {
  let left = batch;
  const sendLeft = async (): Promise<void> => {
    const handedBack = await send(left);
    if (handedBack === undefined) return;
    left = handedBack;
    throw new VerbatimError('unreachable', 'the table does not keep up with a batch', {
      expected: 'all of it taken',
      got: `some of it handed back ${tries} times`,
    });
  };
  await pRetry(sendLeft, { ...pauses, shouldRetry: ({ error }) => error instanceof VerbatimError });
};
