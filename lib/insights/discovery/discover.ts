import { sortBy } from 'remeda';
import type { Span } from '../../analysis/analysis.ts';
import { type ConfidentialityThresholds, defaultThresholds } from '../../metrics/figures/metrics-settings.ts';
import { countPeople, markOf } from '../../metrics/tally/respondents.ts';
import { groupPhrases, type PhraseGroup, type PlacedPhrase } from './group-phrases.ts';
import { type ComparedPhrases, phraseChanges } from './phrase-changes.ts';
import {
  commonestWording,
  countPhrases,
  type DiscoveryResponse,
  onePerPerson,
  type PhraseCount,
  type PhraseTally,
} from './phrase-tally.ts';
import { type Phrase, phrasesOf } from './phrases.ts';

/** A part of a comment that contains a phrase of the group. */
export interface Quote {
  readonly responseId: string;
  /** The whole comment, redacted as it is stored. */
  readonly text: string;
  /** Half-open UTF-16 offsets into the text. */
  readonly spans: readonly Span[];
}

/** The comparison of the most changed phrase with the earlier period; absent if it would reveal a group below the minimum size. */
export interface DiscoveredChange {
  /** Responses of the earlier period with the phrase. */
  readonly earlier: number;
  readonly logOddsRatio: number;
  readonly z: number;
  readonly p: number;
}

/** A topic of many customers, named in their words. */
export interface DiscoveredTheme {
  readonly name: string;
  /** In customers' words, the name first; candidates for seeds. */
  readonly phrases: readonly { readonly wording: string; readonly responses: number }[];
  /** Responses with any of the phrases, and their share of all. */
  readonly responses: number;
  readonly share: number;
  /** Responses by the sentiment of the first comment with the phrase. */
  readonly sentiment: { readonly negative: number; readonly neutral: number; readonly positive: number };
  /** Only with an earlier period: the upper limit of the false discovery rate. */
  readonly falseDiscoveryRateUnder?: number;
  readonly change?: DiscoveredChange;
  /** Empty if too few people mention it for quotes. */
  readonly quotes: readonly Quote[];
}

export interface Discovery {
  readonly responses: number;
  readonly earlierResponses?: number;
  readonly themes: readonly DiscoveredTheme[];
}

export interface DiscoverOptions {
  /** Maximum number of themes. Default 20. */
  readonly limit?: number;
  /** The false discovery rate for new topics. Default 0.05. */
  readonly falseDiscoveryRate?: number;
  /** Fewer than 5 people are not a topic, with any threshold of figures. At most 10. */
  readonly thresholds?: ConfidentialityThresholds;
}

/** Phrases that are grouped: those ranked lower would not be shown. */
const phrasesGrouped = 400;
const quotesDisclosed = 3;
const minTopicSize = 5;
const rateCeilings = [0.001, 0.01, 0.05, 0.1, 0.2];

interface Candidate {
  readonly key: string;
  readonly count: PhraseCount;
  readonly falseDiscoveryRate?: number;
  readonly change?: DiscoveredChange;
}

const byFrequency = (tally: PhraseTally, minPeople: number): Candidate[] =>
  sortBy(
    [...tally.phrases].filter(([, { people }]) => countPeople(people) >= minPeople),
    [([, { responses }]) => responses, 'desc'],
    ([key]) => key,
  ).map(([key, count]) => ({ key, count }));

const increased = (
  compared: ComparedPhrases,
  people: ComparedPhrases,
  { rate, minPeople }: { readonly rate: number; readonly minPeople: number },
): Candidate[] =>
  phraseChanges(compared, people, minPeople)
    .filter(({ ratio, falseDiscoveryRate }) => ratio > 0 && falseDiscoveryRate <= rate)
    .map(({ key, count, falseDiscoveryRate, earlierResponses, ratio, z, p }) => ({
      key,
      count,
      falseDiscoveryRate,
      ...(earlierResponses === undefined
        ? {}
        : { change: { earlier: earlierResponses, logOddsRatio: ratio, z, p } }),
    }));

/** The responses in a fixed order, by id, which is a hash, so that their input order does not matter. */
const inFixedOrder = (responses: Iterable<DiscoveryResponse>): DiscoveryResponse[] =>
  sortBy([...responses], ({ responseId }) => responseId);

/** A response with the phrases of its comments in scope. */
interface ReadResponse {
  readonly response: DiscoveryResponse;
  readonly phrases: readonly (readonly Phrase[])[];
}

const readFor = (
  candidates: ReadonlyMap<string, Candidate>,
  responses: readonly DiscoveryResponse[],
): ReadResponse[] =>
  responses.map((response) => ({
    response,
    phrases: response.comments.map(({ text }) => phrasesOf(text).filter(({ key }) => candidates.has(key))),
  }));

const placed = (keys: Iterable<string>, read: readonly ReadResponse[]): PlacedPhrase[] => {
  const places = new Map([...keys].map((key): [string, Set<number>] => [key, new Set()]));
  read.forEach(({ phrases }, place) => {
    for (const { key } of phrases.flat()) places.get(key)?.add(place);
  });
  return [...places].map(([key, where]) => ({ key, places: where }));
};

/** The places of the phrases in a comment; overlapping ones are joined. */
const spansOf = (phrases: readonly Phrase[], keys: ReadonlySet<string>): Span[] => {
  const spans: Span[] = [];
  for (const { key, start, end } of phrases) {
    if (!keys.has(key)) continue;
    const last = spans.at(-1);
    if (last !== undefined && start < last[1]) spans[spans.length - 1] = [last[0], Math.max(last[1], end)];
    else spans.push([start, end]);
  }
  return spans;
};

interface PhraseMatch {
  readonly response: DiscoveryResponse;
  readonly comment: DiscoveryResponse['comments'][number];
  readonly spans: readonly Span[];
}

/** The first comment of each response with a phrase of the group. */
const matchesIn = (group: PhraseGroup, read: readonly ReadResponse[]): PhraseMatch[] => {
  const keys = new Set(group.phrases.map(({ key }) => key));
  return [...group.places]
    .sort((left, right) => left - right)
    .flatMap((place): PhraseMatch[] => {
      const { response, phrases } = read[place] ?? { phrases: [] };
      const spans = phrases.map((found) => spansOf(found, keys));
      const first = spans.findIndex(({ length }) => length > 0);
      const comment = response?.comments[first];
      return response === undefined || comment === undefined
        ? []
        : [{ response, comment, spans: spans[first] ?? [] }];
    });
};

const peopleIn = (matches: readonly PhraseMatch[]): number =>
  new Set(matches.map(({ response }) => markOf(response))).size;

/** Quotes of different people and wordings, the shortest comments first, because they are about little else. */
const quotesFrom = (matches: readonly PhraseMatch[], minPeople: number): Quote[] => {
  if (peopleIn(matches) < minPeople) return [];
  const texts = new Map(matches.map((one) => [one.comment.text.trim().toLowerCase(), one]));
  return sortBy([...texts.values()], ({ comment }) => comment.text.length)
    .slice(0, quotesDisclosed)
    .map(({ response: { responseId }, comment: { text }, spans }) => ({ responseId, text, spans }));
};

/** The responses in scope, and the phrases that may become topics. */
interface Findings {
  readonly candidates: ReadonlyMap<string, Candidate>;
  readonly read: readonly ReadResponse[];
}

const themeOf = (group: PhraseGroup, { candidates, read }: Findings, minQuoted: number): DiscoveredTheme => {
  const matches = matchesIn(group, read);
  const members = group.phrases.flatMap(({ key }) => candidates.get(key) ?? []);
  const counts = { negative: 0, neutral: 0, positive: 0 };
  for (const { comment } of matches) counts[comment.sentiment.label] += 1;
  const rates = members.flatMap(({ falseDiscoveryRate = [] }) => falseDiscoveryRate);
  const ceiling = rateCeilings.find((rate) => Math.min(...rates) <= rate);
  const [first] = members;
  return {
    name: first === undefined ? '' : commonestWording(first.count),
    phrases: members.map(({ count }) => ({ wording: commonestWording(count), responses: count.responses })),
    responses: matches.length,
    share: matches.length / read.length,
    sentiment: counts,
    ...(rates.length > 0 && ceiling !== undefined ? { falseDiscoveryRateUnder: ceiling } : {}),
    ...(first?.change === undefined ? {} : { change: first.change }),
    quotes: quotesFrom(matches, minQuoted),
  };
};

/** The same tally where nobody answered twice, which is counted already. */
const tallyOfPeople = (responses: readonly DiscoveryResponse[], tally: PhraseTally): PhraseTally => {
  const people = onePerPerson(responses);
  return people.length === responses.length ? tally : countPhrases(people);
};

/**
 * Topics of customers in their own words: without an earlier period the most frequent ones, otherwise those that became
 * more frequent, tested by Fisher's exact test of people under the false discovery rate of Benjamini and Hochberg. Depends on the
 * responses alone, not on their order. A phrase below the minimum group size (5, or 10 for
 * quotes) is never included. No responses give no topics.
 *
 * @param now the responses of the period, with the comments in scope
 * @param before those of the earlier period
 */
export const discoverThemes = (
  now: Iterable<DiscoveryResponse>,
  before?: Iterable<DiscoveryResponse>,
  { limit = 20, falseDiscoveryRate = 0.05, thresholds = defaultThresholds }: DiscoverOptions = {},
): Discovery => {
  const responses = inFixedOrder(now);
  const tally = countPhrases(responses);
  const earlierResponses = before && [...before];
  const earlier = earlierResponses && countPhrases(earlierResponses);
  const minPeople = Math.max(minTopicSize, thresholds.figures);
  const ranked =
    earlier === undefined
      ? byFrequency(tally, minPeople)
      : increased(
          { now: tally, before: earlier },
          {
            now: tallyOfPeople(responses, tally),
            before: tallyOfPeople(earlierResponses ?? [], earlier),
          },
          { rate: falseDiscoveryRate, minPeople },
        );
  const candidates = new Map(ranked.slice(0, phrasesGrouped).map((one) => [one.key, one]));
  const read = readFor(candidates, responses);
  return {
    responses: responses.length,
    ...(earlier === undefined ? {} : { earlierResponses: earlier.responses }),
    themes: groupPhrases(placed(candidates.keys(), read))
      .slice(0, limit)
      .map((group) => themeOf(group, { candidates, read }, thresholds.quotes)),
  };
};
