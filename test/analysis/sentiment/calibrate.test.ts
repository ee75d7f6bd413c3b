import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CheckedComment,
  calibrationOf,
  calibrationsBy,
  correctShares,
} from '../../../lib/analysis/sentiment/calibrate.ts';

const checked = (expected: CheckedComment['expected'], found: CheckedComment['found'], count: number) =>
  Array.from({ length: count }, (): CheckedComment => ({ expected, found, confidence: 0.9 }));

describe('calibrationOf', () => {
  it('counts, and measures how far confidence lies from accuracy', () => {
    const calibration = calibrationOf([
      ...checked('negative', 'negative', 8),
      ...checked('neutral', 'negative', 2),
    ]);
    expect(calibration).toMatchObject({ count: 10, accuracy: { value: 0.8 } });
    expect(calibration?.confusion.neutral.negative).toBe(2);
    expect(calibration?.calibrationError).toBeCloseTo(0.1, 9);
    expect(calibration?.accuracy.low).toBeCloseTo(0.4902, 3);
    expect(calibration?.accuracy.high).toBeCloseTo(0.9433, 3);
  });

  it('knows nothing of no comments', () => {
    expect(calibrationOf([])).toBeUndefined();
  });

  it('tells groups apart', () => {
    const comments = [
      { ...checked('negative', 'negative', 1)[0], channel: 'app' },
      { ...checked('negative', 'positive', 1)[0], channel: 'shop' },
    ] as (CheckedComment & { channel: string })[];
    const groups = calibrationsBy(comments, ({ channel }) => channel);
    expect([...groups].map(([name, { accuracy }]) => [name, accuracy.value])).toEqual([
      ['app', 1],
      ['shop', 0],
    ]);
  });
});

describe('correctShares', () => {
  it('moves the shares by the known errors', () => {
    const { confusion } = calibrationOf([
      ...checked('negative', 'negative', 60),
      ...checked('negative', 'neutral', 40),
      ...checked('neutral', 'neutral', 60),
      ...checked('positive', 'positive', 100),
    ]) as { confusion: Parameters<typeof correctShares>[1] };
    const shares = correctShares({ negative: 100, neutral: 100, positive: 100 }, confusion);
    expect(shares?.negative.value).toBeCloseTo(0.467, 2);
    expect(shares?.neutral.value).toBeCloseTo(0.201, 2);
    expect(shares?.negative.low).toBeLessThan(0.467);
  });

  it('is nothing for a summary without comments', () => {
    const { confusion } = calibrationOf(checked('neutral', 'neutral', 5)) as {
      confusion: Parameters<typeof correctShares>[1];
    };
    expect(correctShares({ negative: 0, neutral: 0, positive: 0 }, confusion)).toBeUndefined();
  });

  it('gives shares that sum to 1 and lie in their intervals, whatever the counts', () => {
    const count = fc.integer({ min: 0, max: 200 });
    const row = fc.record({ negative: count, neutral: count, positive: count });
    fc.assert(
      fc.property(row, fc.record({ negative: row, neutral: row, positive: row }), (found, confusion) => {
        const shares = correctShares(found, confusion);
        fc.pre(shares !== undefined);
        const all = Object.values(shares ?? {});
        expect(all.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(1, 9);
        expect(
          all.every(({ value, low, high }) => low <= value && value <= high && low >= 0 && high <= 1),
        ).toBe(true);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
