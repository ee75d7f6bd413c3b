import { expect, test } from 'vitest';
import { parseAlertRules } from '../../../lib/reports/alerts/alert-rules.ts';

const file = 'config/alerts.yaml';

test('an empty file has no rules', () => {
  expect(parseAlertRules('', file)).toEqual([]);
});

test('settings that a rule omits have defaults', () => {
  const text = `rules:
    - { id: a, kind: below-target, series: "csat:1-5", target: 0.8 }
    - { id: b, kind: drop, series: "sentiment:net" }
    - { id: c, kind: theme-spike }
    - { id: d, kind: signal }
    - { id: e, kind: silence }`;
  expect(parseAlertRules(text, file)).toEqual([
    { id: 'a', kind: 'below-target', series: 'csat:1-5', target: 0.8, days: 28 },
    { id: 'b', kind: 'drop', series: 'sentiment:net', days: 7, against: 28, atLeast: 0 },
    { id: 'c', kind: 'theme-spike', days: 7, against: 28, factor: 1.5 },
    { id: 'd', kind: 'signal', signal: 'urgency', days: 1, atLeast: 10 },
    { id: 'e', kind: 'silence', of: 'folders' },
  ]);
});

test.each([
  ['{ id: a, kind: rise }', 'rules.0.kind'],
  ['{ id: a, kind: drop, series: nps }', 'rules.0.series'],
  ['{ id: a, kind: drop, series: "nps:transactional", level: 0.5 }', 'rules.0.level'],
  ['{ id: a, kind: drop, series: "nps:transactional", falseAlarmsAYear: 0 }', 'rules.0.falseAlarmsAYear'],
  ['{ id: a, kind: silence, level: 0.01, falseAlarmsAYear: 1 }', 'rules.0'],
  ['{ id: a, kind: signal, atLeast: 3 }', 'rules.0.atLeast'],
  ['{ id: A, kind: silence }', 'rules.0.id'],
  ['{ id: a, kind: silence }, { id: a, kind: signal }', 'rules'],
])('%s is refused with its place', (text, place) => {
  expect(() => parseAlertRules(`rules: [${text}]`, file)).toThrow(
    expect.objectContaining({ code: 'usage', message: `${place} is invalid` }),
  );
});
