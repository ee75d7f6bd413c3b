import { objectKeys } from '../../store/keys.ts';
import type { ObjectStore } from '../../store/object-store.ts';
import { listAll } from '../../store/objects/list-all.ts';
import type { Effects } from '../effects.ts';

/** Erasures that wait for their function or are at work: a marker each, with the instant of the last message, so that none is forgotten. */

/** Notes that a message of an erasure was sent or begun. */
export const markOpen = (objects: Pick<ObjectStore, 'write'>, id: string, now: Date): Promise<void> =>
  objects.write(objectKeys.openErasure(id), now.toISOString());

/** The erasure waits for nobody, or for a person to confirm it. */
export const markClosed = (objects: Pick<ObjectStore, 'remove'>, id: string): Promise<void> =>
  objects.remove(objectKeys.openErasure(id));

/** Longer than a function runs and its retries wait. */
const forgottenAfterMs = 3 * 3_600_000;

/**
 * Sends the message of each erasure again whose last one was given up or lost: such as one that waited for a file that took longer to load
 * than messages are retried.
 */
export const resendErasures = async (
  { objects, ingestQueue, log }: Pick<Effects, 'objects' | 'ingestQueue' | 'log'>,
  now: Date,
): Promise<void> => {
  for (const key of await listAll(objects, objectKeys.openErasure(''))) {
    const at = (await objects.read(key))?.toString() ?? now.toISOString();
    if (Date.parse(at) > now.getTime() - forgottenAfterMs) continue;
    const erasureId = key.slice(objectKeys.openErasure('').length);
    await ingestQueue.send([{ kind: 'erase', erasureId }]);
    log('erasure sent again', { erasureId });
  }
};
