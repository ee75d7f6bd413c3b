import { classesOf } from './word-classes.ts';

/** Tokens of one text, column by column; only the first `count` entries are of this text. */
export interface Tokens {
  text: string;
  count: number;
  /** Of the normalized word: equal words have equal hashes. */
  hash: Uint32Array;
  /** Half-open UTF-16 offsets into the text. */
  start: Int32Array;
  end: Int32Array;
  /** 1 for a word in capitals, 2 for one with a letter three times in a row, 3 for both, else 0. */
  stress: Uint8Array;
  /** Bits of `wordClass`. */
  classes: Uint32Array;
}

export const createTokens = (capacity = 256): Tokens => ({
  text: '',
  count: 0,
  hash: new Uint32Array(capacity),
  start: new Int32Array(capacity),
  end: new Int32Array(capacity),
  stress: new Uint8Array(capacity),
  classes: new Uint32Array(capacity),
});

const grow = (tokens: Tokens): void => {
  const larger = createTokens(tokens.hash.length * 2);
  larger.hash.set(tokens.hash);
  larger.start.set(tokens.start);
  larger.end.set(tokens.end);
  larger.stress.set(tokens.stress);
  larger.classes.set(tokens.classes);
  Object.assign(tokens, larger, { text: tokens.text, count: tokens.count });
};

/** One token, with the meaning that each value has in `Tokens`. */
interface Token {
  readonly hash: number;
  readonly start: number;
  readonly end: number;
  /** Default: 0. */
  readonly stress?: number;
}

export const pushToken = (tokens: Tokens, { hash, start, end, stress = 0 }: Token): void => {
  if (tokens.count === tokens.hash.length) grow(tokens);
  const at = tokens.count;
  tokens.hash[at] = hash;
  tokens.start[at] = start;
  tokens.end[at] = end;
  tokens.stress[at] = stress;
  tokens.classes[at] = classesOf(hash);
  tokens.count = at + 1;
};
