import type { AnswerToAnalyze } from './analyzer-contract.ts';
import { readWords, type Word } from './words/words.ts';

/** What people type to get past the box. Compared after punctuation, case and articles are gone. */
const empty = new Set(
  (
    'n/a|na|n a|not applicable|none|non|nil|null|nothing|nothing really|nothing else|nothing more|nothing to add|' +
    'nothing to say|nothing at all|nothing in particular|nothing specific|nothing comes to mind|nothing to report|' +
    'no|nope|no comment|no comments|no further comment|no further comments|no other comments|no answer|no reason|' +
    'no feedback|no opinion|no idea|no thanks|no thank you|not really|not sure|not at this time|not that i can think of|' +
    "don't know|i don't know|dont know|i dont know|dunno|idk|dk|don't have any|do not know|" +
    'same|same as above|as above|see above|see previous|ditto|already answered|' +
    'test|testing|asdf|asdfgh|qwerty|blah|blah blah|xxx|xx|x|abc|nothing nothing|prefer not to say|skip|pass|' +
    "can't think of anything|cant think of anything|can't think of any|nothing i can think of|none that i can think of|" +
    'none at this time|none at moment|nothing at moment|not at moment|none really|no suggestions|no suggestion|' +
    'no complaints|no complaint|just because|because|yes|ok|okay|k|hi|hello|lol'
  ).split('|'),
);

/** Answers a score and says nothing of why. */
const bareVerdict = new Set(
  'good|great|nice|fine|excellent|bad|poor|perfect|average|very good|very nice|very bad|all good|love it|like it|best|worst|awesome|amazing|super|cool'.split(
    '|',
  ),
);

const unsaid = new Set(['a', 'an', 'the']);

const wordingOf = (words: readonly Word[]): string =>
  words
    .map(({ normal }) => normal)
    .filter((word) => !unsaid.has(word))
    .join(' ');

const hasFace = (text: string): boolean => /\p{Extended_Pictographic}|[:;=]-?[()DPp/\\[\]]|<3/u.test(text);

/** Two letters together, one letter of a script whose words are that short, or a mark such as 10/10. */
const hasSubstance = /\p{L}{2}|[^\P{L}\p{Script=Latin}]|\d\/\d/u;

/** Longer than anything in the lists above. */
const maxWords = 8;

/**
 * Whether something was typed and nothing was said: "n/a", "none", "-". Where the question asked why (role `reason`), a bare
 * verdict such as "good" says nothing either: the rating has said it already. An emoji is content.
 *
 * @param words The text's words, where the caller has read them already.
 * @example isNoContent({ text: 'N/A.' }) // true
 */
export const isNoContent = (
  { text, role }: AnswerToAnalyze,
  words: readonly Word[] = readWords(text),
): boolean => {
  if (words.length > maxWords) return false;
  const wording = wordingOf(words);
  const saysNothing =
    !hasSubstance.test(text) || empty.has(wording) || (role === 'reason' && bareVerdict.has(wording));
  return saysNothing && !hasFace(text);
};
