import type { SentimentLabel } from '../../analysis.ts';
import { byLabel, type Confusion, type Share, sentimentLabels } from './calibrate.ts';

/** How often the model calls a label what: three rows by expected label, each of three chances by found label. */
type Rates = readonly (readonly number[])[];

/** Fewer comments of a label say too little about how it is read. */
export const minLabelCount = 10;
/** Half a comment in every cell (Jeffreys' prior): a cell that happens to be empty is not taken for impossible. */
const priorCount = 0.5;
/** Below it the model distinguishes two labels so badly that shares cannot be estimated from its results. */
const minDeterminant = 0.02;
const z = 1.96;
const places = [0, 1, 2] as const;

const rowOf = (confusion: Confusion, expected: SentimentLabel): number[] =>
  sentimentLabels.map((found) => confusion[expected][found] + priorCount);

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const ratesOf = (confusion: Confusion): Rates =>
  sentimentLabels.map((expected) => {
    const row = rowOf(confusion, expected);
    return row.map((count) => count / sumOf(row));
  });

const at = (rates: Rates, row: number, column: number): number => rates[row % 3]?.[column % 3] ?? 0;

/** The signed minor of a 3 × 3 matrix: taking indexes around the corner gives the sign. */
const cofactor = (rates: Rates, row: number, column: number): number =>
  at(rates, row + 1, column + 1) * at(rates, row + 2, column + 2) -
  at(rates, row + 1, column + 2) * at(rates, row + 2, column + 1);

const determinantOf = (rates: Rates): number =>
  sumOf(places.map((column) => at(rates, 0, column) * cofactor(rates, 0, column)));

/** `[label][found]`: by how much a found share adds to the share of a label. */
const inverseOf = (rates: Rates): number[][] => {
  const determinant = determinantOf(rates);
  return places.map((label) => places.map((found) => cofactor(rates, label, found) / determinant));
};

const rounds = 2000;
const settled = 1e-9;

/** The likeliest shares that are shares (expectation and maximization: Dempster, Laird and Rubin 1977; Saerens et al. 2002). */
const likeliestShares = (found: readonly number[], rates: Rates): number[] => {
  let shares: number[] = [1 / 3, 1 / 3, 1 / 3];
  for (let round = 0; round < rounds; round += 1) {
    const expected = places.map((column) =>
      sumOf(shares.map((share, label) => share * at(rates, label, column))),
    );
    const next = shares.map(
      (share, label) =>
        share *
        sumOf(found.map((part, column) => (part * at(rates, label, column)) / (expected[column] ?? 1))),
    );
    const moved = Math.max(...next.map((share, label) => Math.abs(share - (shares[label] ?? 0))));
    shares = next;
    if (moved < settled) break;
  }
  return shares;
};

/** Variance of `Σ weight × part` where the parts are shares of `count` draws. */
const variance = (weights: readonly number[], parts: readonly number[], count: number): number => {
  const mean = sumOf(weights.map((weight, index) => weight * (parts[index] ?? 0)));
  return sumOf(weights.map((weight, index) => (parts[index] ?? 0) * (weight - mean) ** 2)) / count;
};

/**
 * The shares of a summary corrected for the model's known errors, each with its 95 % interval. `found` counts what the
 * model said of all comments of the summary; `confusion` is of labelled comments. A share that the model found is a mix of
 * the true ones, by how often it calls each label what; the mix is undone by inverting it, within 0..1. So the shares of
 * the summary may lie far from those of the sample, as long as a comment of a label is read as well in both (Grassia and
 * Sundberg 1982; Kloos et al. 2021 compare the ways). The interval is the delta method's: what was found, and how
 * often the labelled ones were read right, both are samples.
 *
 * Undefined for a summary without comments, for fewer than 10 labelled comments of a label, and where the model can't tell
 * two labels apart.
 *
 * @example correctShares({ negative: 400, neutral: 100, positive: 500 }, confusion)?.negative.value // 0.37
 */
export const correctShares = (
  found: Readonly<Record<SentimentLabel, number>>,
  confusion: Confusion,
): Record<SentimentLabel, Share> | undefined => {
  const counts = sentimentLabels.map((label) => found[label]);
  const total = sumOf(counts);
  const labelled = sentimentLabels.map((label) => sumOf(Object.values(confusion[label])));
  const rates = ratesOf(confusion);
  if (total === 0 || Math.min(...labelled) < minLabelCount) return undefined;
  if (Math.abs(determinantOf(rates)) < minDeterminant) return undefined;
  const parts = counts.map((count) => count / total);
  const shares = likeliestShares(parts, rates);
  const inverse = inverseOf(rates);
  return byLabel((label) => {
    const weights = inverse[sentimentLabels.indexOf(label)] ?? [];
    const ofFound = variance(weights, parts, total);
    const ofRates = sumOf(
      shares.map((share, row) => share ** 2 * variance(weights, rates[row] ?? [], (labelled[row] ?? 0) + 1)),
    );
    const value = shares[sentimentLabels.indexOf(label)] ?? 0;
    const middle = sumOf(weights.map((weight, index) => weight * (parts[index] ?? 0)));
    const reach = z * Math.sqrt(ofFound + ofRates);
    return {
      value,
      low: Math.max(0, Math.min(middle - reach, value)),
      high: Math.min(1, Math.max(middle + reach, value)),
    };
  });
};
