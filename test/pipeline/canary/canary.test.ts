import { describe, expect, test } from 'vitest';
import { canaryKey } from '../../../lib/pipeline/canary/canary.ts';
import { wholeTime } from '../../../lib/store/keys.ts';
import { createWorld, type World } from '../world.ts';

/** A tiny file goes the whole way every day; the alarm counts those that do not arrive. */

const key = canaryKey('2026-06-01');

interface Watched {
  readonly world: World;
  /** What each hourly run said. */
  readonly missing: unknown[];
}

/** The canary of the first of June is sent; the store in memory says that everything was written at noon that day. */
const sent = async (): Promise<Watched> => {
  const missing: unknown[] = [];
  const world = createWorld({
    log: (event, facts) => {
      if (event === 'canary watched') missing.push(facts['missing']);
    },
  });
  await world.everyHour('2026-06-01T12:00:00.000Z');
  return { world, missing };
};

/** As S3 announces it. */
const announced = async (world: World): Promise<void> => {
  await world.upload(key, world.objects.contents.get(key) ?? '', '2026-06-01T12:00:00.000Z');
  await world.drain();
};

describe('the canary file', () => {
  test('is sent once a day, and arrives as one response of a touchpoint that no view lists', async () => {
    const { world } = await sent();
    await announced(world);
    const [day] = await world.summaries.readMany([
      { touchpoint: 'verbatim-canary', grain: 'day', period: '2026-06-01' },
    ]);
    expect(day?.tally.responses).toBe(1);
    expect(await world.summaries.readHeadlines('all', wholeTime, wholeTime)).toEqual([]);
    expect(await world.summaries.readHeadlines('day', '2026-06-01', '2026-06-01')).toEqual([]);
  });

  test('is taken back when it has arrived, with all that was made of it', async () => {
    const { world, missing } = await sent();
    await announced(world);
    await world.everyHour('2026-06-01T13:00:00.000Z');
    await world.drain();
    expect(missing).toEqual([0, 0]);
    expect(world.objects.contents.has(key)).toBe(false);
    expect([world.feedback.dump(), world.summaries.dump()]).toEqual([{}, {}]);
    await world.everyHour('2026-06-01T14:00:00.000Z');
    expect(world.objects.contents.has(key)).toBe(false);
    await world.everyHour('2026-06-02T00:00:00.000Z');
    expect(world.objects.contents.has(canaryKey('2026-06-02'))).toBe(true);
  });

  test('is missing from three hours after it was sent, until it arrives', async () => {
    const { world, missing } = await sent();
    for (const hour of ['14:59', '15:01', '16:01']) await world.everyHour(`2026-06-01T${hour}:00.000Z`);
    await announced(world);
    await world.everyHour('2026-06-01T17:00:00.000Z');
    expect(missing).toEqual([0, 0, 1, 1, 0]);
  });

  test('is missing while its figure is not written, although its batch has begun', async () => {
    const { world, missing } = await sent();
    const { replace } = world.summaries;
    world.summaries.replace = () => Promise.reject(new Error('the table is away'));
    await announced(world).catch(() => undefined);
    await world.everyHour('2026-06-01T18:00:00.000Z').catch(() => undefined);
    world.summaries.replace = replace;
    expect(missing.at(-1)).toBe(1);
  });
});
