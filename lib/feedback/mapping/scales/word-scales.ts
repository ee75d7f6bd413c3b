import { firstBy } from 'remeda';
import { z } from 'zod';
import { lexicon, lineList } from '../../../lexicon.ts';
import { scaleWord } from '../../response/ratings.ts';
import type { Metric } from '../../response/scale.ts';

/** Scales whose answers are words: each answer with its synonyms, lowest first. A scale without a metric is of agreement. */
const wordScales = lexicon(
  'answer-scales',
  z.array(
    z.strictObject({
      metric: z.enum(['csat', 'ces', 'rating']).optional(),
      min: z.int(),
      direction: z.enum(['easy', 'effort']).optional(),
      /** The words are used for anything: only a column whose name asks for a rating is on this scale. */
      needsName: z.boolean().default(false),
      answers: lineList.transform((answers) => answers.map((synonyms) => synonyms.split(' / '))),
    }),
  ),
);

const valuesOf = (answers: readonly (readonly string[])[], min: number): Map<string, number> =>
  new Map(answers.flatMap((words, place) => words.map((word) => [word, min + place] as const)));

export interface MatchedWords {
  readonly metric: Metric | undefined;
  readonly direction?: 'easy' | 'effort';
  readonly min: number;
  readonly max: number;
  readonly values: Readonly<Record<string, number>>;
  readonly needsName: boolean;
}

/** How well the words fill a scale: 2 if each of its answers is one of the words, 1 if only some are; 0 if a word is on no place of it. */
const fillOf = (values: ReadonlyMap<string, number>, places: number, words: readonly string[]): number => {
  const taken = new Set(words.map((word) => values.get(word)));
  if (taken.has(undefined) || taken.size < 2) return 0;
  return taken.size === places && words.length === places ? 2 : 1;
};

/**
 * The scale on which every one of the words is an answer, at least two different ones, undefined where none is: the first
 * that has no other answers, otherwise the first. A scale of agreement has no metric of its own: what was agreed to decides.
 */
export const matchWordScale = (cells: Iterable<string>): MatchedWords | undefined => {
  const words = [...new Set([...cells].map(scaleWord))];
  if (words.length > 9) return undefined;
  const fitting = wordScales()
    .map((scale) => ({ ...scale, values: valuesOf(scale.answers, scale.min) }))
    .map((scale) => ({ scale, fill: fillOf(scale.values, scale.answers.length, words) }))
    .filter(({ fill }) => fill > 0);
  const best = firstBy(fitting, [({ fill }) => fill, 'desc']);
  if (best === undefined) return undefined;
  const { metric, min, answers, direction, needsName, values } = best.scale;
  return {
    metric,
    min,
    max: min + answers.length - 1,
    values: Object.fromEntries(values),
    needsName,
    ...(direction === undefined ? {} : { direction }),
  };
};
