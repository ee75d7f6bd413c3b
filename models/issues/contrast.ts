import { doubleAt, intAt } from '../../lib/elements.ts';
import { outOfRange } from '../../lib/out-of-range.ts';
import { createRandom, type Random, shuffle } from '../sentiment/random.ts';
import { type Matrix, zeros } from '../themes/matrix.ts';

/** Texts as places in a table of words, each under one label. */
export interface ContrastTask {
  readonly texts: readonly Int32Array[];
  readonly labels: readonly number[];
  /** How often it is drawn, against the other tasks. */
  readonly weight: number;
}

/** A map from the table's columns to fewer, and the ln of each word's weight. */
export interface LearnedMeaning {
  readonly map: Matrix;
  readonly logWeights: Float64Array;
}

const batchSize = 384;
const maxLabels = 48;
const temperature = 0.1;
/** Words left out of a text each time it is seen, so that no single word decides. */
const dropout = 0.2;
const mapRate = 0.002;
const weightRate = 0.01;
const pullToStart = { map: 1e-3, weights: 2e-4 };
const seed = 1;

/** Adam (Kingma and Ba 2015) with a rate that falls to 0. */
const createAdam = (values: Float64Array) => {
  const mean = new Float64Array(values.length);
  const variance = new Float64Array(values.length);
  return (gradient: Float64Array, rate: number, step: number): void => {
    const [meanScale, varianceScale] = [1 / (1 - 0.9 ** step), 1 / (1 - 0.999 ** step)];
    for (let at = 0; at < values.length; at += 1) {
      const slope = doubleAt(gradient, at);
      const m = 0.9 * doubleAt(mean, at) + 0.1 * slope;
      const v = 0.999 * doubleAt(variance, at) + 0.001 * slope * slope;
      mean[at] = m;
      variance[at] = v;
      values[at] = doubleAt(values, at) - (rate * m * meanScale) / (Math.sqrt(v * varianceScale) + 1e-8);
    }
  };
};

const byLabel = ({ labels }: ContrastTask): number[][] => {
  const groups = new Map<number, number[]>();
  for (const [place, label] of labels.entries()) groups.set(label, [...(groups.get(label) ?? []), place]);
  return [...groups].sort(([one], [other]) => one - other).map(([, places]) => places);
};

const drawBatch = (groups: readonly number[][], random: Random): number[] => {
  const chosen = shuffle([...groups], random).slice(0, maxLabels);
  const each = Math.max(2, Math.floor(batchSize / chosen.length));
  return chosen.flatMap((places) => shuffle([...places], random).slice(0, each));
};

/** C = A · B, or A · Bᵀ; rows one after the other. */
const multiply = (
  a: Float64Array,
  b: Float64Array,
  [rows, inner, columns]: readonly [number, number, number],
): Float64Array => {
  const result = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row += 1)
    for (let at = 0; at < inner; at += 1) {
      const value = doubleAt(a, row * inner + at);
      if (value === 0) continue;
      for (let column = 0; column < columns; column += 1)
        result[row * columns + column] =
          doubleAt(result, row * columns + column) + value * doubleAt(b, at * columns + column);
    }
  return result;
};

const transpose = (a: Float64Array, rows: number, columns: number): Float64Array => {
  const result = new Float64Array(a.length);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1)
      result[column * rows + row] = doubleAt(a, row * columns + column);
  return result;
};

/** Scales rows to length 1, in place, and gives their lengths before. */
const normalizeInPlace = (rows: Float64Array, width: number): Float64Array =>
  Float64Array.from({ length: rows.length / width }, (_, row) => {
    let squares = 1e-12;
    for (let at = row * width; at < (row + 1) * width; at += 1) squares += doubleAt(rows, at) ** 2;
    const length = Math.sqrt(squares);
    for (let at = row * width; at < (row + 1) * width; at += 1) rows[at] = doubleAt(rows, at) / length;
    return length;
  });

/** The chances of each other text to be drawn as this one's neighbour, by similarity; its own is 0. */
const neighbourChances = (similarity: Float64Array, row: number): Float64Array => {
  const max = similarity.reduce(
    (largest, value, other) => (other === row ? largest : Math.max(largest, value)),
    -1,
  );
  const chances = similarity.map((value, other) =>
    other === row ? 0 : Math.exp((value - max) / temperature),
  );
  const total = chances.reduce((sum, value) => sum + value, 0);
  return chances.map((value) => value / total);
};

/**
 * The slope of the supervised contrastive loss (Khosla et al., NeurIPS 2020, equation 2) by the similarity of each pair, made
 * symmetric: texts of one label are to be nearer to each other than to any other text of the batch.
 */
const slopeBySimilarity = (similarity: Float64Array, labels: readonly number[]): Float64Array => {
  const size = labels.length;
  const slope = new Float64Array(size * size);
  labels.forEach((label, row) => {
    const same = labels.filter((other) => other === label).length - 1;
    if (same === 0) return;
    neighbourChances(similarity.subarray(row * size, (row + 1) * size), row).forEach((chance, other) => {
      if (other === row) return;
      const target = labels[other] === label ? 1 / same : 0;
      const value = (chance - target) / (size * temperature);
      slope[row * size + other] = doubleAt(slope, row * size + other) + value;
      slope[other * size + row] = doubleAt(slope, other * size + row) + value;
    });
  });
  return slope;
};

interface Batch {
  readonly labels: readonly number[];
  /** For each word seen: its place in the table, and the text it is in. */
  readonly words: Int32Array;
  readonly owners: Int32Array;
}

const readBatch = ({ texts, labels }: ContrastTask, places: readonly number[], random: Random): Batch => {
  const words: number[] = [];
  const owners: number[] = [];
  places.forEach((place, owner) => {
    for (const word of texts[place] ?? []) {
      if (random() < dropout) continue;
      words.push(word);
      owners.push(owner);
    }
  });
  return {
    labels: places.map((place) => labels[place] ?? -1),
    words: Int32Array.from(words),
    owners: Int32Array.from(owners),
  };
};

const sumWords = (
  table: Matrix,
  logWeights: Float64Array,
  { words, owners, labels }: Batch,
): Float64Array => {
  const width = table.columns;
  const sums = new Float64Array(labels.length * width);
  words.forEach((word, at) => {
    const weight = Math.exp(doubleAt(logWeights, word));
    const [from, to] = [word * width, intAt(owners, at) * width];
    for (let index = 0; index < width; index += 1)
      sums[to + index] = doubleAt(sums, to + index) + weight * doubleAt(table.values, from + index);
  });
  return sums;
};

/** Takes from a slope by unit vectors what would only change their lengths, and gives the slope by the vectors as they were. */
const beforeNormalizing = (slope: Float64Array, units: Float64Array, lengths: Float64Array): Float64Array => {
  const width = slope.length / lengths.length;
  lengths.forEach((length, row) => {
    let along = 0;
    for (let at = row * width; at < (row + 1) * width; at += 1)
      along += doubleAt(slope, at) * doubleAt(units, at);
    for (let at = row * width; at < (row + 1) * width; at += 1)
      slope[at] = (doubleAt(slope, at) - along * doubleAt(units, at)) / length;
  });
  return slope;
};

const gradientsOf = (table: Matrix, { map, logWeights }: LearnedMeaning, batch: Batch) => {
  const [size, width, dimensions] = [batch.labels.length, table.columns, map.columns];
  const sums = sumWords(table, logWeights, batch);
  const units = multiply(sums, map.values, [size, width, dimensions]);
  const lengths = normalizeInPlace(units, dimensions);
  const similarity = multiply(units, transpose(units, size, dimensions), [size, dimensions, size]);
  const slope = multiply(slopeBySimilarity(similarity, batch.labels), units, [size, size, dimensions]);
  const byOutput = beforeNormalizing(slope, units, lengths);
  const bySum = multiply(byOutput, transpose(map.values, width, dimensions), [size, dimensions, width]);
  const byWeight = new Float64Array(logWeights.length);
  batch.words.forEach((word, at) => {
    const [from, to] = [word * width, intAt(batch.owners, at) * width];
    let product = 0;
    for (let index = 0; index < width; index += 1)
      product += doubleAt(table.values, from + index) * doubleAt(bySum, to + index);
    byWeight[word] = doubleAt(byWeight, word) + Math.exp(doubleAt(logWeights, word)) * product;
  });
  return { byMap: multiply(transpose(sums, size, width), byOutput, [width, size, dimensions]), byWeight };
};

const pull = (gradient: Float64Array, values: Float64Array, start: Float64Array, strength: number): void => {
  for (let at = 0; at < gradient.length; at += 1)
    gradient[at] = doubleAt(gradient, at) + strength * (doubleAt(values, at) - doubleAt(start, at));
};

const drawTask = <Task extends ContrastTask>(tasks: readonly Task[], random: Random): Task => {
  let left = random() * tasks.reduce((sum, { weight }) => sum + weight, 0);
  const drawn = tasks.find(({ weight }) => {
    left -= weight;
    return left < 0;
  });
  return drawn ?? tasks[0] ?? outOfRange(0);
};

/**
 * Learns how the columns of a table of words are to be mixed, and how much each word weighs, so that the summed words of texts
 * of one label point the same way. Same tasks, same result.
 *
 * @param start where it begins and what it is drawn back to
 */
export const learnMeaning = (
  table: Matrix,
  tasks: readonly ContrastTask[],
  start: LearnedMeaning,
  steps: number,
): LearnedMeaning => {
  const random = createRandom(seed);
  const learned = {
    map: { ...zeros(start.map.rows, start.map.columns), values: start.map.values.slice() },
    logWeights: start.logWeights.slice(),
  };
  const grouped = tasks.map((task) => ({ ...task, groups: byLabel(task) }));
  const [stepMap, stepWeights] = [createAdam(learned.map.values), createAdam(learned.logWeights)];
  for (let step = 1; step <= steps; step += 1) {
    const task = drawTask(grouped, random);
    const { byMap, byWeight } = gradientsOf(
      table,
      learned,
      readBatch(task, drawBatch(task.groups, random), random),
    );
    pull(byMap, learned.map.values, start.map.values, pullToStart.map);
    pull(byWeight, learned.logWeights, start.logWeights, pullToStart.weights);
    const left = 1 - step / steps;
    stepMap(byMap, mapRate * left, step);
    stepWeights(byWeight, weightRate * left, step);
  }
  return learned;
};
