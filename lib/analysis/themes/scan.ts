import { outOfRange } from '../../out-of-range.ts';
import type { Word } from '../words/words.ts';
import { type Beginnings, beginningsOf, mayBegin } from './beginnings.ts';
import type { Found } from './longest.ts';
import { edgesOf, type PatternNode } from './pattern.ts';
import { confidenceOf, isCopula, isFiller, type KnownWord, numberOf } from './vocabulary.ts';

/** A phrase of which some words were found: `at` is the place of the latest one. */
interface PartialMatch {
  readonly node: PatternNode;
  readonly first: number;
  readonly at: number;
  readonly length: number;
  readonly confidence: number;
}

/** Each word between the parts of a phrase makes it this much less sure. */
const gapFactor = 0.96;
const maxGapInWords = 3;

/** The words of a text, and what each of them is to the taxonomy. */
export interface ScannedText {
  readonly words: readonly Word[];
  readonly known: readonly KnownWord[];
  /** How many words that are not fillers may stand between the parts of a phrase. */
  readonly contentWordsInGap: number;
}

const follow = (text: ScannedText, match: PartialMatch, found: Found[]): void => {
  const { node, first, at, length, confidence } = match;
  for (const meaning of node.meanings) found.push({ meaning, first, last: at, length, confidence });
  if (edgesOf(node).size > 0 || node.turned.size > 0) reachOn(text, match, found);
};

/** The end (exclusive) of the places where the word after the one at `at` may be. */
const endOfReach = ({ words }: ScannedText, at: number): number =>
  Math.min(words.length, at + 2 + maxGapInWords);

/** More than a blank is before the word: mostly a comma, which only fillers may join to a phrase ("in one call, money back" is no call back). */
const isAfterMark = (words: readonly Word[], place: number): boolean =>
  (words[place]?.start ?? 0) - (words[place - 1]?.end ?? 0) > 1;

/** Tries each place where the next word of a phrase may be. */
const reachOn = (text: ScannedText, match: PartialMatch, found: Found[]): void => {
  const { words, known } = text;
  const sentence = words[match.at]?.sentence;
  const end = endOfReach(text, match.at);
  let contentWords = 0;
  let maxContentWords = text.contentWordsInGap;
  let hasCopula = false;
  for (let place = match.at + 1; place < end; place += 1) {
    const word = known[place] ?? outOfRange(place);
    if (isAfterMark(words, place)) maxContentWords = 0;
    if (words[place]?.sentence !== sentence || contentWords > maxContentWords) return;
    const afterCopula = hasCopula && contentWords === 0;
    for (const next of extensionsOf(match, { word, place, afterCopula })) follow(text, next, found);
    if (!isFiller(word)) contentWords += 1;
    hasCopula ||= isCopula(word);
  }
};

/** A word that may continue a phrase. */
interface NextWord {
  readonly word: KnownWord;
  readonly place: number;
  /** Whether only fillers, one of them a copula, are between it and the phrase: "food *was* cold" is "cold food". */
  readonly afterCopula: boolean;
}

const noMatches: readonly PartialMatch[] = [];

/** The phrase with one more word: none, one, or two where the word continues it both as written and turned around a copula. */
const extensionsOf = (
  match: PartialMatch,
  { word, place, afterCopula }: NextWord,
): readonly PartialMatch[] => {
  const number = numberOf(word);
  if (number === 0) return noMatches;
  const next = match.node.next.get(number);
  const turned = afterCopula ? match.node.turned.get(number) : undefined;
  if (next === undefined && turned === undefined) return noMatches;
  const gap = place - match.at - 1;
  const confidence = Math.min(match.confidence, confidenceOf(word)) * (gap > 0 ? gapFactor ** gap : 1);
  const matchAt = (node: PatternNode): PartialMatch => ({
    node,
    first: match.first,
    at: place,
    length: match.length + 1,
    confidence,
  });
  return [next, turned].filter((node) => node !== undefined).map(matchAt);
};

/** The trie of all wordings, as a text is read by it. */
export interface Automaton {
  /** The nodes after one word, by the word's number. */
  readonly starts: readonly (PatternNode | undefined)[];
  readonly beginnings: Beginnings;
}

/** No phrase may be added to the trie after this. */
export const createAutomaton = (root: PatternNode): Automaton => {
  const starts: PatternNode[] = [];
  for (const [word, node] of edgesOf(root)) starts[word] = node;
  return { starts, beginnings: beginningsOf(root) };
};

/** Everything that the automaton finds in a text, from each of its words on. */
export const scan = (text: ScannedText, { starts, beginnings }: Automaton): Found[] => {
  const { known } = text;
  const found: Found[] = [];
  for (let first = 0; first < known.length; first += 1) {
    if (!mayBegin(beginnings, { known, first, end: endOfReach(text, first) })) continue;
    const word = known[first] ?? outOfRange(first);
    const node = starts[numberOf(word)];
    if (node !== undefined)
      follow(text, { node, first, at: first, length: 1, confidence: confidenceOf(word) }, found);
  }
  return found;
};
