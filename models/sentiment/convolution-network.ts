import { windowSize } from '../../lib/analysis/sentiment/model/convolution.ts';
import { floatAt, intAt } from '../../lib/elements.ts';
import type { Random } from './random.ts';
import { idOf, stateOf } from './training-set.ts';

/** A convolution over word vectors whose filters are pooled by their largest value (Kim 2014). */
export interface ConvolutionModel {
  readonly dimensions: number;
  readonly filters: number;
  /** Kernels, one for each state of a word; with one, it is that of all states. */
  readonly states: number;
  readonly vectors: Float32Array;
  readonly kernel: Float32Array;
  readonly filterBias: Float32Array;
  /** By filter, all for negative, then all for positive. */
  readonly output: Float32Array;
}

/** The kernel that a word in its state is read with. */
const kernelOf = ({ states }: ConvolutionModel, word: number): number => Math.min(stateOf(word), states - 1);

/** Every word's share of every filter at each place of the window, computed once a batch for the words in it. */
export const createProjector = (model: ConvolutionModel) => {
  const { dimensions, filters, states, vectors, kernel } = model;
  const length = windowSize * filters;
  const places = (states * vectors.length) / dimensions;
  // The last row stays zero: it stands for unknown words and for places beyond the text.
  const rows = new Float32Array((places + 1) * length);
  const stamps = new Int32Array(places).fill(-1);
  let batch = 0;

  const project = (place: number): void => {
    const from = Math.floor(place / states) * dimensions;
    const first = (place % states) * length * dimensions;
    for (let row = 0; row < length; row += 4) {
      const k0 = first + row * dimensions;
      const [k1, k2, k3] = [k0 + dimensions, k0 + 2 * dimensions, k0 + 3 * dimensions];
      let [a, b, c, d] = [0, 0, 0, 0];
      for (let index = 0; index < dimensions; index += 1) {
        const value = floatAt(vectors, from + index);
        a += floatAt(kernel, k0 + index) * value;
        b += floatAt(kernel, k1 + index) * value;
        c += floatAt(kernel, k2 + index) * value;
        d += floatAt(kernel, k3 + index) * value;
      }
      rows[place * length + row] = a;
      rows[place * length + row + 1] = b;
      rows[place * length + row + 2] = c;
      rows[place * length + row + 3] = d;
    }
  };
  const startOf = (word: number): number => {
    if (word < 0) return places * length;
    const place = idOf(word) * states + kernelOf(model, word);
    if (stamps[place] !== batch) {
      stamps[place] = batch;
      project(place);
    }
    return place * length;
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
  words.length > 2 ? words.map((word) => (random() < share ? -1 : word)) : words;

/** Collects the slopes of one text for the filters that moved it. */
export const createBackward = (model: ConvolutionModel, floors: Floors) => {
  const { filters, dimensions } = model;
  const vectors = createParameters(model.vectors, floors.vectors);
  const kernel = createParameters(model.kernel, floors.others);
  const filterBias = createParameters(model.filterBias, floors.others);
  const output = createParameters(model.output, floors.others);
  const touched = new Set<number>();

  const throughWord = (word: number, row: number, slope: number): void => {
    const id = idOf(word);
    touched.add(id);
    const first = kernelOf(model, word) * windowSize * filters;
    const [vector, weights] = [id * dimensions, (first + row) * dimensions];
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
      const word = words[place + offset - 1] ?? -1;
      if (word >= 0) throughWord(word, offset * filters + filter, slope);
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
