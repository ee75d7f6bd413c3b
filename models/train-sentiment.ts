import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createHashTable } from '../lib/analysis/sentiment/hash-table.ts';
import { encodeWeights } from '../lib/analysis/sentiment/model-file.ts';
import { combine, type Opinion } from './sentiment/combine.ts';
import { initialVectors } from './sentiment/initial-vectors.ts';
import { readLexicons } from './sentiment/lexicons.ts';
import { quantize } from './sentiment/quantize.ts';
import { createRandom } from './sentiment/random.ts';
import { foldedSets, readSources } from './sentiment/sources.ts';
import { createConvolutionScorer, trainConvolution } from './sentiment/train-convolution.ts';
import { ngramLogits, trainPrunedNgrams } from './sentiment/train-ngrams.ts';
import { chooseVocabulary, countWords, type Example, toExamples } from './sentiment/training-set.ts';
import { readWordVectors } from './sentiment/word-vectors.ts';

/*
 * Trains the shipped sentiment model: `node models/train-sentiment.ts [--out FILE]`. One core, seeded: the same data gives
 * the same bytes. See models/README.md for what it needs. `--without-fold 0..4` leaves a fold out of the sets that are
 * reported by folds; `--without yelp_reviews,zomato_reviews` leaves sets out whole; `--share 0.3` learns from that share of
 * the sets that are not reported by folds, for a quick look.
 */
const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: 'models/sentiment.bin' },
    'without-fold': { type: 'string' },
    without: { type: 'string', default: '' },
    share: { type: 'string', default: '1' },
  },
});
const share = Number(options.share);
const withoutFold = options['without-fold'] === undefined ? undefined : Number(options['without-fold']);

const vocabularySize = 40_000;
const ngramCount = 190_000;
const ngramOptions = { epochs: 3, rate: 0.3, leastCount: 3 };
const convolutionOptions = {
  filters: 96,
  dimensions: 64,
  epochs: 2,
  batchSize: 96,
  rate: 0.03,
  filterDropout: 0.5,
  wordDropout: 0.1,
  mostWords: 80,
  decay: 1e-5,
};

const started = performance.now();
const say = (message: string): void => {
  console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${message}`);
};

const withoutSets = options.without.split(',');

const shares = createRandom(4);
const texts = readSources(withoutFold)
  .filter(({ source }) => !withoutSets.includes(source.name))
  .filter(({ source }) => share === 1 || foldedSets.includes(source.name) || shares() < share);
say(`${texts.length} texts`);
const lexicons = readLexicons();
const pretrained = readWordVectors();
say(`${pretrained.rowOf.size} pretrained vectors, ${lexicons.size} words on lists`);
const vocabulary = chooseVocabulary(
  countWords(texts),
  lexicons.keys(),
  pretrained.rowOf.keys(),
  vocabularySize,
);
const examples = toExamples(
  texts.filter(({ heldBack }) => !heldBack),
  vocabulary,
);
const heldBack = toExamples(
  texts.filter((text) => text.heldBack),
  vocabulary,
);
say(
  `${vocabulary.table.keys.length} words; ${examples.length} texts to learn from, ${heldBack.length} held back`,
);

const ngrams = trainPrunedNgrams(examples, ngramCount, ngramOptions, createRandom(1));
say(`${ngrams.keys.length} n-grams trained`);
const convolution = trainConvolution(
  examples,
  initialVectors(vocabulary.table.keys, convolutionOptions.dimensions, pretrained, lexicons, createRandom(2)),
  convolutionOptions,
  createRandom(3),
  (epoch) => say(`epoch ${epoch} of ${convolutionOptions.epochs}`),
);

const scoreWords = createConvolutionScorer(convolution);
const table = createHashTable(ngrams.keys);
const opinionOf = (example: Example): Opinion => ({
  convolution: scoreWords(example.words),
  ngrams: ngramLogits(ngrams, table, example.ngrams),
  tokens: example.words.length,
  label: example.label,
  source: example.source,
});
const combination = combine(heldBack.map(opinionOf));
say(`combination ${JSON.stringify(combination)}`);

const weights = quantize(vocabulary, convolution, ngrams, combination);
const bytes = encodeWeights(weights);
writeFileSync(options.out, bytes);
say(`${options.out}: ${weights.version}, ${(bytes.length / 1e6).toFixed(2)} MB`);
