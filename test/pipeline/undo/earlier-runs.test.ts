import { describe, expect, test } from 'vitest';
import { parseJourney } from '../../../lib/feedback/journey.ts';
import { createWorld, type World, type WorldOptions } from '../world.ts';

/** What a batch keeps of runs before its current one. */

const key = 'uploads/may.csv';
const again = '2026-06-02T00:00:00.000Z';

const rowCount = 6;
const file = [
  'Response ID,Touchpoint,Date,NPS,Comment',
  ...Array.from(
    { length: rowCount },
    (_, row) => `R_${row},delivery,2026-05-0${1 + (row % 3)},${row},Fast ${row}`,
  ),
].join('\n');

const onlyBatch = (world: World) => {
  const [batch, ...others] = Object.values(world.batches.dump());
  expect(others).toEqual([]);
  if (batch === undefined) throw new Error('there is no batch');
  return batch;
};

/** A world whose file is incomplete: all is stored, but the search for responses that moved has failed. */
const incomplete = async (options: WorldOptions = {}): Promise<World> => {
  const world = createWorld(options);
  const { read } = world.objects;
  world.objects.read = async (object) => {
    if (object.endsWith('/r1/places.bin')) throw new Error('no answer');
    return read(object);
  };
  await world.upload(key, file);
  await world.drain();
  expect(onlyBatch(world)).toMatchObject({ status: 'incomplete', runId: 'r1' });
  expect(Object.keys(world.feedback.dump())).toHaveLength(rowCount);
  return world;
};

/** From now on what the second run found can't be written. */
const breakSecondRun = (world: World): (() => void) => {
  const { write } = world.objects;
  world.objects.write = async (object, body) => {
    if (object.endsWith('/r2/manifest.json')) throw new Error('no answer');
    return write(object, body);
  };
  return () => {
    world.objects.write = write;
  };
};

describe('the copies of an earlier run are removed', () => {
  test('when the batch is undone while its next run is read', async () => {
    const world = await incomplete();
    const { batchId, objectKey, contentHash } = onlyBatch(world);
    await world.effects.batches.begin({ batchId, objectKey, contentHash, uploadedAt: again });
    await world.undo(batchId);
    await world.drain();
    expect(onlyBatch(world).status).toBe('undone');
    expect(world.feedback.dump()).toEqual({});
    expect(world.summaries.dump()).toEqual({});
  });

  test('when the next run is refused: a refused file has nothing stored', async () => {
    const world = await incomplete();
    breakSecondRun(world);
    await world.upload(key, file, again);
    await world.drain();
    expect(onlyBatch(world)).toMatchObject({ status: 'refused', runId: 'r2' });
    expect(world.feedback.dump()).toEqual({});
    expect(world.summaries.dump()).toEqual({});
  });

  test('and are complete again when the file is uploaded again', async () => {
    const world = await incomplete();
    const mend = breakSecondRun(world);
    await world.upload(key, file, again);
    await world.drain();
    mend();
    await world.upload(key, file, '2026-06-03T00:00:00.000Z');
    await world.drain();
    expect(onlyBatch(world)).toMatchObject({ status: 'complete', runId: 'r3' });
    expect(Object.keys(world.feedback.dump())).toHaveLength(rowCount);
  });

  test('when the next run is held', async () => {
    let limits = {};
    const world = await incomplete({ limits: async () => limits });
    limits = { responsesPerBatch: 2 };
    await world.upload(key, file, again);
    await world.drain();
    expect(onlyBatch(world)).toMatchObject({ status: 'held', runId: 'r2' });
    expect(world.feedback.dump()).toEqual({});
  });

  test('where the next run stores the responses elsewhere', async () => {
    let journey = parseJourney('stages: []');
    const world = await incomplete({ journey: async () => journey });
    journey = parseJourney('stages: [{ id: order, touchpoints: [{ id: courier, aliases: [delivery] }] }]');
    await world.upload(key, file, again);
    await world.drain();
    expect(onlyBatch(world)).toMatchObject({ status: 'complete', runId: 'r2' });
    const touchpoints = Object.values(world.feedback.dump()).map(({ touchpoint }) => touchpoint);
    expect(new Set(touchpoints)).toEqual(new Set(['courier']));
    expect(await world.summaries.readSeries('delivery', 'all')).toEqual([]);
  });
});

test('an undo that is delivered again after the file was uploaded again leaves the new run unchanged', async () => {
  const world = createWorld({ findsIssues: false });
  await world.upload(key, file);
  await world.drain();
  const { batchId } = onlyBatch(world);
  const undo = { kind: 'undo', batchId, runId: 'r1', outcome: 'undone' } as const;
  await world.effects.ingestQueue.send([undo]);
  await world.drain();
  expect(onlyBatch(world)).toMatchObject({ status: 'undone', runId: 'r1' });
  await world.upload(key, file, again);
  await world.drain();
  await world.effects.ingestQueue.send([undo]);
  await world.drain();
  expect(onlyBatch(world)).toMatchObject({ status: 'complete', runId: 'r2' });
  expect(Object.keys(world.feedback.dump())).toHaveLength(rowCount);
});

test('copies from a late chunk of an earlier run are removed where the next run stores none', async () => {
  let journey = parseJourney('stages: []');
  const world = createWorld({ journey: async () => journey });
  const { put } = world.feedback;
  world.feedback.put = async (copies) => {
    world.feedback.put = put;
    const { batchId, objectKey, contentHash } = onlyBatch(world);
    await world.batches.withdraw(batchId, 'undone');
    await world.batches.recordRemoval(batchId);
    journey = parseJourney('stages: [{ id: order, touchpoints: [{ id: courier, aliases: [delivery] }] }]');
    await world.batches.begin({ batchId, objectKey, contentHash, uploadedAt: again });
    await put(copies);
  };
  await world.upload(key, file);
  await world.drain();
  await world.upload(key, file, again);
  await world.drain();
  expect(onlyBatch(world)).toMatchObject({ status: 'complete', runId: 'r2' });
  const touchpoints = Object.values(world.feedback.dump()).map(({ touchpoint }) => touchpoint);
  expect(new Set(touchpoints)).toEqual(new Set(['courier']));
  expect(touchpoints).toHaveLength(rowCount);
  expect(await world.summaries.readSeries('delivery', 'all')).toEqual([]);
});

test('a crash at any point of a refusal leaves nothing of the earlier run', async () => {
  const countOf = async (stopAt: number): Promise<number> => {
    let changes = 0;
    let isArmed = false;
    const world = await incomplete({
      beforeChange: () => {
        if (!isArmed) return;
        changes += 1;
        if (changes === stopAt) throw new Error('the function died');
      },
    });
    breakSecondRun(world);
    isArmed = true;
    await world.upload(key, file, again);
    await world.drain();
    expect(world.feedback.dump()).toEqual({});
    expect(world.summaries.dump()).toEqual({});
    return changes;
  };
  const changes = await countOf(0);
  for (let stopAt = 1; stopAt <= changes; stopAt += 1) await countOf(stopAt);
});
