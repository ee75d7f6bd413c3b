import { expect, test } from 'vitest';
import { type AnalyzeMessage, isLargeWork } from '../../../lib/pipeline/messages.ts';
import { type MemoryQueue, memoryQueue } from '../../store/memory.ts';
import { createWorld } from '../world.ts';

const csvOf = (rows: number): string =>
  [
    'Date,NPS,Comment',
    ...Array.from({ length: rows }, (_, row) => `2026-05-01,${row % 11},It came late ${row}`),
  ].join('\n');

test('a small file is read before a larger one that came before it, and both are complete', async () => {
  const read: unknown[] = [];
  const world = createWorld({
    log: (event, { rows }) => event === 'rows read' && read.push(rows),
    largestSmallBytes: 200,
  });
  await world.upload('uploads/large.csv', csvOf(20));
  await world.upload('uploads/small.csv', csvOf(2));
  await world.drain();
  expect(read).toEqual([2, 20]);
  expect(Object.values(world.batches.dump()).map(({ status }) => status)).toEqual(['complete', 'complete']);
});

test.each([
  [200, false],
  [201, true],
])('the chunks of a file of %i responses are large work: %s', async (rows, isLarge) => {
  const queue: MemoryQueue<AnalyzeMessage> = memoryQueue();
  const world = createWorld();
  world.effects.analyzeQueue.send = (messages) => queue.send(messages as AnalyzeMessage[]);
  await world.upload('uploads/may.csv', csvOf(rows));
  await world.drain();
  expect(queue.messages.map(isLargeWork)).toEqual([isLarge]);
});

test.each([
  [{ kind: 'ingest' }, false],
  [{ kind: 'ingest', large: true as const }, true],
  [{ kind: 'undo' }, false],
  [{ kind: 'reanalyze' }, true],
  [{ kind: 'rewrite' }, true],
  [{ kind: 'erase' }, true],
])('%j is large work: %s', (message, isLarge) => {
  expect(isLargeWork(message)).toBe(isLarge);
});
