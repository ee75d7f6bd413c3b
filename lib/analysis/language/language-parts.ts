import type { Span } from '../analysis.ts';
import type { Word } from '../words/words.ts';
import { isPlainlyEnglish, type LanguageEvidence, languageOf } from './language.ts';

/** One or more sentences of a text in one language. */
export interface LanguagePart {
  readonly language: string;
  /** Half-open UTF-16 offsets into the text. */
  readonly span: Span;
  readonly words: number;
}

/** A sentence of fewer words is in the language of the one before it: it hardly shows its own. */
const tellingWords = 4;
/** The share of a text that its likeliest language has in advance in each of its sentences. */
const wholeShare = 0.9;

const sentencesOf = (words: readonly Word[]): Word[][] => {
  const sentences: Word[][] = [];
  for (const word of words) {
    const last = sentences.at(-1);
    if (last?.[0]?.sentence === word.sentence) last.push(word);
    else sentences.push([word]);
  }
  return sentences;
};

/** The words with their places from the start of a part of their text. */
const movedTo = (words: readonly Word[], start: number): Word[] =>
  words.map((word) => ({ ...word, start: word.start - start, end: word.end - start }));

const append = (parts: LanguagePart[], part: LanguagePart): void => {
  const last = parts.at(-1);
  if (last === undefined || last.language !== part.language) parts.push(part);
  else
    parts[parts.length - 1] = {
      language: last.language,
      span: [last.span[0], part.span[1]],
      words: last.words + part.words,
    };
};

const evidenceByWhole = new Map<string, LanguageEvidence>();

/** Made once for each language: what is computed from it is remembered by it. */
const evidenceOf = (whole: string): LanguageEvidence => {
  const evidence = evidenceByWhole.get(whole) ?? { file: { [whole]: wholeShare } };
  evidenceByWhole.set(whole, evidence);
  return evidence;
};

const partsOf = (text: string, words: readonly Word[], whole: string): LanguagePart[] => {
  const evidence = evidenceOf(whole);
  const parts: LanguagePart[] = [];
  for (const sentence of sentencesOf(words)) {
    const [first, last] = [sentence[0], sentence.at(-1)];
    if (first === undefined || last === undefined) continue;
    const span: Span = [first.start, last.end];
    const language =
      sentence.length < tellingWords
        ? (parts.at(-1)?.language ?? whole)
        : languageOf(text.slice(...span), evidence, movedTo(sentence, first.start));
    append(parts, { language, span, words: sentence.length });
  }
  return parts;
};

/** A text of one sentence has one language, and so has one whose every telling sentence is plainly English. */
const mayBeMixed = (text: string, words: readonly Word[], whole: string): boolean => {
  if (words.length < 2 * tellingWords || (words.at(-1)?.sentence ?? 0) === 0) return false;
  if (whole !== 'en') return true;
  return sentencesOf(words).some(
    (sentence) => sentence.length >= tellingWords && !isPlainlyEnglish(text, sentence),
  );
};

/**
 * The sentences of a text by their languages, neighbours of one language together; one part for a text in one language. Between the
 * parts there are only marks and blanks.
 *
 * @param whole the language of the text as a whole
 * @example languageParts('Das Zimmer war sehr sauber. The staff was so friendly.', words, 'de').map(({ language }) => language) // ['de', 'en']
 */
export const languageParts = (
  text: string,
  words: readonly Word[],
  whole: string,
): readonly LanguagePart[] =>
  mayBeMixed(text, words, whole)
    ? partsOf(text, words, whole)
    : [{ language: whole, span: [0, text.length], words: words.length }];
