import { expect, test } from 'vitest';
import { itemBytes } from '../../../lib/store/items/item-size.ts';
import { limits } from '../../../lib/store/limits.ts';
import { summaryItem } from '../../../lib/store/summary-store.ts';
import { createWorld } from '../world.ts';

/** What would not fit into an item of a table is left out and said to be, and its batch completes. */

const words = [
  ...['courier', 'parcel', 'price', 'refund', 'website', 'invoice', 'voucher', 'garden', 'kitchen', 'window'],
  ...['carpet', 'table', 'lamp', 'sofa', 'mirror', 'bottle', 'button', 'camera', 'battery', 'cable'],
  ...['screen', 'speaker', 'keyboard', 'printer', 'jacket', 'trousers', 'shirt', 'shoes', 'belt', 'hat'],
];
const taxonomy = `themes: [${words.map((word) => `{ id: ${word}, name: ${word}, seeds: [${word}] }`).join(', ')}]`;

const comment = words.map((word) => `The ${word} is great.`).join(' ');

test('facets of many values with much to say are too many, and the batch completes', async () => {
  const world = createWorld({ dimensions: ['Plan+channel', 'channel'] });
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

test('a row of more comments than an item holds is rejected with its reason, and its neighbours are stored', async () => {
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

test('answers of which more is heard than an item holds are stored unread, as many as must be, and counted so', async () => {
  const world = createWorld();
  const comment = 'fast '.repeat(12_000);
  const row = questions.map((_, index) => (index < 4 ? comment : ''));
  await world.upload('uploads/may.csv', manyComments(row, 3));
  await world.drain();
  const batch = onlyBatch(world.batches);
  expect(batch.status).toBe('complete');
  expect(batch.rows).toMatchObject({ read: 4, accepted: 4 });
  const copies = Object.values(world.feedback.dump()).filter((item) => 'answers' in item);
  const large = copies.find(({ answers }) => answers.length === 4);
  expect(large?.answers.map(({ text }) => text.length)).toEqual([59_999, 59_999, 59_999, 59_999]);
  expect(large?.answers.map(({ analysis }) => analysis.status)).toEqual([
    ...['unsupported-language', 'unsupported-language', 'unsupported-language', 'scored'],
  ]);
  expect(batch.answers).toMatchObject({ scored: 4, 'unsupported-language': 3 });
});
