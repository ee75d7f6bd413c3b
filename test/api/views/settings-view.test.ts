import { expect, test } from 'vitest';
import { apiWorld } from '../world.ts';

test('GET /config without files returns the defaults', async () => {
  expect((await apiWorld({ today: '2026-07-15' }).ask('/config')).body).toEqual({
    zone: 'Europe/London',
    today: '2026-07-15',
    confidentiality: { figures: 5, quotes: 10 },
    minimumSample: 30,
    scanLimit: 200_000,
    dimensions: [],
    satisfiedFrom: {},
    languages: ['en', 'de', 'es', 'fr', 'it', 'nl', 'pt'],
    limits: { newTouchpoints: 500 },
    retention: {},
  });
});

test('GET /config returns what a team has configured', async () => {
  const { ask, effects } = apiWorld({
    metrics: {
      confidentiality: 'off',
      minimumSample: 50,
      scanLimit: 1000,
      dimensions: ['channel', 'channel+plan'],
      satisfiedFrom: { 'csat:1-5': 5 },
      weights: { by: 'channel', shares: { web: 0.6, shop: 0.4 } },
    },
    limits: { responsesPerMonth: 1_000_000, newTouchpoints: 20 },
    retention: { feedbackMonths: 24 },
  });
  await effects.batches.advanceRetention({ closedBefore: '2024-07' });
  await effects.objects.write(
    'config/languages.yaml',
    'engines: { de: comprehend, es: none, it: none, nl: none, pt: none }',
  );
  expect((await ask('/config')).body).toMatchObject({
    confidentiality: { figures: 0, quotes: 0 },
    minimumSample: 50,
    scanLimit: 1000,
    dimensions: ['channel', 'channel+plan'],
    weightedBy: 'channel',
    satisfiedFrom: { 'csat:1-5': 5 },
    languages: ['en', 'de', 'fr'],
    limits: { responsesPerMonth: 1_000_000, newTouchpoints: 20 },
    retention: { feedbackMonths: 24, closedBefore: '2024-07' },
  });
});
