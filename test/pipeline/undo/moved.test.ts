import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchView } from '../../../lib/api/batches/batch-view.ts';
import { rowsAddUp } from '../../../lib/feedback/response/ledger.ts';
import { undoBatch } from '../../../lib/pipeline/undo/undo.ts';
import type { Batch } from '../../../lib/store/batches/batch.ts';
import { createWorld, type World, type WorldOptions } from '../world.ts';
import { batchOf, type Uploaded, uploadWithIds } from './uploaded.ts';

/** A response that changes its day or its touchpoint between two uploads. */

interface Row {
  readonly id: number;
  readonly day: number;
  readonly touchpoint: string;
  readonly nps: number;
}

interface File extends Uploaded {
  readonly rows: readonly Row[];
}

const contentOf = ({ rows }: File): string =>
  [
    'Response ID,Date,Touchpoint,NPS,Comment',
    ...rows.map(({ id, day, touchpoint, nps }) =>
      [`R_${id}x`, `2026-05-0${day}T10:00:00Z`, touchpoint, nps, 'slow'].join(','),
    ),
  ].join('\n');

const put = (world: World, file: File): Promise<void> => uploadWithIds(world, file, contentOf(file));

const loaded = async (files: readonly File[], options: WorldOptions = {}): Promise<World> => {
  const world = createWorld({ findsIssues: false, ...options });
  for (const file of files) {
    await put(world, file);
    await world.drain();
  }
  return world;
};

const undo = async (world: World, file: File): Promise<void> =>
  world.undo((await batchOf(world, file)).batchId);

/** A batch that shares nothing with others any longer keeps zeros. */
const withoutZeros = (overlaps: object): object =>
  Object.fromEntries(
    Object.entries(overlaps).filter(([, { duplicate, updated }]) => duplicate + updated > 0),
  );

/** What is stored and summarized, less revisions and runs, and the ledgers of the batches that stand. */
const tablesOf = async (world: World) => {
  const { feedback, summaries } = world.state() as { feedback: object; summaries: { overlaps?: object }[] };
  const batches = (Object.values(world.batches.dump()) as Batch[]).filter(
    ({ status }) => status === 'complete',
  );
  return {
    feedback: Object.values(feedback).map((item) => ({ ...item, fromRun: undefined, toRun: undefined })),
    summaries: summaries.map((summary) => ({ ...summary, overlaps: withoutZeros(summary.overlaps ?? {}) })),
    ledgers: await Promise.all(batches.map(async (batch) => (await batchView(world.effects, batch)).rows)),
  };
};

/** Responses that count, by cell. */
const counted = async (world: World): Promise<Record<string, number>> => {
  const days = ['delivery', 'checkout', 'support'].map(async (touchpoint) =>
    (await world.summaries.readSeries(touchpoint, 'day')).map(
      ({ period, tally }) => [`${touchpoint} ${period}`, tally.responses] as const,
    ),
  );
  return Object.fromEntries((await Promise.all(days)).flat());
};

const row = (id: number, day: number, touchpoint = 'delivery', nps = 9): Row => ({
  id,
  day,
  touchpoint,
  nps,
});
const file = (name: string, uploadedOn: string, rows: readonly Row[]): File => ({
  key: `uploads/${name}.csv`,
  uploadedAt: `2026-${uploadedOn}T00:00:00.000Z`,
  rows,
});

const first = file('first', '06-01', [row(1, 1), row(2, 1), row(3, 2)]);
const second = file('second', '07-01', [row(1, 3), row(2, 1, 'checkout'), row(3, 2)]);

describe('a response with another day or touchpoint in a later upload', () => {
  test('counts once, where the later upload has it', async () => {
    expect(await counted(await loaded([first, second]))).toEqual({
      'delivery 2026-05-02': 1,
      'delivery 2026-05-03': 1,
      'checkout 2026-05-01': 1,
    });
  });

  test('is not a new response in the ledger of the later upload', async () => {
    const world = await loaded([first, second]);
    const { rows } = await batchView(world.effects, await batchOf(world, second));
    expect(rows).toMatchObject({ read: 3, accepted: 0, duplicate: 1, updated: 2 });
  });

  test('counts in its first place when the later upload is undone', async () => {
    const world = await loaded([first, second]);
    await undo(world, second);
    await world.drain();
    expect(await tablesOf(world)).toEqual(await tablesOf(await loaded([first])));
  });

  test('counts in its later place when the earlier upload is undone', async () => {
    const world = await loaded([first, second]);
    await undo(world, first);
    await world.drain();
    expect(await tablesOf(world)).toEqual(await tablesOf(await loaded([second])));
  });

  test('counts once where the later upload is read first', async () => {
    const world = await loaded([second, first]);
    expect(await tablesOf(world)).toEqual(await tablesOf(await loaded([first, second])));
    await undo(world, second);
    await world.drain();
    expect(await tablesOf(world)).toEqual(await tablesOf(await loaded([first])));
  });
});

describe('a response that keeps moving', () => {
  const third = file('third', '08-01', [row(1, 1), row(2, 2, 'support'), row(4, 1)]);
  const files = [first, second, third];

  test('from cell to cell, and back, counts once, where the latest upload has it', async () => {
    expect(await counted(await loaded(files))).toEqual({
      'delivery 2026-05-01': 2,
      'delivery 2026-05-02': 1,
      'support 2026-05-02': 1,
    });
  });

  test.each(files)('counts as if $key had never been uploaded, once that file is undone', async (undone) => {
    const world = await loaded(files);
    await undo(world, undone);
    await world.drain();
    const left = files.filter((each) => each !== undone);
    expect(await tablesOf(world)).toEqual(await tablesOf(await loaded(left)));
  });

  test('counts as in the upload that was undone and uploaded again', async () => {
    const world = await loaded(files);
    await undo(world, second);
    await world.drain();
    const again = { ...second, uploadedAt: '2026-09-01T00:00:00.000Z' };
    await put(world, again);
    await world.drain();
    expect(await tablesOf(world)).toEqual(await tablesOf(await loaded([first, third, again])));
  });
});

describe('a later row of the same file', () => {
  const twice = file('twice', '06-01', [row(1, 1), row(1, 2), row(1, 3), row(1, 1), row(2, 1), row(2, 3)]);

  test('moves its response to the cell of that row', async () => {
    const world = await loaded([twice]);
    expect(await counted(world)).toEqual({ 'delivery 2026-05-01': 1, 'delivery 2026-05-03': 1 });
    const { rows } = await batchView(world.effects, await batchOf(world, twice));
    expect(rows).toMatchObject({ read: 6, accepted: 2, updated: 4 });
  });

  test('moves it also for files uploaded before and after', async () => {
    const world = await loaded([first, twice, second]);
    expect(await counted(world)).toEqual({
      'delivery 2026-05-02': 1,
      'delivery 2026-05-03': 1,
      'checkout 2026-05-01': 1,
    });
  });
});

test('many responses that move at once from cell to cell count once each', async () => {
  const ids = Array.from({ length: 2100 }, (_, id) => id);
  const before = file(
    'before',
    '06-01',
    ids.map((id) => row(id, 1)),
  );
  const after = file(
    'after',
    '07-01',
    ids.map((id) => row(id, 2)),
  );
  const world = await loaded([before, after]);
  expect(await counted(world)).toEqual({ 'delivery 2026-05-02': 2100 });
  expect(JSON.stringify(world.state())).toContain('"page":2');
  await undo(world, after);
  await world.drain();
  expect(await tablesOf(world)).toEqual(await tablesOf(await loaded([before])));
});

test('the same content under a mapping with another touchpoint counts once, there', async () => {
  const world = await loaded([first]);
  const columns = '{"Response ID": "responseId", "Touchpoint": "attribute"}';
  const mapping = `{"columns": ${columns}, "touchpoint": "support"}`;
  await world.upload('uploads/first.csv.mapping.json', mapping, '2026-08-01T00:00:00.000Z');
  await world.drain();
  expect(await counted(world)).toEqual({ 'support 2026-05-01': 2, 'support 2026-05-02': 1 });
});

test('two folders are two touchpoints, not a move', async () => {
  const withoutTouchpoint = (day: number) =>
    `Ticket ID,Date,Comment\nT-1a,2026-05-0${day}T10:00:00Z,slow\nT-2b,2026-05-0${day}T10:00:00Z,late\n`;
  const world = createWorld({ findsIssues: false });
  await world.upload('uploads/delivery/may.csv', withoutTouchpoint(1), '2026-06-01T00:00:00.000Z');
  await world.upload('uploads/checkout/may.csv', withoutTouchpoint(2), '2026-06-02T00:00:00.000Z');
  await world.upload('uploads/delivery/june.csv', withoutTouchpoint(3), '2026-07-01T00:00:00.000Z');
  await world.drain();
  expect(await counted(world)).toEqual({ 'delivery 2026-05-03': 2, 'checkout 2026-05-02': 2 });
});

describe('an upload undone while its moves are being stored', () => {
  /** The later upload is read first, so that the earlier one finds the moves, and is undone just before they are stored. */
  const interrupted = async (undone: File, crash: boolean): Promise<World> => {
    const world = await loaded([second]);
    const { putDepartures } = world.feedback;
    let isFirst = true;
    world.feedback.putDepartures = async (departures) => {
      if (!isFirst) return putDepartures(departures);
      isFirst = false;
      const { batchId } = await batchOf(world, undone);
      await undoBatch(world.effects, { kind: 'undo', batchId, outcome: 'undone' });
      await putDepartures(departures);
      if (crash) throw new Error('crash');
    };
    await put(world, first);
    await world.drain();
    return world;
  };

  test.each([
    ['the later one', 'no crash', second, first],
    ['the later one', 'a crash', second, first],
    ['the earlier one', 'no crash', first, second],
    ['the earlier one', 'a crash', first, second],
  ])('leaves nothing of %s, with %s afterwards', async (_which, trouble, undone, left) => {
    const world = await interrupted(undone, trouble === 'a crash');
    expect(await tablesOf(world)).toEqual(await tablesOf(await loaded([left])));
  });

  test('leaves no move records where the search failed', async () => {
    const world = await loaded([second]);
    const { putDepartures } = world.feedback;
    const { read } = world.objects;
    world.feedback.putDepartures = async (departures) => {
      const { batchId } = await batchOf(world, second);
      await undoBatch(world.effects, { kind: 'undo', batchId, outcome: 'undone' });
      await putDepartures(departures);
      world.objects.read = async (key) => {
        if (key.endsWith('places.bin')) throw new Error('no answer');
        return read(key);
      };
      throw new Error('crash');
    };
    await put(world, first);
    await world.drain();
    expect((await batchOf(world, first)).status).toBe('incomplete');
    expect(await counted(world)).toEqual({ 'delivery 2026-05-01': 2, 'delivery 2026-05-02': 1 });
  });
});

describe('an upload that failed on its first run', () => {
  const again = { ...second, uploadedAt: '2026-09-01T00:00:00.000Z' };

  test('gives the same ledger when uploaded again, although its search for moves failed after storing them', async () => {
    const world = await loaded([first]);
    const { chunkDone } = world.batches;
    world.batches.chunkDone = async (...done) => {
      if (done[1] === 1) throw new Error('no answer');
      return chunkDone(...done);
    };
    await put(world, second);
    await world.drain();
    expect((await batchOf(world, second)).status).toBe('incomplete');
    expect(await counted(world)).toEqual(await counted(await loaded([first, second])));
    world.batches.chunkDone = chunkDone;
    await put(world, again);
    await world.drain();
    expect(await tablesOf(world)).toEqual(await tablesOf(await loaded([first, again])));
  });

  test('moves responses when what it was held for is confirmed, and not before', async () => {
    const longer = { ...second, rows: [...second.rows, row(5, 5)] };
    const world = await loaded([first, longer], { limits: { responsesPerBatch: 3 } });
    expect((await batchOf(world, longer)).status).toBe('held');
    expect(await counted(world)).toEqual(await counted(await loaded([first])));
    const said = { columns: { 'Response ID': 'responseId' }, confirm: ['over-budget'] };
    await world.upload(`${longer.key}.mapping.json`, JSON.stringify(said), again.uploadedAt);
    await world.drain();
    const confirmed = { ...longer, uploadedAt: again.uploadedAt };
    expect(await tablesOf(world)).toEqual(await tablesOf(await loaded([first, confirmed])));
  });
});

test('an upload undone before it was read completely moves nothing', async () => {
  const world = createWorld({ findsIssues: false });
  const { recordTotal } = world.batches;
  world.batches.recordTotal = async (batch, ...rest) => {
    if (batch.objectKey === second.key) throw new Error('no answer');
    return recordTotal(batch, ...rest);
  };
  await put(world, second);
  await put(world, first);
  await world.drain();
  expect((await batchOf(world, second)).status).toBe('refused');
  expect(await counted(world)).toEqual({ 'delivery 2026-05-01': 2, 'delivery 2026-05-02': 1 });
});

describe('any sequence of uploads', () => {
  const rows = fc.array(
    fc.record({
      id: fc.nat(3),
      day: fc.integer({ min: 1, max: 2 }),
      touchpoint: fc.constantFrom('delivery', 'checkout'),
      nps: fc.constantFrom(3, 9),
    }),
    { minLength: 1, maxLength: 5 },
  );
  const someFiles = fc
    .array(rows, { minLength: 2, maxLength: 3 })
    .map((all) =>
      all.map((each, index) => file(`file-${index}`, `0${6 + index}-01`, [...each, row(9 + index, 1)])),
    );
  const choices = fc.array(fc.nat(1000), { minLength: 30, maxLength: 30 });

  /** A world that all files come to at once, with its messages in any order, some twice, and some crashes. */
  const troubled = async (
    files: readonly File[],
    picks: readonly number[],
    crashes: readonly number[],
    undone?: { readonly file: File; readonly at: number },
  ): Promise<World> => {
    let [turn, changes, isUndone] = [0, 0, undone === undefined];
    const pickOf = (): number => picks[turn++ % picks.length] ?? 0;
    const undoWhenKnown = (): void => {
      if (isUndone || undone === undefined || turn < undone.at) return;
      const batches = Object.values(world.batches.dump()) as Batch[];
      const batch = batches.find(({ objectKey }) => objectKey === undone.file.key);
      if (batch === undefined) return;
      isUndone = true;
      void world.undo(batch.batchId);
    };
    const world = createWorld({
      beforeChange: () => {
        changes += 1;
        if (crashes.includes(changes)) throw new Error('crash');
      },
      pick: (waiting) => {
        undoWhenKnown();
        return pickOf() % waiting;
      },
      deliverTwice: () => pickOf() % 7 === 0,
    });
    for (const each of files) await put(world, each);
    await world.drain();
    if (undone !== undefined && !isUndone) await undo(world, undone.file);
    await world.drain();
    return world;
  };

  test('in any order, through crashes and duplicate messages, gives the same tables, each response once', async () => {
    const crashes = fc.array(fc.integer({ min: 1, max: 150 }), { maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(someFiles, choices, crashes, async (files, picks, points) => {
        const expected = await loaded(files);
        const world = await troubled(files, picks, points);
        expect(await tablesOf(world)).toEqual(await tablesOf(expected));
        const ids = new Set(files.flatMap((each) => each.rows.map(({ id }) => id)));
        const total = Object.values(await counted(world)).reduce((sum, responses) => sum + responses, 0);
        expect(total).toBe(ids.size);
      }),
      { seed: 1, numRuns: 150 },
    );
  }, 120_000);

  test('undone at any point, gives the tables of the remaining uploads', async () => {
    const crashes = fc.array(fc.integer({ min: 1, max: 150 }), { maxLength: 2 });
    const which = fc.record({ file: fc.nat(2), at: fc.nat(40) });
    await fc.assert(
      fc.asyncProperty(
        someFiles,
        choices,
        crashes,
        which,
        async (files, picks, points, { file: nth, at }) => {
          const undone = files[nth % files.length];
          if (undone === undefined) return;
          const left = files.filter((each) => each !== undone);
          const world = await troubled(files, picks, points, { file: undone, at });
          expect(await tablesOf(world)).toEqual(await tablesOf(await loaded(left)));
        },
      ),
      { seed: 2, numRuns: 150 },
    );
  }, 120_000);

  test('gives ledgers that add up, whose new responses are those stored', async () => {
    await fc.assert(
      fc.asyncProperty(someFiles, async (files) => {
        const { ledgers } = await tablesOf(await loaded(files));
        const ids = new Set(files.flatMap((each) => each.rows.map(({ id }) => id)));
        expect(ledgers.every((ledger) => ledger !== undefined && rowsAddUp(ledger))).toBe(true);
        expect(ledgers.reduce((sum, ledger) => sum + (ledger?.accepted ?? 0), 0)).toBe(ids.size);
      }),
      { seed: 3, numRuns: 100 },
    );
  });
});
