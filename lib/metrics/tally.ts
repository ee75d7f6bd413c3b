import type { Analysis, Polarity } from '../analysis/analysis.ts';
import { VerbatimError } from '../errors.ts';
import type { AnswerLedger } from '../feedback/ledger.ts';

/**
 * What is counted of a set of responses. Only whole numbers, so that merging is exact, associative and commutative:
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

export interface Tally {
  readonly responses: number;
  readonly unfinished: number;
  readonly answers: AnswerLedger;
  readonly sentiment: PolarityTally & { readonly mixed: number };
  /** Responses by value, by the key of the scale: `{ 'nps:transactional': { '9': 12 } }`. */
  readonly ratings: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Answers that mention the theme, by theme and by their sentiment about it. */
  readonly themes: Readonly<Record<string, PolarityTally>>;
}

/** What a tally counts of one response. */
export interface CountedResponse {
  readonly unfinished?: true | undefined;
  readonly ratings: Readonly<Record<string, number>>;
  /** The number of comment columns of its file. */
  readonly asked: number;
  readonly answers: readonly { readonly analysis: Analysis }[];
}

/** The same shape with its counts open to being raised: tallies are built by mutation, then handed out as read-only. */
type Growing<Counts> = { -readonly [Key in keyof Counts]: Counts[Key] };

interface GrowingTally {
  responses: number;
  unfinished: number;
  readonly answers: Growing<AnswerLedger>;
  readonly sentiment: Growing<Tally['sentiment']>;
  readonly ratings: Map<string, Map<string, number>>;
  readonly themes: Map<string, Growing<PolarityTally>>;
}

const noPolarity = (): Growing<PolarityTally> => ({
  negative: 0,
  neutral: 0,
  positive: 0,
  scoreSum: 0,
  scoreSquareSum: 0,
});

const startTally = (): GrowingTally => ({
  responses: 0,
  unfinished: 0,
  answers: { asked: 0, scored: 0, 'no-content': 0, 'no-comment': 0, 'unsupported-language': 0 },
  sentiment: { ...noPolarity(), mixed: 0 },
  ratings: new Map(),
  themes: new Map(),
});

const entryOf = <Value>(map: Map<string, Value>, key: string, start: () => Value): Value => {
  const known = map.get(key);
  if (known !== undefined) return known;
  const fresh = start();
  map.set(key, fresh);
  return fresh;
};

const countPolarity = (into: Growing<PolarityTally>, { label, score }: Polarity): void => {
  const hundredths = Math.round(score * 100);
  into[label] += 1;
  into.scoreSum += hundredths;
  into.scoreSquareSum += hundredths * hundredths;
};

const countAnalysis = (into: GrowingTally, analysis: Analysis): void => {
  into.answers[analysis.status] += 1;
  if (analysis.status !== 'scored') return;
  countPolarity(into.sentiment, analysis.sentiment);
  if (analysis.sentiment.mixed) into.sentiment.mixed += 1;
  for (const mention of analysis.themes)
    countPolarity(entryOf(into.themes, mention.id, noPolarity), mention.sentiment);
};

const countRating = (into: GrowingTally, scale: string, value: string, count: number): void => {
  const counts = entryOf(into.ratings, scale, () => new Map<string, number>());
  counts.set(value, (counts.get(value) ?? 0) + count);
};

const countResponse = (into: GrowingTally, response: CountedResponse): void => {
  const { asked, answers, ratings } = response;
  if (answers.length > asked)
    throw new VerbatimError('internal', 'a response has more answers than it was asked for', {
      expected: `at most ${asked}`,
      got: `${answers.length}`,
    });
  into.responses += 1;
  if (response.unfinished) into.unfinished += 1;
  into.answers.asked += asked;
  into.answers['no-comment'] += asked - answers.length;
  for (const { analysis } of answers) countAnalysis(into, analysis);
  for (const [scale, value] of Object.entries(ratings)) countRating(into, scale, String(value), 1);
};

const addCounts = <Key extends string>(into: Record<Key, number>, counts: Readonly<Record<Key, number>>) => {
  for (const key in into) into[key] += counts[key];
};

const addTally = (into: GrowingTally, tally: Tally): void => {
  into.responses += tally.responses;
  into.unfinished += tally.unfinished;
  addCounts(into.answers, tally.answers);
  addCounts(into.sentiment, tally.sentiment);
  for (const [scale, counts] of Object.entries(tally.ratings))
    for (const [value, count] of Object.entries(counts)) countRating(into, scale, value, count);
  for (const [theme, polarity] of Object.entries(tally.themes))
    addCounts(entryOf(into.themes, theme, noPolarity), polarity);
};

const sorted = <Value>(map: Map<string, Value>): Record<string, Value> =>
  Object.fromEntries([...map].sort(([left], [right]) => (left < right ? -1 : 1)));

/** Keys are sorted, so that equal tallies are equal as JSON too, whatever order they were counted in. */
const finishTally = (grown: GrowingTally): Tally => ({
  ...grown,
  ratings: sorted(new Map([...grown.ratings].map(([scale, counts]) => [scale, sorted(counts)]))),
  themes: sorted(grown.themes),
});

/** The tally of nothing: the identity of {@link mergeTallies}. */
export const emptyTally: Tally = finishTally(startTally());

/**
 * The tally of a set of responses. Every answer that was asked for lands in one count: an answer without an analysis
 * (the comment column was left empty) is `no-comment`. Of nothing it is {@link emptyTally}. Throws `internal` where a
 * response has more answers than its file has comment columns.
 *
 * @example tallyOf([{ ratings: { 'nps:relationship': 0 }, asked: 1, answers: [] }]).ratings // { 'nps:relationship': { '0': 1 } }
 */
export const tallyOf = (responses: Iterable<CountedResponse>): Tally => {
  const grown = startTally();
  for (const response of responses) countResponse(grown, response);
  return finishTally(grown);
};

/** The tally of disjoint sets of responses together; of none it is {@link emptyTally}. Use it to sum days to a month. */
export const sumTallies = (tallies: Iterable<Tally>): Tally => {
  const grown = startTally();
  for (const tally of tallies) addTally(grown, tally);
  return finishTally(grown);
};

/**
 * The tally of two disjoint sets of responses together. Associative, commutative, with {@link emptyTally} as identity.
 */
export const mergeTallies = (left: Tally, right: Tally): Tally => sumTallies([left, right]);
