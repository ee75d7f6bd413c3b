import { describe, expect, test } from 'vitest';
import { previewUndo } from '../../../lib/pipeline/undo/preview-undo.ts';
import { createWorld, type World } from '../world.ts';
import { batchOf } from './uploaded.ts';

/** Undo of a file that took the place of the same content under another name or touchpoint. */

const content = ['Date,NPS,Comment', '2026-05-01,9,Quick.', '2026-05-02,2,The queue was long.'].join('\n');
const first = { key: 'uploads/cafe/may.csv', uploadedAt: '2026-06-01T00:00:00.000Z' };
const second = { key: 'uploads/caffe/may.csv', uploadedAt: '2026-06-02T00:00:00.000Z' };

const loadedTwice = async (): Promise<World> => {
  const world = createWorld();
  for (const { key, uploadedAt } of [first, second]) {
    await world.upload(key, content, uploadedAt);
    await world.drain();
  }
  return world;
};

const undo = async (world: World, upload: typeof first): Promise<void> => {
  const { batchId } = await batchOf(world, upload);
  await world.effects.ingestQueue.send([{ kind: 'undo', batchId, outcome: 'undone' }]);
  await world.drain();
};

const statuses = async (world: World) =>
  Promise.all([first, second].map(async (upload) => (await batchOf(world, upload)).status));

const touchpoints = (world: World): string[] => [
  ...new Set(Object.values(world.summaries.dump()).map(({ touchpoint }) => touchpoint)),
];

describe('undo of an upload that superseded the same content elsewhere', () => {
  test('loads the superseded upload again', async () => {
    const world = await loadedTwice();
    expect(await statuses(world)).toEqual(['superseded', 'complete']);
    await undo(world, second);
    expect(await statuses(world)).toEqual(['complete', 'undone']);
    expect(touchpoints(world)).toEqual(['cafe']);
  });

  test('is previewed with the upload that returns and its rows', async () => {
    const world = await loadedTwice();
    const preview = await previewUndo(world.effects, await batchOf(world, second), {
      seconds: 20,
      isOver: () => false,
    });
    const { batchId } = await batchOf(world, first);
    expect(preview).toMatchObject({ responses: 2, returning: [{ batchId, responses: 2 }] });
  });

  test('leaves nothing when the upload that returned is undone too', async () => {
    const world = await loadedTwice();
    await undo(world, second);
    await undo(world, first);
    expect(await statuses(world)).toEqual(['undone', 'undone']);
    expect(touchpoints(world)).toEqual([]);
  });
});
