import { sortBy } from 'remeda';
import type { Span } from '../../analysis/analysis.ts';
import { type ConfidentialityThresholds, defaultThresholds } from '../../metrics/figures/metrics-settings.ts';
import { countPeople, markOf } from '../../metrics/tally/respondents.ts';
import { groupPhrases, type PhraseGroup, type PlacedPhrase } from './group-phrases.ts';
import { phraseChanges } from './phrase-changes.ts';
import {
  countPhrases,
  type DiscoveryResponse,
  type PhraseCount,
  type PhraseTally,
  usualWording,
} from './phrase-tally.ts';
import { type Phrase, phrasesOf } from './phrases.ts';

/** A stretch of a comment that says a phrase of the group. */
export interface Quote {
  readonly responseId: string;
  /** The whole comment, redacted as it is stored. */
  readonly text: string;
  /** Half-open UTF-16 offsets into the text. */
  readonly spans: readonly Span[];
}

/** How the phrase that changed most compares to the earlier period; absent where the earlier figures would reveal a group below the minimum size. */
export interface DiscoveredChange {
  /** Responses of the earlier period that say it. */
  readonly earlier: number;
  readonly logOddsRatio: number;
  readonly z: number;
  readonly p: number;
}

/** Something that many customers mention, named in their words. */
export interface DiscoveredTheme {
  readonly name: string;
  /** In the customers' words, the name first; what to adopt as seeds. */
  readonly phrases: readonly { readonly wording: string; readonly responses: number }[];
  /** Responses that say any of the phrases, and their share of all that were listened to. */
  readonly responses: number;
  readonly share: number;
  /** Responses by the sentiment of the first comment that says it. */
  readonly sentiment: { readonly negative: number; readonly neutral: number; readonly positive: number };
  /** Only where there is an earlier period: the ceiling that the false discovery rate stays under. */
  readonly falseDiscoveryRateUnder?: number;
  readonly change?: DiscoveredChange;
  /** Empty where too few people mention it to be quoted. */
  readonly quotes: readonly Quote[];
}

export interface Discovery {
  readonly responses: number;
  readonly earlierResponses?: number;
  readonly themes: readonly DiscoveredTheme[];
}

export interface DiscoverOptions {
  /** Themes given at most. Default 20. */
  readonly limit?: number;
  /** The false discovery rate of what is called new. Default 0.05. */
  readonly falseDiscoveryRate?: number;
  /** Fewer than 5 people are not a topic, whatever the threshold of figures. At most 10. */
  readonly thresholds?: ConfidentialityThresholds;
}

/** Phrases that are grouped: those behind them in rank would not be shown. */
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

const mostFrequent = (tally: PhraseTally, minPeople: number): Candidate[] =>
  sortBy(
    [...tally.phrases].filter(([, { people }]) => countPeople(people) >= minPeople),
    [([, { responses }]) => responses, 'desc'],
    ([key]) => key,
  ).map(([key, count]) => ({ key, count }));

const saidMoreNow = (
  now: PhraseTally,
  before: PhraseTally,
  { rate, minPeople }: { readonly rate: number; readonly minPeople: number },
): Candidate[] =>
  phraseChanges(now, before, minPeople)
    .filter(({ ratio, falseDiscoveryRate }) => ratio > 0 && falseDiscoveryRate <= rate)
    .map(({ key, count, falseDiscoveryRate, earlierResponses, ratio, z, p }) => ({
      key,
      count,
      falseDiscoveryRate,
      ...(earlierResponses === undefined
        ? {}
        : { change: { earlier: earlierResponses, logOddsRatio: ratio, z, p } }),
    }));

/** The responses in an order of their own, so that the order they came in decides nothing: by id, which is a hash. */
const inFixedOrder = (responses: Iterable<DiscoveryResponse>): DiscoveryResponse[] =>
  sortBy([...responses], ({ responseId }) => responseId);

/** A response with the phrases of its comments that are looked at. */
interface ReadResponse {
  readonly response: DiscoveryResponse;
  readonly said: readonly (readonly Phrase[])[];
}

const readFor = (
  candidates: ReadonlyMap<string, Candidate>,
  responses: readonly DiscoveryResponse[],
): ReadResponse[] =>
  responses.map((response) => ({
    response,
    said: response.comments.map(({ text }) => phrasesOf(text).filter(({ key }) => candidates.has(key))),
  }));

const placed = (keys: Iterable<string>, read: readonly ReadResponse[]): PlacedPhrase[] => {
  const places = new Map([...keys].map((key): [string, Set<number>] => [key, new Set()]));
  read.forEach(({ said }, place) => {
    for (const { key } of said.flat()) places.get(key)?.add(place);
  });
  return [...places].map(([key, where]) => ({ key, places: where }));
};

/** Where a comment says one of the phrases; stretches that overlap are one. */
const spansOf = (said: readonly Phrase[], keys: ReadonlySet<string>): Span[] => {
  const spans: Span[] = [];
  for (const { key, start, end } of said) {
    if (!keys.has(key)) continue;
    const last = spans.at(-1);
    if (last !== undefined && start < last[1]) spans[spans.length - 1] = [last[0], Math.max(last[1], end)];
    else spans.push([start, end]);
  }
  return spans;
};

interface Said {
  readonly response: DiscoveryResponse;
  readonly comment: DiscoveryResponse['comments'][number];
  readonly spans: readonly Span[];
}

/** The first comment of each response that says a phrase of the group. */
const saidIn = (group: PhraseGroup, read: readonly ReadResponse[]): Said[] => {
  const keys = new Set(group.phrases.map(({ key }) => key));
  return [...group.places]
    .sort((left, right) => left - right)
    .flatMap((place): Said[] => {
      const { response, said } = read[place] ?? { said: [] };
      const spans = said.map((phrases) => spansOf(phrases, keys));
      const first = spans.findIndex(({ length }) => length > 0);
      const comment = response?.comments[first];
      return response === undefined || comment === undefined
        ? []
        : [{ response, comment, spans: spans[first] ?? [] }];
    });
};

const peopleIn = (said: readonly Said[]): number =>
  new Set(said.map(({ response }) => markOf(response))).size;

/** Quotes of different people and different words, the shortest comments first: they are about little else. */
const quotesFrom = (said: readonly Said[], minPeople: number): Quote[] => {
  if (peopleIn(said) < minPeople) return [];
  const texts = new Map(said.map((one) => [one.comment.text.trim().toLowerCase(), one]));
  return sortBy([...texts.values()], ({ comment }) => comment.text.length)
    .slice(0, quotesDisclosed)
    .map(({ response: { responseId }, comment: { text }, spans }) => ({ responseId, text, spans }));
};

/** What was looked at, and what of it may be a theme. */
interface Findings {
  readonly candidates: ReadonlyMap<string, Candidate>;
  readonly read: readonly ReadResponse[];
}

const themeOf = (group: PhraseGroup, { candidates, read }: Findings, minQuoted: number): DiscoveredTheme => {
  const said = saidIn(group, read);
  const members = group.phrases.flatMap(({ key }) => candidates.get(key) ?? []);
  const felt = { negative: 0, neutral: 0, positive: 0 };
  for (const { comment } of said) felt[comment.sentiment.label] += 1;
  const rates = members.flatMap(({ falseDiscoveryRate = [] }) => falseDiscoveryRate);
  const ceiling = rateCeilings.find((rate) => Math.min(...rates) <= rate);
  const [first] = members;
  return {
    name: first === undefined ? '' : usualWording(first.count),
    phrases: members.map(({ count }) => ({ wording: usualWording(count), responses: count.responses })),
    responses: said.length,
    share: said.length / read.length,
    sentiment: felt,
    ...(rates.length > 0 && ceiling !== undefined ? { falseDiscoveryRateUnder: ceiling } : {}),
    ...(first?.change === undefined ? {} : { change: first.change }),
    quotes: quotesFrom(said, minQuoted),
  };
};

/**
 * What customers write about, found in their own words: without an earlier period what is said most, with one what is said
 * more than before, tested by Fisher's exact test under the false discovery rate of Benjamini and Hochberg. Depends on the
 * responses alone, not on their order. A phrase said by fewer people than the thresholds ask for (5, 10 to be
 * quoted) is never in it. No responses give no themes.
 *
 * @param now the responses of the period, only with the comments that are to be listened to
 * @param before those of the earlier period
 */
export const discoverThemes = (
  now: Iterable<DiscoveryResponse>,
  before?: Iterable<DiscoveryResponse>,
  { limit = 20, falseDiscoveryRate = 0.05, thresholds = defaultThresholds }: DiscoverOptions = {},
): Discovery => {
  const responses = inFixedOrder(now);
  const tally = countPhrases(responses);
  const earlier = before === undefined ? undefined : countPhrases(before);
  const fewest = Math.max(minTopicSize, thresholds.figures);
  const ranked =
    earlier === undefined
      ? mostFrequent(tally, fewest)
      : saidMoreNow(tally, earlier, { rate: falseDiscoveryRate, minPeople: fewest });
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
