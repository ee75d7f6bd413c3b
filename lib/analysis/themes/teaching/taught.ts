import type { WordVectors } from '../../words/word-vectors.ts';
import type { Word } from '../../words/words.ts';
import type { Taxonomy } from '../taxonomy.ts';
import type { ThemeMatch } from '../theme-match.ts';
import { byPlace } from '../theme-match.ts';
import {
  type Feature,
  featuresOf,
  type Lesson,
  type Lessons,
  type LessonText,
  meaningOf,
  probability,
  readLesson,
  shares,
} from './lessons.ts';

const maxPlaces = 3;
/** A word that adds at least this share of what the strongest one does carries the theme too. */
const carryingShare = 0.5;

const overlap = (a: Feature, b: Feature): boolean => a.first <= b.last && b.first <= a.last;

/** The words that say the theme: the strongest, and those half as strong, at most three places. */
const carriers = (features: readonly Feature[], weights: readonly number[]): Feature[] => {
  const strongest = Math.max(0, ...weights);
  if (strongest === 0) return [];
  const candidates = features
    .map((feature, index) => ({ feature, weight: weights[index] ?? 0 }))
    .filter(({ weight }) => weight >= carryingShare * strongest)
    .sort((a, b) => b.weight - a.weight || a.feature.first - b.feature.first);
  const kept: Feature[] = [];
  for (const { feature } of candidates)
    if (kept.length < maxPlaces && !kept.some((other) => overlap(other, feature))) kept.push(feature);
  return kept.sort((a, b) => a.first - b.first);
};

/** A text with what its seeds found. */
interface MatchedText {
  readonly words: readonly Word[];
  /** In order of place, then of theme. */
  readonly matches: readonly ThemeMatch[];
  readonly read: LessonText;
}

/** What surer and further places of a theme add to the first ends here. */
const maxStrength = 3;

/** By theme id: 1 for any find, or the confidences of its places together. */
const foundBy = (
  { themes, choice }: Taxonomy,
  matches: readonly ThemeMatch[],
): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  for (const { theme, confidence } of matches) {
    const id = themes[theme]?.id ?? '';
    found.set(id, choice ? Math.min(maxStrength, (found.get(id) ?? 0) + confidence) : 1);
  }
  return found;
};

/** What lessons see of a text: in a choice also what its words mean together. */
export const lessonTextOf = (
  taxonomy: Taxonomy,
  { words, matches }: Omit<MatchedText, 'read'>,
  vectors: WordVectors,
): LessonText => ({
  features: featuresOf(words),
  found: foundBy(taxonomy, matches),
  ...(taxonomy.choice ? { meaning: meaningOf(words, vectors) } : {}),
});

/** The places of a theme that a lesson found: those of its seeds, or, without any, the words that carried it. */
const placesOf = (
  theme: number,
  { words, matches, read }: MatchedText,
  { weights, confidence }: { readonly weights: readonly number[]; readonly confidence: number },
): ThemeMatch[] => {
  const own = matches.filter((match) => match.theme === theme);
  if (own.length > 0) return own.map((match) => ({ ...match, confidence }));
  return carriers(read.features, weights).map(({ first, last }) => ({
    theme,
    first,
    start: words[first]?.start ?? 0,
    end: words[last]?.end ?? 0,
    confidence,
  }));
};

type Judge = (text: MatchedText) => readonly ThemeMatch[];

/** A taught theme stands where its lesson finds it likelier than not; other themes stay as they are. */
const judgeEach = ({ themes, lessons }: Taxonomy): Judge => {
  const taught = themes.flatMap(({ id }, theme): { theme: number; lesson: Lesson }[] => {
    const lesson = Object.hasOwn(lessons, id) ? lessons[id] : undefined;
    return lesson === undefined ? [] : [{ theme, lesson }];
  });
  const judged = new Set(taught.map(({ theme }) => theme));
  return (text) => [
    ...text.matches.filter(({ theme }) => !judged.has(theme)),
    ...taught.flatMap(({ theme, lesson }) => {
      const { logit, weights } = readLesson(lesson, text.read);
      return logit < 0 ? [] : placesOf(theme, text, { weights, confidence: probability(logit) });
    }),
  ];
};

/** The likeliest theme of a text by lessons of which one is right, `''` for none; of equally likely ones the first. */
export const likeliestTheme = (
  lessons: Lessons,
  text: LessonText,
): { readonly theme: string; readonly confidence: number; readonly weights: readonly number[] } => {
  const read = Object.entries(lessons).map(([theme, lesson]) => ({ theme, ...readLesson(lesson, text) }));
  const confidences = shares(read.map(({ logit }) => logit));
  const confidence = Math.max(...confidences);
  const { theme = '', weights = [] } = read[confidences.indexOf(confidence)] ?? {};
  return { theme, confidence, weights };
};

/** The likeliest theme stands, or none. */
const judgeOne = ({ themes, lessons }: Taxonomy): Judge => {
  const numbers = new Map(themes.map(({ id }, theme) => [id, theme]));
  const known = Object.fromEntries(Object.entries(lessons).filter(([id]) => id === '' || numbers.has(id)));
  return (text) => {
    const { theme, ...evidence } = likeliestTheme(known, text.read);
    const number = numbers.get(theme);
    return number === undefined ? [] : placesOf(number, text, evidence);
  };
};

/**
 * What the lessons of a taxonomy make of the matches of its seeds.
 *
 * @param matches In order of place, then of theme; so is the result.
 */
export const createTeacher = (taxonomy: Taxonomy, vectors: WordVectors) => {
  const { lessons, choice } = taxonomy;
  const judge = choice ? judgeOne(taxonomy) : judgeEach(taxonomy);
  return (words: readonly Word[], matches: readonly ThemeMatch[]): readonly ThemeMatch[] => {
    if (Object.keys(lessons).length === 0) return matches;
    const read = lessonTextOf(taxonomy, { words, matches }, vectors);
    return [...judge({ words, matches, read })].sort(byPlace);
  };
};
