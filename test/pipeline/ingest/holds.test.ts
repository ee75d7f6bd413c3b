import { describe, expect, test } from 'vitest';
import { VerbatimError } from '../../../lib/errors.ts';
import type { Batch } from '../../../lib/store/batches/batch.ts';
import { createWorld, type World } from '../world.ts';

const key = 'uploads/may.csv';
const csv = (touchpoints: readonly string[]): string =>
  [
    'Id,Touchpoint,Comment',
    ...touchpoints.map((name, row) => `r${row}x7,${name},The parcel came late ${row}`),
  ].join('\n');
const many = (count: number, name = (index: number): string => `Place ${index}`): string[] =>
  Array.from({ length: count }, (_, index) => name(index));
const delivery = (count: number): string => csv(many(count, () => 'delivery'));

const batchOf = async (world: World, objectKey = key): Promise<Batch | undefined> =>
  (await world.batches.ofObject(objectKey)).at(-1);
const confirmed = async (
  world: World,
  said: object,
  uploadedAt = '2026-06-02T00:00:00.000Z',
): Promise<void> => {
  await world.upload(`${key}.mapping.json`, JSON.stringify(said), uploadedAt);
  await world.drain();
};

test('a file over the limit per file is held, and none of it is stored', async () => {
  const world = createWorld({ limits: { responsesPerBatch: 9 } });
  await world.upload(key, delivery(10));
  await world.drain();
  const batch = await batchOf(world);
  expect(batch).toMatchObject({
    status: 'held',
    questions: [
      {
        code: 'over-budget',
        ask: 'The file has more than 9 responses, all that the limit per file allows (config/limits.yaml). Load it anyway?',
        options: ['confirm=over-budget'],
      },
    ],
  });
  expect(world.feedback.dump()).toEqual({});
});

test('a file that would cost more than the budget is held, and loaded once that is confirmed', async () => {
  const world = createWorld({ limits: { dollarsPerBatch: 0.000_007, responsesPerBatch: 100 } });
  await world.upload(key, delivery(10));
  await world.drain();
  expect(await batchOf(world)).toMatchObject({
    status: 'held',
    questions: [
      {
        code: 'over-budget',
        ask: expect.stringMatching(
          /^The file has more than \d responses, all that the budget of \$0\.000007 per file allows \(/,
        ),
      },
    ],
  });
  expect(world.feedback.dump()).toEqual({});
  await confirmed(world, { confirm: ['over-budget'] });
  expect(await batchOf(world)).toMatchObject({ status: 'complete', rows: { accepted: 10 } });
});

test('a budget per month allows as many responses as it pays for', async () => {
  const world = createWorld({ limits: { dollarsPerMonth: 0.000_012 } });
  const statuses: unknown[] = [];
  for (const name of ['a', 'b']) {
    await world.upload(`uploads/${name}.csv`, `${delivery(9)}${name}`);
    await world.drain();
    statuses.push((await batchOf(world, `uploads/${name}.csv`))?.status);
  }
  expect(statuses).toEqual(['complete', 'held']);
});

test('a file at the limit is loaded', async () => {
  const world = createWorld({ limits: { responsesPerBatch: 10, responsesPerMonth: 10 } });
  await world.upload(key, delivery(10));
  await world.drain();
  expect(await batchOf(world)).toMatchObject({ status: 'complete' });
});

test('confirming loads the file, as the same batch', async () => {
  const world = createWorld({ limits: { responsesPerBatch: 9 } });
  await world.upload(key, delivery(10));
  await world.drain();
  const held = await batchOf(world);
  await confirmed(world, { confirm: ['over-budget'] });
  const batch = await batchOf(world);
  expect(batch).toMatchObject({ status: 'complete', rows: { accepted: 10 } });
  expect(batch?.batchId).toBe(held?.batchId);
});

test('the monthly limit counts what was uploaded in the month, and starts again with the next', async () => {
  const world = createWorld({ limits: { responsesPerMonth: 10 } });
  const upload = async (name: string, rows: number, uploadedAt: string): Promise<Batch | undefined> => {
    await world.upload(`uploads/${name}.csv`, `${delivery(rows)}${name}`, uploadedAt);
    await world.drain();
    return batchOf(world, `uploads/${name}.csv`);
  };
  expect(await upload('a', 6, '2026-06-01T00:00:00.000Z')).toMatchObject({ status: 'complete' });
  expect(await upload('b', 5, '2026-06-30T23:59:59.000Z')).toMatchObject({
    status: 'held',
    questions: [{ code: 'over-budget', ask: expect.stringContaining('With 6 responses loaded in 2026-06') }],
  });
  expect(await upload('c', 4, '2026-06-30T23:59:59.500Z')).toMatchObject({ status: 'complete' });
  expect(await upload('d', 10, '2026-07-01T00:00:00.000Z')).toMatchObject({ status: 'complete' });
});

test("when two files are read at once and the month's limit allows one, only one is loaded", async () => {
  const world = createWorld({ limits: { responsesPerMonth: 10 } });
  const { list } = world.batches;
  // Neither sees the other: the index lags behind.
  world.batches.list = async () => ({ batches: [] });
  for (const name of ['a', 'b']) await world.upload(`uploads/${name}.csv`, `${delivery(6)}${name}`);
  await world.drain();
  const statuses = await Promise.all(
    ['a', 'b'].map(async (name) => (await batchOf(world, `uploads/${name}.csv`))?.status),
  );
  expect(statuses).toEqual(['complete', 'held']);
  world.batches.list = list;
  expect(Object.keys(world.feedback.dump())).toHaveLength(6);
});

test('a confirmed file counts toward its month too', async () => {
  const world = createWorld({ limits: { responsesPerMonth: 10 } });
  await world.upload(key, delivery(12));
  await world.drain();
  await confirmed(world, { confirm: ['over-budget'] });
  expect(await batchOf(world)).toMatchObject({ status: 'complete' });
  await world.upload('uploads/more.csv', `${delivery(2)}more`, '2026-06-03T00:00:00.000Z');
  await world.drain();
  expect(await batchOf(world, 'uploads/more.csv')).toMatchObject({
    status: 'held',
    questions: [{ ask: expect.stringContaining('With 12 responses loaded in 2026-06') }],
  });
});

test('a column with more than 500 unknown touchpoints is held and named', async () => {
  const world = createWorld();
  const columns = { Touchpoint: 'touchpoint' };
  await world.objects.write(`${key}.mapping.json`, Buffer.from(JSON.stringify({ columns })));
  await world.upload(key, csv(many(501)));
  await world.drain();
  expect(await batchOf(world)).toMatchObject({
    status: 'held',
    questions: [
      {
        code: 'too-many-touchpoints',
        column: 'Touchpoint',
        options: ['attribute=Touchpoint', 'confirm=too-many-touchpoints'],
      },
    ],
  });
  await confirmed(world, { columns, confirm: ['too-many-touchpoints'] });
  expect(await batchOf(world)).toMatchObject({ status: 'complete', rows: { accepted: 501 } });
});

test('unreadable limits refuse the file and leave no unfinished batch', async () => {
  const error = new VerbatimError('limits-invalid', 'responsesPerBatch is invalid', {
    file: 'config/limits.yaml',
  });
  const world = createWorld({ limits: () => Promise.reject(error) });
  await world.upload(key, delivery(10));
  await world.drain();
  expect(await world.batches.ofObject(key)).toMatchObject([
    {
      status: 'refused',
      error: {
        code: 'limits-invalid',
        message: 'responsesPerBatch is invalid',
        file: 'config/limits.yaml',
      },
    },
  ]);
});

test('known touchpoints do not count as new, and are looked up once per file', async () => {
  const world = createWorld({ limits: { newTouchpoints: 3 } });
  for (const part of [0, 3, 6]) {
    const places = csv(many(3, (index) => `Place ${part + index}`));
    await world.upload(`uploads/${part}.csv`, places.replaceAll(/^r/gm, `q${part}`));
    await world.drain();
  }
  const { readHeadlines } = world.summaries;
  let lookups = 0;
  world.summaries.readHeadlines = (...args) => {
    if (args[0] === 'all') lookups += 1;
    return readHeadlines(...args);
  };
  await world.upload(key, csv(many(2000, (index) => `Place ${Math.min(11, Math.floor(index / 150))}`)));
  await world.drain();
  expect(await batchOf(world)).toMatchObject({ status: 'complete', rows: { accepted: 2000 } });
  expect(lookups).toBe(1);
});

const statuses = (world: World): string[] =>
  Object.values(world.batches.dump())
    .map(({ status }) => status)
    .toSorted();

describe('responses without a date', () => {
  const undated = (count: number, from = 0): string =>
    [
      'Touchpoint,NPS,Comment',
      ...Array.from({ length: count }, (_, row) => `delivery,9,Fast ${from + row}`),
    ].join('\n');

  test('hold a file that takes a touchpoint over its limit, counting those already stored, until someone confirms', async () => {
    const world = createWorld({ limits: { undatedResponses: 5 } });
    await world.upload('uploads/may.csv', undated(4));
    await world.drain();
    expect(statuses(world)).toEqual(['complete']);
    await world.upload('uploads/june.csv', undated(2, 4), '2026-06-02T00:00:00.000Z');
    await world.drain();
    const held = Object.values(world.batches.dump()).find(({ status }) => status === 'held');
    expect(held?.questions).toEqual([
      {
        code: 'too-many-undated',
        ask: '"delivery" would have 6 or more responses without a date; the limit is 5 (config/limits.yaml). Which column has the date?',
        options: ['submittedAt=COLUMN', 'confirm=too-many-undated'],
      },
    ]);
    const said = JSON.stringify({ confirm: ['too-many-undated'] });
    await world.upload('uploads/june.csv.mapping.json', said, '2026-06-03T00:00:00.000Z');
    await world.drain();
    expect(statuses(world)).toEqual(['complete', 'complete']);
  });
});

describe('comments that Amazon Comprehend would score', () => {
  const german = csv(many(12, () => 'delivery')).replaceAll(
    'The parcel came late',
    'Das Paket kam leider viel zu spät',
  );

  test('hold a file above their limit, with what they would cost', async () => {
    const world = createWorld({ limits: { comprehendComments: 5 }, paidLanguages: ['de', 'ja'] });
    await world.upload(key, german);
    await world.drain();
    const batch = await batchOf(world);
    expect(batch?.status).toBe('held');
    expect(batch?.questions).toMatchObject([{ code: 'over-budget', options: ['confirm=over-budget'] }]);
    expect(batch?.questions?.[0]?.ask).toMatch(
      /^Amazon Comprehend would score more than 5 comments of the file \(\d+ % are in de, ja\), for more than \$0\.00 /,
    );
    await confirmed(world, { confirm: ['over-budget'] });
    expect(await batchOf(world)).toMatchObject({ status: 'complete' });
  });

  test('are those of its languages alone: a file in another language is loaded', async () => {
    const world = createWorld({ limits: { comprehendComments: 5 }, paidLanguages: ['ja'] });
    await world.upload(key, german);
    await world.drain();
    expect(await batchOf(world)).toMatchObject({ status: 'complete' });
  });
});
