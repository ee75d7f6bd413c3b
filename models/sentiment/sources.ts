import type { SentimentLabel } from '../../lib/analysis/analysis.ts';
import { hashOf } from '../../lib/analysis/words/word-hash.ts';
import { bare, challengeTexts } from './challenge.ts';
import { type DataRow, foldOf, labelOf, readableText, sentimentOf } from './dataset.ts';
import { judgedSets, readJudgedSentences, readLearnableRows } from './judged-sentences.ts';
import { isMeasured, readOwnSentences } from './own-sentences.ts';
import { phrasebook, stories } from './phrasebook.ts';
import { createRandom } from './random.ts';

/** A labelled text that a model may learn from. */
export interface LabelledText {
  readonly text: string;
  readonly label: SentimentLabel;
  readonly source: Source;
  /** Kept back from training, to fit how the models add up. */
  readonly heldBack: boolean;
}

export interface Source {
  readonly name: string;
  /**
   * Texts of one group share a prior, learned beside the words: how often a shop's customers give three stars says
   * nothing about words. Sentences that people judged by reading them are one group.
   */
  readonly group: string;
  /** False where the source has no neutral texts by design: it then teaches positive against negative only. */
  readonly hasNeutral: boolean;
  readonly weight: number;
}

const questionStart = /^(what|how|where|when|which|who|can|could|do|does|is|are|will)\b[^.!]*\?$/i;
const trouble = /n't|\bnot\b|wrong|problem|declin|fail|stolen|lost|charg|fee/i;

const isPlainQuestion = ({ text }: DataRow): boolean =>
  questionStart.test(text.trim()) && !trouble.test(text);

const failure =
  /not_working|lost|stolen|blocked|fee_charged|not_received|reverted|not_updated|not_recognised|unable|compromised|declined|Refund_not|swallowed|charged_twice|not_allowed|failed|wrong_amount|extra_charge/;

/** A message to a bank about something that went wrong: a complaint, whatever its words. */
const isFailure = ({ theme }: DataRow): boolean => failure.test(String(theme));

/** One text in twenty, by its content. */
const isHeldBack = (text: string): boolean => hashOf(text) % 20 === 7;

const treebankShare = 0.95;

/** Phrases of one sentence stand together in the treebank's file: what is held back is its end, in one piece. */
const holdBackEnd = (texts: readonly LabelledText[]): LabelledText[] =>
  texts.map((text, index) => ({ ...text, heldBack: index >= treebankShare * texts.length }));

const labelled = (
  set: string,
  source: Source,
  keep: (row: DataRow) => boolean = () => true,
): LabelledText[] =>
  readLearnableRows(set)
    .filter(keep)
    .flatMap((row) => {
      const label = labelOf(row);
      const text = readableText(row);
      return label === undefined ? [] : [{ text, label, source, heldBack: isHeldBack(text) }];
    });

const declared = (
  set: string,
  source: Source,
  label: SentimentLabel,
  keep: (row: DataRow) => boolean,
): LabelledText[] =>
  readLearnableRows(set)
    .filter(keep)
    .map((row) => ({ text: readableText(row), label, source, heldBack: isHeldBack(row.text) }));

const treebank = (): LabelledText[] => {
  const phrases = sourceOf('sst_phrases', true);
  const sentences = {
    name: 'sst_sentences',
    group: judgedByReaders,
    hasNeutral: true,
    weight: sentenceWeight,
  };
  return [
    ...holdBackEnd(labelled('sst_phrases_train', phrases, ({ sentence }) => sentence !== true)),
    ...holdBackEnd(labelled('sst_phrases_train', sentences, ({ sentence }) => sentence === true)),
  ];
};

/** The project's own sentences, without those that the challenge suite asks. */
export const ownPhrases = (): LabelledText[] =>
  [...phrasebook(createRandom(phraseSeed), phraseVariants), ...stories(createRandom(phraseSeed))]
    .filter(({ text }) => !challengeTexts.has(bare(text)))
    .map((line) => ({ ...line, source: own, heldBack: isHeldBack(line.text) }));

const threeClassSets = [
  'womens_clothing',
  'amazon_alexa',
  'bank_app_moniepoint',
  'opener_hotels_en',
  'appreview_features',
  'vader_tweets',
  'acos_laptop',
  'yelp_reviews',
  'zomato_reviews',
  'uber_reviews',
  'flipkart_reviews',
  'netflix_reviews',
];
const twoClassSets = [
  'blitzer_reviews',
  'imdb_train',
  'skytrax_reviews',
  'amazon_polarity',
  'booking_boston',
];

/** Sets that are reported by folds: a fold that is left out teaches nothing. */
export const foldedSets: readonly string[] = ['booking_boston', 'vader_tweets'];

/** How often each template of the phrasebook is filled, and from which random numbers. */
const phraseVariants = 16;
const phraseSeed = 7;
const sentenceWeight = 2;
const judgedWeight = 3;
const writtenWeight = 2;

/** The group of sentences that people judged by reading them. */
export const judgedByReaders = 'judged by readers';
const setsOfSentences = new Set(['opener_hotels_en', 'appreview_features', 'vader_tweets']);

const sourceOf = (name: string, hasNeutral: boolean): Source => ({
  name,
  group: setsOfSentences.has(name) ? judgedByReaders : name,
  hasNeutral,
  weight: 1,
});

const own: Source = { name: 'own', group: judgedByReaders, hasNeutral: true, weight: 2 };
const messages: Source = { name: 'messages', group: judgedByReaders, hasNeutral: true, weight: 1 };

const judged: Source = {
  name: 'judged_sentences',
  group: judgedByReaders,
  hasNeutral: true,
  weight: judgedWeight,
};

/** Sentences of reviews that were judged for this project, without the reported ones and those that are as good as bad. */
const judgedSentences = ({ fold, sets }: LeftOut): LabelledText[] =>
  judgedSets
    .filter((set) => !sets.includes(set))
    .flatMap((set) =>
      readJudgedSentences(set).flatMap((each) => {
        if (each.reported || each.label === 'mix') return [];
        if (foldedSets.includes(set) && foldOf(each.review) === fold) return [];
        const { text } = each;
        return [{ text, label: sentimentOf[each.label], source: judged, heldBack: isHeldBack(text) }];
      }),
    );

/** Sentences by kind of several writers, in both stages. */
export const writtenSource: Source = {
  name: 'own_sentences',
  group: judgedByReaders,
  hasNeutral: true,
  weight: writtenWeight,
};

/** Sentences written for the project one by one, without those that are held out and mixed ones. */
const writtenSentences = (): LabelledText[] =>
  readOwnSentences().flatMap((each) => {
    const { text, label } = each;
    if (isMeasured(each) || label === 'mix') return [];
    return [{ text, label: sentimentOf[label], source: writtenSource, heldBack: isHeldBack(text) }];
  });

/** What a model is trained without. */
export interface LeftOut {
  /** Of the sets that are reported by folds. */
  readonly fold?: number | undefined;
  readonly sets: readonly string[];
}

const ofFold = (set: string, { fold }: LeftOut) => {
  const folded = foldedSets.includes(set) && fold !== undefined;
  return ({ text }: DataRow): boolean => !folded || foldOf(text) !== fold;
};

/** Everything the shipped model learns from, without what is left out. */
export const readSources = (leftOut: LeftOut): LabelledText[] =>
  [
    ...treebank(),
    ...threeClassSets.flatMap((set) => labelled(set, sourceOf(set, true), ofFold(set, leftOut))),
    ...twoClassSets.flatMap((set) => labelled(set, sourceOf(set, false), ofFold(set, leftOut))),
    ...declared('banking77_train', messages, 'neutral', (row) => isPlainQuestion(row) && !isFailure(row)),
    ...declared('banking77_train', messages, 'negative', (row) => !isPlainQuestion(row) && isFailure(row)),
    ...declared('appreview_types', messages, 'negative', ({ theme }) => theme === 'bug report'),
    ...judgedSentences(leftOut),
    ...ownPhrases(),
    ...writtenSentences(),
  ].filter(({ source }) => !leftOut.sets.includes(source.name));
