import { describe, expect, it } from 'vitest';
import { chosenShare, type SharePoint } from '../../models/sentiment/refinement/choose-share.ts';

/** A standard error of 0.01 a set: 0.01 of the mean of one set, 0.005 of four. */
const point = (share: number, ...values: number[]): SharePoint => ({
  share,
  measured: values.map((value) => ({ value, low: value - 0.0196, high: value + 0.0196 })),
});

describe('the share of the second stage', () => {
  it('is the largest within one standard error of the best', () => {
    expect(chosenShare([point(0, 0.7), point(0.5, 0.72), point(0.75, 0.711), point(1, 0.709)])).toBe(0.75);
  });

  it('is judged by the mean of the sets, whose standard error falls with their number', () => {
    const four = [0.7, 0.72, 0.71, 0.73] as const;
    const lower = four.map((value) => value - 0.006);
    expect(chosenShare([point(0.5, ...four), point(1, ...lower)])).toBe(0.5);
  });

  it('is the largest of equal ones, and the only one there is', () => {
    expect(chosenShare([point(0, 0.7), point(1, 0.7)])).toBe(1);
    expect(chosenShare([point(0.25, 0.7)])).toBe(0.25);
  });
});
