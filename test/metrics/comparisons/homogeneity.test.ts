import { describe, expect, it } from 'vitest';
import { homogeneityOf } from '../../../lib/metrics/comparisons/homogeneity.ts';
import { momentsOfCounts } from '../../../lib/metrics/figures/moments.ts';
import { drawCounts, shareTrue } from '../chance.ts';

const net = { min: -100, max: 100 };
const npsOf = (down: number, passive: number, up: number) =>
  momentsOfCounts({ '-100': down, '0': passive, '100': up });

describe('homogeneityOf', () => {
  it("distinguishes channels that differ from those that don't", () => {
    expect(homogeneityOf([npsOf(10, 30, 60), npsOf(50, 30, 20)], net)?.p).toBeLessThan(1e-6);
    expect(homogeneityOf([npsOf(20, 30, 50), npsOf(21, 29, 50), npsOf(19, 31, 50)], net)?.p).toBeGreaterThan(
      0.9,
    );
  });

  it("equals Welch's F for large groups", () => {
    // Written out without the three added scores, which are next to nothing in groups of 1,000.
    const groups = [4, 9, 16].map((variance, index) => ({ n: 1000, mean: 10 + 2 * index, variance }));
    const weights = [250, 1000 / 9, 62.5];
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const mean = weights.reduce((sum, weight, index) => sum + weight * (10 + 2 * index), 0) / total;
    const between =
      weights.reduce((sum, weight, index) => sum + weight * (10 + 2 * index - mean) ** 2, 0) / 2;
    const unsure = weights.reduce((sum, weight) => sum + (1 - weight / total) ** 2 / 999, 0);
    const exact = between / (1 + unsure / 4);
    const found = homogeneityOf(groups, { min: 9, max: 15 })?.statistic ?? 0;
    expect(Math.abs(found / exact - 1)).toBeLessThan(0.02);
  });

  it('two groups, one of them without variance, still have a p', () => {
    const p = homogeneityOf([npsOf(0, 0, 40), npsOf(4, 6, 30)], net)?.p ?? 0;
    expect(p).toBeGreaterThan(0.0001);
    expect(p).toBeLessThan(0.05);
  });

  it('one group, or none, gives no result', () => {
    expect(homogeneityOf([npsOf(1, 1, 1)], net)).toBeUndefined();
    expect(homogeneityOf([], net)).toBeUndefined();
  });

  it.each([
    { sizes: [30, 30], mix: [0.2, 0.3, 0.5] },
    { sizes: [40, 400, 80], mix: [0.2, 0.3, 0.5] },
    { sizes: [30, 60, 90, 200, 30], mix: [0.08, 0.12, 0.8] },
  ])(
    'finds equal groups of $sizes with the mix $mix different in 3 to 7 of 100 samples',
    ({ sizes, mix }) => {
      const share = shareTrue(3000, sizes.length, (chance) => {
        const groups = sizes.map((n) => {
          const [down = 0, passive = 0, up = 0] = drawCounts(chance, mix, n);
          return npsOf(down, passive, up);
        });
        return (homogeneityOf(groups, net)?.p ?? 1) < 0.05;
      });
      expect(share).toBeGreaterThan(0.03);
      expect(share).toBeLessThan(0.07);
    },
  );
});
