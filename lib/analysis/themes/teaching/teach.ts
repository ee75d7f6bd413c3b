import { createHash } from 'node:crypto';
import { outOfRange } from '../../../out-of-range.ts';
import { wordVectors } from '../../words/word-vectors.ts';
import { readWords } from '../../words/words.ts';
import { createMatcher } from '../matcher.ts';
import type { Taxonomy } from '../taxonomy.ts';
import { type FitText, fitLessons, type Prior } from './lesson-fit.ts';
import { type Lesson, type Lessons, type LessonText, probability, readLesson, shares } from './lessons.ts';
import { lessonTextOf, likeliestTheme } from './taught.ts';

/** A comment with the ids of all themes that people gave it; none is a label too. */
export interface LabelledText {
  readonly text: string;
  readonly themes: readonly string[];
}

interface Sample {
  readonly fit: FitText;
  readonly read: LessonText;
  readonly labels: ReadonlySet<string>;
}

interface Samples {
  readonly samples: readonly Sample[];
  /** Names of the features of all texts, by number. */
  readonly names: readonly string[];
}

/** One theme over the labels: F1 by its seeds alone, and by lessons that did not see the label they are asked for. */
export interface TaughtScore {
  readonly theme: string;
  /** Texts with this label. */
  readonly labelled: number;
  readonly before: number;
  readonly after: number;
  /** Whether the lesson is kept: enough labels, and better than the seeds. */
  readonly kept: boolean;
}

export interface Teaching {
  readonly texts: number;
  readonly scores: readonly TaughtScore[];
  /** Of the themes whose lesson is kept; of a choice, of all themes, and of none under `''`. */
  readonly lessons: Lessons;
}

/** Fewer say too little about a theme. */
export const minLabels = 5;
const folds = 5;

/** Without labels a lesson says what the seeds say: likely where they find the theme, unlikely where not. */
const seedWeight = 8;
const priorBias = -seedWeight / 2;
/** In a choice, the found themes are likelier than the others and than none, and alike. */
const chosenWeight = 4;
const noneBias = chosenWeight / 2;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** One sample for each different text, in the order of hashes: the same for any order of the rows, and as good as a shuffle. */
const samplesOf = (taxonomy: Taxonomy, labelled: readonly LabelledText[]): Samples => {
  const matcher = createMatcher({ ...taxonomy, lessons: {}, choice: false });
  const numbers = new Map<string, number>();
  const numberOf = (name: string): number => {
    if (!numbers.has(name)) numbers.set(name, numbers.size);
    return numbers.get(name) ?? 0;
  };
  const samples = [...Map.groupBy(labelled, ({ text }) => text)]
    .map(([text, rows]) => ({ text, themes: rows.flatMap(({ themes }) => themes), key: hashOf(text) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ text, themes }): Sample => {
      const words = readWords(text);
      const matches = matcher.match(words);
      const { features, ...seen } = lessonTextOf(taxonomy, { words, matches }, wordVectors());
      return {
        fit: { ...seen, features: Int32Array.from(features, ({ name }) => numberOf(name)) },
        read: { ...seen, features },
        labels: new Set(themes),
      };
    });
  return { samples, names: [...numbers.keys()] };
};

const labelledWith = (samples: readonly Sample[], theme: string): number =>
  samples.filter(({ labels }) => labels.has(theme)).length;

type Says = (sample: Sample, index: number) => boolean;

const f1Of = (samples: readonly Sample[], theme: string, says: Says): number => {
  let [hits, falseAlarms, misses] = [0, 0, 0];
  samples.forEach((sample, index) => {
    const [truth, guess] = [sample.labels.has(theme), says(sample, index)];
    if (truth && guess) hits += 1;
    else if (guess) falseAlarms += 1;
    else if (truth) misses += 1;
  });
  return hits === 0 ? 0 : (2 * hits) / (2 * hits + falseAlarms + misses);
};

/** What is learned without each fold, in the order of folds. */
const byFolds = <Learned>({ samples, names }: Samples, learn: (samples: Samples) => Learned): Learned[] =>
  Array.from({ length: folds }, (_, fold) =>
    learn({ samples: samples.filter((_sample, index) => index % folds !== fold), names }),
  );

const fitTheme = ({ samples, names }: Samples, theme: string): Lesson => {
  const texts = samples.map(({ fit, labels }) => ({ ...fit, labels }));
  const [lesson] = fitLessons(texts, {
    priors: [{ bias: priorBias, themes: { [theme]: seedWeight } }],
    classes: 2,
    classOf: ({ labels }) => (labels.has(theme) ? 0 : 1),
    probabilities: (logits) => logits.map(probability),
    features: names,
  });
  return lesson ?? outOfRange(0);
};

const says = (lesson: Lesson, { read }: Sample): boolean => readLesson(lesson, read).logit >= 0;

const scoreTheme = (all: Samples, theme: string): TaughtScore => {
  const { samples } = all;
  const labelled = labelledWith(samples, theme);
  const before = f1Of(samples, theme, ({ read }) => read.found.has(theme));
  if (Math.min(labelled, samples.length - labelled) < minLabels)
    return { theme, labelled, before, after: before, kept: false };
  const ofFold = byFolds(all, (part) => fitTheme(part, theme));
  const after = f1Of(samples, theme, (sample, index) =>
    says(ofFold[index % folds] ?? outOfRange(index % folds), sample),
  );
  return { theme, labelled, before, after, kept: after > before };
};

const namedIn = (taxonomy: Taxonomy, samples: readonly Sample[]): string[] => {
  const named = new Set(samples.flatMap(({ labels }) => [...labels]));
  return taxonomy.themes.map(({ id }) => id).filter((id) => named.has(id));
};

/**
 * Tunes themes to labelled comments. Each theme that a label names gets a lesson, measured by 5 folds; it is kept only where
 * the folds do better than the seeds. The same labels in any order give the same lessons. No labels give no lessons.
 *
 * @param labelled A text may come in several rows; a theme it is not labelled with counts against that theme.
 */
export const teach = (taxonomy: Taxonomy, labelled: readonly LabelledText[]): Teaching => {
  const all = samplesOf({ ...taxonomy, choice: false }, labelled);
  const scores = namedIn(taxonomy, all.samples).map((theme) => scoreTheme(all, theme));
  const lessons = Object.fromEntries(
    scores.filter(({ kept }) => kept).map(({ theme }) => [theme, fitTheme(all, theme)]),
  );
  return { texts: all.samples.length, scores, lessons };
};

const priorOf = (theme: string): Prior =>
  theme === '' ? { bias: noneBias, themes: {} } : { bias: 0, themes: { [theme]: chosenWeight } };

/** One lesson for each theme, and one for none. */
const fitChoice = ({ samples, names }: Samples, themes: readonly string[]): Lessons => {
  const none = themes.indexOf('');
  const texts = samples.map(({ fit, labels }) => {
    const truth = themes.findIndex((theme) => labels.has(theme));
    return { ...fit, truth: truth < 0 ? none : truth };
  });
  const lessons = fitLessons(texts, {
    priors: themes.map(priorOf),
    classes: themes.length,
    classOf: ({ truth }) => truth,
    probabilities: shares,
    features: names,
  });
  return Object.fromEntries(themes.map((theme, index) => [theme, lessons[index] ?? outOfRange(index)]));
};

/**
 * Teaches which one theme a comment is about, where a team files each under one: the likeliest is found then, by seeds, words
 * and what the words mean together. Measured by 5 folds against the seeds; kept only where the themes do better on the whole,
 * by the mean of their F1.
 *
 * @param labelled Each text with one theme or none; of several the first in the taxonomy counts.
 */
export const teachChoice = (taxonomy: Taxonomy, labelled: readonly LabelledText[]): Teaching => {
  const all = samplesOf({ ...taxonomy, choice: true }, labelled);
  const { samples } = all;
  const named = namedIn(taxonomy, samples);
  const themes = ['', ...taxonomy.themes.map(({ id }) => id)];
  const untaught = fitChoice({ samples: [], names: [] }, themes);
  const ofFold = byFolds(all, (part) => fitChoice(part, themes));
  const measure = (lessonsAt: (index: number) => Lessons): number[] => {
    const guesses = samples.map(({ read }, index) => likeliestTheme(lessonsAt(index), read).theme);
    return named.map((theme) => f1Of(samples, theme, (_sample, index) => guesses[index] === theme));
  };
  const before = measure(() => untaught);
  const after = measure((index) => ofFold[index % folds] ?? outOfRange(index % folds));
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const kept = sum(after) > sum(before);
  const scores = named.map((theme, index) => ({
    theme,
    labelled: labelledWith(samples, theme),
    before: before[index] ?? 0,
    after: after[index] ?? 0,
    kept,
  }));
  return { texts: samples.length, scores, lessons: kept ? fitChoice(all, themes) : {} };
};
