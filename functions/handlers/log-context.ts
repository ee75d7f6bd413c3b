import { AsyncLocalStorage } from 'node:async_hooks';
import type { Context } from 'aws-lambda';
import type { Log } from '../../lib/pipeline/effects.ts';

/** What every line of a log says that is written while a request, or a message of it, is worked on: keys, ids and numbers. */

type Facts = Parameters<Log>[1];

const facts = new AsyncLocalStorage<Facts>();

/** Does some work, whose lines have these facts too. */
export const alongside = <Result>(given: Facts, work: () => Result): Result =>
  facts.run({ ...facts.getStore(), ...given }, work);

/** The same log, with what stands beside each line. */
export const inContext =
  (log: Log): Log =>
  (event, given) =>
    log(event, { ...facts.getStore(), ...given });

export const requestOf = ({ awsRequestId }: Pick<Context, 'awsRequestId'>): Facts => ({
  requestId: awsRequestId,
});

const named = ['batchId', 'runId', 'chunk', 'key', 'erasureId', 'touchpoint'] as const;

/** The ids in a message: batch, run and chunk, whatever of them it has. */
export const idsIn = (message: object): Facts => {
  const run: unknown = 'run' in message ? message.run : undefined;
  const entries = new Map(Object.entries({ ...(typeof run === 'object' ? run : {}), ...message }));
  return Object.fromEntries(
    named.flatMap((name) => {
      const value = entries.get(name);
      return typeof value === 'string' || typeof value === 'number' ? [[name, value]] : [];
    }),
  );
};
