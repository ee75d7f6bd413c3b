import { expect, test } from 'vitest';
import type { ChangesView } from '../../../lib/api/contract/changes.ts';
import type { FindingsAnswer } from '../../../lib/api/contract/findings.ts';
import { apiWorld, responsesOn } from '../world.ts';

const rated = (day: string, [promoters, passives, detractors]: readonly number[], where: Where) =>
  responsesOn(day, (promoters ?? 0) + (passives ?? 0) + (detractors ?? 0), (index) => ({
    touchpoint: where.touchpoint,
    attributes: { plan: where.plan },
    answers: [],
    responseId: `${index}.${day}${where.touchpoint}${where.plan}`.padStart(12, '0'),
    ratings: {
      'nps:transactional': index < (promoters ?? 0) ? 10 : index < (promoters ?? 0) + (passives ?? 0) ? 8 : 2,
    },
  }));

interface Where {
  readonly touchpoint: string;
  readonly plan: string;
}

/** Gold customers of delivery fall from 27 to −48 points; everyone else stays at 27 or 30. */
const planted = async () => {
  const world = apiWorld({ metrics: { dimensions: ['plan'] } });
  await world.store(
    rated('2026-04-10', [47, 33, 20], { touchpoint: 'delivery', plan: 'gold' }),
    rated('2026-04-10', [200, 100, 100], { touchpoint: 'delivery', plan: 'blue' }),
    rated('2026-04-10', [150, 100, 60], { touchpoint: 'checkout', plan: 'blue' }),
    rated('2026-05-10', [16, 20, 64], { touchpoint: 'delivery', plan: 'gold' }),
    rated('2026-05-10', [200, 100, 100], { touchpoint: 'delivery', plan: 'blue' }),
    rated('2026-05-10', [150, 100, 60], { touchpoint: 'checkout', plan: 'blue' }),
  );
  return world;
};

const onlyGold = /Only [^:"]*gold[^:"]*: no significant change elsewhere/;
const gold = { touchpoint: 'delivery', segment: { dimension: 'plan', value: 'gold' } };

test('a group of customers that fell at one touchpoint is in changes, findings and the digest, by its name', async () => {
  const { get } = await planted();
  const { changes, mixes } = await get<ChangesView>('/changes?period=2026-05');
  const [fallen] = changes.filter(({ segment }) => segment?.value === 'gold');
  expect(fallen).toMatchObject({ ...gold, series: 'nps:transactional', certain: true });
  expect(fallen?.difference).toBeCloseTo(-75, 6);
  const others = changes.filter(({ segment }) => segment?.value === 'blue');
  expect(others.map(({ certain }) => certain)).not.toContain(true);

  const [mix] = mixes.filter(({ by, series }) => by === 'plan' && series === 'nps:transactional');
  expect(mix?.customers.value).toBeCloseTo(mix?.difference ?? 0, 6);
  expect(mix?.customers.high).toBeLessThan(0);

  const { findings } = await get<FindingsAnswer>('/findings?period=2026-05');
  expect(JSON.stringify(findings[0])).toMatch(onlyGold);

  const { digest } = await get<{ digest: unknown }>('/digests/_all/month/2026-05?fresh=true');
  expect(JSON.stringify(digest)).toMatch(onlyGold);
});
