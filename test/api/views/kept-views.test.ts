import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createApi } from '../../../lib/api/app.ts';
import type { Copy } from '../../../lib/feedback/response/copy.ts';
import type { FindingsAnswer } from '../../../lib/insights/findings/findings-answer.ts';
import type { MetricsSettings } from '../../../lib/metrics/figures/metrics-settings.ts';
import { summarizeTouchpoint } from '../../../lib/pipeline/summarize/summarize.ts';
import { copyKey } from '../../../lib/store/keys.ts';
import { apiWorld, responsesOn } from '../world.ts';

const path = '/findings?from=2026-05-11&to=2026-05-17';

/** Views that are made anew only where what they are made of has changed. */
const keptPaths = [
  path,
  '/journey?from=2026-05&to=2026-05',
  '/scorecard?from=2026-05&to=2026-05',
  '/touchpoints',
  '/trends?metric=nps&grain=week&from=2026-05-01&to=2026-05-31',
];

const scored = (day: string, count: number, nps: number): Copy[] =>
  responsesOn(day, count, { touchpoint: 'delivery', ratings: { 'nps:transactional': nps } });

const start = (metrics: MetricsSettings = {}) => {
  const world = apiWorld({ metrics });
  const read: string[] = [];
  const { readCell } = world.effects.feedback;
  world.effects.feedback.readCell = (touchpoint, cell) => {
    read.push(cell);
    return readCell(touchpoint, cell);
  };
  const { readMany } = world.effects.summaries;
  world.effects.summaries.readMany = (keys) => {
    read.push(...keys.map(({ period }) => period));
    return readMany(keys);
  };
  const ask = () => world.get<FindingsAnswer>(path);
  const askAll = () => Promise.all(keptPaths.map((each) => world.get<unknown>(each)));
  /** By an API that has kept nothing. */
  const askAllAnew = () => {
    const { effects, configuration } = world;
    const context = { effects, configuration, today: () => '2026-07-15', milliseconds: () => 0 };
    return Promise.all(
      keptPaths.map(async (each): Promise<unknown> => (await createApi(context).request(each)).json()),
    );
  };
  const summarize = (copies: readonly Copy[]) =>
    summarizeTouchpoint(world.effects, world.configuration, {
      touchpoint: 'delivery',
      cells: [...new Set(copies.map(({ cell }) => cell))],
    });
  return { ...world, read, ask, askAll, askAllAnew, summarize };
};

describe('views that were asked for before', () => {
  test('are answered without reading a response or a summary again', async () => {
    const { store, askAll, read } = start();
    await store(scored('2026-05-05', 40, 10), scored('2026-05-12', 40, 0));
    const first = await askAll();
    expect(JSON.stringify(first)).not.toContain('"error"');
    const before = read.length;
    expect(await askAll()).toEqual(first);
    expect([before > 0, read.length - before]).toEqual([true, 0]);
  });

  test('change at once with a new batch', async () => {
    const { store, ask } = start();
    await store(scored('2026-05-05', 40, 10), scored('2026-05-12', 40, 10));
    expect((await ask()).findings).toEqual([]);
    await store(scored('2026-05-13', 40, 0));
    expect((await ask()).findings[0]).toMatchObject({ certainty: 'significant', after: { n: 80 } });
  });

  test('change at once when responses only move to another day, which leaves every sum of the month as it is', async () => {
    const { effects, store, summarize, ask } = start();
    const [before, inside] = [scored('2026-05-05', 40, 10), scored('2026-05-12', 40, 0)];
    await store(before, inside);
    expect((await ask()).period.responses).toBe(40);
    const moved = inside.map((copy) => ({ ...copy, cell: '2026-05-20' }));
    await effects.feedback.remove(inside.map(copyKey));
    await effects.feedback.put(moved);
    await summarize([...inside, ...moved]);
    expect((await ask()).period.responses).toBe(0);
  });

  test('change at once with the thresholds', async () => {
    const metrics: { confidentiality?: { figures: number } } = {};
    const { store, ask } = start(metrics);
    await store(scored('2026-05-05', 40, 10), scored('2026-05-12', 40, 0));
    expect((await ask()).findings).not.toEqual([]);
    metrics.confidentiality = { figures: 100 };
    expect(await ask()).toMatchObject({ findings: [], suppressed: true });
  });

  test('equal those of an API without a cache, after anything was stored, removed or moved', async () => {
    const days = fc.integer({ min: 4, max: 17 }).map((day) => `2026-05-${String(day).padStart(2, '0')}`);
    const batch = fc.tuple(days, fc.integer({ min: 1, max: 30 }), fc.constantFrom(0, 8, 10));
    const step = fc.record({ batch, isRemoved: fc.boolean(), movedTo: fc.option(days) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 3 }), async (steps) => {
        const { effects, store, summarize, askAll, askAllAnew } = start();
        for (const { batch: one, isRemoved, movedTo } of steps) {
          const copies = scored(...one);
          await store(copies);
          expect(await askAll()).toEqual(await askAllAnew());
          if (!isRemoved) continue;
          await effects.feedback.remove(copies.map(copyKey));
          const moved = movedTo === null ? [] : copies.map((copy) => ({ ...copy, cell: movedTo }));
          await effects.feedback.put(moved);
          await summarize([...copies, ...moved]);
          expect(await askAll()).toEqual(await askAllAnew());
        }
      }),
      { numRuns: 8, seed: 7 },
    );
  });
});
