import { type IssueClause, personOf, wordingOf } from './clause.ts';
import { stretchesOf } from './stretches.ts';

/** How an issue is called: in customers' words, and the words that tell it from the other issues. */
export interface IssueName {
  /** Lower case; a phrase, or two with a comma between where one stands for too few of the clauses. */
  readonly name: string;
  /** Characteristic phrases, the most telling first, the name's own among them. */
  readonly keywords: readonly string[];
}

/** What is said in a set of clauses: phrase keys by clause, and how each is usually worded. */
export interface SaidPhrases {
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

export const readPhrases = (clauses: readonly IssueClause[]): SaidPhrases => {
  const counts = new Map<string, number>();
  const wordings = new Map<string, Map<string, number>>();
  const keys = clauses.map((clause) => {
    const said = new Map(stretchesOf(wordingOf(clause)).map(({ key, wording }) => [key, wording]));
    for (const [key, wording] of said) {
      addOne(counts, key);
      addOne(wordingsFor(wordings, key), wording);
    }
    return new Set(said.keys());
  });
  return { clauses, keys, counts, wordings };
};

interface Candidate {
  readonly key: string;
  /** Members that say it, by place. */
  readonly members: readonly number[];
  /** How much it tells about a clause whether it is in the group, in nats times clauses. */
  readonly telling: number;
}

const entropyPart = (count: number, expected: number): number =>
  count === 0 ? 0 : count * Math.log(count / expected);

/** In how many clauses a phrase is said: of a group, and of all. */
interface Occurrences {
  readonly inside: number;
  readonly groupSize: number;
  readonly everywhere: number;
  readonly all: number;
}

/** Dunning's log-likelihood ratio of saying the phrase in the group against outside it; 0 where it is said less inside. */
const tellingOf = ({ inside, groupSize, everywhere, all }: Occurrences): number => {
  if (inside * all <= everywhere * groupSize) return 0;
  const outside = all - groupSize;
  const saidOutside = everywhere - inside;
  return (
    entropyPart(inside, (everywhere * groupSize) / all) +
    entropyPart(saidOutside, (everywhere * outside) / all) +
    entropyPart(groupSize - inside, ((all - everywhere) * groupSize) / all) +
    entropyPart(outside - saidOutside, ((all - everywhere) * outside) / all)
  );
};

const candidatesIn = (
  members: readonly number[],
  { clauses, keys, counts }: SaidPhrases,
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
      telling: tellingOf({
        inside: places.length,
        groupSize: members.length,
        everywhere: counts.get(key) ?? 0,
        all: clauses.length,
      }),
    }))
    .filter(({ telling }) => telling > 0);
};

/** A phrase of several words names better than one word that tells up to so many times as much. */
const preferenceForPhrases = 2.5;

const wordsIn = (key: string): string[] => key.split(' ');
const nameWorth = ({ key, telling }: Candidate): number =>
  telling * (wordsIn(key).length > 1 ? preferenceForPhrases : 1);

const mostTelling = (left: Candidate, right: Candidate): number =>
  nameWorth(right) - nameWorth(left) ||
  wordsIn(right.key).length - wordsIn(left.key).length ||
  (left.key < right.key ? -1 : 1);

const sharesWord = (left: Candidate, right: Candidate): boolean =>
  wordsIn(left.key).some((word) => wordsIn(right.key).includes(word));

/** The best phrases of which none repeats another's words. */
const apart = (ranked: readonly Candidate[], most: number): Candidate[] => {
  const kept: Candidate[] = [];
  for (const candidate of ranked) {
    if (kept.length >= most) break;
    if (!kept.some((other) => sharesWord(other, candidate))) kept.push(candidate);
  }
  return kept;
};

const usualWording = (key: string, { wordings }: SaidPhrases): string =>
  [...(wordings.get(key) ?? [])].sort(
    ([one, oneCount], [other, otherCount]) => otherCount - oneCount || (one < other ? -1 : 1),
  )[0]?.[0] ?? key;

/** A name that stands for fewer of the clauses takes a second phrase beside it. */
const enoughAlone = 0.5;
const keywordsShown = 6;

/**
 * Names a group by the phrases that tell it best from all other clauses (Dunning, Computational Linguistics 19 (1993) 61–74), its
 * siblings among them. No phrase is in it that fewer people said than the threshold; where none is left, the name is empty.
 *
 * @param taken names that other issues have already; where every name is taken, the first of them
 */
export const nameGroup = (
  members: readonly number[],
  said: SaidPhrases,
  { minPeople, taken }: { readonly minPeople: number; readonly taken: { has(name: string): boolean } },
): IssueName => {
  const ranked = candidatesIn(members, said, minPeople).sort(mostTelling);
  const phrases = apart(ranked, keywordsShown);
  const keywords = phrases.map(({ key }) => usualWording(key, said));
  const [first] = phrases;
  if (first === undefined) return { name: '', keywords: [] };
  const fewest = first.members.length >= enoughAlone * members.length ? 1 : 2;
  const lengths = keywords
    .map((_, index) => index + 1)
    .filter((length) => length >= Math.min(fewest, keywords.length));
  const names = lengths.map((length) => keywords.slice(0, length).join(', '));
  return { name: names.find((name) => !taken.has(name)) ?? names[0] ?? '', keywords };
};
