import { describe, expect, test } from 'vitest';
import { saveOutcome, saveSeries } from '../../../lib/store/settings/operations-config.ts';
import { plantedCopies } from '../../insights/planted-copies.ts';
import { seededChance } from '../../metrics/chance.ts';
import { apiWorld, responsesOn } from '../world.ts';

interface Answer {
  readonly suppressed?: true;
  readonly score?: string;
  readonly scales?: readonly string[];
  readonly drivers?: readonly { readonly theme: string }[];
  readonly series?: readonly { readonly series: string; readonly effect: { readonly value: number } }[];
  readonly error?: { readonly code: string; readonly message: string; readonly got?: string };
}

const world = async (n = 600) => {
  const made = apiWorld();
  await made.store(plantedCopies(seededChance(1), { n, harm: 0.3 }));
  return made;
};

/** A clock on which each look is six seconds after the one before. */
const sixSecondsALook = (): (() => number) => {
  let milliseconds = 0;
  return () => {
    milliseconds += 6000;
    return milliseconds;
  };
};

describe('GET /drivers', () => {
  test('shows what NPS is associated with, the planted theme first', async () => {
    const { get } = await world();
    const answer = await get<Answer>('/drivers?metric=nps&from=2026-05&to=2026-05');
    expect(answer).toMatchObject({
      metric: 'nps',
      from: '2026-05',
      scales: ['nps:transactional'],
      score: 'nps:transactional',
      reading: 'associated with',
    });
    expect(answer.drivers?.[0]?.theme).toBe('delivery');
  });

  test('suppresses groups with fewer than five respondents, and what would reveal them', async () => {
    const { get, store } = apiWorld();
    await store(
      responsesOn('2026-05-01', 4, { channel: 'web' }),
      responsesOn('2026-05-01', 40, { channel: 'app' }),
    );
    expect(await get('/drivers?where=channel:web')).toEqual({
      metric: 'nps',
      scales: ['nps:transactional'],
      from: '2026-03',
      to: '2026-05',
      where: [{ dimension: 'channel', value: 'web' }],
      suppressed: true,
    });
    expect((await get<Answer>('/drivers?where=channel:app')).suppressed).toBe(true);
    expect((await get<Answer>('/drivers')).suppressed).toBeUndefined();
  });

  test('suppresses a scope below the minimum group size, for any score', async () => {
    const { get, store } = apiWorld();
    await store(responsesOn('2026-05-01', 3));
    const period = { from: '2026-03-01', to: '2026-05-31' };
    expect(await get('/drivers')).toEqual({ metric: 'sentiment', scales: [], ...period, suppressed: true });
    expect(await get('/carry-over')).toEqual({ ...period, lookbackDays: 180, suppressed: true });
  });

  test('is of the latest month with feedback and the two before it, as the journey map', async () => {
    const { get, store } = apiWorld();
    await store(responsesOn('2026-01-10', 40), responsesOn('2026-05-01', 50), responsesOn('2026-03-01', 60));
    const { from, to } = await get<{ from: string; to: string }>('/journey');
    expect(await get('/drivers')).toMatchObject({ from, to, everyone: { n: 110 } });
    expect(await get('/scores')).toMatchObject({ from, to, scales: [{ everyone: { n: 110 } }] });
    expect(await get('/consistency?by=touchpoint')).toMatchObject({ from, to });
    expect(await get('/drivers?from=2026-01')).toMatchObject({ from: '2026-01', to, everyone: { n: 150 } });
  });

  test('explains the existing score where no metric is given', async () => {
    const { get, store } = apiWorld();
    await store(responsesOn('2026-05-01', 40, () => ({ ratings: { 'rating:1-5': 4 } })));
    expect(await get('/drivers')).toMatchObject({ metric: 'rating', score: 'rating:1-5' });
    expect(await get('/trends?from=2026-05&to=2026-05')).toMatchObject({ metric: 'rating:1-5' });
    expect(await get('/carry-over?from=2026-05')).toMatchObject({ scale: 'rating:1-5' });
  });

  test('does not name a scale with too few ratings', async () => {
    const { get, store } = apiWorld();
    const ratings = (index: number) => (index < 2 ? { 'csat:1-5': 3 } : { 'nps:transactional': 9 });
    await store(responsesOn('2026-05-01', 30, (index) => ({ ratings: ratings(index) })));
    expect((await get<Answer>('/drivers?metric=csat')).error).toMatchObject({
      code: 'not-found',
      message: 'no ratings on this scale in this period, or fewer than the minimum group size',
    });
  });

  test('tests imported series and outcomes against scores', async () => {
    const { get, effects } = await world();
    const copies = plantedCopies(seededChance(1), { n: 600, harm: 0.3 });
    const importedAt = '2026-06-01T00:00:00.000Z';
    await saveOutcome(effects.objects, {
      name: 'churn',
      importedAt,
      values: copies.map(({ responseId, ratings }) => [
        responseId,
        ratings['nps:transactional'] === 3 ? 1 : 0,
      ]),
    });
    const days = new Set(copies.map(({ touchpoint, cell }) => `${touchpoint} ${cell}`));
    await saveSeries(effects.objects, {
      name: 'waiting-time',
      importedAt,
      values: [...days].map((key) => [
        key.split(' ')[0] ?? '',
        key.split(' ')[1] ?? '',
        key.length + (Number(key.slice(-1)) % 3),
      ]),
    });
    const churn = await get<Answer>('/drivers?metric=outcome:churn');
    expect([churn.score, churn.drivers?.[0]?.theme]).toEqual(['outcome:churn', 'delivery']);
    expect((await get<Answer>('/drivers')).series?.map(({ series }) => series)).toEqual(['waiting-time']);
    await saveOutcome(effects.objects, { name: 'loyal', importedAt, values: [['nobody', 1]] });
    expect((await get<Answer>('/drivers?metric=outcome:loyal')).drivers).toEqual([]);
    expect((await get<Answer>('/drivers?metric=outcome:repurchase')).error?.code).toBe('not-found');
  });

  test.each([
    ['metric=happiness', 'usage'],
    ['metric=ces', 'not-found'],
    ['scale=nps:relationship', 'not-found'],
    ['touchpoint=nowhere', 'not-found'],
    ['where=channel', 'usage'],
    ['where=a:1,b:2,c:3', 'usage'],
    ['day=2026-05-01', 'usage'],
  ])('refuses %s as %s', async (query, code) => {
    const { get } = await world(60);
    expect((await get<Answer>(`/drivers?${query}`)).error?.code).toBe(code);
  });

  test.each(['/drivers', '/conflicts', '/consistency', '/scores', '/bursts', '/carry-over'])(
    '%s stops reading in time, and says how far it came',
    async (path) => {
      const { get, store } = apiWorld({ milliseconds: sixSecondsALook() });
      const days = Array.from({ length: 9 }, (_, index) => `2026-05-0${index + 1}`);
      await store(days.flatMap((day) => responsesOn(day, 10)));
      expect((await get<Answer>(path)).error).toMatchObject({
        code: 'scan-too-slow',
        got: '30 of 90 read in 20 seconds',
      });
    },
  );

  test('the two reads of carry-over share one time limit', async () => {
    const { get, store } = apiWorld({ milliseconds: sixSecondsALook() });
    await store(
      responsesOn('2026-04-01', 10, { touchpoint: 'onboarding' }),
      ['2026-05-01', '2026-05-02'].flatMap((day) => responsesOn(day, 10)),
    );
    expect((await get<Answer>('/carry-over?touchpoint=delivery&from=2026-05')).error).toMatchObject({
      code: 'scan-too-slow',
      got: '10 of 30 read in 20 seconds',
    });
  });

  test('refuses more responses than the configured limit', async () => {
    const { get, store } = apiWorld({ metrics: { scanLimit: 10 } });
    await store(responsesOn('2026-05-01', 11));
    expect((await get<Answer>('/drivers')).error).toMatchObject({ code: 'scan-too-large', got: '11' });
  });
});
