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
    states: 2,
    vectors: Int8Array.of(1, -2, 3, -4, 5, -6),
    scales: Float32Array.of(0.5, 0.25),
    kernel: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
    filterBias: Float32Array.of(-1),
  },
  filterWeights: Float32Array.of(0.5, -0.5),
  ngrams: Uint32Array.of(7),
  ngramWeights: Int8Array.of(100, -100),
  ngramStep: 0.125,
  turned: true,
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

  it('of the version before is read as one in which words have no states and negation turns nothing', () => {
    const bytes = encodeWeights({
      ...weights,
      turned: false,
      convolution: { ...weights.convolution, states: 1, kernel: Float32Array.of(1, 2, 3, 4, 5, 6) },
    });
    const text = new TextDecoder('latin1').decode(bytes);
    const named = text.replace('VBSENT03', 'VBSENT02');
    const without = named.replace(',"states":1', ''.padEnd(11)).replace(',"turned":false', ''.padEnd(15));

    const read = decodeWeights(Uint8Array.from(without, (character) => character.charCodeAt(0)));

    expect([read.convolution.states, read.turned]).toEqual([1, false]);
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
