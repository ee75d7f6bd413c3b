import type { AnswerLedger } from '../../feedback/response/ledger.ts';
import type { PolarityTally, Tally } from '../tally/tally.ts';
import { textDesignEffect } from './design-effect.ts';
import { defaultMinimumSample, type Figure, type FigureMaker, figureMaker } from './figure.ts';
import { momentsOfScores, polarityCount } from './moments.ts';
import { type RatingFigures, ratingFigures } from './rating-figures.ts';
import { askedDesignEffect, themeDesignEffect } from './share-design-effect.ts';

/** The sentiment of answers, or of mentions of a theme. Shares are 0..1. */
export interface PolarityFigures {
  readonly negative: Figure;
  readonly neutral: Figure;
  readonly positive: Figure;
  /** Net sentiment in points, −100..100: positive minus negative. */
  readonly net: Figure;
  /** The mean score, −1..1. */
  readonly mean: Figure;
}

export interface SentimentFigures extends PolarityFigures {
  /** The share of answers whose parts disagree strongly; they have a label as well. */
  readonly mixed: Figure;
}

export interface ThemeFigures extends PolarityFigures {
  /** Answers that mention the theme. */
  readonly mentions: number;
  /** The share, 0..1, of scored answers that mention the theme. */
  readonly share: Figure;
}

export interface AnswerFigures {
  readonly counts: AnswerLedger;
  /** Of the expected answers: the share where something was typed. */
  readonly commented?: Figure;
  /** Of the answers where something was typed: the share that has content and was scored. */
  readonly informative?: Figure;
  /** Of the answers with content: the share that could not be read because of its language. */
  readonly unread?: Figure;
}

/** All figures of a tally. A figure whose n is 0 is absent. */
export interface Figures {
  readonly minimumSample: number;
  /** The volume. */
  readonly responses: number;
  readonly unfinished: number;
  /** By the key of the scale: `figures.ratings['nps:transactional']`. */
  readonly ratings: Readonly<Record<string, RatingFigures>>;
  readonly answers: AnswerFigures;
  readonly sentiment?: SentimentFigures;
  readonly themes: Readonly<Record<string, ThemeFigures>>;
}

export interface FiguresOptions {
  /** From this n on a figure is `enough`. Default 30. */
  readonly minimumSample?: number;
  /** The lowest rating that counts as satisfied, by the key of its CSAT scale. Default: by the scale's length. */
  readonly satisfiedFrom?: Readonly<Record<string, number>>;
}

const scoreBounds = { min: -1, max: 1 };

const polarityFigures = (tally: PolarityTally, make: FigureMaker): PolarityFigures => {
  const n = polarityCount(tally);
  return {
    negative: make.share(tally.negative, n),
    neutral: make.share(tally.neutral, n),
    positive: make.share(tally.positive, n),
    net: make.net(tally.positive, tally.negative, n),
    mean: make.mean(momentsOfScores(tally), scoreBounds),
  };
};

const sentimentFigures = (tally: Tally['sentiment'], make: FigureMaker): SentimentFigures | undefined => {
  const n = polarityCount(tally);
  return n === 0 ? undefined : { ...polarityFigures(tally, make), mixed: make.share(tally.mixed, n) };
};

const themeFigures = (
  tally: PolarityTally,
  scored: number,
  make: { readonly text: FigureMaker; readonly share: FigureMaker },
): ThemeFigures | undefined => {
  const mentions = polarityCount(tally);
  if (mentions === 0) return undefined;
  return { mentions, share: make.share.share(mentions, scored), ...polarityFigures(tally, make.text) };
};

const answerFigures = (tally: Tally, minimumSample: number): AnswerFigures => {
  const { answers: counts } = tally;
  const shareOf = (share: 'commented' | 'informative' | 'unread', hits: number, n: number): Figure =>
    figureMaker(minimumSample, askedDesignEffect(tally, share, [hits, n])).share(hits, n);
  const typed = counts.asked - counts['no-comment'];
  const unread = counts['unsupported-language'];
  const saying = counts.scored + unread;
  return {
    counts,
    ...(counts.asked > 0 && { commented: shareOf('commented', typed, counts.asked) }),
    ...(typed > 0 && { informative: shareOf('informative', counts.scored, typed) }),
    ...(saying > 0 && { unread: shareOf('unread', unread, saying) }),
  };
};

const mapPresent = <Value, Mapped>(
  values: Readonly<Record<string, Value>>,
  map: (value: Value, key: string) => Mapped | undefined,
): Record<string, Mapped> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      const mapped = map(value, key);
      return mapped === undefined ? [] : [[key, mapped] as const];
    }),
  );

/**
 * The figures of a tally: NPS, CSAT, CES and ratings by scale, sentiment, themes and the coverage of the text analysis,
 * each with its n and 95 % interval. Pure; the empty tally has only zero counts. Scales are never combined.
 * Formulas, sources and worked examples: docs/metrics.md.
 *
 * @example figuresOf(tally).ratings['nps:transactional'] // { metric: 'nps', nps: { value: 50, low: 39.03, high: 59.49, n: 200, enough: true }, … }
 */
export const figuresOf = (tally: Tally, options: FiguresOptions = {}): Figures => {
  const minimumSample = options.minimumSample ?? defaultMinimumSample;
  const { clusters = {} } = tally;
  const makeText = figureMaker(minimumSample, textDesignEffect(tally));
  const sentiment = sentimentFigures(tally.sentiment, makeText);
  return {
    minimumSample,
    responses: tally.responses,
    unfinished: tally.unfinished,
    ratings: mapPresent(tally.ratings, (counts, key) =>
      ratingFigures(key, counts, {
        minimumSample,
        clusters: clusters[key],
        satisfied: options.satisfiedFrom?.[key],
      }),
    ),
    answers: answerFigures(tally, minimumSample),
    ...(sentiment && { sentiment }),
    themes: mapPresent(tally.themes, (theme, id) => {
      const share = figureMaker(minimumSample, themeDesignEffect(tally, id));
      return themeFigures(theme, tally.answers.scored, { text: makeText, share });
    }),
  };
};
