import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalCloud, startLocalCloud } from '../../../lib/local/cloud/cloud.ts';
import type { LocalEvent } from '../../../lib/local/cloud/options.ts';
import type { Synthesized } from '../../../lib/local/cloud/template.ts';
import type { Call } from '../../../lib/local/strict/action.ts';
import { simulated } from '../../local/strict/simulate.ts';

/** A cloud in strict mode, and every call that was made in it. */
export interface StrictCloud {
  readonly cloud: LocalCloud;
  readonly directory: string;
  /** Each different call, once. */
  readonly calls: ReadonlyMap<string, Call>;
  /** Calls that the policies did not allow. */
  readonly denied: readonly string[];
  readonly events: readonly LocalEvent[];
  stop(): Promise<void>;
}

/** @param synthesized the stack of this repository unless set */
export const startStrictCloud = async (synthesized?: Synthesized): Promise<StrictCloud> => {
  const directory = mkdtempSync(join(tmpdir(), 'verbatim-strict-'));
  const calls = new Map<string, Call>();
  const denied: string[] = [];
  const events: LocalEvent[] = [];
  const cloud = await startLocalCloud({
    directory,
    inMemory: true,
    maxBatchingSeconds: 0,
    ports: { api: 0, s3: 0, sqs: 0, dynamodb: 0 },
    ...(synthesized === undefined ? {} : { synthesized }),
    onEvent: (event) => events.push(event),
    strict: {
      decide: simulated,
      // Often enough that each function starts cold several times.
      invocationsPerProcess: 25,
      // The time of queues is moved by hours.
      skewSeconds: 86_400,
      onCall: (call, isAllowed) => {
        calls.set(JSON.stringify(call), call);
        if (!isAllowed) denied.push(`${call.principal} ${call.action} ${call.resource}`);
      },
    },
  });
  const stop = async (): Promise<void> => {
    await cloud.stop(0);
    rmSync(directory, { recursive: true });
  };
  return { cloud, directory, calls, denied, events, stop };
};
