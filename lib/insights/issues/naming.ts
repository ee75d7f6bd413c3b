import { type IssueClause, personOf, wordingOf } from './clause.ts';
import { stretchesOf } from './stretches.ts';

/** The name of an issue: in customers' words, with the phrases that distinguish it from other issues. */
export interface IssueName {
  /** Lower case; a phrase, or two separated by a comma if one is in too few of the clauses. */
  readonly name: string;
  /** Distinctive phrases including that of the name, most distinctive first. */
  readonly keywords: readonly string[];
}

/** The phrases of a set of clauses: keys by clause, and how each is usually worded. */
export interface PhrasesInClauses {
  readonly clauses: readonly IssueClause[];
  readonly keys: readonly ReadonlySet<string>[];
  readonly counts: ReadonlyMap<string, number>;
  readonly wordings: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

const addOne = <Key>(counts: Map<Key, number>, key: Key): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

const wordingsFor = (wordings: Map<string, Map<string, number>>, key: string): Map<string, number> => {
  const known = wordings.get(key) ?? new Map<string, number>();
  wordings.set(key, known);
  return known;
};

export const readPhrases = (clauses: readonly IssueClause[]): PhrasesInClauses => {
  const counts = new Map<string, number>();
  const wordings = new Map<string, Map<string, number>>();
  const keys = clauses.map((clause) => {
    const phrases = new Map(stretchesOf(wordingOf(clause)).map(({ key, wording }) => [key, wording]));
    for (const [key, wording] of phrases) {
      addOne(counts, key);
      addOne(wordingsFor(wordings, key), wording);
    }
    return new Set(phrases.keys());
  });
  return { clauses, keys, counts, wordings };
};

interface Candidate {
  readonly key: string;
  /** Members that contain it, by place. */
  readonly members: readonly number[];
  /** How well it distinguishes the group, in nats times clauses. */
  readonly score: number;
}

const entropyPart = (count: number, expected: number): number =>
  count === 0 ? 0 : count * Math.log(count / expected);

/** In how many clauses a phrase occurs: in a group, and in all. */
interface Occurrences {
  readonly inside: number;
  readonly groupSize: number;
  readonly everywhere: number;
  readonly all: number;
}

/** Dunning's log-likelihood ratio of the phrase in the group against outside it; 0 where it is less frequent inside. */
const distinctiveness = ({ inside, groupSize, everywhere, all }: Occurrences): number => {
  if (inside * all <= everywhere * groupSize) return 0;
  const outside = all - groupSize;
  const countOutside = everywhere - inside;
  return (
    entropyPart(inside, (everywhere * groupSize) / all) +
    entropyPart(countOutside, (everywhere * outside) / all) +
    entropyPart(groupSize - inside, ((all - everywhere) * groupSize) / all) +
    entropyPart(outside - countOutside, ((all - everywhere) * outside) / all)
  );
};

const candidatesIn = (
  members: readonly number[],
  { clauses, keys, counts }: PhrasesInClauses,
  minPeople: number,
): Candidate[] => {
  const byKey = new Map<string, number[]>();
  for (const member of members)
    for (const key of keys[member] ?? []) byKey.set(key, [...(byKey.get(key) ?? []), member]);
  const peopleOf = (places: readonly number[]): number =>
    new Set(places.flatMap((place) => clauses[place] ?? []).map(personOf)).size;
  return [...byKey]
    .filter(([, places]) => peopleOf(places) >= minPeople)
    .map(([key, places]) => ({
      key,
      members: places,
      score: distinctiveness({
        inside: places.length,
        groupSize: members.length,
        everywhere: counts.get(key) ?? 0,
        all: clauses.length,
      }),
    }))
    .filter(({ score }) => score > 0);
};

/** A phrase of several words is a better name than one word that is up to so many times as distinctive. */
const preferenceForPhrases = 2.5;

const wordsIn = (key: string): string[] => key.split(' ');
const nameScore = ({ key, score }: Candidate): number =>
  score * (wordsIn(key).length > 1 ? preferenceForPhrases : 1);

const mostDistinctive = (left: Candidate, right: Candidate): number =>
  nameScore(right) - nameScore(left) ||
  wordsIn(right.key).length - wordsIn(left.key).length ||
  (left.key < right.key ? -1 : 1);

const sharesWord = (left: Candidate, right: Candidate): boolean =>
  wordsIn(left.key).some((word) => wordsIn(right.key).includes(word));

/** The best phrases, none of which repeats a word of another. */
const withoutSharedWords = (ranked: readonly Candidate[], max: number): Candidate[] => {
  const kept: Candidate[] = [];
  for (const candidate of ranked) {
    if (kept.length >= max) break;
    if (!kept.some((other) => sharesWord(other, candidate))) kept.push(candidate);
  }
  return kept;
};

const usualWording = (key: string, { wordings }: PhrasesInClauses): string =>
  [...(wordings.get(key) ?? [])].sort(
    ([one, oneCount], [other, otherCount]) => otherCount - oneCount || (one < other ? -1 : 1),
  )[0]?.[0] ?? key;

/** A phrase in a smaller share of the clauses needs a second one in the name. */
const minShareAlone = 0.5;
const maxKeywords = 6;

/**
 * Names a group by the phrases that distinguish it best from all other clauses, including those of similar groups (Dunning, Computational
 * Linguistics 19 (1993) 61–74). Phrases of fewer people than the threshold are left out; if none remains, the name is empty.
 *
 * @param taken names that other issues already have; if every name is taken, the first is used again
 */
export const nameGroup = (
  members: readonly number[],
  phrases: PhrasesInClauses,
  { minPeople, taken }: { readonly minPeople: number; readonly taken: { has(name: string): boolean } },
): IssueName => {
  const ranked = candidatesIn(members, phrases, minPeople).sort(mostDistinctive);
  const chosen = withoutSharedWords(ranked, maxKeywords);
  const keywords = chosen.map(({ key }) => usualWording(key, phrases));
  const [first] = chosen;
  if (first === undefined) return { name: '', keywords: [] };
  const minLength = first.members.length >= minShareAlone * members.length ? 1 : 2;
  const lengths = keywords
    .map((_, index) => index + 1)
    .filter((length) => length >= Math.min(minLength, keywords.length));
  const names = lengths.map((length) => keywords.slice(0, length).join(', '));
  return { name: names.find((name) => !taken.has(name)) ?? names[0] ?? '', keywords };
};
