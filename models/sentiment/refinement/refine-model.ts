import type { SentimentWeights } from '../../../lib/analysis/sentiment/model/model-file.ts';
import { ngramScale, pairAt, turnedShare } from '../../../lib/analysis/sentiment/model/ngrams.ts';
import {
  createHashTable,
  findKey,
  type HashTable,
} from '../../../lib/analysis/sentiment/tokens/hash-table.ts';
import { createVocabulary } from '../../../lib/analysis/sentiment/tokens/token-vocabulary.ts';
import { floatAt } from '../../../lib/elements.ts';
import { combine, type Opinion } from '../combine.ts';
import {
  createBackward,
  createPool,
  createProjector,
  type Floors,
  outputOf,
  poolText,
  shortened,
  withoutSome,
} from '../convolution-network.ts';
import { createPriors, lossSlope } from '../loss.ts';
import { quantize } from '../quantize.ts';
import { createRandom, type Random, shuffle } from '../random.ts';
import type { LabelledText } from '../sources.ts';
import { createConvolutionScorer } from '../train-convolution.ts';
import { type NgramModel, ngramLogits, positionsOf } from '../train-ngrams.ts';
import { type Example, toExamples } from '../training-set.ts';
import { averaged, type Unpacked, unpack } from './unpacked.ts';

interface RefinementOptions {
  /** One training for each: the model is the mean of their weights. */
  readonly seeds: readonly number[];
  readonly epochs: number;
  readonly batchSize: number;
  readonly rate: number;
  readonly ngramRate: number;
  readonly filterDropout: number;
  readonly wordDropout: number;
  readonly maxWords: number;
  readonly floors: Floors;
  /** What the squares of known n-grams start from; of those that the sentences by kind repeat; of new ones. */
  readonly knownFloor: number;
  readonly kindFloor: number;
  readonly newFloor: number;
  /** N-grams of the sentences by kind that occur less often are not added. */
  readonly minCount: number;
}

const positionBits = 0x7fff_ffff;

const countsOf = (examples: readonly Example[]): Map<number, number> => {
  const counts = new Map<number, number>();
  for (const { ngrams } of examples) for (const key of ngrams) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

/** Sources of sentences by kind: from templates, and written one by one. */
const sourcesByKind = ['kinds', 'own_sentences'];

/** The n-grams that the sentences by kind repeat, in the order of their keys. */
const keysOfKinds = (examples: readonly Example[], minCount: number): number[] =>
  [...countsOf(examples.filter(({ source }) => sourcesByKind.includes(source.name)))]
    .filter(([, count]) => count >= minCount)
    .map(([key]) => key)
    .sort((a, b) => a - b);

type Pair = readonly [number, number];

/** What was learned from many texts moves slowly, what the sentences by kind are about faster, what is new at once. */
const firstSquares = (
  ngrams: readonly number[],
  known: number,
  table: HashTable,
  { knownFloor, kindFloor, newFloor }: RefinementOptions,
): Float32Array => {
  const squares = new Float32Array(2 * table.keys.length)
    .fill(knownFloor, 0, 2 * known)
    .fill(newFloor, 2 * known);
  for (const key of ngrams) {
    const position = findKey(table, key);
    if (position < known) squares.fill(kindFloor, 2 * position, 2 * position + 2);
  }
  return squares;
};

/** AdaGrad on the n-grams of one text. */
const createNgramSteps = ({ weights }: NgramModel, squares: Float32Array) => {
  const step = (at: number, slope: number, rate: number): void => {
    const square = floatAt(squares, at) + slope * slope;
    squares[at] = square;
    weights[at] = floatAt(weights, at) - (rate * slope) / Math.sqrt(square);
  };
  const logitsOf = (positions: Int32Array, scale: number): Pair => {
    let [negative, positive] = [0, 0];
    for (const position of positions) {
      const pair = pairAt(weights, position);
      negative += pair[0];
      positive += pair[1];
    }
    return [scale * negative, scale * positive];
  };
  const learn = (positions: Int32Array, [negative, positive]: Pair, rate: number): void => {
    for (const position of positions) {
      const turned = position < 0;
      const at = 2 * (position & positionBits);
      step(at, turned ? turnedShare * positive : negative, rate);
      step(at + 1, turned ? turnedShare * negative : positive, rate);
    }
  };
  return { logitsOf, learn };
};

interface Prepared {
  readonly example: Example;
  readonly positions: Int32Array;
}

const lastRate = 0.1;

/** Both halves together, from where they are: what one explains the other need not. */
const trainTogether = (
  { convolution, ngrams }: Unpacked,
  prepared: Prepared[],
  base: SentimentWeights,
  squares: Float32Array,
  options: RefinementOptions,
  random: Random,
  report: (epoch: number) => void,
): void => {
  const projector = createProjector(convolution);
  const backward = createBackward(convolution, options.floors);
  const steps = createNgramSteps(ngrams, squares);
  const pool = createPool(convolution.filters);
  const priors = createPriors(0.02);
  const kept = 1 / (1 - options.filterDropout);

  const learn = ({ example, positions }: Prepared, ngramRate: number): void => {
    const words = withoutSome(shortened(example.words, options.maxWords), options.wordDropout, random);
    const mask = pool.values.map(() => (random() < options.filterDropout ? 0 : kept));
    poolText(convolution, projector, words, pool);
    const byFilters = outputOf(convolution, pool.values, mask);
    const scale = ngramScale(example.ngrams.length);
    const byNgrams = steps.logitsOf(positions, scale);
    const prior = priors.of(example.source);
    const slopes = lossSlope(
      byFilters[0] + byNgrams[0] + base.bias[0] + prior[0],
      byFilters[1] + byNgrams[1] + base.bias[1] + prior[1],
      example.label,
      example.source,
    );
    priors.learn(example.source, slopes);
    backward.learn(words, pool, mask, slopes);
    steps.learn(positions, [scale * slopes[0], scale * slopes[1]], ngramRate);
  };
  const batches = Math.ceil(prepared.length / options.batchSize);
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    shuffle(prepared, random);
    for (let batch = 0; batch < batches; batch += 1) {
      projector.nextBatch();
      const left = 1 - (1 - lastRate) * ((epoch + batch / batches) / options.epochs);
      for (const item of prepared.slice(batch * options.batchSize, (batch + 1) * options.batchSize))
        learn(item, options.ngramRate * left);
      backward.apply(options.rate * left, 0);
    }
    report(epoch + 1);
  }
};

/**
 * The second stage of the training: goes on from a model's weights with few texts, so that sentences of new kinds are learned and
 * nothing else is forgotten. The same texts in the same order give the same weights.
 */
export const refineModel = (
  base: SentimentWeights,
  texts: readonly LabelledText[],
  options: RefinementOptions,
  say: (message: string) => void = () => undefined,
): SentimentWeights => {
  const vocabulary = createVocabulary(base.words, base.spellingTargets);
  const examplesOf = (held: boolean): Example[] =>
    toExamples(
      texts.filter(({ heldBack }) => heldBack === held),
      vocabulary,
    );
  const [examples, heldBack] = [examplesOf(false), examplesOf(true)];
  const ofKinds = keysOfKinds(examples, options.minCount);
  const known = createHashTable(base.ngrams);
  const added = ofKinds.filter((key) => findKey(known, key) < 0);
  say(`${examples.length} texts to refine with, ${heldBack.length} held back; ${added.length} new n-grams`);
  const table = createHashTable(unpack(base, added).ngrams.keys);
  const prepared = examples.map((example) => ({ example, positions: positionsOf(table, example) }));
  const squares = firstSquares(ofKinds, base.ngrams.length, table, options);
  const unpacked = averaged(
    options.seeds.map((seed) => {
      const trained = unpack(base, added);
      trainTogether(trained, [...prepared], base, squares.slice(), options, createRandom(seed), (epoch) =>
        say(`seed ${seed}, epoch ${epoch} of ${options.epochs}`),
      );
      return trained;
    }),
  );
  const scoreWords = createConvolutionScorer(unpacked.convolution);
  const combination = combine(
    heldBack.map(
      (example): Opinion => ({
        convolution: scoreWords(example.words),
        ngrams: ngramLogits(unpacked.ngrams, table, example),
        tokens: example.words.length,
        label: example.label,
        source: example.source,
      }),
    ),
  );
  say(`combination ${JSON.stringify(combination)}`);
  return quantize(vocabulary, unpacked.convolution, unpacked.ngrams, combination);
};
