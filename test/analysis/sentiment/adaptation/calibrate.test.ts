import { describe, expect, it } from 'vitest';
import {
  type CheckedComment,
  calibrationOf,
  calibrationsBy,
} from '../../../../lib/analysis/sentiment/adaptation/calibrate.ts';

const checked = (expected: CheckedComment['expected'], found: CheckedComment['found'], count: number) =>
  Array.from({ length: count }, (): CheckedComment => ({ expected, found, confidence: 0.9 }));

describe('calibrationOf', () => {
  it('counts, and measures the gap between confidence and accuracy', () => {
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

  it('reports accuracy for each bin of confidence, and sums the gaps', () => {
    const sure = (expected: CheckedComment['expected'], confidence: number): CheckedComment => ({
      expected,
      found: 'positive',
      confidence,
    });
    const calibration = calibrationOf([
      sure('positive', 0.95),
      sure('positive', 1),
      sure('negative', 0.5),
      sure('positive', 0.5),
    ]);
    expect(calibration?.reliability).toEqual([
      { from: 7 / 15, to: 8 / 15, count: 2, confidence: 0.5, accuracy: 0.5 },
      { from: 14 / 15, to: 1, count: 2, confidence: 0.975, accuracy: 1 },
    ]);
    expect(calibration?.calibrationError).toBeCloseTo(0.0125, 9);
  });

  it('averages F1 over the labels that occur', () => {
    const calibration = calibrationOf([
      ...checked('negative', 'negative', 3),
      ...checked('positive', 'negative', 1),
      ...checked('positive', 'positive', 2),
    ]);
    expect(calibration?.macroF1).toBeCloseTo((6 / 7 + 4 / 5) / 2, 9);
  });

  it('is missing without comments', () => {
    expect(calibrationOf([])).toBeUndefined();
  });

  it('reports groups separately', () => {
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
