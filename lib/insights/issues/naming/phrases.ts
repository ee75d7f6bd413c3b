import { lemmaOf } from '../../../analysis/words/lemma.ts';
import type { Word } from '../../../analysis/words/words.ts';
import { outOfRange } from '../../../out-of-range.ts';
import { roleOf } from '../../discovery/topic-words.ts';
import { hasNoun, isWholePhrase, openers, readTaggedWords, type TaggedWord } from './whole-phrase.ts';

/** A part of a clause that may name its topic. */
export interface Phrase {
  /** The words' lemmas without articles and possessives: equal for all inflections of it. */
  readonly key: string;
  /** As the customer wrote it, in lower case. */
  readonly wording: string;
  /** An article, a possessive or a preposition is before it, as before a noun: "the gate", "on hold". */
  readonly isLikeNoun: boolean;
  /** It is a phrase of its own, not a part of one. */
  readonly isWhole: boolean;
  /** "the gate", but not "bring back". */
  readonly hasNoun: boolean;
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** May be inside a name, and are not part of its key. */
const determiners = setOf('a an the my your our their his her its this that these those');

/** Closed classes: a name doesn't end in them. */
const weak = setOf(
  'i you he she it we they me him us them myself yourself and or but if because so as than then that which who what ' +
    'to of for on at with from by into about in is am are was were be been being have has had do does did will would can ' +
    "could should shall may might must i'm i'd i'll i've you're it's we're they're that's there's there here very really " +
    'quite too just also still please thanks thank hi hello when where while after before until since',
);

/** A name doesn't begin with these; it may with "not", "why" and verbs. */
const neverFirst = setOf('how ever only even all any some more most');

/** "Check in" is a name; other verbs don't end one with "in". */
const enterVerbs = setOf('check checked checking log logged logging sign signed signing');

const maxWords = 5;
const addresses = /(?:https?:\/\/|www\.)\S+|[@#]\w+|\[\w+\]/gi;

const isWeak = ({ normal }: Word): boolean => weak.has(normal) || determiners.has(normal);

/** Stand before nouns; "to" stands before verbs. */
const beforeNouns = setOf('of for on at with from by into about in without no any some');

const isBeforeNoun = ({ normal }: Word): boolean => determiners.has(normal) || beforeNouns.has(normal);

const phraseOf = (words: readonly Word[], of: Omit<Phrase, 'key' | 'wording'>): Phrase => ({
  ...of,
  key: words
    .filter(({ normal }) => !determiners.has(normal))
    .map(({ normal }) => lemmaOf(normal))
    .join(' '),
  wording: words.map(({ normal }) => normal).join(' '),
});

const mayBegin = (word: Word): boolean =>
  !neverFirst.has(word.normal) && (!isWeak(word) || openers.has(word.normal));

const mayEnd = (word: Word, before: Word | undefined): boolean =>
  !isWeak(word) || (word.normal === 'in' && before !== undefined && enterVerbs.has(before.normal));

const phrasesFrom = (words: readonly TaggedWord[], at: number): Phrase[] => {
  const first = words[at];
  if (first === undefined || !mayBegin(first)) return [];
  const previous = words[at - 1];
  const isLikeNoun = previous !== undefined && first.isJoined && isBeforeNoun(previous);
  const found: Phrase[] = [];
  let isNamed = false;
  for (let end = at; end < Math.min(words.length, at + maxWords); end += 1) {
    const [before, word] = [words[end - 1], words[end] ?? outOfRange(end)];
    if (end > at && !word.isJoined) break;
    isNamed ||= roleOf(word.normal) === 'topic' || word.tag === 'NOUN';
    if (isNamed && mayEnd(word, before))
      found.push(
        phraseOf(words.slice(at, end + 1), {
          isLikeNoun,
          isWhole: isWholePhrase(words, at, end + 1),
          hasNoun: hasNoun(words.slice(at, end + 1)),
        }),
      );
  }
  return found;
};

/** Whether a key begins with a preposition or with "too". */
export const isOpened = (key: string): boolean => openers.has(key.split(' ')[0] ?? key);

/**
 * Every sequence of one to five words that may name a clause: nothing but blanks between the words, no pronoun, article, auxiliary or
 * preposition at its ends (but for a few at the beginning), and at least one word that names something.
 *
 * @example phrasesOf('They left the parcel in the rain').map(({ wording }) => wording) // 'left', 'left the parcel', … 'parcel in the rain', 'in the rain', 'rain'
 */
export const phrasesOf = (written: string): Phrase[] => {
  const text = written.replace(addresses, (address) => '\n'.repeat(address.length));
  const words = readTaggedWords(text);
  return words.flatMap((_, at) => phrasesFrom(words, at));
};
