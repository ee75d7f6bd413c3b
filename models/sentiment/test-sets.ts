import type { SentimentLabel } from '../../lib/analysis/analysis.ts';
import { type DataRow, foldOf, hasSet, labelOf, readableText, readRows } from './dataset.ts';
import type { Engine, Verdict } from './engines.ts';
import { type JudgedSentence, judgedSets, readJudgedSentences } from './judged-sentences.ts';
import type { Outcome } from './measures.ts';
import { measuredRows } from './own-sentences.ts';

/** A labelled set that no shipped model learns from, and how it is measured. */
export interface TestSet {
  readonly name: string;
  /** Accuracy of positive against negative, macro-F1 over three labels, or correlation with people's intensity. */
  readonly measure: 'accuracy' | 'macro-F1' | 'r';
  readonly byFolds: boolean;
  /** Where the rows are not those of the file of this name: the rows, and the sets that they are read from. */
  readonly rows?: () => DataRow[];
  readonly from?: readonly string[];
}

/** Judged sentences that no model learns from; those that are as good as bad have no label of three. */
export const reportedSentences = (sets: readonly string[], drawn: JudgedSentence['drawn']): DataRow[] =>
  sets.flatMap((set) =>
    readJudgedSentences(set).flatMap((each) =>
      each.reported && each.drawn === drawn && each.label !== 'mix'
        ? [{ text: each.text, label: each.label }]
        : [],
    ),
  );

const plain = (measure: TestSet['measure'], names: readonly string[]): TestSet[] =>
  names.map((name) => ({ name, measure, byFolds: false }));

export const testSets: readonly TestSet[] = [
  ...plain('accuracy', ['sst2_dev', 'sst2_test']),
  ...plain('macro-F1', [
    'sst5_dev',
    'sst5_test',
    'airline_tweets_dev',
    'semeval14_restaurants_train',
    'semeval14_laptops_train',
    'semeval15_restaurants_train',
    'semeval15_laptops_train',
    'sanders_tweets',
    'semeval17_tweets_test',
    'umsab_en',
    'financial_phrasebank_50',
  ]),
  {
    name: 'judged_sentences_hard',
    measure: 'macro-F1',
    byFolds: false,
    rows: () => reportedSentences(judgedSets, 'hard'),
    from: judgedSets,
  },
  {
    name: 'judged_sentences_random',
    measure: 'macro-F1',
    byFolds: false,
    rows: () => reportedSentences(judgedSets, 'random'),
    from: judgedSets,
  },
  {
    name: 'own_sentences',
    measure: 'macro-F1',
    byFolds: false,
    rows: () => measuredRows('training'),
    from: [],
  },
  {
    name: 'own_sentences_other_writers',
    measure: 'macro-F1',
    byFolds: false,
    rows: () => measuredRows('other'),
    from: [],
  },
  { name: 'booking_boston', measure: 'accuracy', byFolds: true },
  { name: 'vader_tweets', measure: 'r', byFolds: true },
];

const confidenceOf = (
  probabilities: readonly [number, number, number] | undefined,
  twoLabels: boolean,
): number | undefined => {
  if (probabilities === undefined) return undefined;
  const [negative, , positive] = probabilities;
  return twoLabels ? Math.max(negative, positive) / (negative + positive) : Math.max(...probabilities);
};

/** Which of two labels a verdict leans to; no leaning at all counts as positive, which favours the word lists. */
const leaningOf = ({ score, probabilities }: Verdict): SentimentLabel => {
  const leaning = probabilities === undefined ? score : probabilities[2] - probabilities[0];
  return leaning >= 0 ? 'positive' : 'negative';
};

/** One row read by one engine; a row without a label gives nothing. */
const judge = (row: DataRow, engine: Engine, twoLabels: boolean): Outcome[] => {
  const expected = labelOf(row);
  if (expected === undefined) return [];
  const verdict = engine(readableText(row));
  const confidence = confidenceOf(verdict.probabilities, twoLabels);
  return [
    {
      expected,
      found: twoLabels ? leaningOf(verdict) : verdict.label,
      score: verdict.score,
      ...(confidence === undefined ? {} : { confidence }),
      ...(row.score === undefined ? {} : { intensity: row.score }),
    },
  ];
};

/** Every labelled row of a set, read by the engine that `engineOfFold` gives for its fold. */
export const judgeSet = (
  { name, measure, rows = () => readRows(name) }: TestSet,
  engineOfFold: (fold: number) => Engine,
): Outcome[] => rows().flatMap((row) => judge(row, engineOfFold(foldOf(row.text)), measure === 'accuracy'));

/** Whether what the set is read from is there. */
export const isPresent = ({ name, from = [name] }: TestSet): boolean => from.every(hasSet);
