import type { Polarity, Signal, Span } from './analysis.ts';
import { emotionPhrases } from './emotions.ts';
import type { ScoredClause } from './sentiment/sentiment-model.ts';
import { type SignalPhrases, signalPhrases } from './signal-phrases.ts';
import { createMatcher, type ThemeMatch } from './themes/matcher.ts';
import { definitionHash, type Taxonomy, type Theme } from './themes/taxonomy.ts';
import type { Word } from './words.ts';

/** Hears what customers do by their words: suggest, ask, threaten to leave, warn others; and how they feel. */
export interface SignalFinder {
  readonly version: string;
  /** In a fixed order, each signal once with its places; none gives none. */
  find(answer: HeardAnswer): Signal[];
}

export interface HeardAnswer {
  readonly text: string;
  readonly words: readonly Word[];
  readonly clauses: readonly ScoredClause[];
}

export interface SignalOptions {
  /** Names of competitors, each heard as `competitor`. Default: none. */
  readonly competitors?: readonly string[];
}

const openers = new Set(
  "what what's why how when where where's who which is are can could do does did will would has have should any isn't aren't can't couldn't don't doesn't".split(
    ' ',
  ),
);
const auxiliaries = new Set(
  'is are was were can could do does did will would has have should must may'.split(' '),
);
const subjects = new Set('i you we they it he she this that the my your our there'.split(' '));
const questionWords = new Set('what why how when where who which'.split(' '));

const isInverted = (words: readonly Word[], at: number): boolean =>
  auxiliaries.has(words[at]?.normal ?? '') && subjects.has(words[at + 1]?.normal ?? '');

/** "Do you …", "when will it …": the order of words of a question. */
const asksAt = (words: readonly Word[], at: number): boolean =>
  isInverted(words, at) || (questionWords.has(words[at]?.normal ?? '') && isInverted(words, at + 1));

const sentencesOf = (words: readonly Word[]): Word[][] => {
  const sentences: Word[][] = [];
  for (const word of words) {
    const last = sentences.at(-1);
    if (last?.[0]?.sentence === word.sentence) last.push(word);
    else sentences.push([word]);
  }
  return sentences;
};

/** From the first word to the mark; a question without its mark must have the order of one from its first word on. */
const questionIn = (text: string, words: readonly Word[]): Span[] => {
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return [];
  const mark = /^[^\p{L}\p{N}]*?\?/u.exec(text.slice(last.end, last.end + 4));
  if (mark === null)
    return questionWords.has(first.normal) && asksAt(words, 0) ? [[first.start, last.end]] : [];
  const asks = openers.has(first.normal) || words.some((_, index) => asksAt(words, index));
  return asks ? [[first.start, last.end + mark[0].length]] : [];
};

const pleas = new Set(
  'add allow make provide include enable give support improve fix change remove let bring implement introduce extend consider offer put print hire train lower reduce keep stop open update'.split(
    ' ',
  ),
);
/** May stand before what is to be done. */
const beforePleas = new Set('please pls plz maybe perhaps next time also just kindly and'.split(' '));

/** Sentences that begin with what is to be done: "Add a dark mode", "Next time print the gate". */
const pleaIn = (words: readonly Word[]): Span[] => {
  const plea = words.find(({ normal }) => !beforePleas.has(normal));
  return plea !== undefined && words.length > 2 && pleas.has(plea.normal) ? [[plea.start, plea.end]] : [];
};

const negators =
  /^(?:not|no|never|nothing|nobody|none|without|hardly|neither|nor|cannot|.+n't|cant|dont|wont|didnt|doesnt|isnt|wasnt|longer|zero|far)$/;
/** Words before a phrase that may turn it. */
const turningReach = 3;

const suppositions = /^(?:would|could|might|if|wish|.+'d)$/;

const stoodBefore = (words: readonly Word[], { first }: ThemeMatch, pattern: RegExp): boolean => {
  for (let at = first - 1; at >= Math.max(0, first - turningReach); at -= 1) {
    const word = words[at];
    if (word === undefined || word.sentence !== words[first]?.sentence) return false;
    if (pattern.test(word.normal)) return true;
  }
  return false;
};

/** A clause this far from neutral is of one mind. */
const clearlyFelt = 0.5;

const feltAt = (clauses: readonly ScoredClause[], place: number): Polarity | undefined =>
  clauses.find(({ span: [, end] }) => place < end);

const stands = (phrases: SignalPhrases, match: ThemeMatch, { words, clauses }: HeardAnswer): boolean => {
  if (phrases.unlessNegated && stoodBefore(words, match, negators)) return false;
  if (phrases.unlessSupposed && stoodBefore(words, match, suppositions)) return false;
  if (phrases.unlessFelt === undefined) return true;
  const felt = feltAt(clauses, match.start);
  return felt?.label !== phrases.unlessFelt || Math.abs(felt.score) < clearlyFelt;
};

const felt = (clauses: readonly ScoredClause[], label: 'positive' | 'negative'): Span[] =>
  clauses
    .filter((clause) => clause.label === label && Math.abs(clause.score) >= clearlyFelt)
    .map(({ span }) => span);

const spoken = (answer: HeardAnswer): Signal[] => {
  const sentences = sentencesOf(answer.words);
  return [
    { id: 'complaint', spans: felt(answer.clauses, 'negative') },
    { id: 'praise', spans: felt(answer.clauses, 'positive') },
    { id: 'question', spans: sentences.flatMap((words) => questionIn(answer.text, words)) },
    { id: 'suggestion', spans: sentences.flatMap(pleaIn) },
  ];
};

const byPlace = (a: Span, b: Span): number => a[0] - b[0] || a[1] - b[1];

/** One entry a signal, in the order of first sight; a place inside another of its signal is dropped. */
const gathered = (signals: readonly Signal[]): Signal[] => {
  const places = Map.groupBy(
    signals.flatMap(({ id, spans }) => spans.map((span) => ({ id, span }))),
    ({ id }) => id,
  );
  return [...places].map(([id, found]) => {
    const spans: Span[] = [];
    for (const span of found.map((place) => place.span).sort(byPlace))
      if (span[1] > (spans.at(-1)?.[1] ?? -1)) spans.push(span);
    return { id, spans };
  });
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
  return { id: 'signals', name: 'Signals', version, related: false, competitors: [], themes };
};

/**
 * Compiles the signals. Several may sound in one answer: each is heard by its phrases, a question also by its mark, a
 * suggestion by a sentence that begins with a plea, complaint and praise by what is clearly felt in a clause.
 *
 * @example
 * const text = 'I will never shop here again';
 * createSignalFinder().find({ text, words: readWords(text), clauses: [] })[0].id // 'churn-intent'
 */
export const createSignalFinder = ({ competitors = [] }: SignalOptions = {}): SignalFinder => {
  const named: SignalPhrases[] = competitors.length > 0 ? [{ id: 'competitor', seeds: competitors }] : [];
  const phrases = [...signalPhrases, ...emotionPhrases, ...named];
  const taxonomy = toTaxonomy(phrases);
  const matcher = createMatcher(taxonomy, { literal: true });
  const find = (answer: HeardAnswer): Signal[] => {
    const heard = matcher.match(answer.words).flatMap((match): Signal[] => {
      const said = phrases[match.theme];
      return said !== undefined && stands(said, match, answer)
        ? [{ id: said.id, spans: [[match.start, match.end]] }]
        : [];
    });
    return gathered([...spoken(answer), ...heard]);
  };
  return { version: taxonomy.version, find };
};
