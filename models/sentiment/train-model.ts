import type { SentimentWeights } from '../../lib/analysis/sentiment/model/model-file.ts';
import { createHashTable } from '../../lib/analysis/sentiment/tokens/hash-table.ts';
import { combine, type Opinion } from './combine.ts';
import { initialVectors } from './initial-vectors.ts';
import type { Valences } from './lexicons.ts';
import { quantize } from './quantize.ts';
import { createRandom } from './random.ts';
import type { LabelledText } from './sources.ts';
import { type ConvolutionOptions, createConvolutionScorer, trainConvolution } from './train-convolution.ts';
import { type NgramOptions, ngramLogits, trainPrunedNgrams } from './train-ngrams.ts';
import { chooseVocabulary, countWords, type Example, toExamples } from './training-set.ts';
import type { WordVectors } from './word-vectors.ts';

export interface TrainingOptions {
  /** Words and n-grams that the model keeps. */
  readonly words: number;
  readonly ngrams: number;
  readonly ngramOptions: NgramOptions;
  readonly convolutionOptions: ConvolutionOptions & { readonly dimensions: number };
}

/** What words are known to mean before any text is read. */
export interface Beforehand {
  readonly lexicons: ReadonlyMap<number, Valences>;
  readonly pretrained: WordVectors;
}

/**
 * Trains a model on the texts that are not held back and fits how its halves add up on those that are. All that is random is
 * seeded: the same texts in the same order give the same weights.
 */
export const trainModel = (
  texts: readonly LabelledText[],
  { lexicons, pretrained }: Beforehand,
  { words, ngrams: ngramCount, ngramOptions, convolutionOptions }: TrainingOptions,
  say: (message: string) => void = () => undefined,
): SentimentWeights => {
  const vocabulary = chooseVocabulary(countWords(texts), lexicons.keys(), pretrained.rowOf.keys(), words);
  const examplesOf = (held: boolean): Example[] =>
    toExamples(
      texts.filter(({ heldBack }) => heldBack === held),
      vocabulary,
      false,
    );
  const [examples, heldBack] = [examplesOf(false), examplesOf(true)];
  say(
    `${vocabulary.table.keys.length} words; ${examples.length} texts to learn from, ${heldBack.length} held back`,
  );
  const ngrams = trainPrunedNgrams(examples, ngramCount, ngramOptions, createRandom(1));
  say(`${ngrams.keys.length} n-grams trained`);
  const convolution = trainConvolution(
    examples,
    initialVectors(
      vocabulary.table.keys,
      convolutionOptions.dimensions,
      pretrained,
      lexicons,
      createRandom(2),
    ),
    convolutionOptions,
    createRandom(3),
    (epoch) => say(`epoch ${epoch} of ${convolutionOptions.epochs}`),
  );
  const scoreWords = createConvolutionScorer(convolution);
  const table = createHashTable(ngrams.keys);
  const opinions = heldBack.map(
    (example): Opinion => ({
      convolution: scoreWords(example.words),
      ngrams: ngramLogits(ngrams, table, example),
      tokens: example.words.length,
      label: example.label,
      source: example.source,
    }),
  );
  const combination = combine(opinions);
  say(`combination ${JSON.stringify(combination)}`);
  return quantize(vocabulary, convolution, ngrams, combination);
};
