import { z } from 'zod';
import { VerbatimError } from '../../errors.ts';
import { objectKeys } from '../../store/keys.ts';
import type { ObjectStore } from '../../store/object-store.ts';
import { readChecked } from '../../store/objects/read-checked.ts';

const stored = z.object({ reportingTimeZone: z.string() });

type Objects = Pick<ObjectStore, 'read' | 'replace'>;

/**
 * Writes the reporting time zone beside the data when the first file is read. From then on every day that is stored is a day of it: a
 * deployment with another zone reads nothing.
 *
 * @throws VerbatimError `zone-changed`
 */
export const requireZone = async (objects: Objects, zone: string): Promise<void> => {
  const known = await readChecked(objects, objectKeys.zone, stored);
  if (known === undefined) {
    const body = JSON.stringify({ reportingTimeZone: zone });
    if (await objects.replace(objectKeys.zone, body, { tag: undefined, notes: {} })) return;
    return requireZone(objects, zone);
  }
  if (known.reportingTimeZone === zone) return;
  throw new VerbatimError('zone-changed', 'the reporting time zone of this deployment was changed', {
    expected: `${known.reportingTimeZone}, in which feedback is stored: deploy with it again, then upload the file again`,
    got: zone,
  });
};
