import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchView } from '../../lib/api/batches/batch-view.ts';
import { answersAddUp, rowsAddUp } from '../../lib/feedback/response/ledger.ts';
import { undoBatch } from '../../lib/pipeline/undo/undo.ts';
import type { Batch } from '../../lib/store/batches/batch.ts';
import type { Grain } from '../../lib/store/keys.ts';
import { number, text, workbookOf, zipOf } from '../feedback/reading/archives.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

const header = 'Response ID,Date,Touchpoint,NPS,Comment';
const line = (id: string, day: string, touchpoint: string, nps: string, comment: string): string =>
  [id, `2026-05-${day}T10:00:00Z`, touchpoint, nps, comment].join(',');

const may = [
  header,
  line('R_1a', '01', 'delivery', '9', 'Fast and friendly delivery'),
  line('R_2b', '02', 'shipping', '2', 'It was late and slow'),
  line('R_3c', '02', 'checkout', '', 'n/a'),
  line('R_4d', '03', 'checkout', '12', 'The score is out of scale'),
  line('R_5e', '03', 'support', '0', ''),
].join('\n');

const onlyBatch = (world: World): Batch => {
  const [batch, ...others] = Object.values(world.batches.dump()) as Batch[];
  if (batch === undefined || others.length > 0)
    throw new Error(`expected one batch, got ${others.length + 1}`);
  return batch;
};

const loaded = async (
  content: string | Buffer = may,
  options: WorldOptions = {},
  key = 'uploads/may.csv',
): Promise<World> => {
  const world = createWorld({ findsIssues: false, ...options });
  await world.upload(key, content);
  await world.drain();
  return world;
};

const summaryIn = async (world: World, touchpoint: string, grain: Grain, period: string) =>
  (await world.summaries.readMany([{ touchpoint, grain, period }]))[0];

const responsesIn = async (world: World, touchpoint: string): Promise<number | undefined> =>
  (await summaryIn(world, touchpoint, 'all', 'all'))?.tally.responses;

describe('an uploaded file', () => {
  test('is stored row by row, accounted for, and summarized at every grain', async () => {
    const world = await loaded();
    const batch = onlyBatch(world);
    expect(batch).toMatchObject({
      status: 'complete',
      rows: {
        read: 5,
        accepted: 4,
        duplicate: 0,
        updated: 0,
        excluded: {},
        rejected: { 'rating-out-of-scale': 1 },
      },
      answers: { asked: 4, scored: 2, 'no-content': 1, 'no-comment': 1, 'unsupported-language': 0 },
    });
    expect(Object.keys(world.summaries.dump()).filter((key) => !key.includes('|channel'))).toEqual([
      'checkout|all all',
      'checkout|day 2026-05-02',
      'checkout|month 2026-05',
      'checkout|week 2026-04-27',
      'delivery|all all',
      'delivery|day 2026-05-01',
      'delivery|day 2026-05-02',
      'delivery|month 2026-05',
      'delivery|week 2026-04-27',
      'support|all all',
      'support|day 2026-05-03',
      'support|month 2026-05',
      'support|week 2026-04-27',
    ]);
  });

  test('counts a 0 as a score and a missing score as missing', async () => {
    const world = await loaded();
    const ratings = async (touchpoint: string) =>
      (await summaryIn(world, touchpoint, 'all', 'all'))?.tally.ratings;
    expect(await ratings('support')).toEqual({ 'nps:transactional': { 0: 1 } });
    expect(await ratings('checkout')).toEqual({});
  });

  test('uploaded again changes nothing', async () => {
    const world = await loaded();
    const before = world.state();
    await world.upload('uploads/may.csv', may, '2026-06-02T00:00:00.000Z');
    await world.drain();
    expect(world.state()).toEqual(before);
  });

  test('has its rejected rows written to a file, with row, column and reason', async () => {
    const world = await loaded();
    const rejects = world.objects.contents.get(`rejects/${onlyBatch(world).batchId}.csv`)?.toString() ?? '';
    expect(rejects.split('\n')[1]).toContain('4,NPS,rating-out-of-scale');
  });

  test('has no rejects file where every row is accepted', async () => {
    const world = await loaded([header, line('R_1', '01', 'delivery', '9', 'Fast')].join('\n'));
    expect([...world.objects.contents.keys()].filter((key) => key.startsWith('rejects/'))).toEqual([]);
  });

  test('is redacted before anything is written', async () => {
    const world = await loaded(
      [header, line('R_1', '01', 'delivery', '9', 'Call jo@example.org at once please')].join('\n'),
    );
    const chunk = [...world.objects.contents].find(([key]) => key.startsWith('chunks/'))?.[1];
    expect(gunzipSync(chunk ?? '').toString()).toContain('[email]');
    const written = [...world.objects.contents]
      .filter(([key]) => !key.startsWith('uploads/'))
      .map(([key, bytes]) => (key.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString());
    expect(JSON.stringify([written, world.state()])).not.toContain('jo@example.org');
  });

  test('without data rows is complete at once and empty', async () => {
    const rows = Array.from({ length: 3 }, (_, index) =>
      line(`R_${index}`, '01', 'delivery', '9', 'x'.repeat(70000)),
    ).join('\n');
    const world = await loaded(`${header}\n${rows}`);
    expect(onlyBatch(world)).toMatchObject({
      status: 'complete',
      chunksTotal: 0,
      rows: { read: 3, accepted: 0 },
    });
  });

  test.each([
    ['nothing', '', 'file-empty'],
    ['a header only', header, 'file-header-only'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]), 'file-binary'],
    ['half a gzip', Buffer.from([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 3, 0x4b]), 'file-truncated'],
  ])('that holds %s is refused, with the reason on the batch', async (_what, content, code) => {
    const world = await loaded(content);
    expect(onlyBatch(world)).toMatchObject({ status: 'refused', error: { code } });
  });

  test('that breaks in the middle is refused with the row, what was expected and what was found', async () => {
    const broken = `${header}\n${line('R_1', '01', 'delivery', '9', 'fine')}\nR_2,"never closed`;
    const world = await loaded(broken);
    expect(onlyBatch(world).error).toEqual({
      code: 'file-corrupt',
      message: 'a quoted cell is not closed',
      file: expect.stringMatching(/\.csv$/),
      row: 2,
      expected: 'a closing double quote',
      got: 'the end of the file',
    });
  });

  test('with ambiguous dates is held, and a mapping next to it releases it', async () => {
    const ambiguous = 'Date,NPS,Comment\n01/02/2026,9,Fast and friendly\n03/04/2026,2,Slow and late\n';
    const world = await loaded(ambiguous);
    expect(onlyBatch(world)).toMatchObject({ status: 'held', questions: [{ code: 'date-order' }] });
    expect(world.feedback.dump()).toEqual({});
    await world.upload(
      'uploads/may.csv.mapping.json',
      '{"dateOrder": "day-first"}',
      '2026-06-02T00:00:00.000Z',
    );
    await world.drain();
    const statuses = (Object.values(world.batches.dump()) as Batch[]).map(({ status }) => status);
    expect(statuses).toEqual(['complete']);
    expect(Object.values(world.feedback.dump()).map(({ cell }) => cell)).toEqual([
      '2026-02-01',
      '2026-04-03',
    ]);
  });

  test('under a new mapping supersedes its batch under the old one', async () => {
    const world = await loaded();
    await world.upload(
      'uploads/may.csv.mapping.json',
      '{"columns": {"Touchpoint": "attribute"}, "touchpoint": "renewal"}',
      '2026-06-02T00:00:00.000Z',
    );
    await world.drain();
    expect(await responsesIn(world, 'renewal')).toBe(4);
    expect(await responsesIn(world, 'delivery')).toBe(0);
    const touchpoints = Object.values(world.feedback.dump()).map(({ touchpoint }) => touchpoint);
    expect(new Set(touchpoints)).toEqual(new Set(['renewal']));
  });

  test('that does not fit its mapping becomes one refused batch, and none is left in progress', async () => {
    const world = createWorld({ findsIssues: false });
    const said = '{"columns": {"Time": "submittedTime"}}';
    await world.objects.write('uploads/may.csv.mapping.json', Buffer.from(said));
    await world.upload('uploads/may.csv', 'Time,NPS,Comment\n10:20,9,Fast and friendly\n');
    await world.drain();
    expect(onlyBatch(world)).toMatchObject({
      status: 'refused',
      error: { code: 'mapping-invalid', column: 'Time' },
    });
  });

  test('that was undone leaves nothing, and can be uploaded again', async () => {
    const world = await loaded();
    const before = world.state();
    await world.undo(onlyBatch(world).batchId);
    await world.drain();
    expect(world.feedback.dump()).toEqual({});
    expect(world.summaries.dump()).toEqual({});
    await world.upload('uploads/may.csv', may, '2026-06-02T00:00:00.000Z');
    await world.drain();
    expect(JSON.parse(JSON.stringify(world.state()).replaceAll('2026-06-02', '2026-06-01'))).toEqual(
      JSON.parse(JSON.stringify(before)),
    );
  });
});

describe('an archive and a workbook', () => {
  test('each member of a zip becomes a batch of its own', async () => {
    const june = [header, line('R_9z', '04', 'delivery', '10', 'Quick and friendly')].join('\n');
    const zip = zipOf([
      { name: 'may.csv', content: may },
      { name: 'june.csv', content: june },
    ]);
    const world = await loaded(zip, {}, 'uploads/all.zip');
    const found = (await world.batches.ofObject('uploads/all.zip')).map(({ member, status }) => [
      member,
      status,
    ]);
    expect(found.toSorted()).toEqual([
      ['june.csv', 'complete'],
      ['may.csv', 'complete'],
    ]);
    expect(await responsesIn(world, 'delivery')).toBe(3);
  });

  test('the sheet that a mapping names is read in addition to the one read before', async () => {
    const sheet = (name: string, comment: string) => ({
      name,
      rows: [
        [text('NPS'), text('Comment')],
        [number(9), text(comment)],
        [number(3), text('Slow and late')],
      ],
    });
    const world = await loaded(
      workbookOf([sheet('May', 'Fast'), sheet('June', 'Quick')]),
      {},
      'uploads/store/all.xlsx',
    );
    await world.upload(
      'uploads/store/all.xlsx.mapping.json',
      '{"sheet": "June"}',
      '2026-06-02T00:00:00.000Z',
    );
    await world.drain();
    const sheets = (await world.batches.ofObject('uploads/store/all.xlsx')).map(({ shape, status }) => [
      shape?.sheet,
      status,
    ]);
    expect(sheets).toEqual([
      ['May', 'complete'],
      ['June', 'complete'],
    ]);
    expect(await responsesIn(world, 'store')).toBe(3);
  });
});

describe('two files', () => {
  const june = [
    header,
    line('R_1a', '01', 'delivery', '9', 'Fast and friendly delivery'),
    line('R_2b', '02', 'delivery', '7', 'It was late but they made up for it'),
    line('R_9z', '04', 'delivery', '10', 'Quick'),
  ].join('\n');

  const both = async (options: WorldOptions = {}): Promise<World> => {
    const world = createWorld({ findsIssues: false, ...options });
    await world.upload('uploads/may.csv', may, '2026-06-01T00:00:00.000Z');
    await world.upload('uploads/june.csv', june, '2026-07-01T00:00:00.000Z');
    await world.drain();
    return world;
  };

  test('that share responses count each once, as in the later file', async () => {
    const world = await both();
    expect(await responsesIn(world, 'delivery')).toBe(3);
    const second = await summaryIn(world, 'delivery', 'day', '2026-05-02');
    expect(second?.tally.ratings).toEqual({ 'nps:transactional': { 7: 1 } });
  });

  test('that share responses: the ledger of the later one lists duplicates and updates', async () => {
    const world = await both();
    const [later] = await world.batches.ofObject('uploads/june.csv');
    if (later === undefined) throw new Error('the batch is there');
    expect(await batchView(world.effects, later)).toMatchObject({
      rows: { read: 3, accepted: 1, duplicate: 1, updated: 1 },
      answers: { asked: 2, scored: 2 },
    });
  });

  test('give the same tables in any order of their messages', async () => {
    const expected = (await both()).state();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(1000), { minLength: 40, maxLength: 40 }), async (choices) => {
        let turn = 0;
        const world = await both({ pick: (waiting) => (choices[turn++ % choices.length] ?? 0) % waiting });
        expect(world.state()).toEqual(expected);
      }),
      { seed: 3, numRuns: 20 },
    );
  });
});

describe('a crash', () => {
  /** Enough rows for several chunks of a hundred, so that there is a crash between any two of them. */
  const many = `${header}\n${Array.from({ length: 210 }, (_, index) =>
    line(
      `R_${index}x`,
      String(1 + (index % 3)).padStart(2, '0'),
      index % 2 === 0 ? 'delivery' : 'checkout',
      String(index % 11),
      // Issues are found in what is said, each time anew: a few say something.
      index % 50 === 0 ? 'slow' : '',
    ),
  ).join('\n')}`;

  const inChunks = async (options: WorldOptions = {}): Promise<World> =>
    loaded(many, { responsesPerChunk: 100, ...options });

  const crashingAt = (point: number): { options: WorldOptions; crashed: () => boolean } => {
    let changes = 0;
    return {
      options: {
        beforeChange: () => {
          changes += 1;
          if (changes === point) throw new Error('crash');
        },
      },
      crashed: () => changes >= point,
    };
  };

  test('at any point, before or after any write, gives the same tables in the end', async () => {
    const expected = (await inChunks()).state();
    let point = 1;
    for (; ; point += 1) {
      const { options, crashed } = crashingAt(point);
      const world = await inChunks(options);
      if (!crashed()) break;
      expect(world.state(), `crash at change ${point}`).toEqual(expected);
    }
    expect(point).toBeGreaterThan(80);
  }, 240_000);

  test('with every message delivered twice gives the same tables in the end', async () => {
    const expected = (await inChunks()).state();
    expect((await inChunks({ deliverTwice: () => true })).state()).toEqual(expected);
  });

  test('by a timeout of every function gives the same tables in the end', async () => {
    const expected = (await inChunks()).state();
    const world = await inChunks({ remainingMs: () => 1000 });
    expect(world.state()).toEqual(expected);
  });

  test('on every attempt at one chunk loses only that chunk', async () => {
    const world = createWorld({ findsIssues: false, responsesPerChunk: 100 });
    await world.upload('uploads/many.csv', many);
    const { read } = world.objects;
    world.objects.read = async (key) => {
      if (key.endsWith('000001.jsonl.gz')) throw new Error('poison');
      return read(key);
    };
    await world.drain();
    expect(onlyBatch(world)).toMatchObject({
      status: 'incomplete',
      chunksDone: [0, 2, 3],
      chunksFailed: [1],
    });
    expect(
      ((await responsesIn(world, 'delivery')) ?? 0) + ((await responsesIn(world, 'checkout')) ?? 0),
    ).toBe(110);
  });

  test.each(['no crash', 'a crash'])(
    'a batch taken back while a chunk is stored leaves nothing, with %s afterwards',
    async (trouble) => {
      const world = createWorld({ findsIssues: false });
      const { put } = world.feedback;
      world.feedback.put = async (copies) => {
        world.feedback.put = put;
        const { batchId } = onlyBatch(world);
        await undoBatch(world.effects, { kind: 'undo', batchId, outcome: 'undone' });
        await put(copies);
        if (trouble === 'a crash') throw new Error('crash');
      };
      await world.upload('uploads/may.csv', may);
      await world.drain();
      expect(world.feedback.dump()).toEqual({});
      expect(world.summaries.dump()).toEqual({});
    },
  );

  test('keeps a batch that is undone while a chunk is stored and uploaded again while that chunk is removed', async () => {
    const world = createWorld({ findsIssues: false });
    const { put, remove } = world.feedback;
    world.feedback.put = async (copies) => {
      world.feedback.put = put;
      const { batchId } = onlyBatch(world);
      await undoBatch(world.effects, { kind: 'undo', batchId, outcome: 'undone' });
      await put(copies);
      world.feedback.remove = async (keys) => {
        world.feedback.remove = remove;
        await world.upload('uploads/may.csv', may, '2026-06-02T00:00:00.000Z');
        await world.drain();
        await remove(keys);
      };
    };
    await world.upload('uploads/may.csv', may);
    await world.drain();
    expect(onlyBatch(world)).toMatchObject({ status: 'complete', runId: 'r2' });
    expect(Object.keys(world.feedback.dump())).toHaveLength(4);
    expect(await responsesIn(world, 'delivery')).toBe(2);
  });

  test('while a batch is undone leaves nothing of the batch', async () => {
    let changesUntilCrash = Number.POSITIVE_INFINITY;
    const beforeChange = (): void => {
      changesUntilCrash -= 1;
      if (changesUntilCrash === 0) throw new Error('crash');
    };
    for (let point = 1; point < 40; point += 1) {
      changesUntilCrash = Number.POSITIVE_INFINITY;
      const world = await loaded(may, { beforeChange });
      await world.undo(onlyBatch(world).batchId);
      changesUntilCrash = point;
      await world.drain();
      expect(world.feedback.dump(), `crash at change ${point}`).toEqual({});
      expect(world.summaries.dump(), `crash at change ${point}`).toEqual({});
    }
  });
});

describe('ledgers', () => {
  test('add up for any file', async () => {
    const cell = fc.constantFrom(
      '',
      '9',
      '11',
      'x',
      'Great',
      'n/a',
      'slow',
      '0',
      '2026-05-01',
      'Sehr schlechter Service, nie wieder',
    );
    const table = fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const world = await loaded(
          `Date,Touchpoint,NPS,Comment\n${rows.map((cells) => cells.join(',')).join('\n')}`,
        );
        for (const { rows: ledger, answers } of Object.values(world.batches.dump()) as Batch[]) {
          expect(ledger === undefined || rowsAddUp(ledger)).toBe(true);
          expect(answers === undefined || answersAddUp(answers)).toBe(true);
        }
      }),
      { seed: 5, numRuns: 60 },
    );
  });
});
