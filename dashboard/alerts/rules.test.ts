import { expect, test } from 'vitest';
import { unusedId } from '../shared/config/unused-id.ts';
import {
  checksAlerts,
  falseAlarmsBeside,
  kinds,
  newRule,
  numbersOf,
  placeOf,
  suggestedRules,
} from './rules.ts';

test('a new rule has a name that no other has', () => {
  expect([unusedId([], 'drop'), unusedId(['drop', 'drop-2'], 'drop')]).toEqual(['drop', 'drop-3']);
});

test('a new rule watches the first score that was asked, against its target', () => {
  expect(newRule('below-target', 'a', [{ series: 'csat:1-5', target: 0.6 }])).toMatchObject({
    series: 'csat:1-5',
    target: 0.6,
  });
});

test('a schedule of digests alone checks no alerts', () => {
  const digest = { id: 'weekly', kind: 'digest', every: 'week', at: 7 } as const;
  expect(checksAlerts({ schedules: [digest] })).toBe(false);
  expect(checksAlerts({ schedules: [digest, { ...digest, kind: 'alerts' }] })).toBe(true);
});

test('suggested rules watch significant falls, silent sources, and each score with a target', () => {
  const scores = [
    { series: 'nps:transactional', target: 10 },
    { series: 'sentiment:net' },
    { series: 'csat:1-5', target: 0.6 },
  ];
  expect(
    suggestedRules(scores).map(({ id, ...rule }) => [id, 'series' in rule ? rule.series : rule.kind]),
  ).toEqual([
    ['finding', 'finding'],
    ['silence', 'silence'],
    ['below-target', 'nps:transactional'],
    ['below-target-2', 'csat:1-5'],
  ]);
});

test('a rule has the numbers of its kind', () => {
  expect(numbersOf(newRule('signal', 'a')).map(({ name }) => name)).toEqual(['days', 'atLeast']);
});

test('a target and a fall are in the unit of their score, which changes with the score', () => {
  const unitsOf = (kind: (typeof kinds)[number]) =>
    numbersOf(newRule(kind, 'a', [{ series: 'csat:1-5', target: 0.8 }])).map(({ name, series }) => [
      name,
      series,
    ]);
  expect(unitsOf('below-target')).toEqual([
    ['target', 'csat:1-5'],
    ['days', undefined],
  ]);
  expect(unitsOf('drop')).toContainEqual(['atLeast', 'csat:1-5']);
  expect(unitsOf('signal')).toContainEqual(['atLeast', undefined]);
});

test('every rule that tests has its false alarms of a year beside it', () => {
  const beside = kinds.map((kind) => {
    const rule = newRule(kind, 'a');
    const set = numbersOf(rule).find(({ name }) => name === 'falseAlarmsAYear')?.value;
    return [kind, set ?? falseAlarmsBeside(rule)?.toFixed(1)];
  });
  expect(Object.fromEntries(beside)).toEqual({
    'below-target': '2.3',
    drop: 1,
    'theme-spike': 1,
    signal: undefined,
    finding: '3.6',
    silence: 1,
  });
  expect(
    falseAlarmsBeside({
      id: 'a',
      kind: 'drop',
      series: 'sentiment:net',
      days: 7,
      against: 28,
      atLeast: 0,
      level: 0.01,
    }),
  ).toBeCloseTo(2.4, 1);
});

test('evidence of a touchpoint leads to it and to its time', () => {
  expect(placeOf('/touchpoints/e-mail/feedback?from=2025-05-01&to=2025-05-07&theme=price')).toEqual({
    touchpoint: 'e-mail',
    search: { from: '2025-05-01', to: '2025-05-07', theme: 'price' },
  });
  expect(placeOf('/batches?limit=100')).toBeUndefined();
});
