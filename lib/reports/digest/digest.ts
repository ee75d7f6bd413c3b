import { sortBy } from 'remeda';
import type { VersionBreaks } from '../../insights/changes/version-breaks.ts';
import { periodName } from '../../metrics/calendar/report-period.ts';
import type { SeriesChange } from '../../metrics/comparisons/changes.ts';
import type { Figure } from '../../metrics/figures/figure.ts';
import type { FiguresOptions } from '../../metrics/figures/figures.ts';
import { factsOf } from './digest-facts.ts';
import { type DigestFigures, digestFigures, figureOfSeries, type Headline } from './digest-figures.ts';
import type { DigestMaterial, DigestQuote, Fact, PastPeriod, Scope, Span } from './digest-material.ts';

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
  /** Absent where nobody answered, or it is suppressed: a gap, not a 0. */
  readonly figure?: Figure;
}

/** What happened in a period: computed, and nothing else. */
export interface Digest {
  readonly scope: Scope;
  readonly span: Span;
  readonly periodName: string;
  /** True if suppressed: below the minimum group size, or other digests would reveal such a group. */
  readonly suppressed: boolean;
  /** True if groups below the minimum size are left out. */
  readonly partial: boolean;
  /** At most ten, the first first. */
  readonly facts: readonly Fact[];
  readonly quotes: readonly DigestQuote[];
  /** How much is behind it. */
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

const themesDisclosed = 8;

const themeLines = ({ figures, changes }: DigestFigures): ThemeLine[] =>
  sortBy(Object.entries(figures.themes), [([, { mentions }]) => mentions, 'desc'], ([id]) => id)
    .slice(0, themesDisclosed)
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
  suppressed: true,
  partial: true,
  facts: [],
  coverage: { responses: 0, asked: 0, scored: 0 },
  ...nothing,
});

/**
 * The digest of a period: at most ten plain sentences, each with the numbers it is made of and where to look them up, quotes,
 * and what the charts show. Pure: the same material gives the same digest. A suppressed scope gives a digest that
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
    suppressed: false,
    partial: material.partial,
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
