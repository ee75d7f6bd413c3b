import type { Signal, Span } from './analysis.ts';
import { signalPhrases } from './signal-phrases.ts';
import { createMatcher } from './themes/matcher.ts';
import { definitionHash, type Taxonomy, type Theme } from './themes/taxonomy.ts';
import type { Word } from './words.ts';

const toTheme = ({ id, seeds, excludes }: (typeof signalPhrases)[number]): Theme => ({
  id,
  name: id,
  seeds: [...seeds],
  excludes: [...excludes],
  examples: [],
});

const themes = signalPhrases.map(toTheme);
const phrases: Taxonomy = {
  id: 'signals',
  name: 'Signals',
  version: `signals-1+${definitionHash({ related: false, themes })}`,
  related: false,
  themes,
};

/** Hears what customers do by their words: suggest, ask, threaten to leave, warn others. */
export interface SignalFinder {
  readonly version: string;
  /** In a fixed order, each signal once with its places; none gives none. */
  find(text: string, words: readonly Word[]): Signal[];
}

const openers = new Set(
  'what why how when where who which is are can could do does did will would has have should any'.split(' '),
);

/** Sentences with a question mark at their end, from their first word; a mark after no word is none. */
const questions = (text: string, words: readonly Word[]): Span[] => {
  const spans: Span[] = [];
  words.forEach(({ end, sentence }, index) => {
    if (words[index + 1]?.sentence === sentence) return;
    const mark = /^[^\p{L}\p{N}]*?\?/u.exec(text.slice(end, end + 4));
    const first = words.find((word) => word.sentence === sentence);
    if (mark !== null && first !== undefined && openers.has(first.normal))
      spans.push([first.start, end + mark[0].length]);
  });
  return spans;
};

const pleas = new Set(
  'add allow make provide include enable give support improve fix change remove let bring implement introduce extend'.split(
    ' ',
  ),
);

/** Sentences that begin with what is to be done: "Add a dark mode". */
const pleaAt = (words: readonly Word[], index: number): boolean =>
  pleas.has(words[index]?.normal ?? '') && words[index - 1]?.sentence !== words[index]?.sentence;

const imperatives = (words: readonly Word[]): Span[] =>
  words.flatMap(({ start, end }, index): Span[] => (pleaAt(words, index) ? [[start, end]] : []));

/**
 * Compiles the signals. Several may sound in one answer; each is heard by phrases, questions by their mark, suggestions
 * also by a sentence that begins with a plea.
 *
 * @example createSignalFinder().find('I will never shop here again', readWords('I will never shop here again'))[0].id // 'churn-intent'
 */
export const createSignalFinder = (): SignalFinder => {
  const matcher = createMatcher(phrases, { longestAcrossThemes: false });
  const find = (text: string, words: readonly Word[]): Signal[] => {
    const matches = matcher.match(words);
    const placesOf = (index: number): Span[] =>
      matches.filter(({ theme }) => theme === index).map(({ start, end }): Span => [start, end]);
    const heard = phrases.themes.map(({ id }, index) => ({
      id,
      spans: id === 'suggestion' ? [...placesOf(index), ...imperatives(words)] : placesOf(index),
    }));
    return [...heard, { id: 'question', spans: questions(text, words) }].filter(
      ({ spans }) => spans.length > 0,
    );
  };
  return { version: phrases.version, find };
};
