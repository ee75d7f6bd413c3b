import { z } from 'zod';
import type { WordVectors } from '../../words/word-vectors.ts';
import type { Word } from '../../words/words.ts';
import { functionWords } from '../function-words.ts';

const weight = z.number();

/** What labels taught about one theme: a logistic model over words and over the themes found by seeds. */
export const lesson = z.strictObject({
  bias: weight,
  /** By theme id: how much a find of its seeds says. */
  themes: z.record(z.string(), weight).default({}),
  /** By word, two words in a row, or `^` and the first word of a sentence. */
  words: z.record(z.string(), weight).default({}),
  /** By dimension of the word vectors; absent where the lesson goes by words alone. */
  meaning: z.array(weight).optional(),
});
export type Lesson = z.infer<typeof lesson>;

/** Another one wherever the same lessons read a text in another way; part of the theme version of what is taught. */
export const lessonsVersion = 'lessons-2';

/** By theme id. */
export type Lessons = Readonly<Record<string, Lesson>>;

/** Marks the start of a sentence, where the first word often shows what the sentence is for: "^ please". */
const sentenceStart = '^';

/** A word, two in a row or the start of a sentence, in lower case, with the indexes of the words where it stands first. */
export interface Feature {
  readonly name: string;
  readonly first: number;
  readonly last: number;
}

/**
 * Each feature of a text once, where it stands first; no words give none.
 *
 * @example featuresOf(readWords('Please add tabs')).map(({ name }) => name)
 *   // ['please', '^ please', 'add', 'please add', 'tabs', 'add tabs']
 */
export const featuresOf = (words: readonly Word[]): Feature[] => {
  const features = new Map<string, Feature>();
  const add = (name: string, first: number, last: number): void => {
    if (!features.has(name)) features.set(name, { name, first, last });
  };
  words.forEach(({ normal, sentence }, index) => {
    if (!functionWords().common.has(normal)) add(normal, index, index);
    const before = words[index - 1];
    if (before?.sentence === sentence) add(`${before.normal} ${normal}`, index - 1, index);
    else add(`${sentenceStart} ${normal}`, index, index);
  });
  return [...features.values()];
};

/** What a feature counts in a text of so many: in a long text each says less. */
export const featureValue = (features: number): number => 3 / (Math.sqrt(features) + 2);

export const probability = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** Frequent words say less of what a text means (smooth inverse frequency, Arora, Liang & Ma 2017); by rank, as Zipf has it. */
const weightOfRank = (rank: number): number => 1 / (1 + 100 / (rank + 3));
/** Beside single words the whole meaning counts this much. */
const meaningLength = 2;

/** The direction in which the words of a text point together, of length 2; of none that is known, all zeros. */
export const meaningOf = (words: readonly Word[], vectors: WordVectors): Float64Array => {
  const { dimensions } = vectors;
  const rows = vectors.rows();
  const sum = new Float64Array(dimensions);
  for (const { normal } of words) {
    const rank = vectors.indexOf(normal);
    if (rank === undefined) continue;
    const weight = weightOfRank(rank);
    for (let index = 0; index < dimensions; index += 1)
      sum[index] = (sum[index] ?? 0) + weight * (rows[rank * dimensions + index] ?? 0);
  }
  const length = Math.hypot(...sum) || 1;
  return sum.map((value) => (meaningLength * value) / length);
};

/** What a lesson sees of a text. */
export interface LessonText {
  readonly features: readonly Feature[];
  /** Themes that seeds find, with how much each find counts. */
  readonly found: ReadonlyMap<string, number>;
  readonly meaning?: Float64Array;
}

/** Also of a word or a theme that goes by the name of what every object has: "constructor". */
const weightIn = (weights: Readonly<Record<string, number>>, name: string): number =>
  Object.hasOwn(weights, name) ? (weights[name] ?? 0) : 0;

/** The logit of a text's speaking of a theme, and what each feature adds to it. */
export const readLesson = (
  { bias, themes, words, meaning: direction = [] }: Lesson,
  { features, found, meaning }: LessonText,
): { readonly logit: number; readonly weights: readonly number[] } => {
  const value = featureValue(features.length);
  const weights = features.map(({ name }) => weightIn(words, name) * value);
  let logit = bias;
  for (const add of weights) logit += add;
  for (const [id, strength] of found) logit += weightIn(themes, id) * strength;
  direction.forEach((weight, index) => {
    logit += weight * (meaning?.[index] ?? 0);
  });
  return { logit, weights };
};

/** Of several logits, of which one is right; they sum to 1. */
export const shares = (logits: readonly number[]): number[] => {
  const max = Math.max(...logits);
  const odds = logits.map((logit) => Math.exp(logit - max));
  const sum = odds.reduce((total, one) => total + one, 0);
  return odds.map((one) => one / sum);
};
