import { expect, test } from 'vitest';
import { encodeWeights } from '../../lib/analysis/sentiment/model/model-file.ts';
import { createSentimentModel } from '../../lib/analysis/sentiment/model/trained-model.ts';
import { hashOf } from '../../lib/analysis/words/word-hash.ts';
import { readLexicons } from '../../models/sentiment/lexicons.ts';
import { createRandom } from '../../models/sentiment/random.ts';
import { ownPhrases } from '../../models/sentiment/sources.ts';
import { trainModel } from '../../models/sentiment/train-model.ts';

/** Vectors that mean nothing: what is tested is that they lead to the same model. */
const pretrained = () => {
  const random = createRandom(11);
  const words = ['good', 'bad', 'staff', 'food', 'delivery', 'room', 'slow', 'friendly'];
  const dimensions = 64;
  return {
    dimensions,
    rowOf: new Map(words.map((word, row) => [hashOf(word), row])),
    rows: Float32Array.from({ length: words.length * dimensions }, () => random() - 0.5),
  };
};

const options = {
  words: 1500,
  ngrams: 3000,
  ngramOptions: { epochs: 1, rate: 0.3, minCount: 2 },
  convolutionOptions: {
    filters: 8,
    dimensions: 64,
    epochs: 1,
    batchSize: 96,
    rate: 0.03,
    filterDropout: 0.5,
    wordDropout: 0.1,
    maxWords: 80,
    decay: 1e-5,
  },
};

const train = () =>
  trainModel(
    ownPhrases().filter((_, index) => index % 5 === 0),
    { lexicons: readLexicons(), pretrained: pretrained() },
    options,
  );

test('the same texts give the same weights, byte for byte', () => {
  const [first, second] = [train(), train()];
  expect(Buffer.compare(encodeWeights(first), encodeWeights(second))).toBe(0);
  expect(second.version).toBe(first.version);
});

test('a tiny model learns', () => {
  const model = createSentimentModel(train());
  expect(model.score('The food was great').score).toBeGreaterThan(model.score('The food was terrible').score);
});
