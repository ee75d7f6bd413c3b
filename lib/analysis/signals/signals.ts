import { z } from 'zod';
import { lexicon, wordSet } from '../../lexicon.ts';
import type { Polarity, Signal, Span } from '../analysis.ts';
import type { ScoredClause } from '../sentiment/sentiment-model.ts';
import { createMatcher } from '../themes/matcher.ts';
import { definitionHash, type Taxonomy, type Theme } from '../themes/taxonomy.ts';
import type { ThemeMatch } from '../themes/theme-match.ts';
import { rememberByForm } from '../words/word-forms.ts';
import type { Word } from '../words/words.ts';
import {
  bySignal,
  clearScore,
  complaintsAndPraise,
  type FoundSignal,
  type SearchedAnswer,
} from './found-signals.ts';
import { emotionPhrases, type SignalPhrases, signalPhrases } from './signal-phrases.ts';

/** Finds what customers do in a comment (suggest, ask, threaten to leave, warn others) and what they feel. */
export interface SignalFinder {
  readonly version: string;
  /** In a fixed order, each signal once with its places; none gives none. */
  find(answer: SearchedAnswer): Signal[];
}

export interface SignalOptions {
  /** Names of competitors, each found as `competitor`. Default: none. */
  readonly competitors?: readonly string[];
}

/** Words by whose place a sentence is a question or a plea. */
const sentenceWords = lexicon(
  'sentences',
  z.strictObject({
    openers: wordSet,
    auxiliaries: wordSet,
    subjects: wordSet,
    questionWords: wordSet,
    pleas: wordSet,
    beforePleas: wordSet,
    tips: wordSet,
  }),
);

type SentenceList = keyof ReturnType<typeof sentenceWords>;

const listBits: Readonly<Record<SentenceList, number>> = {
  openers: 1,
  auxiliaries: 2,
  subjects: 4,
  questionWords: 8,
  pleas: 16,
  beforePleas: 32,
  tips: 64,
};

/** The bits of the lists that have the word, found out once for each form: every word of every answer is looked up. */
const listsOf = rememberByForm((word) => {
  const { openers, auxiliaries, subjects, questionWords, pleas, beforePleas, tips } = sentenceWords();
  return (
    (openers.has(word) ? listBits.openers : 0) |
    (auxiliaries.has(word) ? listBits.auxiliaries : 0) |
    (subjects.has(word) ? listBits.subjects : 0) |
    (questionWords.has(word) ? listBits.questionWords : 0) |
    (pleas.has(word) ? listBits.pleas : 0) |
    (beforePleas.has(word) ? listBits.beforePleas : 0) |
    (tips.has(word) ? listBits.tips : 0)
  );
});

const isOneOf = (list: SentenceList, word: Word | undefined): boolean =>
  word !== undefined && (listsOf(word) & listBits[list]) > 0;

const isInverted = (words: readonly Word[], at: number): boolean =>
  isOneOf('auxiliaries', words[at]) && isOneOf('subjects', words[at + 1]);

/** "Do you …", "when will it …": the order of words of a question. */
const asksAt = (words: readonly Word[], at: number): boolean =>
  isInverted(words, at) || (isOneOf('questionWords', words[at]) && isInverted(words, at + 1));

/** The indexes of a sentence's first and last word. */
interface Sentence {
  readonly first: number;
  readonly last: number;
}

const sentencesOf = (words: readonly Word[]): Sentence[] => {
  const sentences: Sentence[] = [];
  for (let first = 0; first < words.length; ) {
    const sentence = words[first]?.sentence;
    let last = first;
    while (words[last + 1]?.sentence === sentence && last + 1 < words.length) last += 1;
    sentences.push({ first, last });
    first = last + 1;
  }
  return sentences;
};

/** How far behind the last word its question mark may end. */
const maxClosingWords = 4;

/** Where the question mark that closes a sentence ends: only marks and blanks may be before it. */
const markAfter = (text: string, end: number): number | undefined => {
  const between = text.slice(end, end + maxClosingWords).indexOf('?');
  if (between < 0 || /[\p{L}\p{N}]/u.test(text.slice(end, end + between))) return undefined;
  return end + between + 1;
};

const asksWithin = (words: readonly Word[], { first, last }: Sentence): boolean => {
  if (isOneOf('openers', words[first])) return true;
  for (let at = first; at < last; at += 1) if (asksAt(words, at)) return true;
  return false;
};

/** From the first word to the mark; a question without its mark must have the order of one from its first word on. */
const questionIn = ({ text, words }: SearchedAnswer, sentence: Sentence): Span | undefined => {
  const [opener, closer] = [words[sentence.first], words[sentence.last]];
  if (opener === undefined || closer === undefined) return undefined;
  const mark = markAfter(text, closer.end);
  if (mark !== undefined) return asksWithin(words, sentence) ? [opener.start, mark] : undefined;
  return isOneOf('questionWords', opener) && asksAt(words, sentence.first)
    ? [opener.start, closer.end]
    : undefined;
};

/** Whom a sentence that begins with such a word asks: the company, or the next customer. */
const requests = { pleas: 'suggestion', tips: 'tip' } as const;

/** A sentence that begins with a request: "Add a dark mode", "Next time print the gate", "Ask for a room at the back". */
const requestIn = (
  words: readonly Word[],
  { first, last }: Sentence,
  list: keyof typeof requests,
): Span | undefined => {
  let at = first;
  while (at < last && isOneOf('beforePleas', words[at])) at += 1;
  const request = words[at];
  return request !== undefined && last - first >= 2 && isOneOf(list, request)
    ? [request.start, request.end]
    : undefined;
};

const negators =
  /^(?:not|no|never|nothing|nobody|none|without|hardly|neither|nor|cannot|.+n't|cant|dont|wont|didnt|doesnt|isnt|wasnt|longer|zero|far)$/;
/** A negation or supposition counts up to so many words before a phrase. */
const reachInWords = 3;

const suppositions = /^(?:would|could|might|if|wish|.+'d)$/;

const isPreceded = (words: readonly Word[], { first }: ThemeMatch, pattern: RegExp): boolean => {
  for (let at = first - 1; at >= Math.max(0, first - reachInWords); at -= 1) {
    const word = words[at];
    if (word === undefined || word.sentence !== words[first]?.sentence) return false;
    if (pattern.test(word.normal)) return true;
  }
  return false;
};

const clauseAt = (clauses: readonly ScoredClause[], place: number): Polarity | undefined =>
  clauses.find(({ span: [, end] }) => place < end);

const counts = (phrases: SignalPhrases, match: ThemeMatch, { words, clauses }: SearchedAnswer): boolean => {
  if (phrases.unlessNegated && isPreceded(words, match, negators)) return false;
  if (phrases.unlessSupposed && isPreceded(words, match, suppositions)) return false;
  if (phrases.unlessFelt === undefined) return true;
  const clause = clauseAt(clauses, match.start);
  return clause?.label !== phrases.unlessFelt || Math.abs(clause.score) < clearScore;
};

/** Questions, suggestions and tips, by the order of words. */
const findSentences = (answer: SearchedAnswer, found: FoundSignal[]): void => {
  for (const sentence of sentencesOf(answer.words)) {
    const question = questionIn(answer, sentence);
    if (question !== undefined) found.push({ id: 'question', span: question });
    for (const list of ['pleas', 'tips'] as const) {
      const span = requestIn(answer.words, sentence, list);
      if (span !== undefined) found.push({ id: requests[list], span });
    }
  }
};

const toTheme = ({ id, seeds, excludes = [] }: SignalPhrases, index: number): Theme => ({
  id: `${id}#${index}`,
  name: id,
  seeds: [...seeds],
  excludes: [...excludes],
  examples: [],
});

const toTaxonomy = (phrases: readonly SignalPhrases[]): Taxonomy => {
  const themes = phrases.map(toTheme);
  const version = `signals-2+${definitionHash({ related: false, themes })}`;
  return {
    id: 'signals',
    name: 'Signals',
    version,
    related: false,
    competitors: [],
    themes,
    lessons: {},
    choice: false,
  };
};

/** The ids of all signals. */
export const signalIds = (): string[] => [
  ...new Set([
    ...['complaint', 'praise', 'question', 'competitor'],
    ...Object.values(requests),
    ...[...signalPhrases(), ...emotionPhrases()].map(({ id }) => id),
  ]),
];

/**
 * Compiles the signals. An answer may have several. Each is found by its phrases; a question also by its mark, a suggestion and a tip by a
 * sentence that begins with a request, complaint and praise by the clear sentiment of a clause.
 *
 * @example
 * const text = 'I will never shop here again';
 * createSignalFinder().find({ text, words: readWords(text), clauses: [] })[0].id // 'churn-intent'
 */
export const createSignalFinder = ({ competitors = [] }: SignalOptions = {}): SignalFinder => {
  const named: SignalPhrases[] =
    competitors.length > 0 ? [{ id: 'competitor', seeds: [...competitors] }] : [];
  const phrases = [...signalPhrases(), ...emotionPhrases(), ...named];
  const taxonomy = toTaxonomy(phrases);
  const matcher = createMatcher(taxonomy, { literal: true });
  const findPhrases = (answer: SearchedAnswer, found: FoundSignal[]): void => {
    for (const match of matcher.match(answer.words)) {
      const phrase = phrases[match.theme];
      if (phrase !== undefined && counts(phrase, match, answer))
        found.push({ id: phrase.id, span: [match.start, match.end] });
    }
  };
  const find = (answer: SearchedAnswer): Signal[] => {
    const found: FoundSignal[] = complaintsAndPraise(answer);
    findSentences(answer, found);
    findPhrases(answer, found);
    return bySignal(found);
  };
  return { version: taxonomy.version, find };
};
