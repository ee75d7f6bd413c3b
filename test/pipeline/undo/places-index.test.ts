import { expect, test } from 'vitest';
import { byUpload } from '../../../lib/feedback/response/copy.ts';
import { createPlaces, readPlaces } from '../../../lib/feedback/response/identity/places.ts';
import { findMovesAgainstOthers } from '../../../lib/pipeline/undo/places-index.ts';
import type { Batch } from '../../../lib/store/batches/batch.ts';
import { objectKeys } from '../../../lib/store/keys.ts';
import { createWorld, type World } from '../world.ts';

/** Many batches of one source: what one of them costs. */

const source = 'ticket-id';

const idOf = (response: number): string => {
  const bytes = Buffer.alloc(33);
  // A multiplication spreads the numbers as a hash would.
  bytes.writeBigUInt64BE(BigInt.asUintN(64, BigInt(response + 1) * 0x9e3779b97f4a7c15n));
  return bytes.toString('base64url');
};

interface File {
  readonly index: number;
  readonly responses: readonly number[];
  readonly day: string;
}

const headerOf = ({ index }: File) => ({
  batchId: `batch-${String(index).padStart(6, '0')}`,
  objectKey: `uploads/${index}.csv`,
  contentHash: `content-${index}`,
  uploadedAt: new Date(1_780_000_000_000 + index * 1000).toISOString(),
  source,
});

const placesIn = ({ responses, day }: File): Buffer => {
  const places = createPlaces();
  for (const response of responses) places.meet(idOf(response), idOf(response), ['delivery', day]);
  return Buffer.concat([...places.packed()]);
};

const rows = { read: 0, accepted: 0, duplicate: 0, updated: 0, excluded: {}, rejected: {} };

/** The batch as it is when the search for its moves begins. */
const begun = async ({ objects, batches }: World, file: File): Promise<Batch> => {
  const batch = await batches.begin(headerOf(file));
  await objects.write(objectKeys.places(batch.batchId, batch.runId), placesIn(file));
  const analyzing = await batches.recordTotal(batch, 1, rows);
  if (analyzing === undefined) throw new Error('the batch has ended');
  return analyzing;
};

const searched = async (world: World, file: File) => {
  const run = await begun(world, file);
  const bytes = world.objects.contents.get(objectKeys.places(run.batchId, run.runId));
  if (bytes === undefined) throw new Error('the places are missing');
  return findMovesAgainstOthers(world.effects, source, { run, places: readPlaces(bytes) });
};

/** Counts the objects that are read, and their bytes. */
const metered = (world: World) => {
  const spent = { reads: 0, bytes: 0, batches: 0 };
  const { objects, batches } = world;
  const meter = (bytes: number): void => {
    spent.reads += 1;
    spent.bytes += bytes;
  };
  const { read, open } = objects;
  const readBatch = batches.read;
  batches.read = async (id) => {
    spent.batches += 1;
    return readBatch(id);
  };
  objects.read = async (key) => {
    const body = await read(key);
    meter(body?.length ?? 0);
    return body;
  };
  objects.open = async (key) => {
    const file = await open(key);
    if (file === undefined) return undefined;
    return {
      ...file,
      bytes: (from = 0, to = file.sizeBytes) => {
        meter(to - from);
        return file.bytes(from, to);
      },
    };
  };
  return spent;
};

const fresh = (index: number, count = 5): File => ({
  index,
  day: '2026-05-01',
  responses: Array.from({ length: count }, (_, row) => index * 1000 + row),
});

/** What the last hundred of so many batches cost together: a hundred, so that merges are in it in their proportion. */
const costOfLast = async (batches: number) => {
  const world = createWorld();
  for (let index = 0; index < batches - 100; index += 1) await searched(world, fresh(index));
  const spent = metered(world);
  for (let index = batches - 100; index < batches; index += 1) await searched(world, fresh(index));
  return spent;
};

test('a search reads about as many objects after thousands of batches as after hundreds', async () => {
  const [few, many] = [await costOfLast(400), await costOfLast(3200)];
  // Eight times the batches: at most fifteen objects more, of the next level. One by one it was eight times as many.
  expect(many.reads).toBeLessThan(2.5 * few.reads);
  expect(many.batches).toBeLessThan(2.5 * few.batches);
  // Each response of the source is read once at the most, in 16 bytes; with its fences, its names and the merges in 64.
  expect(many.bytes / 100).toBeLessThan(3200 * 5 * 64);
});

test('of a large merged object only what is near the own responses is read', async () => {
  const world = createWorld();
  await searched(world, fresh(0, 200_000));
  const spent = metered(world);
  const moves = await searched(world, { index: 1, day: '2026-05-02', responses: [70_000] });
  expect(
    moves.map(({ other, left }) => [other.batchId, left.map(({ responses }) => responses.length)]),
  ).toEqual([['batch-000000', [1]]]);
  // Of 3.2 MB of places: one block of 16 KB, the hashes of the blocks and the names.
  expect(spent.bytes).toBeLessThan(50_000);
});

test('finds a response in every batch that has it elsewhere, through all merges', async () => {
  const world = createWorld();
  const files = Array.from({ length: 300 }, (_, index): File => {
    const { responses } = fresh(index);
    return { index, responses: [...responses, 999_999], day: index % 3 === 0 ? '2026-05-01' : '2026-05-02' };
  });
  for (const file of files) await searched(world, file);
  const moves = await searched(world, { index: 300, responses: [999_999], day: '2026-05-02' });
  const elsewhere = files
    .filter(({ day }) => day === '2026-05-01')
    .map(({ index }) => headerOf({ ...fresh(index) }));
  expect(moves.map(({ other }) => other.batchId).toSorted()).toEqual(elsewhere.map(({ batchId }) => batchId));
  expect(moves.every(({ isOtherEarlier }) => isOtherEarlier)).toBe(true);
});

test('takes in the batches from before there was an index, and leaves out those that no longer count', async () => {
  const world = createWorld();
  for (let index = 0; index < 20; index += 1)
    await begun(world, { ...fresh(index), responses: [5, index + 100] });
  await world.batches.withdraw('batch-000003', 'undone');
  const moves = await searched(world, { index: 20, responses: [5], day: '2026-05-09' });
  expect(moves).toHaveLength(19);
  expect(moves.map(({ other }) => other.batchId)).not.toContain('batch-000003');
});

test('keeps few objects, and removes those that were merged', async () => {
  const world = createWorld();
  for (let index = 0; index < 600; index += 1) await searched(world, fresh(index));
  const kept = [...world.objects.contents.keys()].filter((key) => key.startsWith('moves/sources/'));
  // Two whole levels, one that was merged last and is still there for its readers, and the list.
  expect(kept.length).toBeLessThan(50);
});

test('knows the order of two uploads as the copies do', async () => {
  const world = createWorld();
  const late = await begun(world, { ...fresh(9), responses: [1] });
  await findMovesAgainstOthers(world.effects, source, {
    run: late,
    places: readPlaces(placesIn({ ...fresh(9), responses: [1] })),
  });
  const [move] = await searched(world, { index: 2, responses: [1], day: '2026-05-07' });
  expect(move?.isOtherEarlier).toBe(byUpload(late, headerOf(fresh(2))) < 0);
});
