import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { parseJourney } from '../../lib/feedback/journey.ts';
import { parseMetricsSettings } from '../../lib/metrics/figures/metrics-settings.ts';

test('no part of a settings file is written to the log, however odd its keys', async () => {
  const warnings: string[] = [];
  const note = ({ message }: Error): number => warnings.push(message);
  process.on('warning', note);
  const odd = '? {name: Jane Roe}\n: 1\n';
  expect(() => parseMetricsSettings(odd, 'config/metrics.yaml')).toThrow();
  expect(() => parseJourney(odd)).toThrow();
  await setImmediate();
  process.off('warning', note);
  expect(warnings).toEqual([]);
});
