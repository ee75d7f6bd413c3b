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
  const ask = () => world.get<FindingsAnswer>(path);
  /** By an API that has kept nothing. */
  const askAnew = async () => {
    const { effects, configuration } = world;
    const context = { effects, configuration, today: () => '2026-07-15', milliseconds: () => 0 };
    return (await createApi(context).request(path)).json();
  };
  const summarize = (copies: readonly Copy[]) =>
    summarizeTouchpoint(world.effects, world.configuration, {
      touchpoint: 'delivery',
      cells: [...new Set(copies.map(({ cell }) => cell))],
    });
  return { ...world, read, ask, askAnew, summarize };
};

describe('findings that were asked for before', () => {
  test('are answered without reading a response again', async () => {
    const { store, ask, read } = start();
    await store(scored('2026-05-05', 40, 10), scored('2026-05-12', 40, 0));
    const first = await ask();
    const before = read.length;
    expect(await ask()).toEqual(first);
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
        const { effects, store, summarize, ask, askAnew } = start();
        for (const { batch: one, isRemoved, movedTo } of steps) {
          const copies = scored(...one);
          await store(copies);
          expect(await ask()).toEqual(await askAnew());
          if (!isRemoved) continue;
          await effects.feedback.remove(copies.map(copyKey));
          const moved = movedTo === null ? [] : copies.map((copy) => ({ ...copy, cell: movedTo }));
          await effects.feedback.put(moved);
          await summarize([...copies, ...moved]);
          expect(await ask()).toEqual(await askAnew());
        }
      }),
      { numRuns: 8, seed: 7 },
    );
  });
});
