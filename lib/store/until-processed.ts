import pRetry from 'p-retry';
import { VerbatimError } from '../errors.ts';

const tries = 25;

/** In total at most 21 seconds. Each pause is random, between once and twice its length, so that requests refused together are not repeated together. */
const pauses = { retries: tries - 1, minTimeout: 25, factor: 2, maxTimeout: 1000, randomize: true };

/**
 * Sends a batch, and its unprocessed part again, with growing pauses: under load, DynamoDB processes only part of a batch write, or of a
 * large batch read.
 *
 * @param send returns the unprocessed part in the form of its argument; undefined if there is none
 * @throws VerbatimError `unreachable` if a part is still unprocessed after 25 attempts; what `send` throws, at once
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
    throw new VerbatimError('unreachable', 'the table did not process a whole batch', {
      expected: 'all of it processed',
      got: `some of it unprocessed after ${tries} attempts`,
    });
  };
  await pRetry(sendLeft, { ...pauses, shouldRetry: ({ error }) => error instanceof VerbatimError });
};
