/** How a seed was reached, from the surest to the least sure. */
export type Evidence = 'exact' | 'inflected' | 'compound' | 'misspelt';

/** What a pattern says when it is found. */
export interface Meaning {
  /** Index into the taxonomy's themes. */
  readonly theme: number;
  readonly exclude: boolean;
  /** 0..1: how surely this wording means the theme. */
  readonly certainty: number;
}

/** A node of the trie of all wordings; edges are word numbers of the vocabulary. */
export interface PatternNode {
  readonly next: Map<number, PatternNode>;
  readonly meanings: Meaning[];
  /** Reached by a turned phrase: only an "is" or "was" may stand before this word ("the food was cold"). */
  readonly turned: Map<number, PatternNode>;
}

export const createNode = (): PatternNode => ({ next: new Map(), meanings: [], turned: new Map() });

const stepInto = (edges: Map<number, PatternNode>, word: number): PatternNode => {
  const existing = edges.get(word);
  if (existing !== undefined) return existing;
  const node = createNode();
  edges.set(word, node);
  return node;
};

/** Adds a wording to the trie. A wording of two words is also found turned around a copula. */
export const addPattern = (root: PatternNode, words: readonly number[], meaning: Meaning): void => {
  words.reduce((node, word) => stepInto(node.next, word), root).meanings.push(meaning);
  const [first, second, ...rest] = words;
  if (first === undefined || second === undefined || rest.length > 0 || first === second) return;
  stepInto(stepInto(root.next, second).turned, first).meanings.push(meaning);
};
