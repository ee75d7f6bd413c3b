import { describe, expect, test } from 'vitest';
import { emptyAnswerLedger } from '../../../lib/feedback/response/ledger.ts';
import { readErasure, writeErasure } from '../../../lib/pipeline/erase/erasure.ts';
import { instantBefore } from '../../../lib/pipeline/retain/retain.ts';
import { objectKeys } from '../../../lib/store/keys.ts';
import type { StoredSummary } from '../../../lib/store/summary-item.ts';
import { batchOf, uploadWithIds } from '../undo/uploaded.ts';
import { createWorld, type World } from '../world.ts';

/** Retention removes whole cells of closed months and seals their summaries; files and digests go by their age. */

const header = 'Response ID,Date,Touchpoint,Email,NPS,Comment';
const row = (id: string, day: string, nps: number): string =>
  `R_${id},${day}T10:00:00Z,delivery,${id}@example.org,${nps},It was slow`;
const may = { key: 'uploads/may.csv', uploadedAt: '2026-05-31T00:00:00.000Z' };
const june = { key: 'uploads/june.csv', uploadedAt: '2026-06-01T00:00:00.000Z' };
const twoYears = [
  header,
  ...[row('a', '2024-03-01', 9), row('b', '2024-03-01', 2), row('c', '2024-04-30', 7)],
  ...[row('d', '2025-06-01', 10), row('e', '2026-05-01', 0)],
].join('\n');

const firstHour = '2026-06-20T10:00:00.000Z';
const later = ['2026-06-20T11:00:00.000Z', '2026-06-20T12:00:00.000Z', '2026-06-20T13:00:00.000Z'];
const yearKept = { feedbackMonths: 12 };

const loaded = async (world: World = createWorld()): Promise<World> => {
  await uploadWithIds(world, may, twoYears);
  await world.drain();
  return world;
};

/** The months are closed, then sealed, then found to be empty. */
const closed = async (world: World): Promise<World> => {
  await world.everyHour(firstHour, yearKept);
  for (const hour of later) {
    await world.drain();
    await world.everyHour(hour);
  }
  await world.drain();
  return world;
};

const cellsOf = (world: World): string[] =>
  Object.keys(world.feedback.dump()).map((key) => key.split('#')[1] ?? '');

/** All summaries with their figures, without revisions and seals. */
const figuresOf = (world: World): unknown =>
  Object.entries(world.summaries.dump()).map(([key, summary]) => [
    key,
    'tally' in summary
      ? { tally: summary.tally, cells: summary.cells, versions: summary.versions }
      : summary.facets,
  ]);

const sealedIn = (world: World): string[] =>
  Object.values(world.summaries.dump())
    .filter((summary): summary is StoredSummary => 'sealed' in summary)
    .map(({ period }) => period);

describe('the months before those that are kept', () => {
  test('lose all their responses, and keep all their figures, as do the weeks and months that they are in', async () => {
    const world = await loaded();
    const before = figuresOf(world);
    await closed(world);
    expect(cellsOf(world)).toEqual(['2025-06-01', '2026-05-01']);
    expect(figuresOf(world)).toEqual(before);
    expect(sealedIn(world)).toEqual(['2024-03-01', '2024-04-30']);
    expect(await world.batches.retentionMarks()).toMatchObject({
      closedBefore: '2025-06',
      emptiedBefore: '2025-06',
    });
  });

  test('stay as they are if nothing says how long they are kept', async () => {
    const world = await loaded();
    await world.everyHour(firstHour);
    await world.drain();
    expect(cellsOf(world)).toHaveLength(5);
    expect(await world.batches.retentionMarks()).toEqual({});
  });

  test('take no later row: it is rejected as period-closed, and all others are accepted', async () => {
    const world = await closed(await loaded());
    const before = figuresOf(world);
    await uploadWithIds(
      world,
      june,
      [header, row('x', '2024-03-01', 1), row('y', '2025-05-31', 1)].join('\n'),
    );
    await world.drain();
    const { rows, status } = await batchOf(world, june);
    expect([status, rows?.accepted, rows?.rejected]).toEqual(['complete', 0, { 'period-closed': 2 }]);
    expect(
      world.objects.contents.get(objectKeys.rejects((await batchOf(world, june)).batchId))?.toString(),
    ).toContain('1,Date,period-closed,2025-06-01 or a later date,2024-03-01');
    expect(figuresOf(world)).toEqual(before);
  });

  test('keep their figures when the batch is undone, and all others lose them', async () => {
    const world = await closed(await loaded());
    await world.undo((await batchOf(world, may)).batchId);
    await world.drain();
    const all = Object.values(world.summaries.dump()).find(({ grain }) => grain === 'all');
    expect(all !== undefined && 'tally' in all ? all.tally.responses : 0).toBe(3);
    expect(cellsOf(world)).toEqual([]);
  });

  test('keep their figures when all is analyzed again, and when a message asks for them', async () => {
    const world = await closed(await loaded());
    const before = figuresOf(world);
    await world.reanalyze();
    await world.drain();
    await world.effects.summarizeQueue.send([{ touchpoint: 'delivery', cells: ['2024-03-01'] }]);
    await world.drain();
    expect(figuresOf(world)).toEqual(before);
    expect(await world.batches.answersOf({ batchId: 'reanalysis-1', runId: 'r1' })).toEqual({
      ...emptyAnswerLedger,
      asked: 2,
      scored: 2,
    });
  });

  test('keep their figures when a person in them is erased, of whom nothing else is left', async () => {
    const world = await closed(await loaded());
    const before = figuresOf(world);
    const asked = { id: 'erasure-1', askedAt: firstHour, respondent: 'a@example.org' };
    await writeErasure(world.objects, { ...asked, status: 'confirmed', confirmedAt: firstHour });
    await world.effects.ingestQueue.send([{ kind: 'erase', erasureId: 'erasure-1' }]);
    await world.drain();
    expect(await readErasure(world.objects, 'erasure-1')).toMatchObject({
      status: 'done',
      found: { rawRows: 1, copies: 0 },
    });
    expect(figuresOf(world)).toEqual(before);
  });

  test('are not sealed while a batch that began before is at work: its rows still count', async () => {
    const world = await loaded();
    await uploadWithIds(world, june, [header, row('x', '2024-03-01', 1)].join('\n'));
    await world.deliverOne();
    await world.everyHour(firstHour, yearKept);
    await world.everyHour('2026-06-20T11:00:00.000Z');
    expect((await world.batches.retentionMarks()).sealedBefore).toBeUndefined();
    await world.drain();
    await closed(world);
    const day = await world.summaries.readMany([
      { touchpoint: 'delivery', grain: 'day', period: '2024-03-01' },
    ]);
    expect(day.map((summary) => [summary?.tally.responses, summary?.sealed])).toEqual([[3, true]]);
  });

  test('stay closed when the setting is removed or made longer', async () => {
    const world = await closed(await loaded());
    await world.everyHour('2026-06-21T10:00:00.000Z', { feedbackMonths: 60 });
    await world.everyHour('2026-06-21T11:00:00.000Z', {});
    expect((await world.batches.retentionMarks()).closedBefore).toBe('2025-06');
  });
});

test('wherever a function dies, the hours after it end with the same tables', async () => {
  const undisturbed = await closed(await loaded());
  const expected = [figuresOf(undisturbed), cellsOf(undisturbed), sealedIn(undisturbed)];
  let changes = 0;
  let dies = -1;
  const guard = (): void => {
    if (changes++ === dies) throw new Error('died');
  };
  const outcome = async (at: number): Promise<unknown> => {
    dies = -1;
    const world = await loaded(createWorld({ findsIssues: false, beforeChange: guard }));
    [changes, dies] = [0, at];
    for (const hour of [firstHour, ...later, '2026-06-20T14:00:00.000Z', '2026-06-20T15:00:00.000Z']) {
      await world.everyHour(hour, yearKept).catch(() => undefined);
      await world.drain();
    }
    return [figuresOf(world), cellsOf(world), sealedIn(world)];
  };
  await outcome(-1);
  const points = changes;
  expect(points).toBeGreaterThan(20);
  for (let at = 0; at < points; at += 1) expect([at, await outcome(at)]).toEqual([at, expected]);
});

describe('files', () => {
  const filesOf = (world: World, batchId: string): string[] =>
    [...world.objects.contents.keys()].filter(
      (key) => /^(?:uploads|chunks|rejects)\//.test(key) && (key.includes('may') || key.includes(batchId)),
    );

  test('are removed with their rejected rows, chunks and example cells when they are old enough; responses stay', async () => {
    const world = await loaded();
    const { batchId } = await batchOf(world, may);
    expect(filesOf(world, batchId).length).toBeGreaterThan(2);
    await world.everyHour('2026-08-30T10:00:00.000Z', { fileMonths: 3 });
    expect(filesOf(world, batchId).length).toBeGreaterThan(2);
    await world.everyHour('2026-09-01T10:00:00.000Z');
    expect(filesOf(world, batchId)).toEqual([]);
    expect(world.objects.contents.get(objectKeys.mapping(batchId))?.toString()).not.toContain('It was slow');
    expect(cellsOf(world)).toHaveLength(5);
  });

  test('stay while a later upload of the same name is younger', async () => {
    const world = await loaded();
    await uploadWithIds(
      world,
      { ...may, uploadedAt: '2026-08-01T00:00:00.000Z' },
      [header, row('z', '2026-05-02', 3)].join('\n'),
    );
    await world.drain();
    await world.everyHour('2026-09-01T10:00:00.000Z', { fileMonths: 3 });
    expect(world.objects.contents.has(may.key)).toBe(true);
  });

  test('can be undone without their file', async () => {
    const world = await loaded();
    await world.everyHour('2026-09-01T10:00:00.000Z', { fileMonths: 3 });
    await world.undo((await batchOf(world, may)).batchId);
    await world.drain();
    expect(cellsOf(world)).toEqual([]);
  });

  test('are left for the next hour when the time is short', async () => {
    const world = await loaded(createWorld({ remainingMs: () => 1000 }));
    await world.everyHour('2026-09-01T10:00:00.000Z', { fileMonths: 3 });
    expect(world.objects.contents.has(may.key)).toBe(true);
    expect((await world.batches.retentionMarks()).checkedOn).toBeUndefined();
  });
});

test('digests are removed with their files when they were issued long enough ago', async () => {
  const world = await loaded();
  const digest = {
    scope: '_all',
    grain: 'week' as const,
    title: 'A week',
    suppressed: false,
    schedule: 'weekly',
  };
  const [old, young] = [
    { ...digest, period: '2024-12-30', issuedAt: '2025-01-06T07:00:00.000Z' },
    { ...digest, period: '2026-05-25', issuedAt: '2026-06-01T07:00:00.000Z' },
  ];
  for (const one of [old, young]) {
    for (const ending of ['md', 'html', 'json'])
      await world.objects.write(objectKeys.digest(one, ending), '{}');
    await world.reports.putDigest(one);
  }
  await world.everyHour(firstHour, { digestMonths: 12 });
  expect(await world.reports.digestsOf('2024')).toEqual([]);
  expect(await world.reports.digestsOf('2026')).toEqual([young]);
  expect([...world.objects.contents.keys()].filter((key) => key.startsWith('digests/'))).toEqual(
    ['md', 'html', 'json'].map((ending) => objectKeys.digest(young, ending)),
  );
});

test('a month back from its last day is the last day of the month before', () => {
  expect(instantBefore(new Date('2026-05-31T08:00:00.000Z'), 3)).toBe('2026-02-28T08:00:00.000Z');
  expect(instantBefore(new Date('2026-01-15T08:00:00.000Z'), 1)).toBe('2025-12-15T08:00:00.000Z');
});
