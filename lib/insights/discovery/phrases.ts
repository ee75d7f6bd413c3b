import { lemmaOf } from '../../analysis/words/lemma.ts';
import { readWords, type Word } from '../../analysis/words/words.ts';
import { roleOf, type WordRole } from './topic-words.ts';

/** A part of a text that may name its topic. */
export interface Phrase {
  /** Equal for all inflections of a phrase, with any articles: the words' lemmas. */
  readonly key: string;
  /** As the customer wrote it, in lower case. */
  readonly wording: string;
  /** Half-open UTF-16 offsets into the text. */
  readonly start: number;
  readonly end: number;
}

interface ReadWord extends Word {
  readonly role: WordRole;
  readonly lemma: string;
  /** Whether only spaces, a hyphen or a slash separate it from the word before. */
  readonly joins: boolean;
}

const maxWords = 4;
const maxContentWords = 3;
const articles: ReadonlySet<string> = new Set('the a an my your our their his her its'.split(' '));

const rememberedWords = 50_000;
const remembered = new Map<string, Pick<ReadWord, 'role' | 'lemma'>>();

const look = (word: string): Pick<ReadWord, 'role' | 'lemma'> => {
  const known = remembered.get(word);
  if (known !== undefined) return known;
  // Limits memory; dropping entries changes no result.
  if (remembered.size >= rememberedWords) remembered.clear();
  const fresh = { role: roleOf(word), lemma: lemmaOf(word) };
  remembered.set(word, fresh);
  return fresh;
};

/** Addresses, handles, and redaction marks ("[email]"): never part of a topic. */
const addresses = /(?:https?:\/\/|www\.)\S+|[@#]\w+|\[\w+\]/gi;

/** The text with its addresses blanked out, so that offsets stay the same. */
const withoutAddresses = (text: string): string =>
  /[@#[]|:\/\/|www\./i.test(text) ? text.replace(addresses, (address) => '\n'.repeat(address.length)) : text;

const readRoles = (written: string): ReadWord[] => {
  const text = withoutAddresses(written);
  let before: Word | undefined;
  return readWords(text).map((word): ReadWord => {
    const joins =
      before !== undefined &&
      before.sentence === word.sentence &&
      /^[\s/-]*$/.test(text.slice(before.end, word.start));
    before = word;
    return { ...word, ...look(word.normal), joins };
  });
};

const isContent = ({ role }: ReadWord): boolean => role === 'topic' || role === 'opinion';

const mayOpen = ({ role }: ReadWord): boolean => role === 'topic' || role === 'opinion' || role === 'negator';

const mayClose = (word: ReadWord, before: ReadWord | undefined): boolean =>
  isContent(word) || (word.role === 'particle' && before?.role === 'topic');

/** The words from a place on that fit into one phrase. */
const runFrom = (words: readonly ReadWord[], at: number): ReadWord[] => {
  const run: ReadWord[] = [];
  let contentWords = 0;
  for (const word of words.slice(at, at + maxWords)) {
    if (isContent(word)) contentWords += 1;
    const isCut = run.length > 0 && !word.joins;
    if (isCut || word.role === 'break' || contentWords > maxContentWords) break;
    run.push(word);
  }
  return run;
};

const spaced = (before: string, word: string): string => (before === '' ? word : `${before} ${word}`);

/** Every phrase that begins at a word, the shortest first. */
const phrasesFrom = (words: readonly ReadWord[], at: number): Phrase[] => {
  const opener = words[at];
  if (opener === undefined || !mayOpen(opener)) return [];
  const phrases: Phrase[] = [];
  let [key, wording, isNamed] = ['', '', false];
  for (const [index, word] of runFrom(words, at).entries()) {
    isNamed ||= word.role === 'topic';
    wording = spaced(wording, word.normal);
    if (!articles.has(word.normal)) key = spaced(key, word.lemma);
    if (isNamed && mayClose(word, words[at + index - 1]))
      phrases.push({ key, wording, start: opener.start, end: word.end });
  }
  return phrases;
};

/**
 * The phrases of one to four words that may name a topic, anywhere in the text: no punctuation inside, no
 * function word at their ends, at least one word that is not just an opinion. No words give no phrases.
 *
 * @example phrasesOf('The gift card was declined.').map(({ wording }) => wording) // ['gift', 'gift card', 'card', 'declined']
 */
export const phrasesOf = (text: string): Phrase[] => {
  const words = readRoles(text);
  return words.flatMap((_, at) => phrasesFrom(words, at));
};
