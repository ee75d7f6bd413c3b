import type { SentimentWeights } from '../../../lib/analysis/sentiment/model/model-file.ts';
import { wordStates } from '../../../lib/analysis/sentiment/tokens/word-states.ts';
import { floatAt } from '../../../lib/elements.ts';
import type { ConvolutionModel } from '../convolution-network.ts';
import type { NgramModel } from '../train-ngrams.ts';

/** A model's weights as numbers that can be moved. */
export interface Unpacked {
  readonly convolution: ConvolutionModel;
  readonly ngrams: NgramModel;
}

/** `added` n-grams get weights of 0. A model of one kernel gets a copy of it for each state of words. */
export const unpack = (base: SentimentWeights, added: Iterable<number>): Unpacked => {
  const { dimensions, filters, states, vectors, scales, kernel, filterBias } = base.convolution;
  const copies = wordStates / states;
  const keys = Uint32Array.from([...base.ngrams, ...added]);
  const weights = new Float32Array(2 * keys.length);
  weights.set(Float32Array.from(base.ngramWeights, (steps) => steps * base.ngramStep));
  return {
    convolution: {
      dimensions,
      filters,
      vectors: Float32Array.from(vectors, (steps, index) => steps * floatAt(scales, index % dimensions)),
      states: wordStates,
      kernel: Float32Array.from({ length: copies * kernel.length }, (_, index) =>
        floatAt(kernel, index % kernel.length),
      ),
      filterBias: Float32Array.from(filterBias),
      output: Float32Array.from({ length: 2 * filters }, (_, index) =>
        floatAt(base.filterWeights, 2 * (index % filters) + (index < filters ? 0 : 1)),
      ),
    },
    ngrams: { keys, weights },
  };
};

const meanOf = (arrays: readonly Float32Array[]): Float32Array =>
  Float32Array.from(
    { length: arrays[0]?.length ?? 0 },
    (_, index) => arrays.reduce((sum, array) => sum + floatAt(array, index), 0) / arrays.length,
  );

/**
 * The mean of models that were trained from the same weights in another order each (a model soup, Wortsman et al. 2022): it errs less
 * than each of them and costs no more than one.
 *
 * @param models one or more
 */
export const averaged = (models: readonly Unpacked[]): Unpacked => {
  const [first] = models;
  if (first === undefined) throw new RangeError('no models to average');
  const part = (name: 'vectors' | 'kernel' | 'filterBias' | 'output'): Float32Array =>
    meanOf(models.map(({ convolution }) => convolution[name]));
  return {
    convolution: {
      ...first.convolution,
      vectors: part('vectors'),
      kernel: part('kernel'),
      filterBias: part('filterBias'),
      output: part('output'),
    },
    ngrams: { keys: first.ngrams.keys, weights: meanOf(models.map(({ ngrams }) => ngrams.weights)) },
  };
};
