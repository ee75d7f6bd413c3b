import { lemmaOf } from '../words/lemma.ts';
import { rememberByForm } from '../words/word-forms.ts';
import { isEnglishWord, type WordVectors, wordVectors } from '../words/word-vectors.ts';
import type { Word } from '../words/words.ts';
import { type Found, longestOf } from './longest.ts';
import { addPattern, addPlaces, createNode, type Meaning, type PatternNode } from './pattern.ts';
import { relatedWords } from './related.ts';
import { createAutomaton, scan } from './scan.ts';
import { placesOf, wordingsOf } from './seeds.ts';
import type { Taxonomy, Theme } from './taxonomy.ts';
import { createTeacher } from './teaching/taught.ts';
import type { ThemeMatch } from './theme-match.ts';
import { byPlace } from './theme-match.ts';
import { createVocabulary, numberOf, type Vocabulary } from './vocabulary.ts';

export interface Matcher {
  /** In order of place, then of theme; none that lies inside a longer one. */
  match(words: readonly Word[]): readonly ThemeMatch[];
}

/** Changes whenever the same taxonomy may match differently. */
export const matcherVersion = 'matcher-7';

/** What a near word is worth as evidence, per unit of nearness. */
const relatedCertainty = 0.8;

type AddSeed = (seed: string, meaning: Meaning) => void;

/** The trie of a taxonomy's wordings, and the numbers of its words. */
interface Wordings {
  readonly root: PatternNode;
  readonly vocabulary: Vocabulary;
}

const seedAdder =
  ({ root, vocabulary }: Wordings): AddSeed =>
  (seed, meaning) => {
    for (const wording of wordingsOf(seed, meaning.exclude ? 2 : 1) ?? []) {
      addPattern(root, wording.map(vocabulary.add), meaning);
      // "log in" is also written "login".
      if (wording.length === 2) addPattern(root, [vocabulary.add(wording.join(''))], meaning);
    }
  };

const literalSeedAdder =
  ({ root, vocabulary }: Wordings): AddSeed =>
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

const singleWordsOf = (seeds: readonly string[], minWords = 1): string[] =>
  seeds
    .flatMap((seed) => wordingsOf(seed, minWords) ?? [])
    .flatMap((words) => (words.length === 1 ? words : []));

const singleWords = ({ seeds }: Theme): string[] => singleWordsOf(seeds);

/** What a tense was made from: "training" does not mean "train", nor "canned" "can"; "points" is as good as "point". */
const basesOfTenses = (words: readonly string[]): string[] =>
  words
    .filter((word) => !word.endsWith('s'))
    .map(lemmaOf)
    .filter((base) => !words.includes(base));

/** Words that never mean a theme, as they are written: excludes of one word ("valued" leaves "value" alone), and {@link basesOfTenses}. */
const excludedWords = (theme: Theme): ReadonlySet<string> =>
  new Set([...singleWordsOf(theme.excludes, 2), ...basesOfTenses(singleWords(theme))]);

const addRelated = ({ root, vocabulary }: Wordings, taxonomy: Taxonomy, vectors: WordVectors): void => {
  const unknown = relatedWords(taxonomy.themes.map(singleWords), vectors).filter(
    ({ word }) => numberOf(vocabulary.find(word)) === 0,
  );
  for (const { word, theme, nearness } of unknown) {
    const certainty = relatedCertainty * Math.min(1, nearness);
    addPattern(root, [vocabulary.add(word)], { theme, exclude: false, certainty });
  }
};

const toMatch = (words: readonly Word[], { meaning, first, last, confidence }: Found): ThemeMatch => ({
  theme: meaning.theme,
  first,
  start: words[first]?.start ?? 0,
  end: words[last]?.end ?? 0,
  confidence: confidence * meaning.certainty,
});

export interface MatcherOptions {
  /** What words mean; also tells which words are spelt right. Default: the stored ones. */
  readonly vectors?: WordVectors;
  /**
   * Whether phrases are taken as they are written: inflections and articles count, no word of content stands inside, and a longer one
   * silences no shorter one of another theme. Default: false.
   */
  readonly literal?: boolean;
}

/** Compiles a taxonomy into one automaton over words: a text is read once for any number of seeds. */
export const createMatcher = (
  taxonomy: Taxonomy,
  { vectors = wordVectors(), literal = false }: MatcherOptions = {},
): Matcher => {
  const vocabulary = createVocabulary((word) => isEnglishWord(vectors, word), literal);
  const wordings = { root: createNode(), vocabulary };
  addSeeds(taxonomy, (literal ? literalSeedAdder : seedAdder)(wordings));
  if (taxonomy.related) addRelated(wordings, taxonomy, vectors);
  const knownWord = rememberByForm(vocabulary.find);
  const excluded = taxonomy.themes.map(excludedWords);
  const isExcluded = ({ meaning, first, last }: Found, words: readonly Word[]): boolean =>
    first === last && excluded[meaning.theme]?.has(words[first]?.normal ?? '') === true;
  const automaton = createAutomaton(wordings.root);
  const contentWordsInGap = literal ? 0 : 1;
  const teacher = createTeacher(taxonomy, vectors);
  const matchesIn = (words: readonly Word[]): ThemeMatch[] => {
    const all = scan({ words, known: words.map(knownWord), contentWordsInGap }, automaton);
    if (all.length === 0) return [];
    const found = all.filter((one) => !isExcluded(one, words));
    return longestOf(found, !literal)
      .map((one) => toMatch(words, one))
      .sort(byPlace);
  };
  return { match: (words) => teacher(words, matchesIn(words)) };
};
