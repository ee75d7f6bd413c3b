import { describe, expect, test } from 'vitest';
import type { FacetsView, SummarySeries } from '../../../lib/api/contract/summaries.ts';
import type { MetricsSettings } from '../../../lib/metrics/figures/metrics-settings.ts';
import { apiWorld, responsesOn } from '../world.ts';

const worldWith = (metrics: MetricsSettings) =>
  apiWorld({ metrics: { dimensions: ['channel', 'plan', 'channel+plan'], minimumSample: 10, ...metrics } });

const rated = (
  day: string,
  count: number,
  channel: string,
  plan: string,
  nps: number,
  touchpoint = 'delivery',
) =>
  responsesOn(day, count, (index) => ({
    touchpoint,
    channel,
    attributes: { plan },
    responseId: `${index}-${plan}-${channel}-${day}-${touchpoint}`.padStart(9, '0'),
    ratings: { 'nps:transactional': nps },
  }));

describe('GET /touchpoints/{touchpoint}/summaries?by=', () => {
  test('returns a series for each value, the most frequent first, ranked as far as intervals allow', async () => {
    const { store, get } = worldWith({});
    await store(
      rated('2026-04-10', 20, 'web', 'gold', 10),
      rated('2026-05-10', 20, 'web', 'gold', 10),
      rated('2026-05-11', 30, 'app', 'gold', 0),
    );
    const page = await get<FacetsView>('/touchpoints/delivery/summaries?by=channel');
    expect(
      page.facets.map(({ value, total, summaries }) => [value, total.figures?.responses, summaries.length]),
    ).toEqual([
      ['web', 40, 2],
      ['app', 30, 1],
    ]);
    expect(
      page.rankings['nps:transactional']?.ranked.map(({ id, best, worst }) => [id, best, worst]),
    ).toEqual([
      ['web', 1, 1],
      ['app', 2, 2],
    ]);
  });

  test('suppresses a value with three respondents and the next smallest, in every month separately', async () => {
    const { store, get } = worldWith({});
    await store(
      rated('2026-05-10', 3, 'store', 'gold', 10),
      rated('2026-05-10', 8, 'web', 'gold', 10),
      rated('2026-05-11', 30, 'app', 'gold', 0),
    );
    const { facets } = await get<FacetsView>('/touchpoints/delivery/summaries?by=channel');
    expect(facets.map(({ value, total }) => [value, total.suppressed ?? total.figures?.responses])).toEqual([
      ['app', 30],
      ['store', true],
      ['web', true],
    ]);
  });

  test('weights figures to the configured shares, with the effective n', async () => {
    const { store, get } = worldWith({ weights: { by: 'plan', shares: { gold: 0.5, blue: 0.5 } } });
    await store(rated('2026-05-10', 90, 'web', 'gold', 10), rated('2026-05-10', 10, 'web', 'blue', 0));
    const { weighted } = await get<FacetsView>('/touchpoints/delivery/summaries?by=plan');
    expect(weighted?.['nps:transactional']).toMatchObject({ value: 0, n: 100, enough: true });
  });

  test('names missing values where figures cannot be weighted', async () => {
    const { store, get } = worldWith({ weights: { by: 'plan', shares: { gold: 0.5, blue: 0.5 } } });
    await store(rated('2026-05-10', 90, 'web', 'gold', 10));
    const { weighted } = await get<FacetsView>('/touchpoints/delivery/summaries?by=plan');
    expect(weighted?.['nps:transactional']).toEqual({ missing: ['blue'] });
  });

  test.each([
    ['by=colour', 'not-found'],
    ['by=channel&grain=day', 'usage'],
  ])('refuses %s', async (query, code) => {
    const { store, get } = worldWith({});
    await store(rated('2026-05-10', 9, 'web', 'gold', 10));
    expect(await get(`/touchpoints/delivery/summaries?${query}`)).toMatchObject({ error: { code } });
  });
});

describe('GET /personas/{persona}/summaries', () => {
  const metrics: MetricsSettings = {
    personas: [
      { id: 'devoted', where: { plan: ['gold', 'black'] } },
      { id: 'mobile', where: { plan: ['gold'], channel: ['app'] } },
      { id: 'lost', where: { colour: ['red'] } },
    ],
  };

  test('is a series like that of a touchpoint, over all touchpoints', async () => {
    const { store, get } = worldWith(metrics);
    await store(
      rated('2026-05-10', 20, 'web', 'gold', 10),
      rated('2026-05-10', 10, 'web', 'black', 10, 'checkout'),
      rated('2026-05-10', 30, 'app', 'blue', 0),
    );
    const { summaries } = await get<SummarySeries>('/personas/devoted/summaries');
    expect(summaries).toMatchObject([
      {
        period: '2026-05',
        figures: { responses: 30, ratings: { 'nps:transactional': { nps: { value: 100 } } } },
      },
    ]);
  });

  test('may be disclosed through a declared pair', async () => {
    const { store, get } = worldWith(metrics);
    await store(rated('2026-05-10', 20, 'web', 'gold', 10), rated('2026-05-10', 12, 'app', 'gold', 10));
    const { summaries } = await get<SummarySeries>('/personas/mobile/summaries?touchpoint=delivery');
    expect(summaries).toMatchObject([{ figures: { responses: 12 } }]);
  });

  test('is an error for an undeclared dimension or an unknown persona', async () => {
    const { get } = worldWith(metrics);
    expect(await get('/personas/lost/summaries')).toMatchObject({ error: { code: 'usage' } });
    expect(await get('/personas/nobody/summaries')).toMatchObject({ error: { code: 'not-found' } });
  });
});
