import type { BuiltInLanguage } from '../../lib/analysis/sentiment/languages/built-in-languages.ts';
import {
  featureScale,
  foldText,
  type Grammar,
  readFeatures,
  scanLanguage,
} from '../../lib/analysis/sentiment/languages/language-features.ts';
import type { LanguageWeights } from '../../lib/analysis/sentiment/languages/language-file.ts';
import { createNgrams } from '../../lib/analysis/sentiment/model/ngrams.ts';
import { createTokens } from '../../lib/analysis/sentiment/tokens/token-columns.ts';
import { hashOf } from '../../lib/analysis/words/word-hash.ts';
import { floatAt } from '../../lib/elements.ts';
import { labelOf, readableText, sentimentOf } from '../sentiment/dataset.ts';
import { judgedSetsOf, readJudgedSentences, readLearnableRows } from '../sentiment/judged-sentences.ts';
import type { PhrasebookLine } from '../sentiment/phrasebook.ts';
import { createRandom } from '../sentiment/random.ts';
import type { Source } from '../sentiment/sources.ts';
import { type LinearText, trainLinear } from '../sentiment/train-ngrams.ts';
import { languageSets } from './language-sets.ts';
import { listedWords, ownSentences, ownWords, wholeSentences } from './own-sentences.ts';

export interface LanguageTraining {
  /** Slots of the table of weights, a power of two. */
  readonly slots: number;
  readonly epochs: number;
  readonly rate: number;
  /** What a text of a related language teaches, beside 1 for one of its own. */
  readonly relativeWeight: number;
  /** What a word or sentence that was written or judged for this project teaches. */
  readonly ownWeight: number;
  /** How often each frame of the project's own is filled. */
  readonly variants: number;
  /** What is added to the logit of neutral, for all languages: chosen on held-out written and judged sentences. */
  readonly neutralBias: number;
}

export const shippedTraining: LanguageTraining = {
  slots: 2 ** 20,
  epochs: 8,
  rate: 0.15,
  relativeWeight: 0.3,
  ownWeight: 1,
  variants: 12,
  neutralBias: 0.2,
};

const tokens = createTokens();
const features = createNgrams();

const grammarOf = (language: BuiltInLanguage): Grammar => {
  const { negators, contrasts, limiters } = ownWords(language);
  const hashes = (words: readonly string[]) => new Set(words.map((word) => hashOf(foldText(word))));
  return { negators: hashes(negators), contrasts: hashes(contrasts), limiters: hashes(limiters) };
};

/** Where the features of a text are in the table of weights. */
const placesOf = (text: string, grammar: Grammar, slots: number): Pick<LinearText, 'positions' | 'scale'> => {
  scanLanguage(foldText(text), tokens, grammar);
  readFeatures(tokens, features, slots);
  return {
    positions: Int32Array.from(features.key.subarray(0, features.count)),
    scale: featureScale(features.count),
  };
};

const judgedLines = (language: BuiltInLanguage): PhrasebookLine[] =>
  judgedSetsOf(language)
    .flatMap(readJudgedSentences)
    .flatMap(({ text, label, reported }) =>
      reported || label === 'mix' ? [] : [{ text, label: sentimentOf[label] }],
    );

/** What was written or judged for this project, by kind, without held-out sentences. Each kind has a share of neutral texts of its own. */
const projectLines = (
  language: BuiltInLanguage,
  variants: number,
): Readonly<Record<string, readonly PhrasebookLine[]>> => ({
  'words and frames': [...ownSentences(language, createRandom(5), variants), ...listedWords(language)],
  'written sentences': wholeSentences(language).filter(({ reported }) => !reported),
  'judged sentences': judgedLines(language),
});

const setLines = (name: string): PhrasebookLine[] =>
  readLearnableRows(name).flatMap((row) => {
    const label = labelOf(row);
    return label === undefined ? [] : [{ text: readableText(row), label }];
  });

/** All texts of a language: of its sets and of the project, each with a prior of its own. */
const examplesOf = (
  language: BuiltInLanguage,
  weight: number,
  { slots, ownWeight, variants }: LanguageTraining,
): LinearText[] => {
  const grammar = grammarOf(language);
  const examples = (name: string, lines: readonly PhrasebookLine[], sourceWeight: number): LinearText[] => {
    const hasNeutral = lines.some(({ label }) => label === 'neutral');
    const source: Source = { name, group: name, hasNeutral, weight: sourceWeight };
    return lines.map(({ text, label }) => ({ ...placesOf(text, grammar, slots), label, source }));
  };
  return [
    ...languageSets[language].train.flatMap((name) => examples(name, setLines(name), weight)),
    ...Object.entries(projectLines(language, variants)).flatMap(([name, lines]) =>
      examples(name, lines, weight * ownWeight),
    ),
  ];
};

/** Weights beyond this quantile of the largest are cut, so that the others keep their steps. */
const keptQuantile = 0.9998;

const quantized = (weights: Float32Array): Pick<LanguageWeights, 'table' | 'step'> => {
  const sizes = weights.map(Math.abs).sort();
  const largest = floatAt(sizes, Math.floor(keptQuantile * (sizes.length - 1)));
  const step = largest / 127;
  return {
    step,
    table: Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / step)))),
  };
};

/** Trains the model of a language. Seeded: the same data gives the same weights. Priors of the sources are left behind. */
export const trainLanguage = (
  language: BuiltInLanguage,
  version: string,
  training: LanguageTraining = shippedTraining,
): LanguageWeights => {
  const examples = [
    ...examplesOf(language, 1, training),
    ...languageSets[language].relatives.flatMap((relative) =>
      examplesOf(relative, training.relativeWeight, { ...training, variants: training.variants / 2 }),
    ),
  ];
  const { negators, contrasts, limiters } = grammarOf(language);
  return {
    version,
    language,
    bias: [-training.neutralBias, -training.neutralBias],
    negators: [...negators],
    contrasts: [...contrasts],
    limiters: [...limiters],
    ...quantized(trainLinear(examples, training.slots, { ...training, random: createRandom(3) })),
  };
};
