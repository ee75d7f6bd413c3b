import type { SentimentLabel } from '../../../lib/analysis/analysis.ts';
import { hashOf } from '../../../lib/analysis/words/word-hash.ts';
import { bare, challengeTexts } from '../challenge.ts';
import { labelOf, readableText } from '../dataset.ts';
import { readLearnableRows } from '../judged-sentences.ts';
import type { Valences } from '../lexicons.ts';
import { createRandom, type Random } from '../random.ts';
import { splitSentences } from '../sentences.ts';
import {
  judgedByReaders,
  type LabelledText,
  type LeftOut,
  readSources,
  type Source,
  writtenSource,
} from '../sources.ts';
import { heardWords } from './heard-words.ts';
import { kindPhrases } from './kinds.ts';

/*
 * What the second stage of the training learns from: sentences by kind, sentences of reviews with the verdict of their review,
 * and a part of what the first stage has learned from, so that it is not forgotten.
 */

const kindsSource: Source = { name: 'kinds', group: judgedByReaders, hasNeutral: true, weight: 1 };
const kindSeed = 11;

const byKind = (lexicons: ReadonlyMap<number, Valences>, without: readonly string[]): LabelledText[] =>
  kindPhrases(createRandom(kindSeed), heardWords(lexicons))
    .filter(({ kind, text }) => !without.includes(kind) && !challengeTexts.has(bare(text)))
    .map(({ text, label }) => ({ text, label, source: kindsSource, heldBack: hashOf(text) % 20 === 7 }));

const verdictSets = [
  'blitzer_reviews',
  'amazon_polarity',
  'flipkart_reviews',
  'amazon_alexa',
  'yelp_reviews',
];
const verdictShare = 0.25;
const verdictWeight = 0.3;
const [fewestWords, mostWords] = [3, 35];

const sentencesOf = (text: string): string[] =>
  splitSentences(text).filter((sentence) => {
    const words = sentence.split(/\s+/).length;
    return words >= fewestWords && words <= mostWords;
  });

/** Sentences of reviews that have several, with the verdict of the whole: right more often than not, so they weigh little. */
const withVerdicts = (random: Random, { sets }: LeftOut): LabelledText[] =>
  verdictSets
    .filter((set) => !sets.includes(set))
    .flatMap((set) => {
      const source: Source = {
        name: `${set}, sentences`,
        group: `${set}, sentences`,
        hasNeutral: false,
        weight: verdictWeight,
      };
      const learn = (text: string, label: SentimentLabel | undefined): LabelledText[] => {
        const sentences = sentencesOf(text);
        if (label === undefined || label === 'neutral' || sentences.length < 2) return [];
        return sentences
          .filter(() => random() < verdictShare)
          .map((sentence) => ({ text: sentence, label, source, heldBack: false }));
      };
      return readLearnableRows(set).flatMap((row) => learn(readableText(row), labelOf(row)));
    });

/** The share of each source that is repeated; of every other one that of `others`. */
const repeated: Readonly<Record<string, number>> = {
  sst_phrases: 0.5,
  sst_sentences: 1,
  imdb_train: 0,
  own: 0.6,
  messages: 1,
};
const others = 0.3;
const longestRepeated = 600;

const isJudged = ({ group, name }: Source): boolean => group === judgedByReaders && name !== 'own';

/** At half their weight of the first stage: at the whole of it, reviews and tweets lose more than the kinds gain. */
const writtenAgain: Source = { ...writtenSource, weight: writtenSource.weight / 2 };

const repeats = (random: Random, leftOut: LeftOut): LabelledText[] =>
  readSources(leftOut)
    .filter(({ text, source, heldBack }) => {
      const share = isJudged(source) ? 1 : (repeated[source.name] ?? others);
      return heldBack || (text.length <= longestRepeated && random() < share);
    })
    .map((each) => (each.source === writtenSource ? { ...each, source: writtenAgain } : each));

interface RefinementChoice {
  readonly lexicons: ReadonlyMap<number, Valences>;
  /** Names of kinds that are held out. */
  readonly withoutKinds: readonly string[];
  readonly leftOut: LeftOut;
}

/** All texts of the second stage. */
export const readRefinement = ({ lexicons, withoutKinds, leftOut }: RefinementChoice): LabelledText[] => [
  ...byKind(lexicons, withoutKinds),
  ...withVerdicts(createRandom(5), leftOut),
  ...repeats(createRandom(6), leftOut),
];
