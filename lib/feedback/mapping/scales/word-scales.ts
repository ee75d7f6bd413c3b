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

const covers = (values: ReadonlyMap<string, number>, words: readonly string[]): boolean =>
  words.every((word) => values.has(word));

export interface MatchedWords {
  readonly metric: Metric | undefined;
  readonly direction?: 'easy' | 'effort';
  readonly min: number;
  readonly max: number;
  readonly values: Readonly<Record<string, number>>;
  readonly needsName: boolean;
}

/**
 * The shortest scale on which every one of the words is an answer, at least two different ones, undefined where none
 * is. A scale of agreement has no metric of its own: what was agreed to decides.
 */
export const matchWordScale = (cells: Iterable<string>): MatchedWords | undefined => {
  const words = [...new Set([...cells].map(scaleWord))];
  if (words.length > 9) return undefined;
  for (const { metric, min, answers, direction, needsName } of wordScales()) {
    const values = valuesOf(answers, min);
    if (!covers(values, words) || new Set(words.map((word) => values.get(word))).size < 2) continue;
    return {
      metric,
      min,
      max: min + answers.length - 1,
      values: Object.fromEntries(values),
      needsName,
      ...(direction === undefined ? {} : { direction }),
    };
  }
  return undefined;
};
