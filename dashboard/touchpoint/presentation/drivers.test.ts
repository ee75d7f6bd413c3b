import { expect, test } from 'vitest';
import { driversData, type ShownDrivers } from './drivers.ts';
import { about, ease, figure } from './example.ts';

test('a driver is certain where at most one in twenty is false, and impacts of shares are in points', () => {
  const driver = (theme: string, falseDiscoveryRate: number) => ({
    theme,
    mentions: 43,
    frequency: 0.09,
    scoreWith: 0.1,
    scoreWithout: 0.5,
    effect: { value: -0.4, low: -0.6, high: -0.2 },
    p: 0.001,
    falseDiscoveryRate,
    impact: { value: -0.034, low: -0.055, high: -0.014 },
    scoreIfGone: 0.5,
    enough: true,
    performance: figure(-95, -100, -80, 43),
  });
  const drivers: ShownDrivers = {
    metric: 'ces',
    scales: [ease.series],
    score: ease.series,
    unit: 'share',
    reading: 'associated with',
    leftOut: [],
    adjustedFor: [],
    drivers: [driver('trust', 0.005), driver('price', 0.4)],
    suppressedThemes: 0,
    momentsOfTruth: [],
    series: [],
  };
  const { points } = driversData(drivers, { from: '2025-03-01', to: '2025-05-31' }, about);
  expect(points.map(({ label, verdict, across }) => [label, verdict, across.value.toFixed(1)])).toEqual([
    ['Trust', 'worse', '-3.4'],
    ['Price', undefined, '-3.4'],
  ]);
  expect(points[0]?.sentence).toBe(
    'Trust: impact −3.4, −5.5 to −1.4; net sentiment −95, −100 to −80; 43 mentions; significant.',
  );
  expect(points[0]?.href).toBe('/comments?from=2025-03-01&to=2025-05-31&tp=checkout&theme=trust');
});
