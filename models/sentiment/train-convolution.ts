import { windowSize } from '../../lib/analysis/sentiment/model/convolution.ts';
import { wordStates } from '../../lib/analysis/sentiment/tokens/word-states.ts';
import { floatAt } from '../../lib/elements.ts';
import {
  type ConvolutionModel,
  createBackward,
  createPool,
  createProjector,
  outputOf,
  poolText,
  shortened,
  withoutSome,
} from './convolution-network.ts';
import { createPriors, lossSlope } from './loss.ts';
import { normal, type Random, shuffle } from './random.ts';
import type { Example } from './training-set.ts';

export interface ConvolutionOptions {
  readonly filters: number;
  readonly dimensions: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly rate: number;
  /** Share of filters left out of each text (Srivastava et al. 2014). */
  readonly filterDropout: number;
  /** Share of words of each text read as unknown. */
  readonly wordDropout: number;
  /** Of longer texts, the beginning and the end are read. */
  readonly maxWords: number;
  readonly decay: number;
}

const createModel = (
  vectors: Float32Array,
  { filters, dimensions }: ConvolutionOptions,
  random: Random,
): ConvolutionModel => {
  const drawn = (length: number, deviation: number) =>
    Float32Array.from({ length }, () => deviation * normal(random));
  const kernel = drawn(windowSize * filters * dimensions, Math.sqrt(1 / (windowSize * dimensions)));
  return {
    dimensions,
    filters,
    states: wordStates,
    vectors: Float32Array.from(vectors),
    kernel: Float32Array.from({ length: wordStates * kernel.length }, (_, index) =>
      floatAt(kernel, index % kernel.length),
    ),
    filterBias: new Float32Array(filters),
    output: drawn(2 * filters, 0.1),
  };
};

const floors = { vectors: 0.1, others: 1e-6 };

const lastRate = 0.1;

/** Mini-batches and AdaGrad at a rate that falls in a straight line to a tenth; `report` finds of every epoch. */
export const trainConvolution = (
  examples: readonly Example[],
  vectors: Float32Array,
  options: ConvolutionOptions,
  random: Random,
  report: (epoch: number) => void,
): ConvolutionModel => {
  const model = createModel(vectors, options, random);
  const projector = createProjector(model);
  const backward = createBackward(model, floors);
  const pool = createPool(options.filters);
  const priors = createPriors(0.02);
  const kept = 1 / (1 - options.filterDropout);

  const learn = ({ words: all, label, source }: Example): void => {
    const words = withoutSome(shortened(all, options.maxWords), options.wordDropout, random);
    const mask = pool.values.map(() => (random() < options.filterDropout ? 0 : kept));
    poolText(model, projector, words, pool);
    const [negative, positive] = outputOf(model, pool.values, mask);
    const prior = priors.of(source);
    const slopes = lossSlope(negative + prior[0], positive + prior[1], label, source);
    priors.learn(source, slopes);
    backward.learn(words, pool, mask, slopes);
  };

  const order = [...examples];
  const batches = Math.ceil(order.length / options.batchSize);
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    shuffle(order, random);
    for (let batch = 0; batch < batches; batch += 1) {
      projector.nextBatch();
      const texts = order.slice(batch * options.batchSize, (batch + 1) * options.batchSize);
      texts.forEach(learn);
      const done = (epoch + batch / batches) / options.epochs;
      backward.apply(options.rate * (1 - (1 - lastRate) * done), options.decay * texts.length);
    }
    report(epoch + 1);
  }
  return model;
};

/** The two logits of whole texts, before any prior. */
export const createConvolutionScorer = (model: ConvolutionModel) => {
  const projector = createProjector(model);
  const pool = createPool(model.filters);
  const all = new Float32Array(model.filters).fill(1);
  projector.nextBatch();
  return (words: Int32Array): [number, number] => {
    poolText(model, projector, words, pool);
    return outputOf(model, pool.values, all);
  };
};
