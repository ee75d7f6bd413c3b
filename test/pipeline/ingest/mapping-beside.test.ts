import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { objectKeys } from '../../../lib/store/keys.ts';
import { createWorld, type World } from '../world.ts';

const key = 'uploads/may.csv';
const april = 'Id,Comment,Q1\nr1x,The parcel came late,7\nr2x,Quick and easy,9\n';
const may = 'Id,Comment,Q1\nr3x,Slow again this month,2\nr4x,Fast at last,10\n';
const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');

/** Puts a mapping for one content, as the command line does before it puts the file. */
const say = async (world: World, content: string, columns: object, uploadedAt: string): Promise<void> => {
  await world.upload(
    `${key}.mapping.json`,
    JSON.stringify({ columns, forContent: sha256(content) }),
    uploadedAt,
  );
  await world.drain();
};
const stateOf = async (world: World) =>
  (await world.batches.ofObject(key)).map(({ status, rows, uploadedAt }) => ({
    status,
    accepted: rows?.accepted,
    uploadedAt,
  }));

test('a mapping for the next file of the same name leaves the earlier file unchanged', async () => {
  const world = createWorld();
  await world.upload(key, april, '2026-06-01T00:00:00.000Z');
  await world.drain();
  const before = world.state();
  await say(world, may, { Q1: 'nps' }, '2026-07-01T00:00:00.000Z');
  expect(world.state()).toEqual(before);
  await world.upload(key, may, '2026-07-01T00:00:01.000Z');
  await world.drain();
  expect(await stateOf(world)).toEqual([
    { status: 'complete', accepted: 2, uploadedAt: '2026-06-01T00:00:00.000Z' },
    { status: 'complete', accepted: 2, uploadedAt: '2026-07-01T00:00:01.000Z' },
  ]);
});

test('a mapping for the next file of the same name does not restore an undone batch', async () => {
  const world = createWorld();
  await world.upload(key, april, '2026-06-01T00:00:00.000Z');
  await world.drain();
  await world.undo((await world.batches.ofObject(key))[0]?.batchId ?? '');
  await world.drain();
  await say(world, may, { Q1: 'nps' }, '2026-07-01T00:00:00.000Z');
  expect(world.feedback.dump()).toEqual({});
});

test('a mapping that is used again is named as the reason of its columns', async () => {
  const world = createWorld();
  const origins = { Q1: 'from the mapping saved on 2026-05-01 (april.csv.mapping.json)' };
  const said = { columns: { Q1: 'nps', Id: 'responseId' }, origins, forContent: sha256(may) };
  await world.upload(`${key}.mapping.json`, JSON.stringify(said), '2026-07-01T00:00:00.000Z');
  await world.upload(key, may, '2026-07-01T00:00:01.000Z');
  await world.drain();
  const [batch] = await world.batches.ofObject(key);
  const stored = await world.objects.read(objectKeys.mapping(batch?.batchId ?? ''));
  const { columns } = JSON.parse(stored?.toString() ?? '{}');
  expect(columns.map(({ because }: { because: string }) => because)).toEqual([
    ...['set by you', expect.any(String), origins.Q1],
  ]);
});

test('a mapping for the current content reads the file again', async () => {
  const world = createWorld();
  await world.upload(key, april, '2026-06-01T00:00:00.000Z');
  await world.drain();
  await say(world, april, { Q1: 'nps' }, '2026-06-02T00:00:00.000Z');
  expect((await stateOf(world)).map(({ status }) => status)).toEqual(['superseded', 'complete']);
});

test('a mapping for an earlier file does not apply to the next', async () => {
  const world = createWorld();
  await world.objects.write(
    `${key}.mapping.json`,
    Buffer.from(JSON.stringify({ columns: { Gone: 'nps' }, forContent: sha256(april) })),
  );
  await world.upload(key, may);
  await world.drain();
  expect(await stateOf(world)).toMatchObject([{ status: 'complete', accepted: 2 }]);
});

test('an unreadable mapping refuses the current file', async () => {
  const world = createWorld();
  await world.upload(key, april);
  await world.drain();
  await world.upload(`${key}.mapping.json`, '{"columns": {"Q1": "npss"}}', '2026-06-02T00:00:00.000Z');
  await world.drain();
  expect((await world.batches.ofObject(key)).at(-1)).toMatchObject({
    status: 'refused',
    error: { code: 'mapping-invalid' },
  });
});
