import { changesBetween, headlineOf, type SeriesChange, seriesOf } from '../metrics/changes.ts';
import type { Figure } from '../metrics/figure.ts';
import { type Figures, type FiguresOptions, figuresOf } from '../metrics/figures.ts';
import { type MixSplit, mixOf } from '../metrics/mix.ts';
import { type Ranking, rankOf } from '../metrics/rank.ts';
import { scoreMoments } from '../metrics/score.ts';
import { emptyTally, type Tally } from '../metrics/tally.ts';
import { factsOf } from './digest-facts.ts';
import type {
  Counted,
  DigestMaterial,
  DigestQuote,
  PastPeriod,
  Scope,
  Span,
  TouchpointCounts,
} from './digest-material.ts';
import { periodName } from './report-period.ts';
import type { Sentence } from './sentence.ts';
import { breaksBetween, type VersionBreaks } from './version-breaks.ts';
import { scaleName, type Unit, unitOfScale } from './wording.ts';

/** A sentence of a digest, and where what it says can be looked up. */
export interface Fact extends Sentence {
  /** What it is about: `volume`, `score:nps:transactional`, `theme-up:speed`. */
  readonly id: string;
  /** Where it says that something went up or down. */
  readonly direction?: 'up' | 'down';
  /** A path of the HTTP API that opens what was counted. */
  readonly evidence: string;
}

/** The series that are told of, with their names, and what became of them since the period before. */
export interface Headline {
  /** The scale's key, or `sentiment:net`. */
  readonly series: string;
  readonly name: string;
  readonly unit: Unit;
  readonly figure: Figure;
  /** Absent where there was nothing before, or it was withheld, or was scored by another version. */
  readonly change?: SeriesChange;
}

export interface ThemeLine {
  readonly id: string;
  readonly mentions: number;
  /** Of the scored answers, 0..1. */
  readonly share: Figure;
  /** Of the answers that mention it, 0..1. */
  readonly negative: Figure;
  readonly positive: Figure;
  readonly change?: SeriesChange;
}

export interface TouchpointLine extends Scope {
  readonly responses: number;
  /** Of the first headline's series. */
  readonly figure?: Figure;
}

export interface CurvePoint {
  readonly period: string;
  readonly name: string;
  /** Absent where nobody answered, or it is withheld: a gap, not a 0. */
  readonly figure?: Figure;
}

/** What happened in a period: computed, and nothing else. */
export interface Digest {
  readonly scope: Scope;
  readonly span: Span;
  readonly periodName: string;
  /** True where too few answered, or the others' digests would tell of too few: nothing of it is told. */
  readonly withheld: boolean;
  /** True where something is left out for being of too few. */
  readonly partly: boolean;
  /** At most ten, the first first. */
  readonly facts: readonly Fact[];
  readonly quotes: readonly DigestQuote[];
  /** How much stands behind it. */
  readonly coverage: {
    readonly responses: number;
    readonly asked: number;
    readonly scored: number;
    readonly unread?: Figure;
  };
  readonly breaks: VersionBreaks;
  readonly headlines: readonly Headline[];
  readonly themes: readonly ThemeLine[];
  readonly touchpoints: readonly TouchpointLine[];
  readonly curve: readonly CurvePoint[];
}

/** What the sentences are made of; all numbers in them are in here. */
export interface DigestFigures {
  readonly material: DigestMaterial;
  readonly figures: Figures;
  /** Absent where there is nothing to compare with. */
  readonly before?: Figures;
  readonly breaks: VersionBreaks;
  /** Of the series that may be compared, with the false discovery rate over all of them. */
  readonly changes: ReadonlyMap<string, SeriesChange>;
  readonly headlines: readonly Headline[];
  /** Of the first headline, by touchpoint; of the whole only. */
  readonly mix?: MixSplit;
  readonly ranking?: Ranking;
}

const without = ({ sentiment, themes, ...figures }: Figures, breaks: VersionBreaks): Figures => ({
  ...figures,
  ...(breaks.sentiment || sentiment === undefined ? {} : { sentiment }),
  themes: breaks.themes ? {} : themes,
});

/** Where sentiment is broken a theme's share may still be compared, how it is felt about may not. */
const mayCompare = ({ series }: SeriesChange, breaks: VersionBreaks): boolean =>
  !(breaks.sentiment && series.endsWith(':net'));

const changesIn = (
  { now, before, comparable }: DigestMaterial,
  breaks: VersionBreaks,
  options: FiguresOptions,
): ReadonlyMap<string, SeriesChange> => {
  const [earlier, later] = [comparable?.before ?? before?.tally, comparable?.now ?? now?.tally];
  if (earlier === undefined || later === undefined || earlier.responses === 0) return new Map();
  const strip = (tally: Tally): Figures => without(figuresOf(tally, options), breaks);
  const changes = changesBetween(strip(earlier), strip(later)).filter((change) => mayCompare(change, breaks));
  return new Map(changes.map((change) => [change.series, change]));
};

const headlinesOf = (figures: Figures, changes: ReadonlyMap<string, SeriesChange>): Headline[] => {
  const withChange = (headline: Headline): Headline => {
    const change = changes.get(headline.series);
    return change === undefined ? headline : { ...headline, change };
  };
  const scales = Object.entries(figures.ratings)
    .map(([series, ratings]) => ({
      series,
      name: scaleName(series).name,
      unit: unitOfScale(series),
      figure: headlineOf(ratings),
    }))
    .toSorted((left, right) => right.figure.n - left.figure.n || (left.series < right.series ? -1 : 1));
  const sentiment = figures.sentiment && {
    series: 'sentiment:net',
    name: 'net sentiment',
    unit: 'points' as const,
    figure: figures.sentiment.net,
  };
  return [...scales, ...(sentiment ? [sentiment] : [])].map(withChange);
};

const figureOfSeries = (
  tally: Pick<Tally, 'ratings' | 'sentiment'>,
  series: string,
  options: FiguresOptions,
): Figure | undefined => {
  const figures = figuresOf({ ...emptyTally, ratings: tally.ratings, sentiment: tally.sentiment }, options);
  return seriesOf(figures).get(series);
};

const mixByTouchpoint = (
  touchpoints: readonly TouchpointCounts[],
  series: string,
  options: FiguresOptions,
): MixSplit | undefined => {
  const segments = (pick: (counts: TouchpointCounts) => Counted) =>
    Object.fromEntries(
      touchpoints.map((counts) => [
        counts.id,
        scoreMoments(series, pick(counts).tally.ratings[series] ?? {}, options.satisfiedFrom?.[series]),
      ]),
    );
  return mixOf(
    segments(({ before }) => before),
    segments(({ now }) => now),
  );
};

/** Touchpoints by the first headline, where there are several. */
const comparedTouchpoints = (
  { touchpoints, before }: DigestMaterial,
  [first]: readonly Headline[],
  options: FiguresOptions,
): Pick<DigestFigures, 'mix' | 'ranking'> => {
  if (touchpoints.length < 2 || first === undefined) return {};
  const ranking = rankOf(
    touchpoints.map(({ id, now }) => ({ id, figure: figureOfSeries(now.tally, first.series, options) })),
  );
  const mix =
    first.series === 'sentiment:net' || before === undefined
      ? undefined
      : mixByTouchpoint(touchpoints, first.series, options);
  return { ranking, ...(mix === undefined ? {} : { mix }) };
};

/** Everything that a digest may say, computed. */
export const digestFigures = (
  material: DigestMaterial & { readonly now: Counted },
  options: FiguresOptions = {},
): DigestFigures => {
  const figures = figuresOf(material.now.tally, options);
  const before =
    material.before === undefined || material.before.tally.responses === 0
      ? undefined
      : figuresOf(material.before.tally, options);
  const breaks = breaksBetween(material.now.versions, ...(material.before ? [material.before.versions] : []));
  const changes = changesIn(material, breaks, options);
  const headlines = headlinesOf(figures, changes);
  return {
    material,
    figures,
    ...(before === undefined ? {} : { before }),
    breaks,
    changes,
    headlines,
    ...comparedTouchpoints(material, headlines, options),
  };
};

const themesShown = 8;

const themeLines = ({ figures, changes }: DigestFigures): ThemeLine[] =>
  Object.entries(figures.themes)
    .toSorted(([left, one], [right, other]) => other.mentions - one.mentions || (left < right ? -1 : 1))
    .slice(0, themesShown)
    .map(([id, { mentions, share, negative, positive }]) => {
      const change = changes.get(`theme:${id}:share`);
      return { id, mentions, share, negative, positive, ...(change === undefined ? {} : { change }) };
    });

const touchpointLines = (
  { touchpoints }: DigestMaterial,
  [first]: readonly Headline[],
  options: FiguresOptions,
): TouchpointLine[] =>
  touchpoints.map(({ id, name, now }) => {
    const figure = first === undefined ? undefined : figureOfSeries(now.tally, first.series, options);
    return { id, name, responses: now.tally.responses, ...(figure === undefined ? {} : { figure }) };
  });

const curveOf = (
  past: readonly PastPeriod[],
  [first]: readonly Headline[],
  options: FiguresOptions,
): CurvePoint[] =>
  past.map(({ period, tally }) => {
    const figure =
      tally === undefined || first === undefined ? undefined : figureOfSeries(tally, first.series, options);
    return { period: period.period, name: periodName(period), ...(figure === undefined ? {} : { figure }) };
  });

const nothing = {
  quotes: [],
  breaks: { sentiment: false, themes: false },
  headlines: [],
  themes: [],
  touchpoints: [],
  curve: [],
} as const;

const unspoken = ({ scope, span }: DigestMaterial): Digest => ({
  scope,
  span,
  periodName: periodName(span.period),
  withheld: true,
  partly: true,
  facts: [],
  coverage: { responses: 0, asked: 0, scored: 0 },
  ...nothing,
});

/**
 * The digest of a period: at most ten plain sentences, each with the numbers it is made of and where to look them up, quotes,
 * and what the charts show. Pure: the same material gives the same digest. A withheld scope gives a digest that
 * tells nothing; one in which nobody answered says so.
 */
export const digestOf = (material: DigestMaterial, options: FiguresOptions = {}): Digest => {
  const { now, scope, span } = material;
  if (now === undefined) return unspoken(material);
  const computed = digestFigures({ ...material, now }, options);
  const { figures, breaks, headlines } = computed;
  const { counts, unread } = figures.answers;
  return {
    scope,
    span,
    periodName: periodName(span.period),
    withheld: false,
    partly: material.partly,
    facts: factsOf(computed),
    quotes: material.quotes,
    coverage: {
      responses: figures.responses,
      asked: counts.asked,
      scored: counts.scored,
      ...(unread === undefined ? {} : { unread }),
    },
    breaks,
    headlines,
    themes: themeLines(computed),
    touchpoints: touchpointLines(material, headlines, options),
    curve: curveOf(material.past, headlines, options),
  };
};
