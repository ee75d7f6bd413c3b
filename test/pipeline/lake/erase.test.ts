import { describe, expect, test } from 'vitest';
import { parquetRows } from '../../../lib/lake/read-parquet.ts';
import { nothingFound, readErasure, writeErasure } from '../../../lib/pipeline/erase/erasure.ts';
import { uploadWithIds } from '../undo/uploaded.ts';
import { createWorld, type World, type WorldOptions } from '../world.ts';
import { fileOf, lakeOf, night } from './lake-world.ts';

/** A person who is erased is in no Parquet file. */

const file = 'lake/feedback/month=2026-05/delivery.parquet';
const person = '3@example.org';
const may = { key: 'uploads/may.csv', uploadedAt: '2026-06-01T00:00:00.000Z' };
/** The rows of the person say what nobody else says. */
const words = 'Zanzibar';
const contentOf = (days: Readonly<Record<string, number>>): string =>
  fileOf('delivery', days)
    .split('\n')
    .map((line) => (line.includes(`,${person},`) ? line.replace('slow', words) : line))
    .join('\n');
const content = contentOf({ '2026-05-04': 14, '2026-05-05': 12 });

const loaded = async (options: WorldOptions = {}): Promise<World> => {
  const world = createWorld({ findsIssues: false, ...options });
  await uploadWithIds(world, may, content);
  await world.drain();
  return world;
};

const textsIn = async (world: World, path = file): Promise<unknown[]> => {
  const source = await world.objects.open(path);
  if (source === undefined) return [];
  return (await Array.fromAsync(parquetRows(source, ['text']))).flat().map(({ text }) => text);
};
const saysIt = (text: unknown): boolean => String(text).includes(words);

const asked = { id: 'erasure-1', askedAt: '2026-06-20T00:00:00.000Z' };
const erase = async (world: World, respondent = person, id = asked.id): Promise<void> => {
  const ask = { kind: 'erase', erasureId: id } as const;
  await writeErasure(world.objects, { ...asked, id, status: 'asked', respondent });
  await world.effects.ingestQueue.send([ask]);
  await world.drain();
  const preview = await readErasure(world.objects, id);
  if (preview === undefined) throw new Error('there is no erasure');
  await writeErasure(world.objects, { ...preview, status: 'confirmed' });
  await world.effects.ingestQueue.send([ask]);
  await world.drain();
};

describe('an erasure', () => {
  test('rewrites the files with rows of the person, at once, and its certificate names them', async () => {
    const world = await loaded();
    await night(world);
    expect((await textsIn(world)).filter(saysIt)).toHaveLength(2);
    await erase(world);
    const left = await textsIn(world);
    expect([left.length, left.filter(saysIt).length]).toEqual([24, 0]);
    expect(await readErasure(world.objects, asked.id)).toMatchObject({
      status: 'done',
      files: ['uploads/may.csv', file],
      found: { lakeRows: 2 },
      remaining: nothingFound,
    });
  });

  test('leaves, after the next night, the files that there would be if the person had not been there', async () => {
    const world = await loaded();
    await night(world);
    await erase(world);
    await night(world);
    const other = createWorld({ findsIssues: false });
    const without = content.split('\n').filter((line) => !line.includes(`,${person},`));
    await uploadWithIds(other, may, without.join('\n'));
    await other.drain();
    await night(other);
    expect(lakeOf(world)).toEqual(lakeOf(other));
  });

  test('removes a file whose rows are all of the person', async () => {
    const world = createWorld({ findsIssues: false });
    await uploadWithIds(world, may, fileOf('delivery', { '2026-05-04': 1 }).replace('0@', '3@'));
    await world.drain();
    await night(world, { settings: { confidentiality: 'off' } });
    expect(await textsIn(world)).toHaveLength(1);
    await erase(world);
    expect(Object.keys(lakeOf(world))).toEqual(['summaries/month=2026-05/delivery.parquet']);
  });

  test('that comes while a nightly run writes the file, from rows that it read before, has it written again', async () => {
    let isErased = false;
    let world: World | undefined;
    const around: WorldOptions['around'] = async (name, call) => {
      const result = await call();
      if (name !== 'readCell' || isErased || world === undefined) return result;
      isErased = true;
      await erase(world);
      return result;
    };
    world = await loaded({ around });
    await night(world);
    expect(isErased).toBe(true);
    const left = await textsIn(world);
    expect([left.length, left.filter(saysIt).length]).toEqual([24, 0]);
  });

  test('that comes while a nightly run writes a new file leaves none of the rows that the run had read, even if the run then dies', async () => {
    let [isErased, isDead] = [false, false];
    let world: World | undefined;
    const around: WorldOptions['around'] = async (name, call) => {
      if (isErased && name === 'readCell') isDead = true;
      if (isDead) throw new Error('the function died');
      const result = await call();
      if (name !== 'readCell' || isErased || world === undefined) return result;
      await erase(world);
      isErased = true;
      return result;
    };
    world = await loaded({ around });
    await expect(night(world)).rejects.toThrow('the function died');
    expect((await textsIn(world)).filter(saysIt)).toEqual([]);
  });

  test('removes rows of a batch that another reading of its file has superseded', async () => {
    const world = createWorld({ findsIssues: false });
    await world.upload(may.key, content, may.uploadedAt);
    await world.drain();
    await night(world, { settings: { confidentiality: 'off' } });
    expect((await textsIn(world)).filter(saysIt)).toHaveLength(2);
    await world.upload(
      `${may.key}.mapping.json`,
      '{"columns": {"Response ID": "ignored", "NPS": "ignored"}}',
      '2026-06-02T00:00:00.000Z',
    );
    await world.drain();
    await erase(world);
    expect(await readErasure(world.objects, asked.id)).toMatchObject({ status: 'done' });
    expect((await textsIn(world)).filter(saysIt)).toEqual([]);
  });

  test('beside a night that ended meanwhile, is not undone by an older one that still writes', async () => {
    let isErased = false;
    let world: World | undefined;
    const around: WorldOptions['around'] = async (name, call) => {
      const result = await call();
      if (name !== 'readCell' || isErased || world === undefined) return result;
      isErased = true;
      await erase(world);
      await night(world);
      return result;
    };
    world = await loaded({ around });
    await night(world);
    expect(isErased).toBe(true);
    expect((await textsIn(world)).filter(saysIt)).toEqual([]);
  });

  test('beside another one in the same file loses nothing: both people are gone', async () => {
    const other = { respondent: '4@example.org', id: 'erasure-2' };
    let writes = Number.NEGATIVE_INFINITY;
    const world = await loaded({
      around: async (name, call) => {
        if (name === 'writeStream') writes += 1;
        // The first is the uploaded file.
        if (name !== 'writeStream' || writes !== 2) return call();
        await erase(world, other.respondent, other.id);
        return call();
      },
    });
    await night(world);
    writes = 0;
    await erase(world);
    expect(await textsIn(world)).toHaveLength(22);
    for (const id of [asked.id, other.id])
      expect(await readErasure(world.objects, id)).toMatchObject({ status: 'done' });
  });

  test('finds the person in the file from before, at whichever change a night died that cut the days anew', async () => {
    const [, ...others] = fileOf('delivery', { '2026-06-01': 14 }, { prefix: 'j' }).split('\n');
    const early = [contentOf({ '2026-05-31': 4 }), ...others].join('\n');
    const more = fileOf('delivery', { '2026-05-31': 14 }, { prefix: 'l' });
    const files = [file, file.replace('05', '06')];
    let crashAt = 0;
    for (let isCrashed = true; isCrashed; crashAt += 1) {
      let changes = 0;
      let isArmed = false;
      const world = createWorld({
        findsIssues: false,
        beforeChange: () => {
          if (!isArmed) return;
          changes += 1;
          if (changes === crashAt + 1) throw new Error('crash');
        },
      });
      await uploadWithIds(world, may, early);
      await world.drain();
      await night(world);
      await uploadWithIds(world, { ...may, key: 'uploads/more.csv' }, more);
      await world.drain();
      isArmed = true;
      isCrashed = await night(world).then(
        () => false,
        () => true,
      );
      isArmed = false;
      await erase(world);
      const left = await Promise.all(files.map((path) => textsIn(world, path)));
      expect([crashAt, left.flat().filter(saysIt)]).toEqual([crashAt, []]);
      expect(await readErasure(world.objects, asked.id)).toMatchObject({ status: 'done' });
    }
    expect(crashAt).toBeGreaterThan(5);
  });
});
