import type { Server } from 'node:http';
import { AbstractKeyIterator, AbstractValueIterator } from 'abstract-level';
import dynalite from 'dynalite';
import { localOnly } from './loopback.ts';

/**
 * dynalite 4.0.0 ends the iterator of a query by `return`, which abstract-level names `close`: without it, each query keeps its
 * snapshot of the store, about 15 KB, until the process ends.
 */
for (const { prototype } of [AbstractKeyIterator, AbstractValueIterator])
  Object.defineProperty(prototype, 'return', { value: prototype.close, configurable: true });

/** DynamoDB for local callers, not yet listening. @param directory where the items are kept; undefined keeps them in memory */
export const tablesServer = (directory: string | undefined): Server => {
  const server = dynalite({ createTableMs: 0, ...(directory === undefined ? {} : { path: directory }) });
  // The emulator itself accepts every origin.
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  for (const listener of listeners) server.on('request', localOnly(listener));
  return server;
};
