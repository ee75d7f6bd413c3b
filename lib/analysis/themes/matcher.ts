import { isEnglishWord, type WordVectors, wordVectors } from '../word-vectors.ts';
import type { Word } from '../words.ts';
import { copulas, fillers } from './fillers.ts';
import { type Found, longestOf } from './longest.ts';
import {
  addPattern,
  addPlaces,
  createNode,
  type Evidence,
  edgesOf,
  type Meaning,
  type PatternNode,
} from './pattern.ts';
import { relatedWords } from './related.ts';
import { placesOf, wordingsOf } from './seeds.ts';
import type { Taxonomy, Theme } from './taxonomy.ts';
import { createVocabulary, type KnownWord, type Vocabulary } from './vocabulary.ts';

/** A place in a text that speaks of a theme. */
export interface ThemeMatch {
  /** Index into the taxonomy's themes. */
  readonly theme: number;
  /** Index of its first word. */
  readonly first: number;
  /** Half-open UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  /** 0..1. */
  readonly confidence: number;
}

export interface Matcher {
  /** In order of place, then of theme; none that lies inside a longer one. */
  match(words: readonly Word[]): ThemeMatch[];
}

/** How a phrase was followed so far: `at` is the place of its latest word. */
interface Path {
  readonly node: PatternNode;
  readonly first: number;
  readonly at: number;
  readonly length: number;
  readonly confidence: number;
}

const evidenceConfidence: Record<Evidence, number> = {
  exact: 0.95,
  inflected: 0.92,
  compound: 0.85,
  misspelt: 0.75,
};
/** Changes whenever the same taxonomy may match differently. */
export const matcherVersion = 'matcher-1';

const gapFactor = 0.96;
const widestGapInWords = 3;

/** What a near word is worth as evidence, per unit of nearness. */
const relatedCertainty = 0.8;

type AddSeed = (seed: string, meaning: Meaning) => void;

const seedAdder =
  (root: PatternNode, vocabulary: Vocabulary): AddSeed =>
  (seed, meaning) => {
    for (const wording of wordingsOf(seed, meaning.exclude ? 2 : 1) ?? []) {
      addPattern(root, wording.map(vocabulary.add), meaning);
      // "log in" is also written "login".
      if (wording.length === 2) addPattern(root, [vocabulary.add(wording.join(''))], meaning);
    }
  };

const literalSeedAdder =
  (root: PatternNode, vocabulary: Vocabulary): AddSeed =>
  (seed, meaning) =>
    addPlaces(
      root,
      placesOf(seed).map((choices) => choices.map((words) => words.map(vocabulary.add))),
      meaning,
    );

const addSeeds = (taxonomy: Taxonomy, addSeed: AddSeed): void => {
  taxonomy.themes.forEach(({ seeds, excludes }, theme) => {
    for (const seed of seeds) addSeed(seed, { theme, exclude: false, certainty: 1 });
    for (const seed of excludes.filter(isPhrase)) addSeed(seed, { theme, exclude: true, certainty: 1 });
  });
};

const isPhrase = (seed: string): boolean => (wordingsOf(seed, 2) ?? []).some(({ length }) => length > 1);

/** Words that never mean a theme, as they are written: "valued" leaves "value" alone. */
const excludedWords = ({ excludes }: Theme): ReadonlySet<string> =>
  new Set(
    excludes
      .flatMap((seed) => wordingsOf(seed, 2) ?? [])
      .flatMap((words) => (words.length === 1 ? words : [])),
  );

const singleWords = ({ seeds }: Theme): string[] =>
  seeds.flatMap((seed) => wordingsOf(seed) ?? []).flatMap((words) => (words.length === 1 ? words : []));

const addRelated = (
  root: PatternNode,
  vocabulary: Vocabulary,
  taxonomy: Taxonomy,
  vectors: WordVectors,
): void => {
  const unknown = relatedWords(taxonomy.themes.map(singleWords), vectors).filter(
    ({ word }) => vocabulary.find(word) === undefined,
  );
  for (const { word, theme, nearness } of unknown) {
    const certainty = relatedCertainty * Math.min(1, nearness);
    addPattern(root, [vocabulary.add(word)], { theme, exclude: false, certainty });
  }
};

/** The words of one text, each with the seed word it stands for. */
class Scan {
  private readonly words: readonly Word[];
  private readonly known: readonly (KnownWord | undefined)[];
  private readonly contentWordsInGap: number;
  readonly found: Found[] = [];

  constructor(words: readonly Word[], vocabulary: Vocabulary, contentWordsInGap: number) {
    this.words = words;
    this.contentWordsInGap = contentWordsInGap;
    this.known = words.map(({ normal }) => vocabulary.find(normal));
  }

  /** Follows every phrase that starts at a word. */
  start(root: PatternNode, first: number): void {
    const word = this.known[first];
    const node = word === undefined ? undefined : edgesOf(root).get(word.number);
    if (word === undefined || node === undefined) return;
    this.follow({ node, first, at: first, length: 1, confidence: evidenceConfidence[word.evidence] });
  }

  private follow(path: Path): void {
    for (const meaning of path.node.meanings) {
      this.found.push({ ...path, meaning, last: path.at });
    }
    if (edgesOf(path.node).size > 0 || path.node.turned.size > 0) this.reachOn(path);
  }

  /** Tries each place where the next word of a phrase may stand. */
  private reachOn(path: Path): void {
    const sentence = this.words[path.at]?.sentence;
    let contentWords = 0;
    let hasCopula = false;
    for (let place = path.at + 1; place <= path.at + 1 + widestGapInWords; place += 1) {
      const word = this.words[place];
      if (word === undefined || word.sentence !== sentence || contentWords > this.contentWordsInGap) return;
      this.step(path, place, hasCopula && contentWords === 0);
      if (!fillers.has(word.normal)) contentWords += 1;
      hasCopula ||= copulas.has(word.normal);
    }
  }

  /** @param isBridge Whether what stands between ties a turned phrase together: "food *was* cold". */
  private step(path: Path, place: number, isBridge: boolean): void {
    const word = this.known[place];
    if (word === undefined) return;
    const gap = place - path.at - 1;
    const onward = {
      first: path.first,
      at: place,
      length: path.length + 1,
      confidence: Math.min(path.confidence, evidenceConfidence[word.evidence]) * gapFactor ** gap,
    };
    const next = path.node.next.get(word.number);
    if (next !== undefined) this.follow({ ...onward, node: next });
    const turned = isBridge ? path.node.turned.get(word.number) : undefined;
    if (turned !== undefined) this.follow({ ...onward, node: turned });
  }
}

const toMatch = (words: readonly Word[], { meaning, first, last, confidence }: Found): ThemeMatch => ({
  theme: meaning.theme,
  first,
  start: words[first]?.start ?? 0,
  end: words[last]?.end ?? 0,
  confidence: confidence * meaning.certainty,
});

const byPlace = (a: ThemeMatch, b: ThemeMatch): number =>
  a.start - b.start || a.theme - b.theme || a.end - b.end;

export interface MatcherOptions {
  /** What words mean; also tells which words are spelt right. Default: the stored ones. */
  readonly vectors?: WordVectors;
  /**
   * Whether phrases are taken as they are written: inflections and articles count, no word of content stands inside, and a longer one
   * silences no shorter one of another theme. Default: false.
   */
  readonly literal?: boolean;
}

/** Compiles a taxonomy into one automaton over words: a text is read once, whatever the number of seeds. */
export const createMatcher = (
  taxonomy: Taxonomy,
  { vectors = wordVectors(), literal = false }: MatcherOptions = {},
): Matcher => {
  const vocabulary = createVocabulary((word) => isEnglishWord(vectors, word), literal);
  const root = createNode();
  addSeeds(taxonomy, (literal ? literalSeedAdder : seedAdder)(root, vocabulary));
  if (taxonomy.related) addRelated(root, vocabulary, taxonomy, vectors);
  const excluded = taxonomy.themes.map(excludedWords);
  const isExcluded = ({ meaning, first, last }: Found, words: readonly Word[]): boolean =>
    first === last && excluded[meaning.theme]?.has(words[first]?.normal ?? '') === true;
  return {
    match: (words) => {
      const scan = new Scan(words, vocabulary, literal ? 0 : 1);
      words.forEach((_, first) => {
        scan.start(root, first);
      });
      return longestOf(
        scan.found.filter((found) => !isExcluded(found, words)),
        !literal,
      )
        .map((found) => toMatch(words, found))
        .sort(byPlace);
    },
  };
};
