import { createHash } from 'node:crypto';
import { encodeWeights, type SentimentWeights } from '../../lib/analysis/sentiment/model/model-file.ts';
import type { Vocabulary } from '../../lib/analysis/sentiment/tokens/token-vocabulary.ts';
import { floatAt } from '../../lib/elements.ts';
import type { Combination } from './combine.ts';
import type { ConvolutionModel } from './convolution-network.ts';
import type { NgramModel } from './train-ngrams.ts';

const steps = 127;

/** The size below which all but one in a thousand values lie: rare giants would cost all others their precision. */
const reach = (values: Float32Array): number => {
  const sizes = values.map(Math.abs).sort();
  return (sizes[Math.floor(sizes.length * 0.999)] ?? 0) || 1;
};

const inSteps = (value: number, step: number): number =>
  Math.max(-steps, Math.min(steps, Math.round(value / step)));

const quantizeVectors = ({ vectors, dimensions }: ConvolutionModel) => {
  const scales = Float32Array.from(
    { length: dimensions },
    (_, column) =>
      reach(
        Float32Array.from({ length: vectors.length / dimensions }, (_, row) =>
          floatAt(vectors, row * dimensions + column),
        ),
      ) / steps,
  );
  const quantized = Int8Array.from(vectors, (value, index) =>
    inSteps(value, floatAt(scales, index % dimensions)),
  );
  return { scales, vectors: quantized };
};

const pairs = (output: Float32Array, factor: number): Float32Array => {
  const filters = output.length / 2;
  return Float32Array.from(
    output,
    (_, index) => factor * floatAt(output, (index % 2) * filters + (index >> 1)),
  );
};

/** The weights as shipped: words and n-grams in bytes, the rest as it is. The version names the content. */
export const quantize = (
  vocabulary: Vocabulary,
  convolution: ConvolutionModel,
  ngrams: NgramModel,
  combination: Combination,
): SentimentWeights => {
  const ngramWeights = ngrams.weights.map((weight) => weight * combination.ngrams);
  const ngramStep = reach(ngramWeights) / steps;
  const { filters, dimensions, states, kernel, filterBias } = convolution;
  const weights: SentimentWeights = {
    version: '',
    words: vocabulary.table.keys,
    spellingTargets: vocabulary.spellingTargets,
    convolution: { filters, dimensions, states, kernel, filterBias, ...quantizeVectors(convolution) },
    filterWeights: pairs(convolution.output, combination.convolution),
    ngrams: ngrams.keys,
    ngramWeights: Int8Array.from(ngramWeights, (weight) => inSteps(weight, ngramStep)),
    ngramStep,
    turned: true,
    bias: combination.bias,
    lengthBias: combination.lengthBias,
  };
  const digest = createHash('sha256').update(encodeWeights(weights)).digest('hex').slice(0, 8);
  return { ...weights, version: `verbatim-en-2+${digest}` };
};
