import { shippedSentimentModel } from '../../lib/analysis/sentiment/model/shipped-model.ts';
import { signalPhrases } from '../../lib/analysis/signals/signal-phrases.ts';
import { createSignalFinder } from '../../lib/analysis/signals/signals.ts';
import type { Taxonomy } from '../../lib/analysis/themes/taxonomy.ts';
import { readWords } from '../../lib/analysis/words/words.ts';
import { confusionByLabel, f1 } from './measures.ts';
import { naiveBayesByFolds } from './naive-bayes.ts';
import { type LabelledRow, type Labeller, taughtByFolds } from './teaching-curve.ts';

/** A signal, and the label that people gave to what says it. */
export interface SignalTask {
  readonly name: string;
  readonly set: string;
  readonly signal: string;
  readonly label: string;
  /** The first words that come to mind for it: the baseline. */
  readonly keywords: RegExp;
  readonly target?: number;
  /** Whether it is also taught by folds; slow. */
  readonly taught?: true;
}

const suggesting = /\b(?:suggest\w*|should|please|would be (?:nice|great)|wish|could you|add|feature)\b/iu;

export const signalTasks: readonly SignalTask[] = [
  {
    name: 'Suggestions, Windows forum',
    set: 'suggestions_a',
    signal: 'suggestion',
    label: 'suggestion',
    keywords: suggesting,
    target: 0.6,
    taught: true,
  },
  {
    name: 'Feature requests, app reviews',
    set: 'appreview_types',
    signal: 'suggestion',
    label: 'feature request',
    keywords: suggesting,
  },
  {
    name: 'Bug reports, app reviews',
    set: 'appreview_types',
    signal: 'bug-report',
    label: 'bug report',
    keywords: /\b(?:bugs?|crash\w*|errors?|freez\w*|not work\w*|doesn't work|glitch\w*)\b/iu,
  },
];

export interface SignalScores {
  readonly keywords: number;
  readonly heard: number;
  readonly naiveBayes: number;
  readonly taught?: number;
}

/** Signals as themes, so that labels can tune one of them and see which others are found. */
const asTaxonomy = ({ signal, label }: SignalTask): Taxonomy => {
  const groups = Map.groupBy(signalPhrases(), ({ id }) => (id === signal ? label : id));
  const themes = [...groups].map(([id, phrases]) => ({
    id,
    name: id,
    seeds: phrases.flatMap(({ seeds }) => seeds),
    excludes: phrases.flatMap(({ excludes = [] }) => excludes),
    examples: [],
  }));
  const empty = { related: false, competitors: [], lessons: {}, choice: false };
  return { id: signal, name: signal, version: signal, ...empty, themes };
};

/** F1 of a signal by keywords, as it is found, by Naive Bayes inside the set, and, where asked, taught by folds. */
export const scoreSignal = (task: SignalTask, rows: readonly LabelledRow[]): SignalScores => {
  const { label } = task;
  const expected = rows.map(({ labels }) => labels);
  const f1Of = (found: readonly ReadonlySet<string>[]): number => {
    const confusion = confusionByLabel([label], expected, found).get(label);
    return confusion === undefined ? 0 : f1(confusion);
  };
  const f1By = (says: (text: string) => boolean): number =>
    f1Of(rows.map(({ text }) => new Set(says(text) ? [label] : [])));
  const finder = createSignalFinder();
  const model = shippedSentimentModel();
  const hears = (text: string): boolean =>
    finder
      .find({ text, words: readWords(text), clauses: model.score(text).clauses })
      .some(({ id }) => id === task.signal);
  const measure = (labeller: Labeller): number => f1By((text) => labeller(text).has(label));
  return {
    keywords: f1By((text) => task.keywords.test(text)),
    heard: f1By(hears),
    naiveBayes: f1Of(naiveBayesByFolds([label], rows, 'many')),
    ...(task.taught ? { taught: taughtByFolds(asTaxonomy(task), rows, measure) } : {}),
  };
};
