import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { figuresOf } from '../../../lib/metrics/figures/figures.ts';
import { parseMetricsSettings, thresholdsOf } from '../../../lib/metrics/figures/metrics-settings.ts';
import { emptyTally } from '../../../lib/metrics/tally/tally.ts';

describe('config/metrics.yaml', () => {
  test('sets the lowest satisfied rating of a scale', () => {
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

  test('matches the example in docs/metrics.md', () => {
    const page = readFileSync(new URL('../../../docs/metrics.md', import.meta.url), 'utf8');
    const [, text = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
    expect(parseMetricsSettings(text, 'config/metrics.yaml')).toMatchObject({
      dimensions: ['channel', 'plan', 'channel+plan'],
      personas: [{ id: 'devoted' }, { id: 'mobile-gold', where: { channel: ['app'], plan: ['gold'] } }],
      weights: { by: 'plan' },
    });
  });

  test.each([
    ['', { figures: 5, quotes: 10 }],
    ['confidentiality: { figures: 8 }', { figures: 8, quotes: 10 }],
    ['confidentiality: off', { figures: 0, quotes: 0 }],
  ])('%j suppresses under %j people', (text, thresholds) => {
    expect(thresholdsOf(parseMetricsSettings(text, 'config/metrics.yaml'))).toEqual(thresholds);
  });

  test.each([
    ['minimumSample: 0', 'minimumSample is invalid'],
    ['satisfiedFrom: { "nps:transactional": 8 }', 'satisfiedFrom.nps:transactional is invalid'],
    ['targets: 3', 'the file is invalid'],
    ['confidentiality: { figures: 11 }', 'confidentiality.figures is invalid'],
    ['weights: { by: plan, shares: { gold: 0.2, blue: 0.2 } }', 'weights.shares is invalid'],
    ['personas: [{ id: x, where: {} }]', 'personas.0.where is invalid'],
  ])('refuses %s', (text, message) => {
    expect(() => parseMetricsSettings(text, 'config/metrics.yaml')).toThrow(message);
  });
});
