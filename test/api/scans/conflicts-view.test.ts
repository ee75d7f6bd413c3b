import { describe, expect, test } from 'vitest';
import type { Copy } from '../../../lib/feedback/response/copy.ts';
import { answerOn } from '../../insights/planted-copies.ts';
import { apiWorld, responsesOn } from '../world.ts';

const complaining = (rating: number, changes: Partial<Copy> = {}): Partial<Copy> => ({
  ratings: { 'nps:transactional': rating },
  answers: [answerOn(['price'], 'negative')],
  ...changes,
});
const person = (index: number): string => `${String(index).padStart(3, '0')}-hash`;

describe('GET /conflicts', () => {
  test('counts promoters who complain', async () => {
    const { get, store } = apiWorld();
    await store(
      responsesOn('2026-05-01', 20, complaining(10)),
      responsesOn('2026-05-02', 20, { ratings: { 'nps:transactional': 9 } }),
    );
    expect(await get('/conflicts?from=2026-05')).toMatchObject({
      from: '2026-05',
      conflicts: [{ kind: 'promoters-who-complain', responses: 20, share: { value: 0.5, n: 40 } }],
    });
  });

  test('suppresses a scope with fewer than five respondents', async () => {
    const { get, store } = apiWorld();
    await store(responsesOn('2026-05-01', 4, complaining(10)));
    expect(await get('/conflicts')).toEqual({ from: '2026-03-01', to: '2026-05-31', suppressed: true });
    expect(await get('/consistency')).toEqual({
      by: 'channel',
      from: '2026-03',
      to: '2026-05',
      suppressed: true,
    });
  });
});

describe('GET /consistency', () => {
  test('tests a touchpoint over channels', async () => {
    const { get, store } = apiWorld();
    await store(
      responsesOn('2026-05-01', 40, complaining(1, { channel: 'store' })),
      responsesOn('2026-05-01', 40, complaining(10, { channel: 'web' })),
    );
    expect(await get('/consistency?by=channel')).toMatchObject({
      by: 'channel',
      tests: [
        {
          touchpoint: 'delivery',
          series: 'nps:transactional',
          parts: [{ value: 'web' }, { value: 'store' }],
          spread: 200,
        },
        { series: 'sentiment:net' },
        { series: 'theme:price:net' },
        { series: 'theme:price:share' },
      ],
    });
  });
});

test('GET /consistency names the dimensions that there are where nothing can be compared', async () => {
  const { get, store } = apiWorld();
  await store(responsesOn('2026-05-01', 40, { channel: 'web', attributes: { Clinic: 'North' } }));
  expect(await get('/consistency?by=region')).toMatchObject({ tests: [], known: ['Clinic', 'channel'] });
});

describe('GET /carry-over', () => {
  const journeys = async () => {
    const world = apiWorld();
    const earlier = responsesOn('2026-03-01', 40, (index) => ({
      touchpoint: 'onboarding',
      ...complaining(9, { respondent: person(index) }),
      ...(index % 2 === 0 ? {} : { answers: [] }),
    }));
    const now = responsesOn('2026-05-01', 40, (index) => ({
      touchpoint: 'contract',
      respondent: person(index),
      ratings: { 'nps:transactional': index % 2 === 0 ? 2 : 9 },
    }));
    await world.store(earlier, now);
    return world;
  };

  test('shows earlier complaints of dissatisfied respondents in the scope', async () => {
    const { get } = await journeys();
    expect(await get('/carry-over?touchpoint=contract&from=2026-05')).toMatchObject({
      touchpoint: 'contract',
      scale: 'nps:transactional',
      lookbackDays: 180,
      people: { dissatisfied: 20, others: 20 },
      carriedOver: [
        { touchpoint: 'onboarding', what: 'theme:price', dissatisfied: { value: 1 }, others: { value: 0 } },
      ],
    });
  });

  test('notes suppressed earlier feedback', async () => {
    const { get, store } = await journeys();
    const ask = () => get<{ partial?: true }>('/carry-over?touchpoint=contract&from=2026-05');
    expect((await ask()).partial).toBeUndefined();
    await store(responsesOn('2026-02-01', 3, { touchpoint: 'onboarding' }));
    expect((await ask()).partial).toBe(true);
  });

  test('looks back as far as requested', async () => {
    const { get } = await journeys();
    expect(await get('/carry-over?touchpoint=contract&from=2026-05&lookback=30')).toMatchObject({
      carriedOver: [],
    });
  });

  test.each([
    ['metric=ces', 'not-found'],
    ['lookback=0', 'usage'],
    ['where=channel:web', 'usage'],
  ])('refuses %s as %s', async (query, code) => {
    const { get } = await journeys();
    expect((await get<{ error: { code: string } }>(`/carry-over?${query}`)).error.code).toBe(code);
  });
});
