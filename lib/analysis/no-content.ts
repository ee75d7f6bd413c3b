import { z } from 'zod';
import { lexicon, phraseList } from '../lexicon.ts';
import type { AnswerToAnalyze } from './analyzer-contract.ts';
import type { FileEvidence } from './file-evidence.ts';
import { textHash } from './repeated-texts.ts';
import { readWords, type Word } from './words/words.ts';

const escaped = (phrase: string): string => phrase.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);

/** A phrase at the beginning of a text or of a sentence in it, in any case. */
const atSentenceStart = (phrases: readonly string[]): RegExp =>
  new RegExp(`(?:^|[.!?\\n]\\s*)\\W{0,3}(?:${phrases.map(escaped).join('|')})`, 'iu');

const unsaid = new Set(['a', 'an', 'the']);

const wordingOf = (words: readonly Word[]): string =>
  words
    .map(({ normal }) => normal)
    .filter((word) => !unsaid.has(word))
    .join(' ');

const wordings = phraseList.transform(
  (phrases): ReadonlySet<string> => new Set(phrases.map((phrase) => wordingOf(readWords(phrase)))),
);

/** What people type to get past the box, and what says nothing about why; without punctuation, case and articles. */
const emptyWordings = lexicon(
  'no-content',
  z.strictObject({
    empty: wordings,
    bareVerdict: wordings,
    automatic: phraseList.transform(atSentenceStart),
  }),
);

const hasFace = (text: string): boolean => /\p{Extended_Pictographic}|[:;=]-?[()DPp/\\[\]]|<3/u.test(text);

/** Two letters together, one letter of a script whose words are that short, or a mark such as 10/10. */
const hasSubstance = /\p{L}{2}|[^\P{L}\p{Script=Latin}]|\d\/\d/u;

/** A notice of absence is longer than an answer, and comes early. */
const noticeLength = 200;

const isAutomatic = (text: string): boolean =>
  emptyWordings().automatic.test(text.slice(0, noticeLength).replaceAll('’', "'"));

const isRepeated = (words: readonly Word[], file: FileEvidence | undefined): boolean =>
  file?.repeated?.includes(textHash(words)) === true;

/** Longer than anything in the lists above. */
const maxWords = 8;

/**
 * Whether something was typed and nothing was said: "n/a", "none", "-". Where the question asked why (role `reason`), a bare
 * verdict such as "good" says nothing either: the rating has said it already. What a machine wrote (a notice of absence, "this
 * review has no text", or what the file has in many rows) is no customer's word. An emoji is content.
 *
 * @param words The text's words, where the caller has read them already.
 * @example isNoContent({ text: 'N/A.' }) // true
 */
export const isNoContent = (
  { text, role, file }: AnswerToAnalyze,
  words: readonly Word[] = readWords(text),
): boolean => {
  if (isAutomatic(text) || isRepeated(words, file)) return true;
  if (words.length > maxWords) return false;
  const wording = wordingOf(words);
  const { empty, bareVerdict } = emptyWordings();
  const saysNothing =
    !hasSubstance.test(text) || empty.has(wording) || (role === 'reason' && bareVerdict.has(wording));
  return saysNothing && !hasFace(text);
};
