import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { previewUndo, type UndoPreview } from '../../../lib/pipeline/undo/preview-undo.ts';
import { exampleHeader } from '../../store/examples.ts';
import { createWorld, type World } from '../world.ts';
import { batchOf, type Uploaded, uploadWithIds } from './uploaded.ts';

interface Row {
  readonly id: number;
  readonly day: number;
  readonly touchpoint: string;
  readonly comment: string;
}

interface File extends Uploaded {
  readonly rows: readonly Row[];
}

const row = (id: number, day: number, touchpoint = 'delivery', comment = 'slow'): Row => ({
  id,
  day,
  touchpoint,
  comment,
});

const file = (name: string, month: number, rows: readonly Row[]): File => ({
  key: `uploads/${name}.csv`,
  uploadedAt: `2026-0${month}-01T00:00:00.000Z`,
  rows,
});

const contentOf = ({ rows }: File): string =>
  [
    'Response ID,Date,Touchpoint,NPS,Comment',
    ...rows.map(
      ({ id, day, touchpoint, comment }) => `R_${id}x,2026-05-0${day}T10:00:00Z,${touchpoint},9,${comment}`,
    ),
  ].join('\n');

const loaded = async (files: readonly File[]): Promise<World> => {
  const world = createWorld();
  for (const one of files) {
    await uploadWithIds(world, one, contentOf(one));
    await world.drain();
  }
  return world;
};

const inTime = { seconds: 20, isOver: () => false };

const preview = async (world: World, of: File): Promise<UndoPreview> =>
  previewUndo(world.effects, await batchOf(world, of), inTime);

const first = file('first', 6, [row(1, 1), row(2, 1, 'checkout'), row(3, 2)]);
const second = file('second', 7, [row(1, 3), row(3, 2, 'delivery', 'quick'), row(4, 4, 'support', '')]);

describe('the preview of undoing a batch', () => {
  test('counts the responses and comments that will be removed, by touchpoint and day', async () => {
    expect(await preview(await loaded([first]), first)).toEqual({
      responses: 3,
      comments: 3,
      touchpoints: ['checkout', 'delivery'],
      returning: [],
    });
  });

  test('names the earlier upload whose responses will count again, including those that had moved to another day', async () => {
    const world = await loaded([first, second]);
    const { batchId } = await batchOf(world, first);
    expect(await preview(world, second)).toEqual({
      responses: 1,
      comments: 0,
      touchpoints: ['delivery', 'support'],
      returning: [{ batchId, responses: 2 }],
    });
  });

  test('of an earlier upload excludes what a later one has replaced', async () => {
    expect(await preview(await loaded([first, second]), first)).toEqual({
      responses: 1,
      comments: 1,
      touchpoints: ['checkout'],
      returning: [],
    });
  });

  test('of a batch that is already undone is empty', async () => {
    const world = await loaded([first]);
    await world.undo((await batchOf(world, first)).batchId);
    await world.drain();
    expect(await preview(world, first)).toEqual({
      responses: 0,
      comments: 0,
      touchpoints: [],
      returning: [],
    });
  });

  test('waits for the end of a file that is being read', async () => {
    const { effects, batches } = createWorld();
    const batch = await batches.begin(exampleHeader());
    await expect(previewUndo(effects, batch, inTime)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('reports how far it got when time runs out', async () => {
    const world = await loaded([first]);
    const late = { seconds: 20, isOver: () => true };
    await expect(previewUndo(world.effects, await batchOf(world, first), late)).rejects.toMatchObject({
      code: 'scan-too-slow',
      details: { got: '0 of 3 days of touchpoints read in 20 seconds' },
    });
  });

  test('changes nothing, and matches what undoing then removes', async () => {
    const rows = fc
      .uniqueArray(
        fc.record({
          id: fc.integer({ min: 1, max: 5 }),
          day: fc.integer({ min: 1, max: 3 }),
          touchpoint: fc.constantFrom('delivery', 'checkout'),
          comment: fc.constantFrom('slow', ''),
        }),
        { minLength: 1, maxLength: 5, selector: ({ id }) => id },
      )
      .map((some) => [...some, row(9, 1)]);
    const total = async (world: World): Promise<number> => {
      const series = ['delivery', 'checkout'].map((id) => world.summaries.readSeries(id, 'day'));
      return (await Promise.all(series)).flat().reduce((sum, { tally }) => sum + tally.responses, 0);
    };
    await fc.assert(
      fc.asyncProperty(fc.array(rows, { minLength: 2, maxLength: 3 }), fc.nat(2), async (all, which) => {
        const files = all.map((some, index) => file(`file${index}`, 5 + index, some));
        const undone = files[which % files.length] ?? first;
        const world = await loaded(files);
        const [before, state] = [await total(world), JSON.stringify(world.state())];
        const { responses } = await preview(world, undone);
        expect(JSON.stringify(world.state())).toBe(state);
        await world.undo((await batchOf(world, undone)).batchId);
        await world.drain();
        expect(before - (await total(world))).toBe(responses);
      }),
      { seed: 11, numRuns: 25 },
    );
  });
});
