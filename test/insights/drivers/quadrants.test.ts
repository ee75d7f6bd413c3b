import { expect, test } from 'vitest';
import { quadrantOf } from '../../../lib/insights/drivers/quadrants.ts';

test.each([
  [
    'a significantly lower score is fixed first, however it is felt about',
    -74.8,
    0.001,
    [10, 40],
    'fix-first',
  ],
  ['a significantly higher score is kept up, however it is felt about', 12, 0.05, [-60, -20], 'keep-up'],
  ['an effect that is not significant is no reason to fix', -26.6, 0.2, [-5, 30], 'leave'],
  ['what is criticized beyond chance is watched', -3, 0.6, [-60, -20], 'watch'],
  ['what may be liked or not is left', 3, 0.6, [-10, 10], 'leave'],
] as const)('%s', (_, effect, falseDiscoveryRate, [low, high], quadrant) => {
  expect(quadrantOf({ effect: { value: effect }, falseDiscoveryRate, performance: { low, high } })).toBe(
    quadrant,
  );
});
