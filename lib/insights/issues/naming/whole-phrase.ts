import { type PartOfSpeech, partsOfSpeech } from '../../../analysis/words/parts-of-speech.ts';
import { readWords, type Word } from '../../../analysis/words/words.ts';

/** A word of a clause with what is needed to tell where a phrase begins and ends. */
export interface TaggedWord extends Word {
  readonly tag: PartOfSpeech;
  /** Nothing but blanks, hyphens or slashes is between it and the word before, in one sentence. */
  readonly isJoined: boolean;
}

/** The words of a text with their parts of speech. */
export const readTaggedWords = (text: string): TaggedWord[] => {
  const tagAt = partsOfSpeech(text);
  return readWords(text).map((word, place, words) => {
    const before = words[place - 1];
    const isJoined =
      before !== undefined &&
      before.sentence === word.sentence &&
      /^[\s/-]*$/.test(text.slice(before.end, word.start));
    return { ...word, tag: tagAt(word.start), isJoined };
  });
};

const tags = (...some: PartOfSpeech[]): ReadonlySet<PartOfSpeech | undefined> => new Set(some);

const nouns = tags('NOUN', 'PROPN');
/** @example hasNoun(readTaggedWords('bring back')) // false */
export const hasNoun = (phrase: readonly TaggedWord[]): boolean => phrase.some(({ tag }) => nouns.has(tag));

const neverFirst = tags('CCONJ', 'SCONJ', 'PRON', 'INTJ');
const neverLast = tags('DET', 'PART', 'AUX', 'SCONJ', 'CCONJ', 'PRON', 'INTJ');
const objects = tags('DET', 'PRON', 'NOUN', 'PROPN');
const complements = tags('DET', 'PRON', 'NOUN', 'PROPN', 'ADP', 'PART', 'NUM', 'ADJ', 'VERB');

/** May begin a name that is more than its one word: "on hold", "too expensive". */
export const openers: ReadonlySet<string> = new Set(['on', 'in', 'at', 'without', 'too']);
/** They point at what follows them. */
const focusWords = new Set([
  'even',
  'only',
  'just',
  'all',
  'so',
  'as',
  'more',
  'most',
  'less',
  'exactly',
  'than',
]);
/** Without the word before it the phrase says something else: "no extra cost", "too many fields", "won't let me change". */
const modifiers =
  /^(?:no|not|never|without|hardly|too|less|more|most|cannot|cant|wont|dont|didnt|doesnt|isnt|wasnt|.+n't)$/;
const questionWords = new Set(['how', 'where', 'when', 'why', 'who', 'what', 'which', 'whether', 'whoever']);
const subject = /^(?:i|you|we|they|he|she|it|who|that|there)$/;
const subjectWithVerb = /^(?:i|you|we|they|he|she|it|who|that|there)'(?:m|re|s|ve|ll|d)$/;

const isSubject = ({ normal }: TaggedWord, next: TaggedWord | undefined): boolean =>
  subjectWithVerb.test(normal) ||
  (subject.test(normal) && next !== undefined && (next.tag === 'VERB' || next.tag === 'AUX'));

/** "friendly and clear" joins equals; "kind and waited" doesn't. */
const joinsUnequals = (before: TaggedWord | undefined, next: TaggedWord | undefined): boolean =>
  before?.tag !== next?.tag;

const startsAfter = (before: TaggedWord, first: TaggedWord): boolean =>
  modifiers.test(before.normal) || (nouns.has(first.tag) && (before.tag === 'NUM' || nouns.has(before.tag)));

const startsInside = (first: TaggedWord, before: TaggedWord | undefined): boolean =>
  neverFirst.has(first.tag) ||
  (first.tag === 'ADP' && !openers.has(first.normal)) ||
  (first.isJoined && before !== undefined && startsAfter(before, first));

const endsBeforeComplement = (phrase: readonly TaggedWord[], next: PartOfSpeech): boolean =>
  hasNoun(phrase) ? complements.has(next) : objects.has(next);

const endsInside = (phrase: readonly TaggedWord[], next: TaggedWord | undefined): boolean => {
  const end = phrase.at(-1);
  const last = end?.tag;
  if (end === undefined || neverLast.has(last) || focusWords.has(end.normal)) return true;
  if (next === undefined || !next.isJoined) return false;
  if (last === 'VERB') return endsBeforeComplement(phrase, next.tag);
  if (last === 'ADV') return next.tag === 'ADJ';
  if (last === 'ADJ') return next.tag === 'ADJ' || nouns.has(next.tag);
  return (nouns.has(last) || last === 'NUM') && nouns.has(next.tag);
};

/** "misspell one letter | the search finds nothing": two things side by side, with a comma left out. */
const startsNextThing = (word: TaggedWord, before: TaggedWord | undefined): boolean =>
  word.tag === 'DET' && nouns.has(before?.tag);

const startsClause = (
  word: TaggedWord,
  before: TaggedWord | undefined,
  next: TaggedWord | undefined,
): boolean =>
  startsNextThing(word, before) ||
  word.tag === 'SCONJ' ||
  word.tag === 'INTJ' ||
  questionWords.has(word.normal) ||
  isSubject(word, next) ||
  (word.tag === 'CCONJ' && joinsUnequals(before, next));

/**
 * Whether the words from one place to another are a phrase of their own: not cut out of a longer noun phrase ("bring back the old"
 * basket), not ending before the object of its verb ("woman on the phone went"), and not reaching into another clause ("faster than I
 * could make").
 */
export const isWholePhrase = (words: readonly TaggedWord[], from: number, to: number): boolean => {
  const phrase = words.slice(from, to);
  const [first] = phrase;
  if (first === undefined || startsInside(first, words[from - 1])) return false;
  if (phrase.some((word, place) => startsClause(word, phrase[place - 1], words[from + place + 1])))
    return false;
  return !endsInside(phrase, words[to]);
};
