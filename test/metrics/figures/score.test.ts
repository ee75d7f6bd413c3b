import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headlineOf } from '../../../lib/metrics/comparisons/changes.ts';
import { figuresOf } from '../../../lib/metrics/figures/figures.ts';
import { scoreMoments, scoreOf } from '../../../lib/metrics/figures/score.ts';
import { emptyTally } from '../../../lib/metrics/tally/tally.ts';

describe('scoreOf', () => {
  it('NPS gives 100 for promoters, 0 for passives and -100 for detractors, including rating 0', () => {
    const nps = { metric: 'nps', kind: 'transactional' } as const;
    expect([0, 6, 7, 8, 9, 10].map((rating) => scoreOf(nps, rating))).toEqual([-100, -100, 0, 0, 100, 100]);
  });
});

describe('scoreMoments', () => {
  it('its mean is the headline of the scale, for any ratings', () => {
    const key = fc.constantFrom(
      'nps:transactional',
      'csat:1-5',
      'ces:1-7:easy',
      'ces:1-7:effort',
      'rating:1-5',
    );
    const counts = fc.dictionary(
      fc.integer({ min: 1, max: 5 }).map(String),
      fc.integer({ min: 1, max: 20 }),
      { minKeys: 1 },
    );
    fc.assert(
      fc.property(key, counts, (scale, ratings) => {
        const figures = figuresOf({ ...emptyTally, ratings: { [scale]: ratings } }).ratings[scale];
        const headline = figures && headlineOf(figures);
        expect(scoreMoments(scale, ratings).mean).toBeCloseTo(headline?.value ?? Number.NaN, 10);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('counts satisfied ratings from the configured value', () => {
    expect(scoreMoments('csat:1-5', { '3': 1, '1': 1 }, 3).mean).toBe(0.5);
  });

  it('no ratings have no n', () => {
    expect(scoreMoments('nps:relationship', {}).n).toBe(0);
  });
});
