import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Confusion } from '../../../../lib/analysis/sentiment/adaptation/calibrate.ts';
import { correctShares } from '../../../../lib/analysis/sentiment/adaptation/correct-shares.ts';
import { createRandom, type Random } from '../../../../models/sentiment/random.ts';

type Counts = Confusion['negative'];
const counts = (negative: number, neutral: number, positive: number): Counts => ({
  negative,
  neutral,
  positive,
});
const confusion: Confusion = {
  negative: counts(80, 15, 5),
  neutral: counts(20, 60, 20),
  positive: counts(5, 10, 85),
};

describe('correctShares', () => {
  it('recovers the true shares from the errors of the model', () => {
    // 600 negative, 100 neutral and 300 positive comments, read as in the confusion.
    const shares = correctShares(counts(515, 180, 305), confusion);
    expect(shares?.negative.value).toBeCloseTo(0.6, 1);
    expect(shares?.neutral.value).toBeCloseTo(0.1, 1);
    expect(shares?.positive.value).toBeCloseTo(0.3, 1);
  });

  it('keeps the shares of a model without errors', () => {
    const right: Confusion = {
      negative: counts(1000, 0, 0),
      neutral: counts(0, 1000, 0),
      positive: counts(0, 0, 1000),
    };
    const shares = correctShares(counts(20, 30, 50), right);
    expect(shares?.neutral.value).toBeCloseTo(0.3, 2);
  });

  it('gives no result for a summary without comments', () => {
    expect(correctShares(counts(0, 0, 0), confusion)).toBeUndefined();
  });

  it('gives no result where fewer than 10 comments of a label were labelled', () => {
    const few = { ...confusion, neutral: counts(2, 5, 2) };
    expect(correctShares(counts(10, 10, 10), few)).toBeUndefined();
  });

  it('gives no result where the model cannot tell two labels apart', () => {
    const blind = { ...confusion, neutral: counts(80, 15, 5) };
    expect(correctShares(counts(10, 10, 10), blind)).toBeUndefined();
  });

  it('gives shares that sum to 1 and lie in their intervals, for any counts', () => {
    const count = fc.integer({ min: 0, max: 200 });
    const row = fc.record({ negative: count, neutral: count, positive: count });
    fc.assert(
      fc.property(row, fc.record({ negative: row, neutral: row, positive: row }), (found, any) => {
        const shares = Object.values(correctShares(found, any) ?? {});
        fc.pre(shares.length > 0);
        expect(shares.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(1, 6);
        expect(
          shares.every(({ value, low, high }) => low <= value && value <= high && low >= 0 && high <= 1),
        ).toBe(true);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

const labels = ['negative', 'neutral', 'positive'] as const;
const readAs = { negative: [0.82, 0.12, 0.06], neutral: [0.2, 0.6, 0.2], positive: [0.05, 0.1, 0.85] };

const draw = (random: Random, chances: readonly number[]): (typeof labels)[number] => {
  const [first = 0, second = 0] = chances;
  const at = random();
  if (at < first) return 'negative';
  return at < first + second ? 'neutral' : 'positive';
};

const emptyConfusion = () => ({
  negative: { ...counts(0, 0, 0) },
  neutral: { ...counts(0, 0, 0) },
  positive: { ...counts(0, 0, 0) },
});

/** A sample of 300 labels, and a summary of 1,000 comments whose true shares are `truth`. */
const simulate = (random: Random, sample: readonly number[], truth: readonly number[]) => {
  const labelled = emptyConfusion();
  for (let index = 0; index < 300; index += 1) {
    const label = draw(random, sample);
    labelled[label][draw(random, readAs[label])] += 1;
  }
  const found = { ...counts(0, 0, 0) };
  for (let index = 0; index < 1000; index += 1) found[draw(random, readAs[draw(random, truth)])] += 1;
  return correctShares(found, labelled);
};

describe.each([
  { what: 'like the sample', sample: [0.3, 0.2, 0.5], truth: [0.3, 0.2, 0.5] },
  { what: 'far from the sample', sample: [0.3, 0.2, 0.5], truth: [0.6, 0.1, 0.3] },
  { what: 'that is nearly all praise', sample: [0.3, 0.3, 0.4], truth: [0.05, 0.1, 0.85] },
])('the 95 % intervals of a summary $what', ({ sample, truth }) => {
  it('hold the true shares in 93 to 97 of 100 samples', () => {
    const random = createRandom(2);
    const runs = 600;
    const hits = labels.map(() => 0);
    for (let run = 0; run < runs; run += 1) {
      const shares = simulate(random, sample, truth);
      labels.forEach((label, place) => {
        const { low = 1, high = 0 } = shares?.[label] ?? {};
        const share = truth[place] ?? 0;
        if (low <= share && share <= high) hits[place] = (hits[place] ?? 0) + 1;
      });
    }
    const covered = hits.reduce((sum, hit) => sum + hit, 0) / (runs * labels.length);
    expect(covered).toBeGreaterThanOrEqual(0.93);
    expect(covered).toBeLessThanOrEqual(0.97);
  });
});
