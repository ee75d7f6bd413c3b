import { z } from 'zod';
import type { Word } from '../words.ts';

const weight = z.number();

/** What labels taught about one theme: a logistic model over words and over the themes found by seeds. */
export const lesson = z.strictObject({
  bias: weight,
  /** By theme id: how much a find of its seeds says. */
  themes: z.record(z.string(), weight).default({}),
  /** By word, or two words in a row. */
  words: z.record(z.string(), weight).default({}),
});
export type Lesson = z.infer<typeof lesson>;

/** By theme id. */
export type Lessons = Readonly<Record<string, Lesson>>;

/** Say nothing of what a text is about by themselves; in pairs they may. */
const common = new Set(
  'the a an and of to in is be it for on my that this was with you your at are so have me as we they from our had by'.split(
    ' ',
  ),
);

/** A word, or two in a row, as they are written in lower case, with the indexes of the words where it stands first. */
export interface Feature {
  readonly name: string;
  readonly first: number;
  readonly last: number;
}

/** Each feature of a text once, where it stands first. */
export const featuresOf = (words: readonly Word[]): Feature[] => {
  const features = new Map<string, Feature>();
  const add = (name: string, first: number, last: number): void => {
    if (!features.has(name)) features.set(name, { name, first, last });
  };
  let before: string | undefined;
  words.forEach(({ normal, sentence }, index) => {
    if (!common.has(normal)) add(normal, index, index);
    if (before !== undefined && words[index - 1]?.sentence === sentence)
      add(`${before} ${normal}`, index - 1, index);
    before = normal;
  });
  return [...features.values()];
};

/** What a feature counts in a text of so many: in a long text each says less. */
export const featureValue = (features: number): number => 3 / (Math.sqrt(features) + 2);

export const probability = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** How likely a text with these features speaks of a theme, and what each feature adds to that. */
export const readLesson = (
  { bias, themes, words }: Lesson,
  features: readonly Feature[],
  found: ReadonlySet<string>,
): { readonly probability: number; readonly weights: readonly number[] } => {
  const value = featureValue(features.length);
  const weights = features.map(({ name }) => (Object.hasOwn(words, name) ? (words[name] ?? 0) : 0) * value);
  let logit = bias;
  for (const add of weights) logit += add;
  for (const id of found) logit += themes[id] ?? 0;
  return { probability: probability(logit), weights };
};
