import { firstBy, partition } from 'remeda';
import { roleOf } from '../../discovery/topic-words.ts';
import { type IssueClause, personOf, wordingOf } from '../clause.ts';
import { isOpened, phrasesOf } from './phrases.ts';

/** The name of an issue: in customers' words, with the phrases that distinguish it from other issues. */
export interface IssueName {
  /** Lower case; a phrase, or several separated by commas if another issue has the first. */
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
  /** Clauses in which a phrase stands as a noun does. */
  readonly likeNouns: ReadonlyMap<string, number>;
  /** Clauses in which it is a phrase of its own. */
  readonly wholes: ReadonlyMap<string, number>;
  /** Those that have no noun in any clause. */
  readonly withoutNoun: ReadonlySet<string>;
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
  const likeNouns = new Map<string, number>();
  const wholes = new Map<string, number>();
  const withNoun = new Set<string>();
  const keys = clauses.map((clause) => {
    const phrases = new Map(phrasesOf(wordingOf(clause)).map((phrase) => [phrase.key, phrase]));
    for (const [key, { wording, isLikeNoun, isWhole, hasNoun }] of phrases) {
      addOne(counts, key);
      addOne(wordingsFor(wordings, key), wording);
      if (isLikeNoun) addOne(likeNouns, key);
      if (isWhole) addOne(wholes, key);
      if (hasNoun) withNoun.add(key);
    }
    return new Set(phrases.keys());
  });
  const withoutNoun = new Set(counts.keys().filter((key) => !withNoun.has(key)));
  return { clauses, keys, counts, wordings, likeNouns, wholes, withoutNoun };
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
  const occurrences = members.flatMap((member) => [...(keys[member] ?? [])].map((key) => ({ key, member })));
  const peopleOf = (places: readonly number[]): number =>
    new Set(places.flatMap((place) => clauses[place] ?? []).map(personOf)).size;
  return [...Map.groupBy(occurrences, ({ key }) => key)]
    .map(([key, found]) => [key, found.map(({ member }) => member)] as const)
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

const commonestWording = (key: string, { wordings }: PhrasesInClauses): string =>
  firstBy([...(wordings.get(key) ?? [])], [([, count]) => count, 'desc'], ([wording]) => wording)?.[0] ?? key;

/** The shares of a group's clauses that a phrase should be in to name it: if none is in the first, the second is enough. */
const sharesOfClear = [0.35, 0.25] as const;
const maxKeywords = 6;

/** A longer phrase replaces a word that it contains if it is in this share of the clauses with the word. */
const minShareExtended = 0.15;
/** A phrase that adds a word with a meaning of its own is preferred to one that adds a preposition. */
const preferenceForContent = 1.5;

const isContent = (word: string): boolean => ['topic', 'opinion', 'negator'].includes(roleOf(word));

/** A word in the phrase that most of its clauses have it in: "hold" becomes "on hold", "close" becomes "close to everything". */
const extended = (
  first: Candidate,
  candidates: readonly Candidate[],
  usable: (candidate: Candidate) => boolean,
): Candidate => {
  if (wordsIn(first.key).length > 1) return first;
  const worth = ({ key, members }: Candidate): number =>
    members.length * (wordsIn(key).filter(isContent).length > 1 ? preferenceForContent : 1);
  const [best] = candidates
    .filter(({ key }) => key !== first.key && wordsIn(key).includes(first.key))
    .filter(({ members }) => members.length >= minShareExtended * first.members.length)
    .filter(usable)
    .toSorted(
      (left, right) =>
        worth(right) - worth(left) ||
        wordsIn(right.key).length - wordsIn(left.key).length ||
        (left.key < right.key ? -1 : 1),
    );
  return best ?? first;
};

/** A phrase is clearer than a word: it is preferred among so many of the most distinctive ones. */
const maxLeads = 4;

/** The first phrase that enough of the clauses contain: one that begins as a name does, or else with a preposition. */
const clearest = (
  leads: readonly Candidate[],
  opened: readonly Candidate[],
  groupSize: number,
): Candidate | undefined => {
  const isIn = (share: number) => (candidate: Candidate) =>
    wordsIn(candidate.key).length > 1 && candidate.members.length >= share * groupSize;
  for (const share of sharesOfClear) {
    const found = leads.find(isIn(share)) ?? opened.find(isIn(share));
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The least share of a word's clauses that are in a group whose name is this word. */
const minOwned = 0.25;

/**
 * Whether a phrase names something that is said here rather than everywhere. "Nice app" does not among comments on an app, and neither
 * does "flight" among comments on flights.
 */
const isSpecific =
  (members: readonly number[], { keys, counts }: PhrasesInClauses) =>
  ({ key, members: inside }: Candidate): boolean => {
    const topics = wordsIn(key).filter((word) => roleOf(word) === 'topic');
    const isOwned = (one: string, within: number): boolean => within >= minOwned * (counts.get(one) ?? 0);
    const within = (word: string): number => members.filter((member) => keys[member]?.has(word)).length;
    // Without a second topic, a longer phrase or one with a preposition still names something, unless it judges.
    const isJudging = wordsIn(key).some((word) => roleOf(word) === 'opinion');
    const isPhrase = topics.length > 1 || (!isJudging && (wordsIn(key).length > 2 || isOpened(key)));
    if (isPhrase && isOwned(key, inside.length)) return true;
    return topics.some((topic) => counts.has(topic) && isOwned(topic, within(topic)));
  };

/** A single word names something if it stands as a noun does in this share of its clauses: "charges" does, "awkward" does not. */
const minLikeNoun = 0.2;

const isName =
  ({ counts, likeNouns }: PhrasesInClauses) =>
  ({ key }: Candidate): boolean =>
    wordsIn(key).length > 1 || (likeNouns.get(key) ?? 0) >= minLikeNoun * (counts.get(key) ?? 0);

/** A phrase names something if it stands for itself in this share of its clauses, rather than as a part of a longer one. */
const minWhole = 0.5;

const isUsuallyWhole =
  ({ counts, wholes }: PhrasesInClauses) =>
  ({ key }: Candidate): boolean =>
    (wholes.get(key) ?? 0) >= minWhole * (counts.get(key) ?? 0);

/** A phrase is named with the words that follow it in this share of its clauses: "points add up" is "points add up quickly". */
const minContinued = 0.75;

/** The longest such phrase; undefined where there is none. */
const continuation = (named: Candidate, candidates: readonly Candidate[]): Candidate | undefined => {
  const longer = candidates.filter(
    ({ key, members }) =>
      key.startsWith(`${named.key} `) && members.length >= minContinued * named.members.length,
  );
  return firstBy(longer, [({ key }) => key.length, 'desc'], ({ key }) => key);
};

/** "bring back" is "bring back the old …" where it is the old menu, the old search and the old basket. */
const leftOpen = ({ key }: Candidate, phrases: PhrasesInClauses): string =>
  `${commonestWording(key, phrases)} …`;

export interface Naming {
  readonly minPeople: number;
  /** Names that other issues already have; if every name is taken, the first is used again. */
  readonly taken: { has(name: string): boolean };
  /** Whether the name may be a phrase that is said everywhere, if there is no other. */
  readonly mayBeGeneric: boolean;
}

/**
 * Names a group by the phrases that distinguish it best from all other clauses, including those of similar groups (Dunning, Computational
 * Linguistics 19 (1993) 61–74). Phrases of fewer people than the threshold are left out; if none remains, the name is empty.
 */
export const nameGroup = (
  members: readonly number[],
  phrases: PhrasesInClauses,
  { minPeople, taken, mayBeGeneric }: Naming,
): IssueName => {
  const candidates = candidatesIn(members, phrases, minPeople);
  const whole = candidates.filter(isUsuallyWhole(phrases));
  const [opened, ranked] = partition(whole.toSorted(mostDistinctive), ({ key }) => isOpened(key));
  const specific = isSpecific(members, phrases);
  const leads = ranked
    .filter(specific)
    .slice(0, maxLeads)
    .map((lead) => extended(lead, whole, specific))
    .filter(isName(phrases));
  const lead =
    clearest(leads, opened.filter(specific), members.length) ??
    leads[0] ??
    (mayBeGeneric ? ranked[0] : undefined);
  if (lead === undefined) return { name: '', keywords: [] };
  const named = continuation(lead, whole) ?? lead;
  const open = phrases.withoutNoun.has(named.key) ? continuation(named, candidates) : undefined;
  const others = ranked.filter((candidate) => !sharesWord(candidate, named));
  const chosen = [named, ...withoutSharedWords(others, maxKeywords - 1)];
  const keywords = chosen.map((one) =>
    one === named && open !== undefined ? leftOpen(open, phrases) : commonestWording(one.key, phrases),
  );
  const names = keywords.map((_, index) => keywords.slice(0, index + 1).join(', '));
  return { name: names.find((name) => !taken.has(name)) ?? names[0] ?? '', keywords };
};
