import { z } from 'zod';
import type { BuiltInLanguage } from '../../lib/analysis/sentiment/languages/built-in-languages.ts';
import type { SentimentModel } from '../../lib/analysis/sentiment/sentiment-model.ts';
import { lexicon, phraseList } from '../../lib/lexicon.ts';

/** "Not only …" sentences keep the feeling that they state after a `=`; the others have that of their kind. */
const sentence = phraseList.transform((lines) =>
  lines.map((line) => {
    const [text = '', stated] = line.split(' = ');
    return { text, stated };
  }),
);
const challenge = lexicon(
  'training/challenge-negation',
  z.record(z.string(), z.strictObject({ denied: sentence, missing: sentence, beside: sentence })),
);

export type NegationKind = 'denied' | 'missing' | 'beside';

/** How many sentences of a kind have the right sign. */
export interface NegationScore {
  readonly kind: NegationKind;
  readonly right: number;
  readonly of: number;
}

const isRight = (model: SentimentModel, text: string, expected: string): boolean => {
  const [negative, , positive] = model.score(text).probabilities ?? [0, 1, 0];
  return expected === 'positive' ? positive > negative : negative > positive;
};

/** Sentences with a negation that nothing learns from, by kind. */
export const negationScores = (language: BuiltInLanguage, model: SentimentModel): NegationScore[] => {
  const kinds: readonly NegationKind[] = ['denied', 'missing', 'beside'];
  return kinds.map((kind) => {
    const sentences = challenge()[language]?.[kind] ?? [];
    const usual = kind === 'missing' ? 'negative' : 'positive';
    const right = sentences.filter(({ text, stated }) => isRight(model, text, stated ?? usual)).length;
    return { kind, right, of: sentences.length };
  });
};
