import { describe, expect, test } from 'vitest';
import { figureMaker } from '../../../lib/metrics/figures/figure.ts';
import { weightedFigure } from '../../../lib/metrics/figures/weights.ts';
import { seededChance } from '../chance.ts';

const make = figureMaker(30);

describe('weightedFigure', () => {
  test('gives each stratum its true share, however many of its members responded', () => {
    const weighted = weightedFigure(
      [
        { share: 0.5, figure: make.share(90, 100) },
        { share: 0.5, figure: make.share(2, 10) },
      ],
      30,
    );
    expect(weighted?.value).toBeCloseTo(0.55, 12);
    expect(weighted).toMatchObject({ n: 110, enough: true });
    expect(weighted?.effectiveN).toBeCloseTo(36.36, 2);
  });

  test('equals the unweighted figure, with its n, where strata responded in their true shares', () => {
    const weighted = weightedFigure(
      [
        { share: 0.25, figure: make.share(30, 100) },
        { share: 0.75, figure: make.share(150, 300) },
      ],
      30,
    );
    expect(weighted?.value).toBeCloseTo(180 / 400, 12);
    expect(weighted?.effectiveN).toBeCloseTo(400, 9);
  });

  test('has no sufficient sample where the effective n is under the minimum, however many answered', () => {
    const strata = [
      { share: 0.01, figure: make.share(500, 1000) },
      { share: 0.99, figure: make.share(2, 5) },
    ];
    expect(weightedFigure(strata, 30)?.enough).toBe(false);
  });

  test('no strata give no figure', () => {
    expect(weightedFigure([], 30)).toBeUndefined();
  });

  test('its interval holds the true value in 93 to 97% of samples in which one group answers far more often', () => {
    const chance = seededChance(7);
    const truth = 0.3 * 0.8 + 0.7 * 0.4;
    const drawn = (n: number, rate: number): number =>
      Array.from({ length: n }, () => Number(chance() < rate)).reduce((sum, one) => sum + one, 0);
    const runs = 4000;
    let held = 0;
    for (let run = 0; run < runs; run += 1) {
      const weighted = weightedFigure(
        [
          { share: 0.3, figure: make.share(drawn(200, 0.8), 200) },
          { share: 0.7, figure: make.share(drawn(60, 0.4), 60) },
        ],
        30,
      );
      if (weighted && weighted.low <= truth && truth <= weighted.high) held += 1;
    }
    expect(held / runs).toBeGreaterThan(0.93);
    expect(held / runs).toBeLessThan(0.97);
  });
});
