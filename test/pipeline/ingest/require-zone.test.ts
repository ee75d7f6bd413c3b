import { expect, test } from 'vitest';
import { requireZone } from '../../../lib/pipeline/ingest/require-zone.ts';
import { memoryObjectStore } from '../../store/memory.ts';
import { createWorld } from '../world.ts';

test('the zone of the first file is the zone of the deployment', async () => {
  const objects = memoryObjectStore();
  await requireZone(objects, 'Europe/Berlin');
  await requireZone(objects, 'Europe/Berlin');
  await expect(requireZone(objects, 'UTC')).rejects.toMatchObject({
    code: 'zone-changed',
    details: { expected: /^Europe\/Berlin/, got: 'UTC' },
  });
});

test('a file that comes when the zone was changed is refused with the reason, and nothing of it is stored', async () => {
  const world = createWorld();
  await requireZone(world.effects.objects, 'Europe/Berlin');
  await world.upload('uploads/delivery/may.csv', 'id,date,comment\na1,2026-05-04,Quick and friendly\n');
  await world.drain();
  expect(Object.values(world.batches.dump())).toMatchObject([
    { status: 'refused', error: { code: 'zone-changed', got: 'UTC' } },
  ]);
  expect(world.feedback.dump()).toEqual({});
});
