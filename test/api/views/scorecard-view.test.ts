import { expect, test } from 'vitest';
import type { ScorecardView } from '../../../lib/api/contract/journey.ts';
import { targetStatus } from '../../../lib/insights/journey/scorecard.ts';
import { figureMaker } from '../../../lib/metrics/figures/figure.ts';
import { apiWorld, responsesOn } from '../world.ts';

const journey = `
targets: { "nps:transactional": 90 }
stages:
  - id: order
    owner: sales
    touchpoints:
      - { id: checkout, owner: web team, targets: { "nps:transactional": 20, "csat:1-5": 0.8 } }
      - { id: delivery, targets: { "nps:transactional": 95 } }
`;

const rated = (day: string, count: number, touchpoint: string, nps: number) =>
  responsesOn(day, count, { touchpoint, ratings: { 'nps:transactional': nps }, answers: [] });

const make = figureMaker(30);

test.each([
  [make.net(90, 0, 100), 'met'],
  [make.net(50, 30, 100), 'open'],
  [make.net(0, 90, 100), 'missed'],
  [make.net(9, 0, 10), 'too-few'],
  [undefined, 'unknown'],
])('a target of 20 points against %o is %s', (actual, status) => {
  expect(targetStatus(20, actual)).toBe(status);
});

test('the scorecard has KPI, target, actual, trend and owner for the journey, stages and touchpoints', async () => {
  const { store, get } = apiWorld({ journey });
  await store(
    rated('2026-04-14', 50, 'checkout', 0),
    rated('2026-05-14', 50, 'checkout', 10),
    rated('2026-05-14', 3, 'delivery', 10),
  );
  const { rows, before } = await get<ScorecardView>('/scorecard?from=2026-05&to=2026-05');
  expect(before).toEqual({ from: '2026-04-01', to: '2026-04-30' });
  expect(rows).toMatchObject([
    {
      scope: 'journey',
      kpi: 'nps:transactional',
      target: 90,
      actual: { value: 100, n: 50 },
      trend: { difference: 200 },
    },
    { scope: 'stage', id: 'order', owner: 'sales', kpi: 'nps:transactional' },
    { id: 'checkout', kpi: 'csat:1-5', target: 0.8, status: 'unknown' },
    { id: 'checkout', owner: 'web team', kpi: 'nps:transactional', target: 20, status: 'met' },
    { id: 'delivery', kpi: 'nps:transactional', suppressed: true, status: 'unknown' },
  ]);
  expect(rows).toHaveLength(5);
});

test('sentiment has no trend where another version scored the previous period', async () => {
  const { store, get } = apiWorld({ journey });
  await store(
    responsesOn('2026-04-14', 40),
    responsesOn('2026-05-14', 40, { versions: { sentiment: 'lexicon-2', theme: 'cx-core-1' } }),
  );
  const { rows } = await get<ScorecardView>('/scorecard?from=2026-05&to=2026-05');
  const row = rows.find(({ id, kpi }) => id === 'delivery' && kpi === 'sentiment:net');
  expect([row?.broken, row?.trend, row?.actual?.n]).toEqual([true, undefined, 40]);
});

test('the trend is against the same period a year before, if that is asked for', async () => {
  const { store, get } = apiWorld({ journey });
  await store(rated('2025-05-14', 50, 'checkout', 0), rated('2026-05-14', 50, 'checkout', 10));
  const { before, rows } = await get<ScorecardView>('/scorecard?from=2026-05&to=2026-05&against=season');
  expect(before).toEqual({ from: '2025-05-01', to: '2025-05-31' });
  expect(rows[0]).toMatchObject({ kpi: 'nps:transactional', trend: { difference: 200 } });
});
