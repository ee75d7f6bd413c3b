import { expect, test } from 'vitest';
import { sentimentSharesOf } from '../../../lib/api/views/sentiment-shares.ts';
import { emptyTally } from '../../../lib/metrics/tally/tally.ts';
import type { StoredCalibration } from '../../../lib/store/settings/sentiment-config.ts';

const calibration: StoredCalibration = {
  version: 'model-2',
  labelled: 300,
  savedAt: '2026-06-01T12:00:00Z',
  confusion: {
    negative: { negative: 80, neutral: 15, positive: 5 },
    neutral: { negative: 20, neutral: 60, positive: 20 },
    positive: { negative: 5, neutral: 10, positive: 85 },
  },
};
const tally = {
  ...emptyTally,
  sentiment: { ...emptyTally.sentiment, negative: 515, neutral: 180, positive: 305 },
};
const scoredBy = (...versions: string[]) => ({
  tally,
  versions: { sentiment: versions, theme: [] },
});

test('corrected shares are shown next to the measured ones, for the calibrated version', () => {
  const { sentimentShares } = sentimentSharesOf(scoredBy('model-2'), calibration);
  expect(sentimentShares).toMatchObject({ labelled: 300, found: { negative: 0.515 } });
  expect(sentimentShares?.corrected.negative.value).toBeCloseTo(0.6, 1);
});

test('a calibration never corrects what another version scored, even partly', () => {
  expect(sentimentSharesOf(scoredBy('model-1'), calibration)).toEqual({});
  expect(sentimentSharesOf(scoredBy('model-1', 'model-2'), calibration)).toEqual({});
});

test('without a calibration, and without a scored answer, nothing is corrected', () => {
  expect(sentimentSharesOf(scoredBy('model-2'), undefined)).toEqual({});
  expect(sentimentSharesOf({ ...scoredBy(), tally: emptyTally }, calibration)).toEqual({});
});
