import { figuresOf } from '../../../lib/metrics/figures/figures.ts';
import type { Interval } from '../../../lib/metrics/figures/intervals.ts';
import type { RatingFigures } from '../../../lib/metrics/figures/rating-figures.ts';
import { sumTallies, tallyOf } from '../../../lib/metrics/tally/tally.ts';
import { type Chance, shareOf } from '../chance.ts';
import { type Check, type Measured, trialsOf } from '../check.ts';

/** People who use a scale in ways of their own, with equal or different means, and answer on five days. */

/** The chance of each rating. */
type Style = readonly (readonly [rating: number, chance: number])[];

interface Crowd {
  readonly scale: string;
  /** Styles, and how many people have each. */
  readonly styles: readonly (readonly [style: Style, share: number])[];
  scoreOf(rating: number): number;
  figureOf(figures: RatingFigures): Interval | undefined;
}

const people = 60;
const days = 5;

const nps = 'nps:relationship';
const extremeOrMiddle = [
  [
    [
      [10, 0.5],
      [4, 0.5],
    ],
    0.5,
  ],
  [[[7, 1]], 0.5],
] as const;
const contentOrReserved = [
  [
    [
      [10, 0.6],
      [9, 0.3],
      [6, 0.1],
    ],
    0.5,
  ],
  [
    [
      [8, 0.6],
      [7, 0.3],
      [9, 0.1],
    ],
    0.5,
  ],
] as const;
const angryAtTimes = [
  [
    [
      [9, 0.8],
      [8, 0.2],
    ],
    0.4,
  ],
  [
    [
      [8, 0.8],
      [0, 0.2],
    ],
    0.3,
  ],
  [
    [
      [6, 0.6],
      [7, 0.4],
    ],
    0.3,
  ],
] as const;
const csatStyles = [
  [
    [
      [5, 0.5],
      [1, 0.5],
    ],
    0.4,
  ],
  [
    [
      [3, 0.8],
      [2, 0.1],
      [4, 0.1],
    ],
    0.6,
  ],
] as const;

const isPromoter = (rating: number): number => Number(rating >= 9);
const isSatisfied = (rating: number): number => Number(rating >= 4);
const pointsOf = (rating: number): number => 100 * (isPromoter(rating) - Number(rating <= 6));
const promotersOf = (figures: RatingFigures) => (figures.metric === 'nps' ? figures.promoters : undefined);
const npsOf = (figures: RatingFigures) => (figures.metric === 'nps' ? figures.nps : undefined);
const satisfiedOf = (figures: RatingFigures) => (figures.metric === 'csat' ? figures.satisfied : undefined);

const crowds: Readonly<Record<string, Crowd>> = {
  'promoters: extreme, or always 7': {
    scale: nps,
    styles: extremeOrMiddle,
    scoreOf: isPromoter,
    figureOf: promotersOf,
  },
  'promoters: content, or reserved': {
    scale: nps,
    styles: contentOrReserved,
    scoreOf: isPromoter,
    figureOf: promotersOf,
  },
  'NPS: angry at times': { scale: nps, styles: angryAtTimes, scoreOf: pointsOf, figureOf: npsOf },
  'satisfied: extreme, or middling': {
    scale: 'csat:1-5',
    styles: csatStyles,
    scoreOf: isSatisfied,
    figureOf: satisfiedOf,
  },
};

const truthOf = ({ styles, scoreOf }: Crowd): number =>
  styles.reduce(
    (sum, [style, share]) =>
      sum + share * style.reduce((mean, [rating, chance]) => mean + chance * scoreOf(rating), 0),
    0,
  );

const hashOf = (chance: Chance): string =>
  Array.from({ length: 8 }, () => chance.index(36).toString(36)).join('');

const isRight =
  (crowd: Crowd) =>
  (chance: Chance): boolean => {
    const persons = Array.from({ length: people }, () => ({
      respondent: hashOf(chance),
      style: chance.pick(crowd.styles),
    }));
    const day = () =>
      tallyOf(
        persons.map(({ respondent, style }) => ({
          responseId: hashOf(chance),
          respondent,
          ratings: { [crowd.scale]: chance.pick(style) },
          asked: 0,
          answers: [],
        })),
      );
    const figures = figuresOf(sumTallies(Array.from({ length: days }, day))).ratings[crowd.scale];
    const interval = figures && crowd.figureOf(figures);
    const truth = truthOf(crowd);
    return interval !== undefined && interval.low <= truth && truth <= interval.high;
  };

export const styleChecks: readonly Check[] = [
  {
    claim: 'Promoters, NPS and satisfied of 60 people who use the scale differently, five responses each',
    measure: (effort) =>
      Object.entries(crowds).map(([situation, crowd], index): Measured => {
        const trials = trialsOf(1000, effort);
        return { situation, trials, share: shareOf(trials, 3000 + index, isRight(crowd)) };
      }),
  },
];
