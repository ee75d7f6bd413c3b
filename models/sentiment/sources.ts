import type { SentimentLabel } from '../../lib/analysis/analysis.ts';
import { hashOf } from '../../lib/analysis/sentiment/word-hash.ts';
import { type DataRow, foldOf, labelOf, readableText, readRows } from './dataset.ts';
import { phrasebook } from './phrasebook.ts';
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
  /** Texts of one group share a prior: how often each label occurs says nothing about the words. */
  readonly group: string;
  /** False where the source has no neutral texts by design: it then teaches positive against negative only. */
  readonly hasNeutral: boolean;
  readonly weight: number;
}

const questionStart = /^(what|how|where|when|which|who|can|could|do|does|is|are|will)\b[^.!]*\?$/i;
const trouble = /n't|\bnot\b|wrong|problem|declin|fail|stolen|lost|charg|fee/i;

const isPlainQuestion = ({ text }: DataRow): boolean =>
  questionStart.test(text.trim()) && !trouble.test(text);

const learnable = ({ split }: DataRow): boolean => split === undefined || split === 'train';

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
  readRows(set)
    .filter((row) => learnable(row) && keep(row))
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
  readRows(set)
    .filter((row) => learnable(row) && keep(row))
    .map((row) => ({ text: readableText(row), label, source, heldBack: isHeldBack(row.text) }));

const treebank = (): LabelledText[] => {
  const phrases = { group: 'sst_phrases', hasNeutral: true, weight: 1 };
  const sentences = { group: 'sst_sentences', hasNeutral: true, weight: sentenceWeight };
  return [
    ...holdBackEnd(labelled('sst_phrases_train', phrases, ({ sentence }) => sentence !== true)),
    ...holdBackEnd(labelled('sst_phrases_train', sentences, ({ sentence }) => sentence === true)),
  ];
};

const ownPhrases = (): LabelledText[] =>
  phrasebook(createRandom(phraseSeed), phraseVariants).map((line) => ({
    ...line,
    source: own,
    heldBack: isHeldBack(line.text),
  }));

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

const phraseVariants = 12;
const phraseSeed = 7;
const sentenceWeight = 2;

const own: Source = { group: 'own', hasNeutral: true, weight: 1 };

const ofFold = (set: string, withoutFold: number | undefined) => {
  const folded = foldedSets.includes(set) && withoutFold !== undefined;
  return ({ text }: DataRow): boolean => !folded || foldOf(text) !== withoutFold;
};

/** Everything the shipped model learns from; with a fold left out of the sets that are reported by folds. */
export const readSources = (withoutFold?: number): LabelledText[] => [
  ...treebank(),
  ...threeClassSets.flatMap((set) =>
    labelled(set, { group: set, hasNeutral: true, weight: 1 }, ofFold(set, withoutFold)),
  ),
  ...twoClassSets.flatMap((set) =>
    labelled(set, { group: set, hasNeutral: false, weight: 1 }, ofFold(set, withoutFold)),
  ),
  ...declared('banking77_train', own, 'neutral', isPlainQuestion),
  ...declared('appreview_types', own, 'negative', ({ theme }) => theme === 'bug report'),
  ...ownPhrases(),
];
