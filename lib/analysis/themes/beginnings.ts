import { outOfRange } from '../../out-of-range.ts';
import { pairHash } from '../words/word-hash.ts';
import { edgesOf, type PatternNode, wordsAfter } from './pattern.ts';
import { type KnownWord, numberOf } from './vocabulary.ts';

/** Where a phrase may begin: two small tables, so that the trie is searched from few words of a text. */
export interface Beginnings {
  /** By word number: 1 where the word alone is a phrase. */
  readonly alone: Uint8Array;
  /** A bit for each two words with which a phrase begins, at their hash. */
  readonly pairs: Uint32Array;
}

const bitsPerPair = 32;

const bitsFor = (pairs: number): Uint32Array =>
  new Uint32Array(2 ** Math.ceil(Math.log2((pairs * bitsPerPair) / 32 + 1)));

/** The beginnings of all phrases of a trie. Phrases added to it later are not among them. */
export const beginningsOf = (root: PatternNode): Beginnings => {
  const starts = [...edgesOf(root)];
  const alone = new Uint8Array(1 + starts.reduce((max, [word]) => Math.max(max, word), 0));
  const hashes = starts.flatMap(([word, node]) => wordsAfter(node).map((next) => pairHash(word, next)));
  const pairs = bitsFor(hashes.length);
  for (const [word, node] of starts) alone[word] = node.meanings.length > 0 ? 1 : 0;
  for (const hash of hashes) {
    const at = (hash >>> 5) & (pairs.length - 1);
    pairs[at] = (pairs[at] ?? outOfRange(at)) | (1 << hash);
  }
  return { alone, pairs };
};

/** Words of a text, by place: those from the one after `first` to the one before `end` may follow the one at `first`. */
export interface Reach {
  readonly known: readonly KnownWord[];
  readonly first: number;
  readonly end: number;
}

/** Whether a phrase may begin at the first word of a reach with a next word within it. False is certain, true is not. */
export const mayBegin = ({ alone, pairs }: Beginnings, { known, first, end }: Reach): boolean => {
  const word = numberOf(known[first] ?? outOfRange(first));
  if (word === 0 || word >= alone.length) return false;
  if (alone[word] === 1) return true;
  for (let place = first + 1; place < end; place += 1) {
    const hash = pairHash(word, numberOf(known[place] ?? outOfRange(place)));
    const at = (hash >>> 5) & (pairs.length - 1);
    if ((((pairs[at] ?? outOfRange(at)) >>> hash) & 1) === 1) return true;
  }
  return false;
};
