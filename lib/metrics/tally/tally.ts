import type { Analysis, Polarity } from '../../analysis/analysis.ts';
import { VerbatimError } from '../../errors.ts';
import type { AnswerLedger } from '../../feedback/response/ledger.ts';
import {
  type ClusterSample,
  finishSample,
  type GrowingSample,
  mergeSample,
  startSample,
} from './cluster-sample.ts';
import { countClusters, entryOf, type SampledResponse } from './count-clusters.ts';
import { addMark, addPeople, finishPeople, type GrowingPeople, markOf, type People } from './respondents.ts';

/**
 * The counts of a set of responses. Only whole numbers, so that merging is exact, associative and commutative:
 * a month is the sum of its days, in any order, to the last bit. Scores are summed in hundredths (−100..100).
 */
export interface PolarityTally {
  readonly negative: number;
  readonly neutral: number;
  readonly positive: number;
  /** Sum of scores, in hundredths. */
  readonly scoreSum: number;
  /** Sum of squared scores, in ten-thousandths. */
  readonly scoreSquareSum: number;
}

/** A theme: the answers that mention it, and their respondents. */
export interface ThemeTally extends PolarityTally {
  readonly people: People;
}

export interface Tally {
  readonly responses: number;
  readonly unfinished: number;
  /** The respondents. */
  readonly people: People;
  readonly answers: AnswerLedger;
  readonly sentiment: PolarityTally & { readonly mixed: number };
  /** Responses by value, by the key of the scale: `{ 'nps:transactional': { '9': 12 } }`. */
  readonly ratings: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Answers that mention the theme, by theme and by their sentiment about it. */
  readonly themes: Readonly<Record<string, ThemeTally>>;
  /** Answers with a signal, by signal. */
  readonly signals: Readonly<Record<string, number>>;
  /**
   * Respondents of the ratings on each scale, by its key, of scored answers (`text`: 1, 0, −1 by sentiment) and of comment fields (`asked`: 1 where
   * something was typed). Absent where no respondent is known and nobody was asked twice, and in tables written before it existed.
   */
  readonly clusters?: Readonly<Record<string, ClusterSample>>;
}

/** The part of a response that a tally counts. */
export interface CountedResponse extends SampledResponse {
  readonly unfinished?: true | undefined;
}

/** The same shape with mutable counts: tallies are built by mutation, then returned as read-only. */
type Growing<Counts> = { -readonly [Key in keyof Counts]: Counts[Key] };

interface GrowingTheme extends Growing<PolarityTally> {
  people: GrowingPeople;
}

interface GrowingTally {
  responses: number;
  unfinished: number;
  people: GrowingPeople;
  readonly answers: Growing<AnswerLedger>;
  readonly sentiment: Growing<Tally['sentiment']>;
  /** By scale, then by value: plain objects, since a value's key reads as an array index. */
  readonly ratings: Map<string, Record<string, number>>;
  readonly themes: Map<string, GrowingTheme>;
  readonly signals: Map<string, number>;
  readonly clusters: Map<string, GrowingSample>;
}

const noPolarity = (): Growing<PolarityTally> => ({
  negative: 0,
  neutral: 0,
  positive: 0,
  scoreSum: 0,
  scoreSquareSum: 0,
});

const noMentions = (): GrowingTheme => ({ ...noPolarity(), people: new Set() });

const startTally = (): GrowingTally => ({
  responses: 0,
  unfinished: 0,
  people: new Set(),
  answers: { asked: 0, scored: 0, 'no-content': 0, 'no-comment': 0, 'unsupported-language': 0 },
  sentiment: { ...noPolarity(), mixed: 0 },
  ratings: new Map(),
  themes: new Map(),
  signals: new Map(),
  clusters: new Map(),
});

const countPolarity = (into: Growing<PolarityTally>, { label, score }: Polarity): void => {
  const hundredths = Math.round(score * 100);
  into[label] += 1;
  into.scoreSum += hundredths;
  into.scoreSquareSum += hundredths * hundredths;
};

const raise = (counts: Map<string, number>, key: string, by: number): void => {
  counts.set(key, (counts.get(key) ?? 0) + by);
};

const countAnalysis = (into: GrowingTally, analysis: Analysis, mark: string): void => {
  into.answers[analysis.status] += 1;
  if (analysis.status !== 'scored') return;
  countPolarity(into.sentiment, analysis.sentiment);
  if (analysis.sentiment.mixed) into.sentiment.mixed += 1;
  for (const mention of analysis.themes) {
    const theme = entryOf(into.themes, mention.id, noMentions);
    countPolarity(theme, mention.sentiment);
    theme.people = addMark(theme.people, mark);
  }
  for (const { id } of analysis.signals ?? []) raise(into.signals, id, 1);
};

const noRatings = (): Record<string, number> => ({});

const countRatings = (into: GrowingTally, scale: string, counts: Readonly<Record<string, number>>): void => {
  const known = entryOf(into.ratings, scale, noRatings);
  for (const value of Object.keys(counts)) known[value] = (known[value] ?? 0) + (counts[value] ?? 0);
};

const countResponse = (into: GrowingTally, response: CountedResponse): void => {
  const { asked, answers, ratings } = response;
  if (answers.length > asked)
    throw new VerbatimError('internal', 'a response has more answers than questions', {
      expected: `at most ${asked}`,
      got: `${answers.length}`,
    });
  into.responses += 1;
  if (response.unfinished) into.unfinished += 1;
  into.answers.asked += asked;
  into.answers['no-comment'] += asked - answers.length;
  const mark = markOf(response);
  into.people = addMark(into.people, mark);
  for (const { analysis } of answers) countAnalysis(into, analysis, mark);
  for (const [scale, value] of Object.entries(ratings)) countRatings(into, scale, { [value]: 1 });
  countClusters(into.clusters, response);
};

const addAnswers = (into: Growing<AnswerLedger>, added: AnswerLedger): void => {
  into.asked += added.asked;
  into.scored += added.scored;
  into['no-content'] += added['no-content'];
  into['no-comment'] += added['no-comment'];
  into['unsupported-language'] += added['unsupported-language'];
};

const addPolarity = (into: Growing<PolarityTally>, added: PolarityTally): void => {
  into.negative += added.negative;
  into.neutral += added.neutral;
  into.positive += added.positive;
  into.scoreSum += added.scoreSum;
  into.scoreSquareSum += added.scoreSquareSum;
};

const addTheme = (into: GrowingTheme, theme: ThemeTally): void => {
  addPolarity(into, theme);
  into.people = addPeople(into.people, theme.people);
};

const addTally = (into: GrowingTally, tally: Tally): void => {
  into.responses += tally.responses;
  into.unfinished += tally.unfinished;
  addAnswers(into.answers, tally.answers);
  addPolarity(into.sentiment, tally.sentiment);
  into.sentiment.mixed += tally.sentiment.mixed;
  for (const [scale, counts] of Object.entries(tally.ratings)) countRatings(into, scale, counts);
  for (const [id, theme] of Object.entries(tally.themes))
    addTheme(entryOf(into.themes, id, noMentions), theme);
  for (const [signal, count] of Object.entries(tally.signals)) raise(into.signals, signal, count);
  for (const [key, sample] of Object.entries(tally.clusters ?? {}))
    mergeSample(entryOf(into.clusters, key, startSample), sample);
  into.people = addPeople(into.people, tally.people);
};

const sorted = <Value>(entries: Iterable<[string, Value]>): Record<string, Value> =>
  Object.fromEntries([...entries].sort(([left], [right]) => (left < right ? -1 : 1)));

/** Whole numbers come in order, before all other keys: if the last is one there is nothing to sort. */
const sortedKeys = (counts: Record<string, number>): Record<string, number> =>
  /^\d+$/.test(Object.keys(counts).at(-1) ?? '0') ? counts : sorted(Object.entries(counts));

const finishTheme = (theme: GrowingTheme): ThemeTally => ({ ...theme, people: finishPeople(theme.people) });

const mapValues = <Value, Mapped>(
  map: ReadonlyMap<string, Value>,
  change: (value: Value) => Mapped,
): Map<string, Mapped> => new Map([...map].map(([key, value]) => [key, change(value)]));

/** Keys are sorted, so that equal tallies have equal JSON, in any order of counting. */
const finishTally = ({ clusters, ...grown }: GrowingTally): Tally => ({
  ...grown,
  people: finishPeople(grown.people),
  ratings: sorted(mapValues(grown.ratings, sortedKeys)),
  themes: sorted(mapValues(grown.themes, finishTheme)),
  signals: sorted(grown.signals),
  ...(clusters.size > 0 && { clusters: sorted(mapValues(clusters, finishSample)) }),
});

/** The tally of nothing: the identity of {@link mergeTallies}. */
export const emptyTally: Tally = finishTally(startTally());

/**
 * The tally of a set of responses. Every expected answer is in exactly one count: an answer without an analysis
 * (the comment column was left empty) is `no-comment`. Without responses it is {@link emptyTally}. Throws `internal` if a
 * response has more answers than its file has comment columns.
 *
 * @example tallyOf([{ ratings: { 'nps:relationship': 0 }, asked: 1, answers: [] }]).ratings // { 'nps:relationship': { '0': 1 } }
 */
export const tallyOf = (responses: Iterable<CountedResponse>): Tally => {
  const tallier = startTallier();
  for (const response of responses) tallier.add(response);
  return tallier.finish();
};

/** Counts responses one by one, if there are too many to hold at once. */
export interface Tallier {
  add(response: CountedResponse): void;
  finish(): Tally;
}

/** Starts with the empty tally; see {@link tallyOf}. */
export const startTallier = (): Tallier => {
  const grown = startTally();
  return { add: (response) => countResponse(grown, response), finish: () => finishTally(grown) };
};

/** The tally of disjoint sets of responses together; {@link emptyTally} for none. Use it to sum days to a month. */
export const sumTallies = (tallies: Iterable<Tally>): Tally => {
  const grown = startTally();
  for (const tally of tallies) addTally(grown, tally);
  return finishTally(grown);
};

/**
 * The tally of two disjoint sets of responses together. Associative, commutative, with {@link emptyTally} as identity.
 */
export const mergeTallies = (left: Tally, right: Tally): Tally => sumTallies([left, right]);
