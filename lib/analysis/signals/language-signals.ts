import type { Signal } from '../analysis.ts';
import type { BuiltInLanguage } from '../sentiment/languages/built-in-languages.ts';
import { languageWords } from '../themes/languages/language-words.ts';
import { createPatterns } from '../themes/languages/word-patterns.ts';
import { longestOf } from '../themes/longest.ts';
import { bySignal, complaintsAndPraise, type FoundSignal, type SearchedAnswer } from './found-signals.ts';

/** A sentence that ends in a question mark. */
/** Only from the start of a sentence: from every character on, a long text without a question would take quadratic time. */
const questions = /(?<![^.!?\n])[^.!?\n]*\?/g;

const questionsIn = (text: string): FoundSignal[] =>
  [...text.matchAll(questions)]
    .flatMap(({ 0: found, index }) => {
      const start = index + (found.length - found.trimStart().length);
      return /\p{L}{2}/u.test(found)
        ? [{ id: 'question', span: [start, index + found.length] as const }]
        : [];
    })
    .map(({ id, span }) => ({ id, span: [span[0], span[1]] }));

/**
 * Finds signals in comments of a language: complaint and praise by clear sentiment, questions by their mark, the others by their
 * phrases (`signals` in `lexicons/themes-de.yaml`).
 */
export const createLanguageSignals = (language: BuiltInLanguage): ((answer: SearchedAnswer) => Signal[]) => {
  const entries = Object.entries(languageWords(language).signals);
  const find = createPatterns(
    entries.flatMap(([, phrases], theme) =>
      phrases.map((seed) => ({ seed, meaning: { theme, exclude: false, certainty: 1 } })),
    ),
  );
  return (answer) => {
    const { text, words } = answer;
    const byPhrases = longestOf(find(words), false).map(
      ({ meaning, first, last }): FoundSignal => ({
        id: entries[meaning.theme]?.[0] ?? '',
        span: [words[first]?.start ?? 0, words[last]?.end ?? 0],
      }),
    );
    return bySignal([...complaintsAndPraise(answer), ...questionsIn(text), ...byPhrases]);
  };
};
