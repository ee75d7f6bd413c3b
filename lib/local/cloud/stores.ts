import { join } from 'node:path';
import { type LocalTables, startTables } from '../emulators/dynamodb.ts';
import { startOutbox } from '../emulators/outbox.ts';
import { type ObjectStoreServer, startObjectStore } from '../emulators/s3.ts';
import { startSecrets } from '../emulators/secrets.ts';
import type { CloudPlan } from './plan.ts';

interface Running {
  readonly endpoint: string;
  stop(): void | Promise<void>;
}

/** What keeps the data of a local cloud. */
export interface Stores {
  readonly tables: LocalTables;
  readonly objects: ObjectStoreServer;
  readonly secrets: Running;
  readonly outbox: Running;
}

export interface StoresOptions {
  readonly directory: string;
  /** Where a file is kept; undefined if it is kept in memory. */
  path(name: string): string | undefined;
  readonly ports: { readonly s3: number; readonly dynamodb: number };
  /** Sends a message to a queue when an object was written. */
  notify(queueArn: string, message: string): Promise<void>;
  onNotice(subject: string): void;
  onProblem(error: unknown): void;
}

/** Starts all stores at once. If one fails, the others are stopped again. */
export const startStores = async (plan: CloudPlan, options: StoresOptions): Promise<Stores> => {
  const { directory, path, ports, notify, onNotice, onProblem } = options;
  const starting = {
    tables: startTables({
      directory: path('dynamodb'),
      wish: { port: ports.dynamodb, flag: '--dynamodb-port' },
      tables: plan.tables,
      onEnd: (lastWords) => onProblem(new Error(`the tables stopped: ${lastWords}`)),
    }),
    objects: startObjectStore({
      directory: join(directory, 's3'),
      wish: { port: ports.s3, flag: '--s3-port' },
      buckets: plan.buckets,
      notify,
      onError: onProblem,
    }),
    secrets: startSecrets(path('secrets.json'), plan.secrets),
    outbox: startOutbox(join(directory, 'outbox'), plan.topics, onNotice),
  };
  const parts = await Promise.allSettled(Object.values(starting));
  if (parts.some(({ status }) => status === 'rejected'))
    for (const part of parts) if (part.status === 'fulfilled') await part.value.stop();
  return {
    tables: await starting.tables,
    objects: await starting.objects,
    secrets: await starting.secrets,
    outbox: await starting.outbox,
  };
};
