import { describe, expect, test } from 'vitest';
import { apiWorld, responsesOn } from '../world.ts';

describe('GET /scores and GET /bursts', () => {
  test('return what is stored in the scope', async () => {
    const { get, store } = apiWorld();
    await store(responsesOn('2026-05-01', 40), responsesOn('2026-06-01', 10));
    expect(await get('/scores?from=2026-05&to=2026-05')).toMatchObject({
      from: '2026-05',
      scales: [{ scale: 'nps:transactional', everyone: { value: 100, n: 40 } }],
    });
    expect(await get('/bursts')).toMatchObject({
      clones: [],
      bursts: [],
      figures: { 'nps:transactional': { all: { n: 50 } } },
    });
  });

  test('suppress a scope of fewer than five people', async () => {
    const { get, store } = apiWorld();
    await store(responsesOn('2026-05-01', 4));
    const suppressed = { touchpoint: 'delivery', suppressed: true };
    const period = { from: '2026-03-01', to: '2026-05-31' };
    expect(await get('/scores?touchpoint=delivery')).toEqual({ ...suppressed, ...period });
    expect(await get('/bursts?touchpoint=delivery')).toEqual(suppressed);
  });
});
