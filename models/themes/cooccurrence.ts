import {
  type Matrix,
  orthonormalizeRows,
  principalDirections,
  product,
  transposed,
  zeros,
} from './matrix.ts';

/** Which words stand near which, as positive pointwise mutual information; one sparse row a word. */
export interface Cooccurrence {
  readonly columns: number;
  readonly rows: readonly { readonly columns: Uint32Array; readonly values: Float64Array }[];
}

const windowWords = 4;
const contextSmoothing = 0.75;
/** Taken from each value: chance meetings of rare words look strong (Levy, Goldberg & Dagan 2015, shifted PPMI). */
const shift = 0.5;

const countNeighbours = (
  texts: readonly (readonly string[])[],
  words: readonly string[],
  contexts: number,
) => {
  const indexes = new Map(words.map((word, index) => [word, index]));
  const counts = words.map(() => new Map<number, number>());
  const count = (text: readonly number[], at: number, other: number): void => {
    const [word, context] = [text[at] ?? -1, text[other] ?? -1];
    if (word < 0 || context < 0 || context >= contexts) return;
    const row = counts[word];
    row?.set(context, (row.get(context) ?? 0) + 1 / Math.abs(at - other));
  };
  for (const text of texts) {
    const numbers = text.map((word) => indexes.get(word) ?? -1);
    for (let at = 0; at < numbers.length; at += 1) {
      for (let step = 1; step <= windowWords; step += 1) {
        count(numbers, at, at - step);
        count(numbers, at, at + step);
      }
    }
  }
  return counts;
};

/** @param contexts How many of the most frequent words count as neighbours. */
export const cooccurrenceOf = (
  texts: readonly (readonly string[])[],
  words: readonly string[],
  contexts: number,
): Cooccurrence => {
  const counts = countNeighbours(texts, words, contexts);
  const totals = new Float64Array(contexts);
  for (const row of counts)
    for (const [context, count] of row) totals[context] = (totals[context] ?? 0) + count;
  const smoothed = totals.map((total) => total ** contextSmoothing);
  const whole = smoothed.reduce((sum, value) => sum + value, 0);
  const rows = counts.map((row) => {
    const sum = [...row.values()].reduce((total, count) => total + count, 0);
    const entries = [...row]
      .map(([context, count]): [number, number] => [
        context,
        Math.log(count / sum / ((smoothed[context] ?? 1) / whole)) - shift,
      ])
      .filter(([, value]) => value > 0)
      .sort((a, b) => a[0] - b[0]);
    return {
      columns: Uint32Array.from(entries, ([context]) => context),
      values: Float64Array.from(entries, ([, value]) => value),
    };
  });
  return { columns: contexts, rows };
};

const timesDense = ({ rows }: Cooccurrence, dense: Matrix): Matrix => {
  const result = zeros(rows.length, dense.columns);
  rows.forEach(({ columns, values }, row) => {
    columns.forEach((column, place) => {
      for (let index = 0; index < dense.columns; index += 1) {
        const at = row * dense.columns + index;
        result.values[at] =
          (result.values[at] ?? 0) +
          (values[place] ?? 0) * (dense.values[column * dense.columns + index] ?? 0);
      }
    });
  });
  return result;
};

const transposedTimesDense = ({ rows, columns: width }: Cooccurrence, dense: Matrix): Matrix => {
  const result = zeros(width, dense.columns);
  rows.forEach(({ columns, values }, row) => {
    columns.forEach((column, place) => {
      for (let index = 0; index < dense.columns; index += 1) {
        const at = column * dense.columns + index;
        result.values[at] =
          (result.values[at] ?? 0) + (values[place] ?? 0) * (dense.values[row * dense.columns + index] ?? 0);
      }
    });
  });
  return result;
};

/**
 * Word vectors: left singular vectors times the root of their values, by randomized subspace iteration (Halko, Martinsson &
 * Tropp 2011, algorithm 4.4).
 *
 * @param random Seeded, 0 to 1: the same numbers give the same bytes.
 */
export const embed = (cooccurrence: Cooccurrence, dimensions: number, random: () => number): Matrix => {
  let basis = zeros(cooccurrence.columns, dimensions);
  basis.values.forEach((_, index) => {
    basis.values[index] = random() - 0.5;
  });
  for (let round = 0; round < 4; round += 1) {
    const image = transposedTimesDense(cooccurrence, timesDense(cooccurrence, basis));
    basis = transposed(orthonormalizeRows(transposed(image)));
  }
  const image = timesDense(cooccurrence, basis);
  const { directions, strengths } = principalDirections(image, dimensions);
  const turned = product(image, transposed(directions));
  turned.values.forEach((value, index) => {
    // The moments' strength is the square of the singular value.
    const singular = Math.sqrt(strengths[index % dimensions] ?? 1);
    turned.values[index] = value / Math.sqrt(singular || 1);
  });
  return turned;
};
