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
