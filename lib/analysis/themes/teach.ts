import { createHash } from 'node:crypto';
import { readWords } from '../words.ts';
import { featuresOf, featureValue, type Lesson, type Lessons, probability, readLesson } from './lessons.ts';
import { createMatcher } from './matcher.ts';
import type { Taxonomy } from './taxonomy.ts';

/** A comment with the ids of all themes that people gave it; none is a label too. */
export interface LabelledText {
  readonly text: string;
  readonly themes: readonly string[];
}

/** What a fit sees of a text. */
interface Sample {
  readonly text: string;
  readonly features: ReturnType<typeof featuresOf>;
  /** Themes that seeds find. */
  readonly found: ReadonlySet<string>;
  readonly labels: ReadonlySet<string>;
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
  /** Of the themes whose lesson is kept. */
  readonly lessons: Lessons;
}

/** Fewer say too little about a theme. */
export const fewestLabels = 5;
const folds = 5;

/** Without labels a lesson says what the seeds say: likely where they find the theme, unlikely where not. */
const seedWeight = 8;
const priorBias = -seedWeight / 2;

const rounds = 30;
const wordRate = 0.2;
const biasRate = 0.02;
/** How far each round draws the weights back to what they were without labels. */
const pull = 0.3;
const keptWords = 2000;
const leastWeight = 0.05;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** One sample a text, whatever the rows and their order; the order of hashes is as good as a shuffle. */
const samplesOf = (taxonomy: Taxonomy, labelled: readonly LabelledText[]): Sample[] => {
  const matcher = createMatcher({ ...taxonomy, lessons: {} });
  const byText = Map.groupBy(labelled, ({ text }) => text);
  return [...byText]
    .map(([text, rows]) => ({
      text,
      labels: new Set(rows.flatMap(({ themes }) => themes)),
      key: hashOf(text),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ text, labels }) => {
      const words = readWords(text);
      const found = new Set(matcher.match(words).flatMap(({ theme }) => taxonomy.themes[theme]?.id ?? []));
      return { text, features: featuresOf(words), found, labels };
    });
};

interface Weights {
  bias: number;
  readonly themes: Map<string, number>;
  readonly words: Map<string, number>;
}

const logitOf = ({ bias, themes, words }: Weights, { features, found }: Sample, value: number): number => {
  let logit = bias;
  for (const { name } of features) logit += (words.get(name) ?? 0) * value;
  for (const id of found) logit += themes.get(id) ?? 0;
  return logit;
};

const learn = (weights: Weights, sample: Sample, error: number, rate: number): void => {
  const value = featureValue(sample.features.length);
  weights.bias -= rate * biasRate * error;
  const step = rate * wordRate * error;
  for (const { name } of sample.features)
    weights.words.set(name, (weights.words.get(name) ?? 0) - step * value);
  for (const id of sample.found) weights.themes.set(id, (weights.themes.get(id) ?? 0) - step);
};

const drawBack = (weights: Weights, theme: string, share: number): void => {
  for (const [name, value] of weights.words) weights.words.set(name, value * (1 - share));
  for (const [id, value] of weights.themes) {
    const prior = id === theme ? seedWeight : 0;
    weights.themes.set(id, prior + (value - prior) * (1 - share));
  }
};

const hundredths = (value: number): number => Math.round(value * 100) / 100;

const strongest = (words: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries(
    [...words]
      .filter(([, value]) => Math.abs(value) >= leastWeight)
      .sort(([nameA, a], [nameB, b]) => Math.abs(b) - Math.abs(a) || (nameA < nameB ? -1 : 1))
      .slice(0, keptWords)
      .map(([name, value]) => [name, hundredths(value)]),
  );

const toLesson = ({ bias, themes, words }: Weights): Lesson => ({
  bias: hundredths(bias),
  themes: Object.fromEntries([...themes].map(([id, value]) => [id, hundredths(value)])),
  words: strongest(words),
});

/** Logistic regression by gradient steps, each round drawn back to what the seeds say; rare and frequent labels weigh alike. */
const fitLesson = (samples: readonly Sample[], theme: string): Lesson => {
  const weights: Weights = { bias: priorBias, themes: new Map([[theme, seedWeight]]), words: new Map() };
  const labelled = samples.filter(({ labels }) => labels.has(theme)).length;
  const balance = (count: number): number => Math.sqrt(samples.length / 2 / Math.max(1, count));
  const [ofLabelled, ofOthers] = [balance(labelled), balance(samples.length - labelled)];
  for (let round = 0; round < rounds; round += 1) {
    const rate = 1 - round / rounds;
    for (const sample of samples) {
      const isLabelled = sample.labels.has(theme);
      const guess = probability(logitOf(weights, sample, featureValue(sample.features.length)));
      learn(weights, sample, isLabelled ? ofLabelled * (guess - 1) : ofOthers * guess, rate);
    }
    drawBack(weights, theme, rate * wordRate * pull);
  }
  return toLesson(weights);
};

const f1Of = (
  samples: readonly Sample[],
  theme: string,
  says: (sample: Sample, index: number) => boolean,
) => {
  let [hits, falseAlarms, misses] = [0, 0, 0];
  samples.forEach((sample, index) => {
    const [truth, guess] = [sample.labels.has(theme), says(sample, index)];
    if (truth && guess) hits += 1;
    else if (guess) falseAlarms += 1;
    else if (truth) misses += 1;
  });
  return hits === 0 ? 0 : (2 * hits) / (2 * hits + falseAlarms + misses);
};

const says = (lesson: Lesson, { features, found }: Sample): boolean =>
  readLesson(lesson, features, found).probability >= 0.5;

const scoreTheme = (samples: readonly Sample[], theme: string): TaughtScore => {
  const labelled = samples.filter(({ labels }) => labels.has(theme)).length;
  const before = f1Of(samples, theme, ({ found }) => found.has(theme));
  if (Math.min(labelled, samples.length - labelled) < fewestLabels)
    return { theme, labelled, before, after: before, kept: false };
  const ofFold = Array.from({ length: folds }, (_, fold) =>
    fitLesson(
      samples.filter((_sample, index) => index % folds !== fold),
      theme,
    ),
  );
  const guess = (sample: Sample, index: number): boolean => says(ofFold[index % folds] as Lesson, sample);
  const after = f1Of(samples, theme, guess);
  return { theme, labelled, before, after, kept: after > before };
};

/**
 * Tunes themes to labelled comments. Each theme that a label names gets a lesson, measured by 5 folds; it is kept only where
 * the folds do better than the seeds. The same labels in any order give the same lessons. No labels give no lessons.
 *
 * @param labelled A text may come in several rows; a theme it is not labelled with counts against that theme.
 */
export const teach = (taxonomy: Taxonomy, labelled: readonly LabelledText[]): Teaching => {
  const samples = samplesOf(taxonomy, labelled);
  const named = new Set(samples.flatMap(({ labels }) => [...labels]));
  const scores = taxonomy.themes.filter(({ id }) => named.has(id)).map(({ id }) => scoreTheme(samples, id));
  const lessons = Object.fromEntries(
    scores.filter(({ kept }) => kept).map(({ theme }) => [theme, fitLesson(samples, theme)]),
  );
  return { texts: samples.length, scores, lessons };
};
