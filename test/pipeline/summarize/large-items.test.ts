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
