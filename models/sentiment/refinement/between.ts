import type { SentimentWeights } from '../../../lib/analysis/sentiment/model/model-file.ts';
import { createVocabulary } from '../../../lib/analysis/sentiment/tokens/token-vocabulary.ts';
import { floatAt } from '../../../lib/elements.ts';
import { quantize } from '../quantize.ts';
import { withoutSidesOfTopics } from './topics.ts';
import { unpack } from './unpacked.ts';

const mixed = (from: Float32Array, to: Float32Array, share: number): Float32Array =>
  from.map((value, index) => value + share * (floatAt(to, index) - value));

const mixedPair = (
  [a, b]: readonly [number, number],
  [c, d]: readonly [number, number],
  share: number,
): [number, number] => [a + share * (c - a), b + share * (d - b)];

/**
 * The weights on the way from a model to one that was refined from it (Wortsman et al. 2022): much of what is new at 0.5, and less of
 * what was known is lost than in the refined model. `share` 0 is the first, 1 the second.
 */
export const between = (
  base: SentimentWeights,
  refined: SentimentWeights,
  share: number,
): SentimentWeights => {
  const added = refined.ngrams.subarray(base.ngrams.length);
  const [from, to] = [unpack(base, added), unpack(refined, [])];
  const { dimensions, filters, states } = from.convolution;
  const part = (name: 'vectors' | 'kernel' | 'filterBias' | 'output'): Float32Array =>
    mixed(from.convolution[name], to.convolution[name], share);
  const convolution = {
    dimensions,
    filters,
    states,
    vectors: part('vectors'),
    kernel: part('kernel'),
    filterBias: part('filterBias'),
    output: part('output'),
  };
  // A new n-gram had no weight before: nothing is kept by halving it.
  const ngramWeights = mixed(from.ngrams.weights, to.ngrams.weights, share);
  ngramWeights.set(to.ngrams.weights.subarray(2 * base.ngrams.length), 2 * base.ngrams.length);
  return quantize(
    createVocabulary(base.words, base.spellingTargets),
    convolution,
    { keys: to.ngrams.keys, weights: withoutSidesOfTopics({ keys: to.ngrams.keys, weights: ngramWeights }) },
    {
      convolution: 1,
      ngrams: 1,
      bias: mixedPair(base.bias, refined.bias, share),
      lengthBias: mixedPair(base.lengthBias, refined.lengthBias, share),
    },
  );
};
