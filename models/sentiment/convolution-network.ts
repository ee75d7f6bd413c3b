import { windowSize } from '../../lib/analysis/sentiment/model/convolution.ts';
import { floatAt, intAt } from '../../lib/elements.ts';
import type { Random } from './random.ts';

/** A convolution over word vectors whose filters are pooled by their largest value (Kim 2014). */
export interface ConvolutionModel {
  readonly dimensions: number;
  readonly filters: number;
  readonly vectors: Float32Array;
  readonly kernel: Float32Array;
  readonly filterBias: Float32Array;
  /** By filter, all for negative, then all for positive. */
  readonly output: Float32Array;
}

/** Every word's share of every filter at each place of the window, computed once a batch for the words in it. */
export const createProjector = (model: ConvolutionModel) => {
  const { dimensions, filters, vectors, kernel } = model;
  const length = windowSize * filters;
  const words = vectors.length / dimensions;
  // The last row stays zero: it stands for unknown words and for places beyond the text.
  const rows = new Float32Array((words + 1) * length);
  const stamps = new Int32Array(words).fill(-1);
  let batch = 0;

  const project = (id: number): void => {
    const from = id * dimensions;
    for (let row = 0; row < length; row += 4) {
      const [k0, k1, k2, k3] = [
        row * dimensions,
        (row + 1) * dimensions,
        (row + 2) * dimensions,
        (row + 3) * dimensions,
      ];
      let [a, b, c, d] = [0, 0, 0, 0];
      for (let index = 0; index < dimensions; index += 1) {
        const value = floatAt(vectors, from + index);
        a += floatAt(kernel, k0 + index) * value;
        b += floatAt(kernel, k1 + index) * value;
        c += floatAt(kernel, k2 + index) * value;
        d += floatAt(kernel, k3 + index) * value;
      }
      rows[id * length + row] = a;
      rows[id * length + row + 1] = b;
      rows[id * length + row + 2] = c;
      rows[id * length + row + 3] = d;
    }
  };
  const startOf = (id: number): number => {
    if (id < 0) return words * length;
    if (stamps[id] !== batch) {
      stamps[id] = batch;
      project(id);
    }
    return id * length;
  };
  return {
    rows,
    startOf,
    nextBatch: () => {
      batch += 1;
    },
  };
};
type Projector = ReturnType<typeof createProjector>;

/** The largest value of each filter over a text, at least 0, and the place where it is reached (−1 for none). */
export const createPool = (filters: number) => ({
  values: new Float32Array(filters),
  places: new Int32Array(filters),
});
type Pool = ReturnType<typeof createPool>;

export const poolText = (
  model: ConvolutionModel,
  projector: Projector,
  words: Int32Array,
  pool: Pool,
): void => {
  const { filters, filterBias } = model;
  const { rows } = projector;
  const { values, places } = pool;
  values.fill(0);
  places.fill(-1);
  const outside = projector.startOf(-1);
  for (let index = 0; index < words.length; index += 1) {
    const before = index > 0 ? projector.startOf(intAt(words, index - 1)) : outside;
    const here = projector.startOf(intAt(words, index)) + filters;
    const after =
      (index + 1 < words.length ? projector.startOf(intAt(words, index + 1)) : outside) + 2 * filters;
    for (let filter = 0; filter < filters; filter += 1) {
      const value =
        floatAt(rows, before + filter) +
        floatAt(rows, here + filter) +
        floatAt(rows, after + filter) +
        floatAt(filterBias, filter);
      if (value > floatAt(values, filter)) {
        values[filter] = value;
        places[filter] = index;
      }
    }
  }
};

/** What the squares of AdaGrad start from: the larger, the less the first texts move a weight. */
export interface Floors {
  readonly vectors: number;
  readonly others: number;
}

/** Parameters with their summed slopes of a batch and the squares of AdaGrad. */
const createParameters = (values: Float32Array, floor: number) => ({
  values,
  slopes: new Float32Array(values.length),
  squares: new Float32Array(values.length).fill(floor),
});
type Parameters = ReturnType<typeof createParameters>;

const update = (
  { values, slopes, squares }: Parameters,
  rate: number,
  decay: number,
  from = 0,
  to = values.length,
): void => {
  for (let index = from; index < to; index += 1) {
    const slope = floatAt(slopes, index) + decay * floatAt(values, index);
    const square = floatAt(squares, index) + slope * slope;
    squares[index] = square;
    values[index] = floatAt(values, index) - (rate * slope) / Math.sqrt(square);
    slopes[index] = 0;
  }
};

export const shortened = (words: Int32Array, most: number): Int32Array => {
  if (words.length <= most) return words;
  const kept = new Int32Array(most);
  const half = most >> 1;
  kept.set(words.subarray(0, half));
  kept.set(words.subarray(words.length - (most - half)), half);
  return kept;
};

export const withoutSome = (words: Int32Array, share: number, random: Random): Int32Array =>
  words.length > 2 ? words.map((id) => (random() < share ? -1 : id)) : words;

/** Collects the slopes of one text for the filters that moved it. */
export const createBackward = (model: ConvolutionModel, floors: Floors) => {
  const { filters, dimensions } = model;
  const vectors = createParameters(model.vectors, floors.vectors);
  const kernel = createParameters(model.kernel, floors.others);
  const filterBias = createParameters(model.filterBias, floors.others);
  const output = createParameters(model.output, floors.others);
  const touched = new Set<number>();

  const throughWord = (id: number, row: number, slope: number): void => {
    touched.add(id);
    const [vector, weights] = [id * dimensions, row * dimensions];
    for (let index = 0; index < dimensions; index += 1) {
      kernel.slopes[weights + index] =
        floatAt(kernel.slopes, weights + index) + slope * floatAt(vectors.values, vector + index);
      vectors.slopes[vector + index] =
        floatAt(vectors.slopes, vector + index) + slope * floatAt(kernel.values, weights + index);
    }
  };
  const throughFilter = (filter: number, place: number, words: Int32Array, slope: number): void => {
    filterBias.slopes[filter] = floatAt(filterBias.slopes, filter) + slope;
    for (let offset = 0; offset < windowSize; offset += 1) {
      const id = words[place + offset - 1] ?? -1;
      if (id >= 0) throughWord(id, offset * filters + filter, slope);
    }
  };
  const learn = (
    words: Int32Array,
    pool: Pool,
    mask: Float32Array,
    slopes: readonly [number, number],
  ): void => {
    for (let filter = 0; filter < filters; filter += 1) {
      const place = intAt(pool.places, filter);
      const factor = floatAt(mask, filter);
      if (factor === 0 || place < 0) continue;
      const value = factor * floatAt(pool.values, filter);
      const slope =
        factor *
        (slopes[0] * floatAt(model.output, filter) + slopes[1] * floatAt(model.output, filters + filter));
      output.slopes[filter] = floatAt(output.slopes, filter) + slopes[0] * value;
      output.slopes[filters + filter] = floatAt(output.slopes, filters + filter) + slopes[1] * value;
      throughFilter(filter, place, words, slope);
    }
  };
  const apply = (rate: number, decay: number): void => {
    update(kernel, rate, decay);
    update(filterBias, rate, 0);
    update(output, rate, decay);
    for (const id of touched) update(vectors, rate, 0, id * dimensions, (id + 1) * dimensions);
    touched.clear();
  };
  return { learn, apply };
};

export const outputOf = (
  { filters, output }: ConvolutionModel,
  values: Float32Array,
  mask: Float32Array,
): [number, number] => {
  let negative = 0;
  let positive = 0;
  for (let filter = 0; filter < filters; filter += 1) {
    const value = floatAt(values, filter) * floatAt(mask, filter);
    negative += floatAt(output, filter) * value;
    positive += floatAt(output, filters + filter) * value;
  }
  return [negative, positive];
};
