import { describe, expect, test } from 'vitest';
import { objectKeys } from '../../../lib/store/keys.ts';
import { batchOf, uploadWithIds } from '../undo/uploaded.ts';
import { createWorld, type World, type WorldOptions } from '../world.ts';
import { fileOf, lakeOf, night } from './lake-world.ts';

/** The nightly run: every Parquet file is a function of what is stored. */

const may = { key: 'uploads/may.csv', uploadedAt: '2026-06-01T00:00:00.000Z' };
const june = { key: 'uploads/june.csv', uploadedAt: '2026-07-01T00:00:00.000Z' };
const inMay = fileOf('delivery', { '2026-05-04': 12, '2026-05-05': 11 });
const inJune = fileOf('delivery', { '2026-06-02': 14 }, { prefix: 'j' });

const loaded = async (options: WorldOptions = {}): Promise<World> => {
  const world = createWorld({ findsIssues: false, ...options });
  await uploadWithIds(world, may, inMay);
  await world.drain();
  return world;
};

const withJune = async (world: World): Promise<World> => {
  await uploadWithIds(world, june, inJune);
  await world.drain();
  return world;
};

const both = async (): Promise<World> => withJune(await loaded());

/** Months before June 2025 are closed. */
const afterRetention = async (world: World): Promise<void> => {
  await world.everyHour('2026-06-20T10:00:00.000Z', { feedbackMonths: 12 });
  for (const hour of ['11', '12', '13']) {
    await world.drain();
    await world.everyHour(`2026-06-20T${hour}:00:00.000Z`);
  }
  await world.drain();
};

/** The paths that a night writes. */
const writtenIn = async (world: World): Promise<string[]> => {
  const written: string[] = [];
  const { contents } = world.objects;
  const set = contents.set.bind(contents);
  contents.set = (key, body) => {
    if (key.endsWith('.parquet')) written.push(key.replace('lake/', ''));
    return set(key, body);
  };
  await night(world);
  contents.set = set;
  return written;
};

/** A night that dies whenever it reads a day of this month. */
const dyingIn = (month: string) => {
  let isArmed = false;
  const world = createWorld({
    findsIssues: false,
    around: async (name, call) => {
      const result = await call();
      const isOfMonth = JSON.stringify(result)?.includes(`"cell":"${month}-`) === true;
      if (isArmed && name === 'readCell' && isOfMonth) throw new Error('out of memory');
      return result;
    },
  });
  return {
    world,
    dieAgain: async (): Promise<void> => {
      isArmed = true;
      await expect(night(world)).rejects.toThrow('out of memory');
      isArmed = false;
    },
  };
};

const mayFiles = ['feedback/month=2026-05/delivery.parquet', 'summaries/month=2026-05/delivery.parquet'];
const juneFiles = ['feedback/month=2026-06/delivery.parquet', 'summaries/month=2026-06/delivery.parquet'];

describe('a night', () => {
  test('writes a file for each table, touchpoint and month', async () => {
    const world = await both();
    await night(world);
    expect(Object.keys(lakeOf(world))).toEqual([...mayFiles, ...juneFiles].toSorted());
  });

  test('gives the same bytes in one run as in two', async () => {
    const once = await both();
    await night(once);
    const twice = await loaded();
    await night(twice);
    await night(await withJune(twice));
    expect(lakeOf(twice)).toEqual(lakeOf(once));
  });

  test('writes nothing if nothing changed, and only the months that did', async () => {
    const world = await loaded();
    await night(world);
    expect(await writtenIn(world)).toEqual([]);
    await withJune(world);
    // A week of May may reach into June.
    expect((await writtenIn(world)).toSorted()).toEqual([...juneFiles, mayFiles[1]].toSorted());
  });

  test('notices texts that changed although all counts are the same', async () => {
    const world = createWorld({ findsIssues: false });
    const said = (comment: string) => fileOf('delivery', { '2026-05-04': 12 }, { comment });
    await uploadWithIds(world, may, said('I bought it (red)'));
    await world.drain();
    await night(world);
    const before = lakeOf(world);
    await uploadWithIds(world, { ...june, key: 'uploads/again.csv' }, said('I bought it [red]'));
    await world.drain();
    await night(world);
    const [comments = '', figures = ''] = mayFiles;
    expect(lakeOf(world)[figures]).toEqual(before[figures]);
    expect(lakeOf(world)[comments]).not.toEqual(before[comments]);
  });

  test('leaves out what was undone, and removes files that nothing is left of', async () => {
    const world = await both();
    await night(world);
    await world.undo((await batchOf(world, may)).batchId);
    await world.drain();
    // No erasure could tell any more whose rows are in them.
    expect(Object.keys(lakeOf(world))).not.toContain(mayFiles[0]);
    await night(world);
    const only = await withJune(createWorld({ findsIssues: false }));
    await night(only);
    expect(lakeOf(world)).toEqual(lakeOf(only));
    await world.undo((await batchOf(world, june)).batchId);
    await world.drain();
    await night(world);
    expect(lakeOf(world)).toEqual({});
  });

  test('removes the responses of closed months, and keeps their figures', async () => {
    const world = createWorld({ findsIssues: false });
    await uploadWithIds(world, may, fileOf('delivery', { '2024-03-04': 12, '2026-05-05': 11 }));
    await world.drain();
    await night(world);
    const before = lakeOf(world);
    await afterRetention(world);
    expect(Object.keys(lakeOf(world)).filter((path) => path.includes('2024'))).toEqual([
      'summaries/month=2024-03/delivery.parquet',
    ]);
    await night(world);
    const { 'summaries/month=2024-03/delivery.parquet': figures, ...others } = lakeOf(world);
    expect(figures).toEqual(before['summaries/month=2024-03/delivery.parquet']);
    expect(Object.keys(others)).toEqual(mayFiles);
  });

  test('shows no small group beside a closed month: whose responses are gone hides nobody', async () => {
    const world = createWorld({ findsIssues: false });
    const [, ...closed] = fileOf('delivery', { '2024-03-04': 6 }, { prefix: 'c' }).split('\n');
    await uploadWithIds(world, may, [fileOf('delivery', { '2026-05-05': 9 }), ...closed].join('\n'));
    await world.drain();
    await night(world);
    expect(Object.keys(lakeOf(world))).toContain(mayFiles[0]);
    await afterRetention(world);
    await night(world);
    expect(Object.keys(lakeOf(world))).not.toContain(mayFiles[0]);
  });
});

describe('a night that ends early', () => {
  test('at any of its changes is made good by the next', async () => {
    const whole = await both();
    await night(whole);
    let crashAt = 0;
    for (let isCrashed = true; isCrashed; crashAt += 1) {
      let changes = 0;
      let isArmed = false;
      const world = await withJune(
        await loaded({
          beforeChange: () => {
            if (!isArmed) return;
            changes += 1;
            if (changes === crashAt + 1) throw new Error('crash');
          },
        }),
      );
      isArmed = true;
      isCrashed = await night(world).then(
        () => false,
        () => true,
      );
      isArmed = false;
      await world.undo((await batchOf(world, may)).batchId);
      await world.drain();
      await night(world);
      expect(Object.keys(lakeOf(world))).toEqual(juneFiles);
      expect(lakeOf(world)[juneFiles[0] ?? '']).toBe(lakeOf(whole)[juneFiles[0] ?? '']);
    }
    expect(crashAt).toBeGreaterThan(10);
  });

  test('because its time is short goes on in the next, file by file', async () => {
    const world = await both();
    const short = () => {
      let asked = 0;
      return () => (asked++ === 0 ? 900_000 : 1000);
    };
    const counts: number[] = [];
    for (let run = 0; run < 5; run += 1) {
      await night(world, { remainingMs: short() });
      counts.push(Object.keys(lakeOf(world)).length);
    }
    // The first week of May begins in April: the file of April has no rows.
    expect(counts).toEqual([1, 2, 3, 3, 4]);
    const whole = await both();
    await night(whole);
    expect(lakeOf(world)).toEqual(lakeOf(whole));
  });
});

test('a night whose files were changed by another meanwhile writes them anew', async () => {
  const state = objectKeys.lakeState('delivery');
  let isChanged = false;
  const world = await loaded({
    around: async (name, call) => {
      const result = await call();
      if (name !== 'writeStream' || isChanged) return result;
      isChanged = true;
      world.objects.contents.set(state, Buffer.from(JSON.stringify({ files: {}, erasures: 1 })));
      return result;
    },
  });
  await night(world);
  expect(isChanged).toBe(true);
  expect(JSON.parse(world.objects.contents.get(state)?.toString() ?? '').mark).toBeDefined();
  expect(Object.keys(lakeOf(world))).toEqual(mayFiles);
});

test('a touchpoint that fails costs none of the others', async () => {
  const world = await loaded();
  await uploadWithIds(world, june, fileOf('checkout', { '2026-06-02': 14 }, { prefix: 'j' }));
  await world.drain();
  world.objects.contents.set(objectKeys.lakeState('checkout'), Buffer.from('{'));
  await expect(night(world)).rejects.toThrow();
  expect(Object.keys(lakeOf(world))).toEqual(mayFiles);
});

describe('a file that no run gets to its end', () => {
  const july = { key: 'uploads/july.csv', uploadedAt: '2026-08-01T00:00:00.000Z' };

  test('holds up no other month and no other touchpoint', async () => {
    const { world, dieAgain } = dyingIn('2026-06');
    await uploadWithIds(world, may, inMay);
    await uploadWithIds(world, june, inJune);
    await uploadWithIds(world, july, fileOf('delivery', { '2026-07-02': 14 }, { prefix: 'k' }));
    await uploadWithIds(
      world,
      { ...may, key: 'uploads/support.csv' },
      fileOf('support', { '2026-05-04': 12 }, { prefix: 's' }),
    );
    await world.drain();
    for (let run = 0; run < 2; run += 1) await dieAgain();
    const written = Object.keys(lakeOf(world)).filter((path) => path.startsWith('feedback'));
    expect(written.toSorted()).toEqual([
      'feedback/month=2026-05/delivery.parquet',
      'feedback/month=2026-05/support.parquet',
      'feedback/month=2026-07/delivery.parquet',
    ]);
  });
});
