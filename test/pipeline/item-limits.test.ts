import { expect, test } from 'vitest';
import { itemBytes } from '../../lib/store/items/item-size.ts';
import { copyKey } from '../../lib/store/keys.ts';
import { limits } from '../../lib/store/limits.ts';
import { summaryItem } from '../../lib/store/summary-item.ts';
import { exampleCopy } from '../store/examples.ts';
import { createWorld } from './world.ts';

/** What would not fit into an item of a table is left out and said to be, and its batch completes. */

const words = [
  ...['courier', 'parcel', 'price', 'refund', 'website', 'invoice', 'voucher', 'garden', 'kitchen', 'window'],
  ...['carpet', 'table', 'lamp', 'sofa', 'mirror', 'bottle', 'button', 'camera', 'battery', 'cable'],
  ...['screen', 'speaker', 'keyboard', 'printer', 'jacket', 'trousers', 'shirt', 'shoes', 'belt', 'hat'],
];
const taxonomy = `themes: [${words.map((word) => `{ id: ${word}, name: ${word}, seeds: [${word}] }`).join(', ')}]`;

const comment = words.map((word) => `The ${word} is great.`).join(' ');

test('facets that exceed the item size are dropped as too many, and the batch completes', async () => {
  const world = createWorld({ dimensions: ['Plan+channel', 'channel'], findsIssues: false });
  world.configure(taxonomy);
  const lines = Array.from(
    { length: 300 },
    (_, row) => `delivery,2026-05-01,${row % 11},c${row % 10},plan ${Math.floor(row / 10) % 15},${comment}`,
  );
  await world.upload('uploads/may.csv', ['Touchpoint,Date,NPS,Channel,Plan,Comment', ...lines].join('\n'));
  await world.drain();
  expect(Object.values(world.batches.dump()).map(({ status }) => status)).toEqual(['complete']);
  const summaries = Object.values(world.summaries.dump());
  for (const { revision, ...summary } of summaries)
    expect(itemBytes(summaryItem(summary, revision))).toBeLessThan(limits.itemBytes);
  const [pairs] = await world.summaries.readFacets('delivery', { dimension: 'Plan+channel', grain: 'day' });
  const [channels] = await world.summaries.readFacets('delivery', { dimension: 'channel', grain: 'day' });
  expect([pairs?.facets, Object.keys(channels?.facets ?? {}).length]).toEqual(['too-many', 10]);
});

test.each([125, 200])(
  'a dimension with %i values is summarized value by value, within the size of an item',
  async (values) => {
    const world = createWorld({ dimensions: ['channel'], findsIssues: false });
    const lines = Array.from(
      { length: 2 * values },
      (_, row) => `delivery,2026-05-01,${row % 11},channel number ${row % values},It was slow ${row}`,
    );
    await world.upload('uploads/may.csv', ['Touchpoint,Date,NPS,Channel,Comment', ...lines].join('\n'));
    await world.drain();
    expect(Object.values(world.batches.dump()).map(({ status }) => status)).toEqual(['complete']);
    for (const { revision, ...summary } of Object.values(world.summaries.dump()))
      expect(itemBytes(summaryItem(summary, revision))).toBeLessThan(limits.itemBytes);
    const [day] = await world.summaries.readFacets('delivery', { dimension: 'channel', grain: 'day' });
    expect(Object.keys(day?.facets ?? {})).toHaveLength(values);
  },
);

const questions = Array.from({ length: 8 }, (_, index) => `What could we do better ${index}?`);
const manyComments = (row: readonly string[], neighbours: number): string =>
  [
    ['Touchpoint', 'Date', ...questions].join(','),
    ['delivery', '2026-05-01', ...row].join(','),
    ...Array.from({ length: neighbours }, (_, index) =>
      ['delivery', '2026-05-01', `Fast ${index}`, ...questions.slice(1).map(() => '')].join(','),
    ),
  ].join('\n');

const onlyBatch = (batches: Awaited<ReturnType<typeof createWorld>>['batches']) => {
  const [batch] = Object.values(batches.dump());
  if (batch === undefined) throw new Error('there is no batch');
  return batch;
};

test('a row with more comments than an item holds is rejected with its reason, and other rows are stored', async () => {
  const world = createWorld();
  const comment = 'The courier came late. '.repeat(2_600);
  await world.upload(
    'uploads/may.csv',
    manyComments(
      questions.map(() => comment),
      19,
    ),
  );
  await world.drain();
  const batch = onlyBatch(world.batches);
  expect(batch.status).toBe('complete');
  expect(batch.rows).toMatchObject({ read: 20, accepted: 19, rejected: { 'row-too-large': 1 } });
  expect(Object.keys(world.feedback.dump())).toHaveLength(19);
  const rejects = world.objects.contents.get(`rejects/${batch.batchId}.csv`)?.toString() ?? '';
  expect(rejects).toContain('row-too-large');
});

test('answers whose analysis exceeds the item size are stored unread, as few as possible, and counted as unread', async () => {
  const world = createWorld();
  const names = Array.from({ length: 12 }, (_, index) => `speed-${index}`);
  world.configure(
    `themes: [${names.map((name) => `{ id: ${name}, name: ${name}, seeds: [fast] }`).join(', ')}]`,
  );
  const comment = 'fast '.repeat(800);
  const row = questions.map((_, index) => (index < 5 ? comment : ''));
  await world.upload('uploads/may.csv', manyComments(row, 3));
  await world.drain();
  const batch = onlyBatch(world.batches);
  expect(batch.status).toBe('complete');
  expect(batch.rows).toMatchObject({ read: 4, accepted: 4 });
  const copies = Object.values(world.feedback.dump()).filter((item) => 'answers' in item);
  const large = copies.find(({ answers }) => answers.length === 5);
  expect(large?.answers.map(({ text }) => text.length)).toEqual([3_999, 3_999, 3_999, 3_999, 3_999]);
  const statuses = large?.answers.map(({ analysis }) => analysis.status);
  expect(statuses).toEqual(['unsupported-language', 'scored', 'scored', 'scored', 'scored']);
  expect(batch.answers).toMatchObject({ scored: 7, 'unsupported-language': 1 });
});

test('a cell shared by thousands of batches keeps no list of them, and each batch knows its overlap', async () => {
  const world = createWorld();
  const batchId = (index: number) => `batch-${String(index).padStart(4, '0')}`;
  const copies = Array.from({ length: 2_500 }, (_, index) =>
    exampleCopy({ batchId: batchId(index), uploadedAt: new Date(1_780_000_000_000 + index).toISOString() }),
  );
  const { touchpoint, cell } = exampleCopy();
  const summarized = async () => {
    await world.effects.summarizeQueue.send([{ touchpoint, cells: [cell] }]);
    await world.drain();
  };
  const duplicates = async (index: number) => (await world.batches.overlapOf(batchId(index))).duplicate;
  await world.feedback.put(copies);
  await summarized();
  const [day] = await world.summaries.readSeries(touchpoint, 'day');
  expect(day?.tally.responses).toBe(1);
  expect(JSON.stringify(day?.overlaps ?? {}).length).toBeLessThan(limits.itemBytes / 4);
  expect([await duplicates(0), await duplicates(1), await duplicates(2_499)]).toEqual([0, 1, 1]);
  // All but two are undone: the first of those left overlaps with nothing any more.
  await world.feedback.remove(copies.slice(0, -2).map(copyKey));
  await summarized();
  expect([await duplicates(2_498), await duplicates(2_499)]).toEqual([0, 1]);
});

test('a table that keeps returning unprocessed writes slows a batch down and loses nothing', async () => {
  const file = [
    'Touchpoint,Date,NPS,Comment',
    ...Array.from({ length: 120 }, (_, row) => `delivery,2026-05-0${1 + (row % 3)},${row % 11},Fast ${row}`),
  ].join('\n');
  const loaded = async (isThrottled: () => boolean) => {
    const world = createWorld({ isThrottled });
    await world.upload('uploads/may.csv', file);
    await world.drain();
    return world.state();
  };
  const undisturbed = await loaded(() => false);
  for (let throttled = 1; throttled <= 5; throttled += 1) {
    let groups = 0;
    const state = await loaded(() => {
      groups += 1;
      return groups === throttled;
    });
    expect(state).toEqual(undisturbed);
  }
});
