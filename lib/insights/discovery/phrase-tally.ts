import { firstBy } from 'remeda';
import type { Polarity } from '../../analysis/analysis.ts';
import {
  addMark,
  addPeople,
  finishPeople,
  type GrowingPeople,
  markOf,
  type People,
} from '../../metrics/tally/respondents.ts';
import { phrasesOf } from './phrases.ts';

/** One response with its comments in scope. */
export interface DiscoveryResponse {
  readonly responseId: string;
  /** Keyed hash of the respondent; without one the response counts as a person of its own. */
  readonly respondent?: string;
  readonly comments: readonly { readonly text: string; readonly sentiment: Polarity }[];
}

/** The frequency of a phrase: in responses, not in occurrences. Whole numbers, so that days add up. */
export interface PhraseCount {
  readonly responses: number;
  readonly negative: number;
  readonly neutral: number;
  readonly positive: number;
  /** Responses by wording: inflections count as one phrase and are shown in the most frequent form. */
  readonly wordings: Readonly<Record<string, number>>;
  readonly people: People;
}

export interface PhraseTally {
  /** All responses in scope, also those without a phrase. */
  readonly responses: number;
  readonly phrases: ReadonlyMap<string, PhraseCount>;
}

interface GrowingCount {
  responses: number;
  negative: number;
  neutral: number;
  positive: number;
  wordings: Record<string, number>;
  people: GrowingPeople;
}

const start = (): GrowingCount => ({
  responses: 0,
  negative: 0,
  neutral: 0,
  positive: 0,
  wordings: {},
  people: new Set(),
});

const countOf = (counts: Map<string, GrowingCount>, key: string): GrowingCount => {
  const known = counts.get(key);
  if (known !== undefined) return known;
  const fresh = start();
  counts.set(key, fresh);
  return fresh;
};

const countResponse = (counts: Map<string, GrowingCount>, response: DiscoveryResponse): void => {
  const mark = markOf(response);
  const said = new Set<string>();
  for (const { text, sentiment } of response.comments) {
    for (const { key, wording } of phrasesOf(text)) {
      if (said.has(key)) continue;
      said.add(key);
      const count = countOf(counts, key);
      count.responses += 1;
      count[sentiment.label] += 1;
      count.wordings[wording] = (count.wordings[wording] ?? 0) + 1;
      count.people = addMark(count.people, mark);
    }
  }
};

const finish = (responses: number, grown: ReadonlyMap<string, GrowingCount>): PhraseTally => {
  const phrases = new Map<string, PhraseCount>();
  for (const [key, count] of grown) phrases.set(key, { ...count, people: finishPeople(count.people) });
  return { responses, phrases };
};

/** One response for each person, with all of their comments: people who say the same again and again are counted once. */
export const onePerPerson = (responses: Iterable<DiscoveryResponse>): DiscoveryResponse[] =>
  [...Map.groupBy(responses, ({ respondent, responseId }) => respondent ?? responseId).values()].flatMap(
    ([first, ...others]) =>
      first === undefined
        ? []
        : [{ ...first, comments: [first, ...others].flatMap(({ comments }) => comments) }],
  );

/** The phrases of a set of responses, in any order of them. */
export const countPhrases = (responses: Iterable<DiscoveryResponse>): PhraseTally => {
  const phrases = new Map<string, GrowingCount>();
  let collected = 0;
  for (const response of responses) {
    collected += 1;
    countResponse(phrases, response);
  }
  return finish(collected, phrases);
};

const addCount = (into: GrowingCount, count: PhraseCount): void => {
  into.responses += count.responses;
  into.negative += count.negative;
  into.neutral += count.neutral;
  into.positive += count.positive;
  for (const [wording, n] of Object.entries(count.wordings))
    into.wordings[wording] = (into.wordings[wording] ?? 0) + n;
  into.people = addPeople(into.people, count.people);
};

/** The tally of disjoint sets of responses together: associative and commutative, with the empty tally as identity. */
export const sumPhraseTallies = (tallies: Iterable<PhraseTally>): PhraseTally => {
  const phrases = new Map<string, GrowingCount>();
  let responses = 0;
  for (const tally of tallies) {
    responses += tally.responses;
    for (const [key, count] of tally.phrases) addCount(countOf(phrases, key), count);
  }
  return finish(responses, phrases);
};

/** The most frequent wording of the phrase; if equal, the first by alphabet. */
export const commonestWording = ({ wordings }: PhraseCount): string =>
  firstBy(Object.entries(wordings), [([, count]) => count, 'desc'], ([wording]) => wording)?.[0] ?? '';
