import { describe, expect, it } from 'vitest';
import {
  decodeWeights,
  encodeWeights,
  type SentimentWeights,
} from '../../../../lib/analysis/sentiment/model/model-file.ts';

const weights: SentimentWeights = {
  version: 'tiny',
  words: Uint32Array.of(11, 12, 13),
  spellingTargets: 1,
  convolution: {
    dimensions: 2,
    filters: 1,
    vectors: Int8Array.of(1, -2, 3, -4, 5, -6),
    scales: Float32Array.of(0.5, 0.25),
    kernel: Float32Array.of(1, 2, 3, 4, 5, 6),
    filterBias: Float32Array.of(-1),
  },
  filterWeights: Float32Array.of(0.5, -0.5),
  ngrams: Uint32Array.of(7),
  ngramWeights: Int8Array.of(100, -100),
  ngramStep: 0.125,
  bias: [-1, -0.5],
  lengthBias: [-0.25, 0.5],
};

describe('the weights file', () => {
  it('reads back what was written', () => {
    expect(decodeWeights(encodeWeights(weights))).toEqual(weights);
  });

  it('can be read from inside a larger buffer', () => {
    const bytes = encodeWeights(weights);
    const larger = new Uint8Array(bytes.length + 3);
    larger.set(bytes, 3);
    expect(decodeWeights(larger.subarray(3))).toEqual(weights);
  });

  it('is refused if its bytes are not weights', () => {
    expect(() => decodeWeights(new TextEncoder().encode('{"weights": [1, 2, 3]}'))).toThrow(
      expect.objectContaining({ code: 'file-corrupt' }),
    );
    expect(() => decodeWeights(new Uint8Array())).toThrow(expect.objectContaining({ code: 'file-corrupt' }));
  });

  it('is refused if it is cut off', () => {
    expect(() => decodeWeights(encodeWeights(weights).subarray(0, -8))).toThrow(
      expect.objectContaining({ code: 'file-truncated' }),
    );
  });
});
