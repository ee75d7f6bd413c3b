import type { Tally } from '../metrics/tally/tally.ts';
import { jsonText } from './items/attributes.ts';

/** A tally without its themes, signals and samples of respondents: enough for the figures of a page with many touchpoints and periods. */
export type Headline = Omit<Tally, 'themes' | 'signals' | 'clusters'>;

export const headlineOf = ({
  themes: _themes,
  signals: _signals,
  clusters: _clusters,
  ...headline
}: Tally): Headline => headline;

/** A headline by position; ratings as they are written. */
export type Positions<Ratings> = [
  responses: number,
  unfinished: number,
  people: Headline['people'],
  answers: [number, number, number, number, number],
  sentiment: [number, number, number, number, number, number],
  ratings: Ratings,
];

export const positionsOf = <Ratings>(
  { responses, unfinished, people, answers, sentiment }: Headline,
  ratings: Ratings,
): Positions<Ratings> => [
  responses,
  unfinished,
  people,
  [
    answers.asked,
    answers.scored,
    answers['no-content'],
    answers['no-comment'],
    answers['unsupported-language'],
  ],
  [
    sentiment.negative,
    sentiment.neutral,
    sentiment.positive,
    sentiment.mixed,
    sentiment.scoreSum,
    sentiment.scoreSquareSum,
  ],
  ratings,
];

/** The inverse of {@link positionsOf}. */
export const fromPositions = <Ratings>(
  [responses, unfinished, people, answers, sentiment, ratings]: Positions<Ratings>,
  ratingsOf: (ratings: Ratings) => Headline['ratings'],
): Headline => ({
  responses,
  unfinished,
  people,
  answers: {
    asked: answers[0],
    scored: answers[1],
    'no-content': answers[2],
    'no-comment': answers[3],
    'unsupported-language': answers[4],
  },
  sentiment: {
    negative: sentiment[0],
    neutral: sentiment[1],
    positive: sentiment[2],
    scoreSum: sentiment[4],
    scoreSquareSum: sentiment[5],
    mixed: sentiment[3],
  },
  ratings: ratingsOf(ratings),
});

/**
 * A headline as the text in the index, numbers by position. It is read by the thousand, and a nested attribute would
 * take many times its bytes.
 *
 * @example writeHeadline(headlineOf(tally)) // '[2,0,"many",[2,2,0,0,0],[0,0,2,0,100,5000],{"nps:transactional":{"9":2}}]'
 */
export const writeHeadline = (headline: Headline): string =>
  headlineText.write(positionsOf(headline, headline.ratings));

const headlineText = jsonText<Positions<Headline['ratings']>>();

/** The inverse of {@link writeHeadline}. */
export const readHeadline = (text: string): Headline =>
  fromPositions(headlineText.read(text), (ratings) => ratings);
