import { z } from 'zod';
import type { SentimentModel } from '../../lib/analysis/sentiment/sentiment-model.ts';
import { lexicon, lineList } from '../../lib/lexicon.ts';

const phenomenon = z.strictObject({
  name: z.string(),
  /** Each of these labels is a right answer; several where readers themselves would differ. */
  expected: z.array(z.enum(['positive', 'neutral', 'negative'])).min(1),
  /** Where given, `mixed` has to be this as well. */
  mixed: z.boolean().optional(),
  texts: lineList,
});

/** What customers write, by phenomenon. Written for this suite; a sentence of it trains nothing, in any spelling of its marks. */
export type Phenomenon = Readonly<z.output<typeof phenomenon>>;

export const phenomena: readonly Phenomenon[] = lexicon('training/challenge', z.array(phenomenon))();

/** The same where the feeling lies in how words are put together, or in a fact. */
export const compositions: readonly Phenomenon[] = lexicon(
  'training/challenge-composition',
  z.array(phenomenon),
)();

/** A sentence without its capitals and marks. */
export const bare = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{S}' ]+/gu, '')
    .trim();

export const challengeTexts: ReadonlySet<string> = new Set(
  [...phenomena, ...compositions].flatMap(({ texts }) => texts.map(bare)),
);

/** The texts of a phenomenon that a model reads otherwise than expected. */
export const missedBy = (model: SentimentModel, { expected, mixed, texts }: Phenomenon): string[] =>
  texts.filter((text) => {
    const scored = model.score(text);
    return !expected.includes(scored.label) || (mixed !== undefined && scored.mixed !== mixed);
  });

/** The share of the texts of some phenomena that a model reads as expected. */
export const shareRead = (model: SentimentModel, some: readonly Phenomenon[]): number => {
  const count = some.reduce((sum, { texts }) => sum + texts.length, 0);
  return 1 - some.reduce((sum, each) => sum + missedBy(model, each).length, 0) / count;
};
