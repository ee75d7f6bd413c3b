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

/** A text, with everything that was found in it so far. */
interface Search extends ScannedText {
  readonly found: Found[];
}

const follow = (search: Search, match: PartialMatch): void => {
  const { node, first, at, length, confidence } = match;
  for (const meaning of node.meanings) search.found.push({ meaning, first, last: at, length, confidence });
  if (edgesOf(node).size > 0 || node.turned.size > 0) reachOn(search, match);
};

/** The end (exclusive) of the places where the word after the one at `at` may be. */
const endOfReach = ({ words }: ScannedText, at: number): number =>
  Math.min(words.length, at + 2 + maxGapInWords);

/** More than a blank is before the word: mostly a comma, which only fillers may join to a phrase ("in one call, money back" is no call back). */
const isAfterMark = (words: readonly Word[], place: number): boolean =>
  (words[place]?.start ?? 0) - (words[place - 1]?.end ?? 0) > 1;

/** Tries each place where the next word of a phrase may be. */
const reachOn = (search: Search, match: PartialMatch): void => {
  const { words, known } = search;
  const sentence = words[match.at]?.sentence;
  const end = endOfReach(search, match.at);
  let contentWords = 0;
  let maxContentWords = search.contentWordsInGap;
  let hasCopula = false;
  for (let place = match.at + 1; place < end; place += 1) {
    const word = known[place] ?? outOfRange(place);
    if (isAfterMark(words, place)) maxContentWords = 0;
    if (words[place]?.sentence !== sentence || contentWords > maxContentWords) return;
    const afterCopula = hasCopula && contentWords === 0;
    extend(search, match, { word, place, afterCopula });
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

/** Follows the phrase with one more word: not, once, or twice where the word continues it both as written and turned around a copula. */
const extend = (search: Search, match: PartialMatch, { word, place, afterCopula }: NextWord): void => {
  const number = numberOf(word);
  if (number === 0) return;
  const next = match.node.next.get(number);
  const turned = afterCopula ? match.node.turned.get(number) : undefined;
  if (next === undefined && turned === undefined) return;
  const { first, at, length } = match;
  const gap = place - at - 1;
  const confidence = Math.min(match.confidence, confidenceOf(word)) * (gap > 0 ? gapFactor ** gap : 1);
  const longer = { first, at: place, length: length + 1, confidence };
  if (next !== undefined) follow(search, { node: next, ...longer });
  if (turned !== undefined) follow(search, { node: turned, ...longer });
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
  const search: Search = { ...text, found: [] };
  for (let first = 0; first < known.length; first += 1) {
    if (!mayBegin(beginnings, { known, first, end: endOfReach(text, first) })) continue;
    const word = known[first] ?? outOfRange(first);
    const node = starts[numberOf(word)];
    if (node !== undefined)
      follow(search, { node, first, at: first, length: 1, confidence: confidenceOf(word) });
  }
  return search.found;
};
