/** What a pattern says when it is found. */
export interface Meaning {
  /** Index into the taxonomy's themes. */
  readonly theme: number;
  readonly exclude: boolean;
  /** 0..1: how surely this wording means the theme. */
  readonly certainty: number;
}

/** Where a phrase of choices stands: what may come next, and whether it may end here. */
export interface Step {
  readonly onward: (readonly [word: number, step: Step])[];
  readonly ends: boolean;
}

interface Waiting {
  readonly step: Step;
  readonly meaning: Meaning;
}

/** A node of the trie of all wordings; edges are word numbers of the vocabulary. Read them by `edgesOf`. */
export interface PatternNode {
  readonly next: Map<number, PatternNode>;
  readonly meanings: Meaning[];
  /** Reached by a turned phrase: only an "is" or "was" may stand before this word ("the food was cold"). */
  readonly turned: Map<number, PatternNode>;
  /** Phrases whose edges are made when the node is first reached: few of their wordings ever are. */
  waiting: Waiting[];
}

export const createNode = (): PatternNode => ({
  next: new Map(),
  meanings: [],
  turned: new Map(),
  waiting: [],
});

const stepInto = (edges: Map<number, PatternNode>, word: number): PatternNode => {
  const existing = edges.get(word);
  if (existing !== undefined) return existing;
  const node = createNode();
  edges.set(word, node);
  return node;
};

const addMeaning = ({ meanings }: PatternNode, meaning: Meaning): void => {
  if (!meanings.some(({ theme, exclude }) => theme === meaning.theme && exclude === meaning.exclude))
    meanings.push(meaning);
};

/** Adds a wording to the trie. A wording of two words is also found turned around a copula. */
export const addPattern = (root: PatternNode, words: readonly number[], meaning: Meaning): void => {
  addMeaning(
    words.reduce((node, word) => stepInto(node.next, word), root),
    meaning,
  );
  const [first, second, ...rest] = words;
  if (first === undefined || second === undefined || rest.length > 0 || first === second) return;
  addMeaning(stepInto(stepInto(root.next, second).turned, first), meaning);
};

const waitAt = (node: PatternNode, step: Step, meaning: Meaning): void => {
  if (step.ends) addMeaning(node, meaning);
  if (step.onward.length > 0) node.waiting.push({ step, meaning });
};

/** The edges of a node; made on the first call. */
export const edgesOf = (node: PatternNode): ReadonlyMap<number, PatternNode> => {
  if (node.waiting.length > 0) {
    const { waiting } = node;
    node.waiting = [];
    for (const { step, meaning } of waiting)
      for (const [word, next] of step.onward) waitAt(stepInto(node.next, word), next, meaning);
  }
  return node.next;
};

/** The words that lead on from a node, without making its edges; some may come twice. */
export const wordsAfter = ({ next, turned, waiting }: PatternNode): number[] => [
  ...next.keys(),
  ...turned.keys(),
  ...waiting.flatMap(({ step }) => step.onward.map(([word]) => word)),
];

const addChoice = (start: Step, words: readonly number[], end: Step): void => {
  const last = words.length - 1;
  words.reduce((step, word, index) => {
    const next = index === last ? end : { onward: [], ends: false };
    step.onward.push([word, next]);
    return next;
  }, start);
};

/** Adds a phrase of choices, each a list of words, without spelling out their products. */
export const addPlaces = (
  root: PatternNode,
  places: readonly (readonly (readonly number[])[])[],
  meaning: Meaning,
): void => {
  const first = places.reduceRight<Step>(
    (end, choices) => {
      const start: Step = { onward: [], ends: false };
      for (const words of choices) addChoice(start, words, end);
      return start;
    },
    { onward: [], ends: true },
  );
  waitAt(root, first, meaning);
};
