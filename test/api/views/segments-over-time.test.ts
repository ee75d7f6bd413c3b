import { expect, test } from 'vitest';
import { z } from 'zod';
import type { ChangesView } from '../../../lib/api/contract/changes.ts';
import type { FindingsAnswer } from '../../../lib/api/contract/findings.ts';
import { createReportApi } from '../report-api.ts';
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
const planted = [
  rated('2026-04-10', [47, 33, 20], { touchpoint: 'delivery', plan: 'gold' }),
  rated('2026-04-10', [200, 100, 100], { touchpoint: 'delivery', plan: 'blue' }),
  rated('2026-04-10', [150, 100, 60], { touchpoint: 'checkout', plan: 'blue' }),
  rated('2026-05-10', [16, 20, 64], { touchpoint: 'delivery', plan: 'gold' }),
  rated('2026-05-10', [200, 100, 100], { touchpoint: 'delivery', plan: 'blue' }),
  rated('2026-05-10', [150, 100, 60], { touchpoint: 'checkout', plan: 'blue' }),
].flat();

const metrics = { dimensions: ['plan'] };

const onlyGold = /Only [^:"]*gold[^:"]*: no significant change elsewhere/;
const gold = { touchpoint: 'delivery', segment: { dimension: 'plan', value: 'gold' } };

test('a group of customers that fell at one touchpoint is in changes and findings, by its name', async () => {
  const { store, get } = apiWorld({ metrics });
  await store(planted);
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
});

const digestOf = (body: Readonly<Record<string, unknown>>) =>
  z.object({ digest: z.object({ facts: z.array(z.object({ text: z.string() })) }) }).parse(body).digest;

test.each([
  ['en', onlyGold],
  ['de', /Nur [^:"]*gold[^:"]*/],
])('the digest of that month opens with that group, in %s', async (lang, group) => {
  const { json } = await createReportApi({ metrics }, planted);
  for (const scope of ['_all', 'delivery']) {
    const { status, body } = await json(`/digests/${scope}/month/2026-05?lang=${lang}`);
    expect(status).toBe(200);
    expect(JSON.stringify(body)).toMatch(group);
    const { facts } = digestOf(body);
    expect(
      facts
        .slice(0, 2)
        .map(({ text }) => text)
        .join(' '),
    ).toContain('gold');
  }
});
