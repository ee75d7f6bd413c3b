import { describe, expect, test } from 'vitest';
import { figuresOf } from '../../lib/metrics/figures.ts';
import { parseMetricsSettings } from '../../lib/metrics/metrics-settings.ts';
import { emptyTally } from '../../lib/metrics/tally.ts';

describe('config/metrics.yaml', () => {
  test('says from which answer on a customer is satisfied', () => {
    const options = parseMetricsSettings(
      'minimumSample: 2\nsatisfiedFrom: { "csat:1-5": 5 }',
      'config/metrics.yaml',
    );
    const tally = { ...emptyTally, responses: 4, ratings: { 'csat:1-5': { 4: 3, 5: 1 } } };
    expect(figuresOf(tally, options).ratings['csat:1-5']).toMatchObject({
      satisfiedFrom: 5,
      satisfied: { value: 0.25, n: 4, enough: true },
    });
  });

  test('may be empty', () => {
    expect(parseMetricsSettings('', 'config/metrics.yaml')).toEqual({});
  });

  test.each([
    ['minimumSample: 0', 'minimumSample is wrong'],
    ['satisfiedFrom: { "nps:transactional": 8 }', 'satisfiedFrom.nps:transactional is wrong'],
    ['targets: 3', 'the file is wrong'],
  ])('refuses %s', (text, message) => {
    expect(() => parseMetricsSettings(text, 'config/metrics.yaml')).toThrow(message);
  });
});
