import { expect, test } from 'vitest';
import { sweep } from '../../../lib/pipeline/summarize/sweep.ts';
import { createWorld, type World } from '../world.ts';

const file = (day: string) => `id,date,comment,nps\na${day},2026-05-${day},Quick and friendly,9\n`;

const statuses = (world: World): string[] =>
  Object.values(world.batches.dump())
    .map(({ objectKey, status }) => `${objectKey} ${status}`)
    .toSorted();

/** Two batches whose messages to summarize were lost. */
const twoLost = async (): Promise<World> => {
  const world = createWorld();
  const { send } = world.effects.summarizeQueue;
  Object.assign(world.effects.summarizeQueue, { send: async () => undefined });
  await world.upload('uploads/delivery/one.csv', file('01'));
  await world.upload('uploads/delivery/two.csv', file('02'));
  await world.drain();
  Object.assign(world.effects.summarizeQueue, { send });
  return world;
};

test('a batch that fails stops no other batch, and the sweep reports the failure', async () => {
  const world = await twoLost();
  expect(statuses(world)).toEqual([
    'uploads/delivery/one.csv analyzing',
    'uploads/delivery/two.csv analyzing',
  ]);
  const [first] = await world.effects.batches.open();
  await world.effects.objects.remove(`batches/${first?.batchId}/r1/manifest.json`);
  await expect(sweep(world.effects)).rejects.toThrow(/manifest/);
  await world.drain();
  expect(statuses(world).filter((status) => status.endsWith('complete'))).toHaveLength(1);
});

test('reports what began over six hours ago as stuck', async () => {
  const world = await twoLost();
  const swept: unknown[] = [];
  const log = (event: string, facts: object) => event === 'swept' && swept.push(facts);
  const { batches } = world.effects;
  const still = { ...batches, open: () => batches.open(), read: async () => undefined };
  for (const hour of ['05', '07'])
    await sweep({ ...world.effects, batches: still, log }, new Date(`2026-06-01T${hour}:00:00.000Z`));
  expect(swept).toEqual([
    { open: 2, stuck: 0, failed: 0 },
    { open: 2, stuck: 2, failed: 0 },
  ]);
});

test('reads the batches that have not ended, and no others', async () => {
  const world = createWorld();
  for (const day of ['01', '02', '03']) await world.upload(`uploads/delivery/${day}.csv`, file(day));
  await world.drain();
  expect(await world.effects.batches.open()).toEqual([]);
  const read: string[] = [];
  const { batches } = world.effects;
  const watched = {
    ...batches,
    open: () => batches.open(),
    read: (id: string) => {
      read.push(id);
      return batches.read(id);
    },
  };
  await sweep({ ...world.effects, batches: watched });
  expect(read).toEqual([]);
});

test('forgets an upload whose batch was undone before it was read to its end', async () => {
  const world = await twoLost();
  for (const { batchId } of await world.effects.batches.open()) await world.undo(batchId);
  await world.drain();
  expect(await world.effects.batches.open()).toHaveLength(2);
  await sweep(world.effects);
  expect(await world.effects.batches.open()).toEqual([]);
});
