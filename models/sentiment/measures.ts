import type { SentimentLabel } from '../../lib/analysis/analysis.ts';
import { createRandom, normal } from './random.ts';

/** What was expected of a text and what an engine said. */
export interface Outcome {
  readonly expected: SentimentLabel;
  readonly found: SentimentLabel;
  /** −1..1, towards positive. */
  readonly score: number;
  /** How sure the engine was of what it found, 0..1; absent from engines that don't say. */
  readonly confidence?: number;
  /** What people felt on average, where that is known. */
  readonly intensity?: number;
}

/** A measured value with its 95 % interval. */
export interface Measured {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const labels = ['negative', 'neutral', 'positive'] as const;

/** Counts by expected and found label, row by row. */
const confusionOf = (outcomes: readonly Outcome[]): number[] => {
  const counts = new Array<number>(labels.length ** 2).fill(0);
  for (const { expected, found } of outcomes) {
    const cell = labels.indexOf(expected) * labels.length + labels.indexOf(found);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return counts;
};

const f1Of = (counts: readonly number[], label: number): number => {
  const cell = (row: number, column: number) => counts[row * labels.length + column] ?? 0;
  const hits = cell(label, label);
  const expected = cell(label, 0) + cell(label, 1) + cell(label, 2);
  const found = cell(0, label) + cell(1, label) + cell(2, label);
  return hits === 0 ? 0 : (2 * hits) / (expected + found);
};

const macroF1Of = (counts: readonly number[]): number =>
  labels.reduce((sum, _, label) => sum + f1Of(counts, label), 0) / labels.length;

const accuracyOf = (counts: readonly number[]): number =>
  labels.reduce((sum, _, label) => sum + (counts[label * (labels.length + 1)] ?? 0), 0) /
  Math.max(
    1,
    counts.reduce((sum, count) => sum + count, 0),
  );

const resamples = 400;

/**
 * A value of the confusion counts with its bootstrap interval (Efron 1979). Each cell is redrawn from Poisson(count), by
 * its normal approximation: the same as drawing the texts again, and quick for any number of them.
 */
const resampled = (counts: readonly number[], measure: (counts: readonly number[]) => number): Measured => {
  const random = createRandom(1);
  const values = Array.from({ length: resamples }, () =>
    measure(counts.map((count) => Math.max(0, count + Math.sqrt(count) * normal(random)))),
  ).sort((a, b) => a - b);
  const at = (share: number) => values[Math.round(share * (resamples - 1))] ?? Number.NaN;
  return { value: measure(counts), low: at(0.025), high: at(0.975) };
};

/** Mean F1 of the three labels. */
export const macroF1 = (outcomes: readonly Outcome[]): Measured =>
  resampled(confusionOf(outcomes), macroF1Of);

export const accuracy = (outcomes: readonly Outcome[]): Measured =>
  resampled(confusionOf(outcomes), accuracyOf);

/** Pearson's r of score and intensity, with the interval of Fisher's z. Texts without an intensity are left out. */
export const correlation = (outcomes: readonly Outcome[]): Measured => {
  const pairs = outcomes.flatMap(({ score, intensity }) =>
    intensity === undefined ? [] : [[score, intensity] as const],
  );
  const mean = (place: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[place], 0) / pairs.length;
  const means = [mean(0), mean(1)] as const;
  const product = (a: 0 | 1, b: 0 | 1) =>
    pairs.reduce((sum, pair) => sum + (pair[a] - means[a]) * (pair[b] - means[b]), 0);
  const value = product(0, 1) / Math.sqrt(product(0, 0) * product(1, 1));
  const reach = 1.96 / Math.sqrt(pairs.length - 3);
  return { value, low: Math.tanh(Math.atanh(value) - reach), high: Math.tanh(Math.atanh(value) + reach) };
};

const bins = 15;

/**
 * Expected calibration error (Guo et al. 2017): how far confidence lies from accuracy, over 15 bins of equal width.
 * Texts without a confidence are left out; none at all gives NaN.
 */
export const calibrationError = (outcomes: readonly Outcome[]): number => {
  const gaps = new Array<number>(bins).fill(0);
  let count = 0;
  for (const { expected, found, confidence } of outcomes) {
    if (confidence === undefined) continue;
    const bin = Math.min(bins - 1, Math.floor(confidence * bins));
    gaps[bin] = (gaps[bin] ?? 0) + (expected === found ? 1 : 0) - confidence;
    count += 1;
  }
  return count === 0 ? Number.NaN : gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / count;
};
