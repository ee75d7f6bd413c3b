import { sortBy } from 'remeda';
import { suppressedCells } from '../../disclosure/suppression.ts';
import { falseDiscoveryRates } from '../../metrics/comparisons/benjamini-hochberg.ts';
import {
  associationOf,
  type DayOfSeries,
  type SeriesAssociation,
} from '../../metrics/comparisons/series-association.ts';
import { type ClusteredFigure, clusteredFigure } from '../../metrics/drivers/clustered-figure.ts';
import { clusteringOf } from '../../metrics/drivers/clustering.ts';
import { type DriverMoments, driverMomentsOf } from '../../metrics/drivers/driver-moments.ts';
import { type Driver, driversOf } from '../../metrics/drivers/drivers.ts';
import type { Gate } from '../../metrics/drivers/question-gates.ts';
import { defaultMinimumSample, type Figure, figureMaker } from '../../metrics/figures/figure.ts';
import type { Interval } from '../../metrics/figures/intervals.ts';
import { defaultThresholds } from '../../metrics/figures/metrics-settings.ts';
import { countPeople, finishPeople, type GrowingPeople } from '../../metrics/tally/respondents.ts';
import type { DriverSample } from './driver-sample.ts';
import type { ScoreToExplain } from './explained.ts';
import type { Adjustment } from './observation-columns.ts';
import { type Quadrant, quadrantOf } from './quadrants.ts';

/** A theme associated with the score. */
export interface ThemeDriver extends Driver {
  /** Net sentiment of its mentions in points. */
  readonly performance: Figure;
  /** Only for themes with a sufficient sample. */
  readonly quadrant?: Quadrant;
  /** The plain scores with and without it contradict the effect: other themes in the same comments explain that. */
  readonly turned?: true;
}

/** A touchpoint compared with all others: its impact is its contribution to the overall score. */
export type MomentOfTruth = Omit<Driver, 'theme' | 'mentions'> & {
  readonly touchpoint: string;
  readonly responses: number;
};

/** An operational series associated with the score. */
export interface SeriesDriver extends SeriesAssociation {
  readonly series: string;
  readonly falseDiscoveryRate: number;
}

export interface DriverReport {
  readonly score: string;
  readonly unit: ScoreToExplain['unit'];
  /** An association with the score. It does not prove a cause. */
  readonly reading: 'associated with';
  /** Of all respondents with a score; absent if there is none, or if it would reveal the score of a few without comments. */
  readonly everyone?: ClusteredFigure;
  /** What is explained: respondents with the score and a readable comment. Absent if there are none, or too few. */
  readonly explained?: { readonly n: number; readonly mean: number };
  /** Questions that were left out, and the ratings they were asked of. */
  readonly leftOut: readonly { readonly question: string; readonly shownTo: Gate }[];
  /** The effects of themes are those of equal responses in these respects, and with the same other themes. */
  readonly adjustedFor: readonly Adjustment[];
  readonly drivers: readonly ThemeDriver[];
  /** The number of suppressed themes: too few people mention them, or all but too few. */
  readonly suppressedThemes: number;
  /** The largest impact first; empty for a single touchpoint. */
  readonly momentsOfTruth: readonly MomentOfTruth[];
  readonly series: readonly SeriesDriver[];
}

/** Values of an operational series by touchpoint and day: `delivery#2026-05-31`. */
export type SeriesValues = ReadonlyMap<string, number>;

export interface DriverReportOptions {
  /** Default 30. */
  readonly minimumSample?: number;
  /** Themes and touchpoints with fewer people are left out. Default 5. */
  readonly minRespondents?: number;
  /** By name. Default: none. */
  readonly series?: ReadonlyMap<string, SeriesValues>;
}

/** The common input of the report's parts. */
interface Rules {
  readonly divisor: number;
  readonly minimumSample: number;
  readonly minRespondents: number;
}

const sizeOf = (people: GrowingPeople): number => countPeople(finishPeople(people));

const scaled = <Range extends Interval & { readonly value: number }>(
  range: Range,
  divisor: number,
): Range => ({
  ...range,
  value: range.value / divisor,
  low: range.low / divisor,
  high: range.high / divisor,
});

const inUnit = <Each extends Driver>(driver: Each, divisor: number): Each => ({
  ...driver,
  scoreWith: driver.scoreWith / divisor,
  scoreWithout: driver.scoreWithout / divisor,
  scoreIfGone: driver.scoreIfGone / divisor,
  effect: scaled(driver.effect, divisor),
  impact: scaled(driver.impact, divisor),
});

const withQuadrant = (driver: ThemeDriver): ThemeDriver =>
  driver.enough ? { ...driver, quadrant: quadrantOf(driver) } : driver;

/** Significant, while the plain scores say the opposite: other themes in the same comments explain these. */
const isTurned = ({ effect, scoreWith, scoreWithout, falseDiscoveryRate, enough }: Driver): boolean =>
  enough && falseDiscoveryRate <= 0.05 && effect.value * (scoreWith - scoreWithout) < 0;

/** Themes below the minimum group size, with or without it, are left out. */
const themeDrivers = (
  sample: DriverSample,
  moments: DriverMoments,
  { divisor, minimumSample, minRespondents }: Rules,
): Pick<DriverReport, 'drivers' | 'suppressedThemes'> => {
  const clustering = clusteringOf(sample.observations(), moments);
  const { n: answers } = sample.sentiment;
  const make = figureMaker(
    minimumSample,
    answers === 0 ? 1 : answers / sample.sentiment.effective().effectiveN,
  );
  const all = driversOf(moments, { minimumSample, clustering });
  const disclosed = all.flatMap((driver): ThemeDriver[] => {
    const { labels, people } = sample.mentionsOf(driver.theme);
    const without = moments.n - driver.mentions;
    if (Math.min(sizeOf(people), without) < minRespondents) return [];
    const n = labels.negative + labels.neutral + labels.positive;
    const performance = make.net(labels.positive, labels.negative, n);
    return [{ ...inUnit(driver, divisor), performance, ...(isTurned(driver) ? { turned: true } : {}) }];
  });
  return { drivers: disclosed.map(withQuadrant), suppressedThemes: all.length - disclosed.length };
};

/** Each touchpoint compared with the rest, in an equation of its own: every response has exactly one. */
const momentsOfTruth = (
  sample: DriverSample,
  { divisor, minimumSample, minRespondents }: Rules,
): MomentOfTruth[] => {
  const all = driverMomentsOf(sample.byTouchpoint());
  const features = Object.keys(all.features);
  if (features.length < 2) return [];
  const respondents = Object.fromEntries(
    features.map((feature) => [feature, sizeOf(sample.peopleAt(feature.slice('theme:'.length)))]),
  );
  const suppressed = suppressedCells(respondents, [{ total: 'all', parts: features }], minRespondents);
  const disclosed = features.filter((feature) => !suppressed.has(feature));
  const drivers = disclosed.flatMap((feature) => {
    const moments = { ...all, features: { [feature]: all.features[feature] ?? all }, pairs: {} };
    const clustering = clusteringOf(sample.byTouchpoint(), moments);
    return driversOf(moments, { minimumSample, clustering });
  });
  const tested = drivers.filter(({ enough }) => enough);
  const rates = falseDiscoveryRates(tested.map(({ p }) => p));
  const moments = drivers
    .map((driver) => ({ ...driver, falseDiscoveryRate: rates[tested.indexOf(driver)] ?? 1 }))
    .map((driver) => momentOf(inUnit(driver, divisor)));
  return sortBy(moments, [({ impact }) => Math.abs(impact.value), 'desc']);
};

const momentOf = ({ theme, mentions, ...driver }: Driver): MomentOfTruth => ({
  touchpoint: theme,
  responses: mentions,
  ...driver,
});

const seriesDrivers = (
  sample: DriverSample,
  divisor: number,
  series: ReadonlyMap<string, SeriesValues>,
): SeriesDriver[] => {
  const tested = [...series].flatMap(([name, values]) => {
    const days = [...sample.cells].flatMap(([key, { touchpoint, cell, n, sum }]): DayOfSeries[] => {
      const value = values.get(key);
      return value === undefined ? [] : [{ touchpoint, day: cell, value, n, sum }];
    });
    const association = associationOf(days);
    return association === undefined ? [] : [{ series: name, ...association }];
  });
  const rates = falseDiscoveryRates(tested.map(({ p }) => p));
  const rated = tested.map((one, index) => ({
    ...one,
    effect: scaled(one.effect, divisor),
    falseDiscoveryRate: rates[index] ?? 1,
  }));
  return sortBy(rated, ({ p }) => p);
};

/**
 * What a score is associated with: themes, touchpoints and operational series, each with interval and false discovery rate
 * within its kind, the largest impact first. Empty without scores.
 */
export const driverReport = (
  sample: DriverSample,
  explain: ScoreToExplain,
  {
    minimumSample = defaultMinimumSample,
    minRespondents = defaultThresholds.figures,
    series = new Map(),
  }: DriverReportOptions = {},
): DriverReport => {
  const rules = { divisor: explain.divisor, minimumSample, minRespondents };
  const moments = driverMomentsOf(sample.observations());
  // All respondents minus those who are explained are those without comments: a few of them must not be deducible.
  const silent = sample.scores.n - moments.n;
  return {
    score: explain.name,
    unit: explain.unit,
    reading: 'associated with',
    leftOut: sample.gatedQuestions,
    adjustedFor: sample.controlled,
    ...(silent > 0 && silent < minRespondents
      ? { momentsOfTruth: [] }
      : { ...ofEveryone(sample, explain, rules), momentsOfTruth: momentsOfTruth(sample, rules) }),
    ...(moments.n < minRespondents
      ? { drivers: [], suppressedThemes: 0 }
      : { ...ofCommenters(moments, rules), ...themeDrivers(sample, moments, rules) }),
    series: seriesDrivers(sample, explain.divisor, series),
  };
};

const ofEveryone = (
  { scores }: DriverSample,
  { kind }: ScoreToExplain,
  { divisor, minimumSample }: Rules,
): Pick<DriverReport, 'everyone'> => {
  const everyone = clusteredFigure(scores, kind, minimumSample);
  return everyone === undefined ? {} : { everyone: scaled(everyone, divisor) };
};

const ofCommenters = ({ n, sum }: DriverMoments, { divisor }: Rules): Pick<DriverReport, 'explained'> =>
  n === 0 ? {} : { explained: { n, mean: sum / n / divisor } };
