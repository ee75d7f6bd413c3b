import { firstBy } from 'remeda';

/** A phrase with its responses, by their index in a fixed list. */
export interface PlacedPhrase {
  readonly key: string;
  readonly places: ReadonlySet<number>;
}

/** Phrases of one topic; the first one names it. */
export interface PhraseGroup {
  readonly phrases: readonly PlacedPhrase[];
  /** The responses with any of them. */
  readonly places: ReadonlySet<number>;
}

/** Dice's coefficient from which two phrases count as used together. */
const minOverlapToGroup = 0.3;
/** A longer phrase is a topic of its own if fewer than this share of the responses with one of its words contain it. */
const minOverlapOfOneTopic = 0.2;
/** A part of a longer phrase is redundant if this share of its responses contain the longer one. */
const minOverlapOfSame = 0.7;

const common = (left: PlacedPhrase, right: PlacedPhrase): number => {
  const [few, many] =
    left.places.size < right.places.size ? [left.places, right.places] : [right.places, left.places];
  let both = 0;
  for (const place of few) if (many.has(place)) both += 1;
  return both;
};

const wordsOf = ({ key }: PlacedPhrase): string[] => key.split(' ');

const holds = (longer: PlacedPhrase, shorter: PlacedPhrase): boolean =>
  ` ${longer.key} `.includes(` ${shorter.key} `);

/** Whether all words of one are in the other: they share a head, or have another order. */
const sharesWords = (left: PlacedPhrase, right: PlacedPhrase): boolean => {
  const [few, many] = [wordsOf(left), wordsOf(right)].sort((one, other) => one.length - other.length);
  return few?.every((word) => many?.includes(word)) ?? false;
};

const isOfOneTopic = (leader: PlacedPhrase, phrase: PlacedPhrase): boolean =>
  sharesWords(leader, phrase) &&
  (leader.key.includes(' ') || phrase.places.size >= minOverlapOfOneTopic * leader.places.size);

const belongsTo = (leader: PlacedPhrase, phrase: PlacedPhrase): boolean =>
  isOfOneTopic(leader, phrase) ||
  (2 * common(leader, phrase)) / (leader.places.size + phrase.places.size) >= minOverlapToGroup;

/** Phrases without those that are usually part of a longer one: "gift" if nearly all say "gift card". */
const withoutParts = (phrases: readonly PlacedPhrase[]): PlacedPhrase[] =>
  phrases.filter(
    (phrase) =>
      !phrases.some(
        (longer) =>
          longer.key !== phrase.key &&
          holds(longer, phrase) &&
          longer.places.size >= minOverlapOfSame * phrase.places.size,
      ),
  );

/** The most typical phrase of the group; if equal, the longer one, then by alphabet. */
const nameFirst = (phrases: readonly PlacedPhrase[]): PlacedPhrase[] => {
  const specific = phrases.filter(({ key }) => key.includes(' '));
  const maxPlaces = Math.max(...phrases.map(({ places }) => places.size));
  const worthy = specific.filter(({ places }) => 2 * places.size >= maxPlaces);
  const name = firstBy(
    worthy.length > 0 ? worthy : phrases,
    [({ places }) => places.size, 'desc'],
    [(phrase) => wordsOf(phrase).length, 'desc'],
    ({ key }) => key,
  );
  return name === undefined ? [] : [name, ...phrases.filter((phrase) => phrase !== name)];
};

/**
 * Groups phrases that share words or respondents. Each phrase, in the given order, joins the first
 * group whose leader matches, otherwise it leads a new group: deterministic, and a group never drifts from its leader.
 *
 * @param ranked the phrases, best first, each once
 */
export const groupPhrases = (ranked: readonly PlacedPhrase[]): PhraseGroup[] => {
  const groups: { readonly leader: PlacedPhrase; readonly members: PlacedPhrase[] }[] = [];
  for (const phrase of withoutParts(ranked)) {
    const group = groups.find(({ leader }) => belongsTo(leader, phrase));
    if (group === undefined) groups.push({ leader: phrase, members: [phrase] });
    else group.members.push(phrase);
  }
  return groups.map(({ members }) => ({
    phrases: nameFirst(members),
    places: new Set(members.flatMap(({ places }) => [...places])),
  }));
};
