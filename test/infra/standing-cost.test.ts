import { expect, test } from 'vitest';
import { pricesOf } from '../../lib/cost/prices.ts';
import { standingCost, standingOf } from '../../lib/cost/standing-cost.ts';
import { synthesize } from './synthesized-stack.ts';

const most = 2.8;

test(`a month without use costs at most $${most} beyond what every account has free`, () => {
  const { all } = synthesize();
  const lines = standingCost(
    standingOf({ Resources: Object.fromEntries(all.map((one) => [one.id, one])) }),
    pricesOf(),
  );
  const dollars = lines.reduce((sum, line) => sum + line.dollarsBeyondFree, 0);
  expect(lines.find(({ of }) => of === 'alarmMetric')?.amount).toBeGreaterThan(15);
  expect(dollars).toBeLessThanOrEqual(most);
});

test('an alarm on an expression counts each of its metrics, and an idle queue its polls', () => {
  const expression = { Metrics: [{ Expression: 'a + b' }, { MetricStat: {} }, { MetricStat: {} }] };
  const standing = standingOf({
    Resources: {
      one: { Type: 'AWS::CloudWatch::Alarm', Properties: expression },
      two: { Type: 'AWS::CloudWatch::Alarm', Properties: { MetricName: 'Errors' } },
      source: { Type: 'AWS::Lambda::EventSourceMapping', Properties: {} },
    },
  });
  expect(standing).toMatchObject({ alarmMetric: 3, queueRequests: 648_000, dashboard: 0 });
  expect(standingCost(standing, pricesOf()).map(({ of }) => of)).toEqual([
    'customMetric',
    'alarmMetric',
    'queueRequests',
  ]);
});
