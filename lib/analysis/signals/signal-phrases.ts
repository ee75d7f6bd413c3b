import { z } from 'zod';
import { lexicon, lineList } from '../../lexicon.ts';

const phrases = z.strictObject({
  id: z.string(),
  seeds: lineList,
  excludes: lineList.optional(),
  /** Whether a "not", "no" or "never" just before it cancels it. */
  unlessNegated: z.literal(true).optional(),
  /** Whether a "would", "could" or "if" just before it cancels it: a wish is not a fact. */
  unlessSupposed: z.literal(true).optional(),
  /** Not counted in a clause of this clear sentiment: nobody threatens to leave in a clause of praise. */
  unlessFelt: z.enum(['positive', 'negative']).optional(),
});

/** What a signal is found by, as seeds and excludes of a taxonomy (see themes/taxonomy.ts). One signal may have several. */
export type SignalPhrases = Readonly<z.output<typeof phrases>>;

const phraseFile = (name: string): (() => readonly SignalPhrases[]) => lexicon(name, z.array(phrases));

/** Signals complement themes: not what an answer is about, but what the customer does in it. */
export const signalPhrases = phraseFile('signals');

/** Emotions that customers name or plainly show, found as signals `emotion:…`. None found means that none was shown. */
export const emotionPhrases = phraseFile('emotions');
