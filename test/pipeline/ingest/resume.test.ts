import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../examples/random.ts';
import { parseJourney } from '../../../lib/feedback/journey.ts';
import { identityKeyOf, respondentHash } from '../../../lib/feedback/response/identity/identity.ts';
import { zipOf } from '../../feedback/reading/archives.ts';
import { createWorld, type World, type WorldOptions } from '../world.ts';

/** Reading a file in several functions, each of which has time for a part of it. */

const header = ['Response ID', 'Date', 'Touchpoint', 'Email', 'NPS', 'Comment'];
const texts = ['slow', 'schön €', '"late"\nand 😀', 'déjà vu', ''];

/** Rows with and without ids, equal ones, ones that change or move, respondents, and what is rejected. */
const rowsOf = (count: number, seed: number): string[][] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => [
    random.chance(0.3) ? '' : `R_${random.integer(count)}`,
    random.chance(0.05) ? 'soon' : `2026-05-0${1 + random.integer(4)}T10:00:00Z`,
    random.pick(['delivery', 'checkout', 'returns']),
    random.chance(0.5) ? '' : `p${random.integer(9)}@example.org`,
    String(random.integer(12)),
    random.pick(texts),
  ]);
};

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const csvOf = (rows: readonly string[][], end = '\n'): string =>
  [header, ...rows].map((row) => `${row.map(quoted).join(',')}${end}`).join('');
const recordsOf = (rows: readonly string[][]) =>
  rows.map((row) => Object.fromEntries(row.map((cell, index) => [header[index] ?? '', cell])));

const contents: Readonly<Record<string, (rows: readonly string[][]) => string | Buffer>> = {
  'a.csv': (rows) => csvOf(rows),
  'windows.csv': (rows) => `\ufeff${csvOf(rows, '\r\n')}`,
  'utf-16.csv': (rows) => Buffer.from(`\ufeff${csvOf(rows, '\r\n')}`, 'utf16le'),
  'broken.csv': (rows) => Buffer.concat([Buffer.from(csvOf(rows)), Buffer.from('R_x,,,,,\xff\n', 'latin1')]),
  'a.tsv': (rows) => [header, ...rows].map((row) => row.join('\t').replaceAll('\n', ' ')).join('\n'),
  'a.jsonl': (rows) =>
    recordsOf(rows)
      .map((record) => JSON.stringify(record))
      .join('\n'),
  'a.json': (rows) => JSON.stringify(recordsOf(rows)),
  'a.csv.gz': (rows) => gzipSync(csvOf(rows)),
  'a.zip': (rows) =>
    zipOf([
      { name: 'may.csv', content: Buffer.from(csvOf(rows)) },
      { name: 'june.csv', content: Buffer.from(csvOf(rows.slice(0, 20))) },
    ]),
};

const isReading = (world: World): boolean =>
  Object.values(world.batches.dump()).some(({ status }) => status === 'ingesting');

/** Delivers messages until a batch is stopped in its middle, or a number of times. */
const deliver = async (world: World, messages: number): Promise<void> => {
  for (let count = 0; count < messages; count += 1) await world.deliverOne();
};

const read = async (world: World): Promise<void> => {
  do await world.deliverOne();
  while (isReading(world));
};

/** Reads a zip, whose members are read in turn. */
const readAll = async (world: World, files: number): Promise<void> => {
  while (Object.keys(world.batches.dump()).length < files || isReading(world)) await world.deliverOne();
};

const uploaded = async (
  content: string | Buffer,
  options: WorldOptions,
  key = 'uploads/a.csv',
): Promise<World> => {
  const world = createWorld({
    responsesPerChunk: 50,
    findsIssues: false,
    largestSmallBytes: 1e9,
    ...options,
  });
  await world.upload(key, content);
  return world;
};

/** Everything that reading wrote, to the byte; `checkpoints/` must be empty. */
const writtenIn = (world: World): unknown => ({
  objects: [...world.objects.contents]
    .filter(([key]) => /^(?:chunks|batches|rejects|checkpoints)\//.test(key))
    .map(([key, bytes]) => [key, bytes.toString('base64')])
    .toSorted(),
  batches: Object.values(world.batches.dump()).map(({ batchId, rows, chunksTotal, shape }) => ({
    ...{ batchId, rows, chunksTotal, shape },
  })),
});

const noTime = { remainingMs: () => 0 };
const checkpointsIn = (world: World): string[] =>
  [...world.objects.contents.keys()].filter((key) => key.startsWith('checkpoints/'));

describe('a file that is read by several functions becomes what one would have made of it, to the byte', () => {
  test('whatever its format, and wherever it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(contents)),
        fc.integer({ min: 300, max: 900 }),
        fc.nat(1000),
        fc.integer({ min: 1, max: 20_000 }),
        async (name, count, seed, segmentBytes) => {
          const content = contents[name]?.(rowsOf(count, seed)) ?? '';
          const random = seededRandom(seed);
          const parts = await uploaded(
            content,
            { segmentBytes, remainingMs: () => (random.chance(0.6) ? 0 : 900_000) },
            `uploads/${name}`,
          );
          const files = name.endsWith('.zip') ? 2 : 1;
          await readAll(parts, files);
          const whole = await uploaded(content, {}, `uploads/${name}`);
          await readAll(whole, files);
          expect(writtenIn(parts)).toEqual(writtenIn(whole));
        },
      ),
      { seed: 1, numRuns: 12 },
    );
  }, 240_000);

  test('when what the function before knew is gone, or was written by another version', async () => {
    const content = csvOf(rowsOf(1100, 1));
    const whole = await uploaded(content, {});
    await read(whole);
    for (const change of [undefined, Buffer.from('{"version":0}\n')]) {
      let stops = 0;
      const world = await uploaded(content, { remainingMs: () => (stops++ < 2 ? 0 : 900_000) });
      await deliver(world, 2);
      for (const key of checkpointsIn(world))
        if (change === undefined) world.objects.contents.delete(key);
        else world.objects.contents.set(key, change);
      await read(world);
      expect(stops).toBeGreaterThan(2);
      expect(writtenIn(world)).toEqual(writtenIn(whole));
    }
  });

  test('when its messages come twice', async () => {
    const content = csvOf(rowsOf(1100, 2));
    const whole = await uploaded(content, {});
    await read(whole);
    let messages = 0;
    // The others would resume twice from each time: four messages, then eight.
    const world = await uploaded(content, { ...noTime, deliverTwice: () => messages++ < 2 });
    await read(world);
    expect(messages).toBeGreaterThan(4);
    expect(writtenIn(world)).toEqual(writtenIn(whole));
  });
});

test('rows of a person who is erased while a file is read are in nothing that was written', async () => {
  const rows = rowsOf(1100, 3);
  const world = await uploaded(csvOf(rows), noTime);
  await deliver(world, 3);
  expect(checkpointsIn(world)).not.toEqual([]);
  const key = identityKeyOf(Buffer.alloc(32, 7));
  await world.batches.putTombstone(respondentHash(key, 'p1@example.org'));
  await read(world);
  const [batch] = Object.values(world.batches.dump());
  expect(batch?.rows?.excluded).toEqual({
    erased: rows.filter(([, , , email]) => email === 'p1@example.org').length,
  });
  expect(checkpointsIn(world)).toEqual([]);
});

test('a journey that changes while a file is read holds for all of its rows', async () => {
  let id = 'shipping';
  const journey = async () =>
    parseJourney(`stages: [{ id: order, touchpoints: [{ id: ${id}, aliases: [delivery] }] }]`);
  const world = await uploaded(csvOf(rowsOf(1100, 4)), { ...noTime, journey });
  await deliver(world, 3);
  id = 'sending';
  await world.drain();
  const whole = await uploaded(csvOf(rowsOf(1100, 4)), { journey });
  await whole.drain();
  expect(world.state()).toEqual(whole.state());
});

test('a file that is replaced while it is read is refused, and the new one is read', async () => {
  const [before, after] = [csvOf(rowsOf(1100, 5)), csvOf(rowsOf(700, 6))];
  const world = await uploaded(before, noTime);
  await deliver(world, 2);
  await world.upload('uploads/a.csv', after, '2026-06-02T00:00:00.000Z');
  await world.drain();
  const whole = await uploaded(after, {}, 'uploads/a.csv');
  await whole.drain();
  expect(Object.values(world.feedback.dump())).toHaveLength(Object.values(whole.feedback.dump()).length);
  expect(
    Object.values(world.batches.dump())
      .map(({ status, error }) => [status, error?.code])
      .toSorted(),
  ).toEqual([
    ['complete', undefined],
    ['refused', 'changed-meanwhile'],
  ]);
  expect(checkpointsIn(world)).toEqual([]);
});

test('the same content uploaded again while it is read is resumed', async () => {
  const content = csvOf(rowsOf(1100, 7));
  const world = await uploaded(content, { ...noTime, segmentBytes: 1000 });
  await deliver(world, 2);
  const { open } = world.objects;
  world.objects.open = async (key) => {
    const opened = await open(key);
    return opened === undefined || !key.startsWith('uploads/') ? opened : { ...opened, tag: '"another"' };
  };
  await read(world);
  const whole = await uploaded(content, {});
  await read(whole);
  expect(writtenIn(world)).toEqual(writtenIn(whole));
});

test('each function reads the head of a file and its own part, however many have read before', async () => {
  const long = 'déjà vu '.repeat(40);
  const content = csvOf(rowsOf(1500, 8).map((row) => [...row.slice(0, 5), long]));
  const world = await uploaded(content, noTime);
  let bytes = 0;
  const { open } = world.objects;
  world.objects.open = async (key) => {
    const opened = await open(key);
    if (opened === undefined || !key.startsWith('uploads/')) return opened;
    async function* counted(start = 0, end = opened?.sizeBytes ?? 0) {
      for (let at = start; at < end; at += 65_536) {
        const part = Buffer.from(content).subarray(at, Math.min(end, at + 65_536));
        bytes += part.length;
        yield part;
      }
    }
    return { ...opened, bytes: (start, end) => Readable.from(counted(start, end)) };
  };
  const readByEach: number[] = [];
  do {
    bytes = 0;
    await world.deliverOne();
    readByEach.push(bytes);
  } while (isReading(world));
  expect(readByEach.length).toBeGreaterThan(4);
  // Once the content for its hash; each time the first 2,000 rows for the mapping, and its own rows.
  const [first = 0, ...others] = readByEach;
  expect(Math.max(...others)).toBeLessThan(first - content.length / 3);
});
