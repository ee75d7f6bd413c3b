import { describe, expect, test } from 'vitest';
import { batchView } from '../../../lib/api/batches/batch-view.ts';
import { redriveAll, redriveBatch } from '../../../lib/pipeline/redrive/redrive.ts';
import { sweep } from '../../../lib/pipeline/summarize/sweep.ts';
import { openKey } from '../../../lib/store/batches/batch-items.ts';
import { createWorld, type World } from '../world.ts';

/** What fails every attempt is said with its reason, costs nothing else, and can be tried again. */

const key = 'uploads/may.csv';
const fileOf = (rows: number): string =>
  [
    'Touchpoint,Date,NPS,Comment',
    ...Array.from(
      { length: rows },
      (_, row) => `delivery,2026-05-0${1 + (row % 3)},${row % 11},${row % 50 === 0 ? 'slow' : ''}`,
    ),
  ].join('\n');

const onlyBatch = (world: World) => {
  const [batch, ...others] = Object.values(world.batches.dump());
  expect(others).toEqual([]);
  if (batch === undefined) throw new Error('there is no batch');
  return batch;
};

class TimeoutException extends Error {
  override readonly name = 'TimeoutException';
}

/** Has reading these objects fail until the function that is returned is called. */
const breaking = (world: World, isBroken: (key: string) => boolean): (() => void) => {
  const { read } = world.objects;
  world.objects.read = async (object) => {
    if (isBroken(object)) throw new TimeoutException('no answer, and "a comment" that it may quote');
    return read(object);
  };
  return () => {
    world.objects.read = read;
  };
};

const loaded = async (rows: number): Promise<World> => {
  const world = createWorld();
  await world.upload(key, fileOf(rows));
  await world.drain();
  return world;
};

const asWhole = ({ state }: World): unknown => state();

describe('a chunk that always fails', () => {
  const poisoned = async () => {
    const world = createWorld();
    const mend = breaking(world, (object) => object.endsWith('/000001.jsonl.gz'));
    await world.upload(key, fileOf(2400));
    await world.drain();
    return { world, mend };
  };

  test('stores no row of a month that was sealed before it is tried again', async () => {
    const { world, mend } = await poisoned();
    for (const hour of ['10', '11']) {
      await world.everyHour(`2026-06-20T${hour}:00:00.000Z`, { feedbackMonths: 1 });
      await world.drain();
    }
    expect((await world.batches.retentionMarks()).sealedBefore).toBe('2026-05');
    await world.batches.advanceRetention({ sealedBefore: '2026-06' });
    mend();
    await redriveAll(world.effects);
    await world.drain();
    expect(onlyBatch(world).status).toBe('complete');
    expect(Object.keys(world.feedback.dump())).toHaveLength(1400);
  });

  test('leaves an incomplete batch that names it, its rows and its reason; the rest is stored and summarized', async () => {
    const { world } = await poisoned();
    expect(onlyBatch(world)).toMatchObject({ status: 'incomplete' });
    const { failures } = await batchView(world.effects, onlyBatch(world));
    expect(failures).toEqual([
      { part: 'chunk', chunk: 1, rows: 1000, code: 'internal', message: 'TimeoutException' },
    ]);
    const [whole] = await world.summaries.readSeries('delivery', 'all');
    expect([Object.keys(world.feedback.dump()).length, whole?.tally.responses]).toEqual([1400, 1400]);
    expect(world.deadLetters()).toEqual([]);
  });

  test('is finished by a redrive: the same tables as if it had never failed', async () => {
    const { world, mend } = await poisoned();
    mend();
    expect(await redriveBatch(world.effects, onlyBatch(world))).toBe('chunks');
    await world.drain();
    expect(onlyBatch(world)).toMatchObject({ status: 'complete', chunksFailed: [] });
    expect(asWhole(world)).toEqual(asWhole(await loaded(2400)));
    expect((await batchView(world.effects, onlyBatch(world))).failures).toBeUndefined();
  });

  test('fails again, with its reason, where nothing was mended', async () => {
    const { world } = await poisoned();
    await redriveAll(world.effects);
    await world.drain();
    const { status, failures } = await batchView(world.effects, onlyBatch(world));
    expect([status, failures?.length]).toEqual(['incomplete', 1]);
  });

  test('is finished by a redrive that crashes at any point and is asked for again', async () => {
    const whole = asWhole(await loaded(1400));
    for (let stopAt = 1; stopAt < 40; stopAt += 1) {
      let changes = Number.NEGATIVE_INFINITY;
      const world = createWorld({
        beforeChange: () => {
          changes += 1;
          if (changes === stopAt) throw new Error('the function died');
        },
      });
      const mend = breaking(world, (object) => object.endsWith('/000001.jsonl.gz'));
      await world.upload(key, fileOf(1400));
      await world.drain();
      mend();
      changes = 0;
      await redriveBatch(world.effects, onlyBatch(world)).catch(() => undefined);
      await world.drain();
      if (onlyBatch(world).status !== 'complete') await redriveBatch(world.effects, onlyBatch(world));
      await world.drain();
      await sweep(world.effects);
      await world.drain();
      expect(asWhole(world)).toEqual(whole);
      expect(await world.batches.open()).toEqual([]);
    }
  });
});

test('the last chunk says how many rows it has, a search that it has none', async () => {
  const world = createWorld();
  breaking(world, (object) => object.endsWith('/000001.jsonl.gz') || object.endsWith('places.bin'));
  const rows = fileOf(1400)
    .split('\n')
    .map((line, index) => `${index === 0 ? 'Response ID' : `R_${index}x`},${line}`);
  await world.upload(key, rows.join('\n'));
  await world.drain();
  const { failures } = await batchView(world.effects, onlyBatch(world));
  expect(failures?.map(({ part, rows: missing }) => [part, missing])).toEqual([
    ['chunk', 400],
    ['search', 0],
  ]);
});

describe('summaries that always fail', () => {
  const breakSummaries = (world: World): (() => void) => {
    const { countCell } = world.feedback;
    world.feedback.countCell = async () => {
      throw new TimeoutException('no answer');
    };
    return () => {
      world.feedback.countCell = countCell;
    };
  };

  test('leave an incomplete batch that names the touchpoint, and the sweep sends nothing again', async () => {
    const world = createWorld();
    breakSummaries(world);
    await world.upload(key, fileOf(10));
    await world.drain();
    expect((await batchView(world.effects, onlyBatch(world))).failures).toEqual([
      { part: 'summary', rows: 0, touchpoint: 'delivery', code: 'internal', message: 'TimeoutException' },
    ]);
    await sweep(world.effects);
    await world.drain();
    expect(onlyBatch(world).status).toBe('incomplete');
  });

  test('are finished by a redrive, of a batch or of an undo', async () => {
    const world = createWorld();
    const mend = breakSummaries(world);
    await world.upload(key, fileOf(10));
    await world.drain();
    mend();
    await redriveAll(world.effects);
    await world.drain();
    expect(asWhole(world)).toEqual(asWhole(await loaded(10)));
    const mendAgain = breakSummaries(world);
    await world.undo(onlyBatch(world).batchId);
    await world.drain();
    expect(await world.summaries.readSeries('delivery', 'all')).toHaveLength(1);
    mendAgain();
    expect(await redriveAll(world.effects)).toEqual({ batches: [], lostSummaries: 1 });
    await world.drain();
    expect(await world.summaries.readSeries('delivery', 'all')).toEqual([]);
    expect(await redriveAll(world.effects)).toEqual({ batches: [], lostSummaries: 0 });
  });
});

test('an undo that always fails is said by its batch, and finished by a redrive', async () => {
  const world = await loaded(10);
  const { remove } = world.feedback;
  world.feedback.remove = async () => {
    throw new TimeoutException('no answer');
  };
  await world.undo(onlyBatch(world).batchId);
  await world.drain();
  expect(world.deadLetters()).toEqual([]);
  const { failures } = await batchView(world.effects, onlyBatch(world));
  expect(failures?.map(({ part }) => part)).toEqual(['undo']);
  world.feedback.remove = remove;
  await redriveAll(world.effects);
  await world.drain();
  expect(world.feedback.dump()).toEqual({});
  expect((await batchView(world.effects, onlyBatch(world))).failures).toBeUndefined();
});

test('a file that could not be read is read by a redrive', async () => {
  const world = createWorld();
  const { write } = world.objects;
  world.objects.write = async (object, body) => {
    if (object.startsWith('batches/')) throw new TimeoutException('no answer');
    return write(object, body);
  };
  await world.upload(key, fileOf(10));
  await world.drain();
  expect(onlyBatch(world)).toMatchObject({ status: 'refused', error: { code: 'internal' } });
  world.objects.write = write;
  await redriveAll(world.effects);
  await world.drain();
  const standing = Object.values(world.batches.dump()).filter(({ status }) => status === 'complete');
  expect(standing).toHaveLength(1);
});

test('a complete batch has nothing to try again', async () => {
  const world = await loaded(3);
  await expect(redriveBatch(world.effects, onlyBatch(world))).rejects.toMatchObject({ code: 'conflict' });
});

test('the sweep finishes a batch that began before batches were marked as open', async () => {
  const world = createWorld();
  const { send } = world.effects.summarizeQueue;
  Object.assign(world.effects.summarizeQueue, { send: async () => undefined });
  await world.upload(key, fileOf(10));
  await world.drain();
  Object.assign(world.effects.summarizeQueue, { send });
  const batch = onlyBatch(world);
  await world.batches.close(batch);
  expect([batch.status, openKey(batch).batch, await world.batches.open()]).toEqual(['analyzing', 'open', []]);
  await sweep(world.effects);
  await world.drain();
  expect(onlyBatch(world).status).toBe('complete');
});
