import { AsyncLocalStorage } from 'node:async_hooks';
import type { Context } from 'aws-lambda';
import type { Log } from '../../lib/pipeline/effects.ts';

/** Keys, ids and numbers that are added to every log line of a request, or of one of its messages. */

type Facts = Parameters<Log>[1];

const facts = new AsyncLocalStorage<Facts>();

/** Runs work whose log lines carry these facts. */
export const withFacts = <Result>(given: Facts, work: () => Result): Result =>
  facts.run({ ...facts.getStore(), ...given }, work);

/** The same log, with these facts added to each line. */
export const inContext =
  (log: Log): Log =>
  (event, given) =>
    log(event, { ...facts.getStore(), ...given });

export const requestOf = ({ awsRequestId }: Pick<Context, 'awsRequestId'>): Facts => ({
  requestId: awsRequestId,
});

const named = ['batchId', 'runId', 'chunk', 'key', 'erasureId', 'touchpoint'] as const;

/** The ids in a message, such as batch, run and chunk. */
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
