import { describe, expect, test } from 'vitest';
import type { ChangesView, TrendView } from '../../../lib/api/contract/changes.ts';
import { scoredAnswer } from '../../store/examples.ts';
import { apiWorld, responsesOn } from '../world.ts';

const rated = (day: string, count: number, nps: number, touchpoint: string, channel = 'web') =>
  responsesOn(day, count, (index) => ({
    touchpoint,
    channel,
    answers: [],
    responseId: `${index}.${nps}${channel}${day}${touchpoint}`.padStart(9, '0'),
    ratings: { 'nps:transactional': nps },
  }));

const metrics = { dimensions: ['channel'] };

describe('GET /changes', () => {
  test('finds significant changes over all touchpoints, corrected for everything that was tested', async () => {
    const { store, get } = apiWorld({ metrics });
    await store(
      rated('2026-04-10', 100, 9, 'delivery'),
      rated('2026-04-10', 100, 9, 'checkout'),
      rated('2026-05-10', 40, 9, 'delivery'),
      rated('2026-05-10', 60, 0, 'delivery'),
      rated('2026-05-10', 100, 9, 'checkout'),
    );
    const { changes, before, after } = await get<ChangesView>('/changes?period=2026-05');
    expect([before.responses, after.responses]).toEqual([200, 200]);
    expect(changes.map((one) => [one.touchpoint, one.series, one.difference, one.certain])).toEqual([
      [undefined, 'nps:transactional', -60, true],
      ['delivery', 'nps:transactional', -120, true],
      ['checkout', 'nps:transactional', 0, false],
    ]);
  });

  test('reports a change in mix where every channel scores as before', async () => {
    const { store, get } = apiWorld({ metrics });
    await store(
      rated('2026-04-10', 80, 10, 'delivery', 'web'),
      rated('2026-04-10', 20, 0, 'delivery', 'app'),
      rated('2026-05-10', 20, 10, 'delivery', 'web'),
      rated('2026-05-10', 80, 0, 'delivery', 'app'),
    );
    const { mixes } = await get<ChangesView>('/changes?period=2026-05&touchpoint=delivery');
    expect(mixes.map(({ by, series }) => [by, series])).toEqual([['channel', 'nps:transactional']]);
    expect(mixes[0]?.difference).toBeCloseTo(-120, 9);
    expect(mixes[0]?.mix.value).toBeCloseTo(-120, 9);
    expect(mixes[0]?.customers.value).toBeCloseTo(0, 9);
  });

  test('compares an unfinished period with the same number of days, on request in the year before', async () => {
    const { store, get } = apiWorld({ today: '2026-05-11' });
    await store(
      rated('2025-05-10', 30, 9, 'delivery'),
      rated('2026-04-10', 40, 9, 'delivery'),
      rated('2026-04-25', 50, 9, 'delivery'),
      rated('2026-05-10', 60, 9, 'delivery'),
    );
    const previous = await get<ChangesView>('/changes?period=2026-05');
    expect([previous.part, previous.before]).toEqual([
      true,
      { from: '2026-04-01', to: '2026-04-10', responses: 40 },
    ]);
    const season = await get<ChangesView>('/changes?period=2026-05&against=season');
    expect(season.before).toMatchObject({ from: '2025-05-01', responses: 30 });
  });

  test('does not compare sentiment from two versions, and says so', async () => {
    const { store, get } = apiWorld();
    await store(
      responsesOn('2026-04-10', 40),
      responsesOn('2026-05-10', 40, { versions: { sentiment: 'lexicon-2', theme: 'cx-core-1' } }),
    );
    const { changes, broken } = await get<ChangesView>('/changes?period=2026-05&touchpoint=delivery');
    expect(broken).toEqual({ delivery: ['sentiment'] });
    expect(changes.map(({ series }) => series)).toEqual(['nps:transactional', 'theme:delivery:share']);
  });
});

const complaining = (day: string, count: number, themes: readonly string[], touchpoint = 'delivery') =>
  responsesOn(day, count, (index) => ({
    touchpoint,
    responseId: `${index}${touchpoint}${themes.length}${day}`.padStart(6, '0'),
    ratings: {},
    answers: [
      scoredAnswer('Late, and then broken', {
        label: 'negative',
        score: -0.5,
        themes: themes.map((id) => ({
          id,
          confidence: 0.9,
          sentiment: { label: 'negative', score: -0.5 },
          spans: [[0, 4]],
        })),
      }),
    ],
  }));

describe('themes of exactly the same comments', () => {
  const three = ['courier', 'lateness', 'packaging'];
  const sharesIn = ({ changes }: ChangesView) =>
    changes
      .filter(({ series }) => series.endsWith(':share'))
      .map(({ touchpoint, series, also = [] }) => [touchpoint, series, ...also]);

  test('are one line of changes, at a touchpoint and over the journey', async () => {
    const { store, get } = apiWorld();
    for (const touchpoint of ['checkout', 'delivery'])
      await store(
        complaining('2026-04-10', 60, [], touchpoint),
        complaining('2026-05-10', 20, three, touchpoint),
        complaining('2026-05-10', 40, [], touchpoint),
      );
    const view = await get<ChangesView>('/changes?period=2026-05');
    const line = three.map((theme) => `theme:${theme}:share`);
    expect(sharesIn(view).toSorted()).toEqual([
      [undefined, ...line],
      ['checkout', ...line],
      ['delivery', ...line],
    ]);
    expect(new Set(view.changes.map(({ falseDiscoveryRate }) => falseDiscoveryRate < 0.001))).toEqual(
      new Set([true, false]),
    );
  });

  test('are two lines where one comment has only one of them', async () => {
    const { store, get } = apiWorld();
    await store(
      complaining('2026-04-10', 60, []),
      complaining('2026-05-10', 20, three),
      complaining('2026-05-10', 1, ['lateness']),
      complaining('2026-05-10', 40, []),
    );
    const view = await get<ChangesView>('/changes?period=2026-05');
    expect(sharesIn(view).toSorted()).toEqual([
      ['delivery', 'theme:courier:share', 'theme:packaging:share'],
      ['delivery', 'theme:lateness:share'],
    ]);
  });

  test('are apart where their people are others, however alike their numbers', async () => {
    const { store, get } = apiWorld();
    await store(
      complaining('2026-04-10', 60, []),
      complaining('2026-05-10', 8, ['courier']),
      complaining('2026-05-10', 8, ['lateness']).map((copy) => ({
        ...copy,
        responseId: `b${copy.responseId}`,
      })),
      complaining('2026-05-10', 40, []),
    );
    const view = await get<ChangesView>('/changes?period=2026-05');
    expect(sharesIn(view)).toHaveLength(2);
  });
});

describe('GET /trends', () => {
  test('of a kind of score uses its most frequent scale', async () => {
    const { store, get } = apiWorld();
    const relationship = { ratings: { 'nps:relationship': 9 } };
    await store(
      rated('2026-05-10', 20, 9, 'delivery'),
      responsesOn('2026-05-11', 30, () => relationship),
    );
    const trend = await get<TrendView>('/trends?metric=nps&from=2026-05&to=2026-05');
    expect(trend.metric).toBe('nps:relationship');
    expect(trend).toEqual(await get('/trends?metric=nps:relationship&from=2026-05&to=2026-05'));
    expect(await get('/trends?metric=csat&from=2026-05&to=2026-05')).toMatchObject({
      error: { code: 'not-found' },
    });
  });

  const filled = async () => {
    const world = apiWorld({
      journey: 'stages: [{ id: order, touchpoints: [{ id: checkout }, { id: delivery }] }]',
    });
    await world.store(
      rated('2026-05-04', 20, 9, 'delivery'),
      rated('2026-05-05', 20, 0, 'checkout'),
      rated('2026-05-12', 30, 9, 'delivery'),
    );
    return world.get;
  };

  test('covers a touchpoint, a stage, or the whole journey', async () => {
    const get = await filled();
    const valuesOf = async (query: string) =>
      (await get<TrendView>(`/trends?metric=nps:transactional&from=2026-05&to=2026-05${query}`)).points.map(
        ({ period, figure }) => [period, figure?.value, figure?.n],
      );
    expect(await valuesOf('&touchpoint=delivery')).toEqual([
      ['2026-05-04', 100, 20],
      ['2026-05-11', 100, 30],
    ]);
    const whole = [
      ['2026-05-04', 0, 40],
      ['2026-05-11', 100, 30],
    ];
    expect(await valuesOf('&stage=order')).toEqual(whole);
    expect(await valuesOf('')).toEqual(whole);
  });

  test.each(['metric=happiness', 'metric=volume&touchpoint=delivery&stage=order'])(
    'refuses %s',
    async (query) => {
      const get = await filled();
      expect(await get(`/trends?${query}`)).toMatchObject({ error: { code: 'usage' } });
    },
  );
});
