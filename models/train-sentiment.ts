import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  decodeWeights,
  encodeWeights,
  type SentimentWeights,
} from '../lib/analysis/sentiment/model/model-file.ts';
import { readLexicons } from './sentiment/lexicons.ts';
import { createRandom } from './sentiment/random.ts';
import { between } from './sentiment/refinement/between.ts';
import { chosenShare, curveTable, shareCurve } from './sentiment/refinement/choose-share.ts';
import { refineModel } from './sentiment/refinement/refine-model.ts';
import { readRefinement } from './sentiment/refinement/texts.ts';
import { foldedSets, type LeftOut, readSources } from './sentiment/sources.ts';
import { trainModel } from './sentiment/train-model.ts';
import { readWordVectors } from './sentiment/word-vectors.ts';

/*
 * Trains the shipped sentiment model: `node models/train-sentiment.ts [--out FILE]`. One core, seeded: the same data gives
 * the same bytes. See models/README.md for what it needs. `--without-fold 0..4` leaves a fold out of the sets that are
 * reported by folds; `--without yelp_reviews,zomato_reviews` leaves sets out whole; `--share 0.3` learns from that share of
 * the sets that are not reported by folds, for a quick look. The second stage goes on from the first with sentences by kind;
 * `--from FILE` takes the first from a file that was written with `--stages 1`, `--without-kinds "NAME,NAME"` holds kinds out.
 * `--choose-share` prints how each share of the second stage measures on the dev sets, and takes the one that the rule chooses.
 */
const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: 'models/sentiment.bin' },
    'without-fold': { type: 'string' },
    without: { type: 'string', default: '' },
    share: { type: 'string', default: '1' },
    from: { type: 'string' },
    stages: { type: 'string', default: '2' },
    'without-kinds': { type: 'string', default: '' },
    'choose-share': { type: 'boolean', default: false },
  },
});
const share = Number(options.share);
const leftOut: LeftOut = {
  fold: options['without-fold'] === undefined ? undefined : Number(options['without-fold']),
  sets: options.without.split(','),
};

const trainingOptions = {
  words: 40_000,
  ngrams: 190_000,
  ngramOptions: { epochs: 3, rate: 0.3, minCount: 3 },
  convolutionOptions: {
    filters: 96,
    dimensions: 64,
    epochs: 2,
    batchSize: 96,
    rate: 0.03,
    filterDropout: 0.5,
    wordDropout: 0.1,
    maxWords: 80,
    decay: 1e-5,
  },
};

const started = performance.now();
const say = (message: string): void => {
  console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${message}`);
};

const refinementOptions = {
  seeds: [21, 22],
  epochs: 2,
  batchSize: 96,
  rate: 0.02,
  ngramRate: 0.2,
  filterDropout: 0.3,
  wordDropout: 0.1,
  maxWords: 80,
  floors: { vectors: 0.3, others: 0.01 },
  knownFloor: 5,
  kindFloor: 1,
  newFloor: 0.01,
  minCount: 4,
};

/** How far the model goes from the first stage to the second: all of the way. */
const refinedShare = 1;

const lexicons = readLexicons();

const firstStage = (): SentimentWeights => {
  const shares = createRandom(4);
  const texts = readSources(leftOut).filter(
    ({ source }) => share === 1 || foldedSets.includes(source.name) || shares() < share,
  );
  say(`${texts.length} texts`);
  const pretrained = readWordVectors();
  say(`${pretrained.rowOf.size} pretrained vectors, ${lexicons.size} words on lists`);
  return trainModel(texts, { lexicons, pretrained }, trainingOptions, say);
};

const secondStage = (base: SentimentWeights): SentimentWeights => {
  const withoutKinds = options['without-kinds'].split(',');
  const texts = readRefinement({ lexicons, withoutKinds, leftOut });
  const refined = refineModel(base, texts, refinementOptions, say);
  if (!options['choose-share']) return between(base, refined, refinedShare);
  const curve = shareCurve(base, refined);
  say(`share ${chosenShare(curve)} of\n${curveTable(curve)}`);
  return between(base, refined, chosenShare(curve));
};

const first = options.from === undefined ? firstStage() : decodeWeights(readFileSync(options.from));
const weights = options.stages === '1' ? first : secondStage(first);
const bytes = encodeWeights(weights);
writeFileSync(options.out, bytes);
say(`${options.out}: ${weights.version}, ${(bytes.length / 1e6).toFixed(2)} MB`);
