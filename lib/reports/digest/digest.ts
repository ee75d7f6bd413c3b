import { capitalize, sortBy } from 'remeda';
import type { VersionBreaks } from '../../insights/changes/version-breaks.ts';
import type { FindingsAnswer } from '../../insights/findings/findings-answer.ts';
import { themeNameIn } from '../../insights/findings/topics.ts';
import type { ReportPeriod } from '../../metrics/calendar/report-period.ts';
import type { Figure } from '../../metrics/figures/figure.ts';
import type { FiguresOptions } from '../../metrics/figures/figures.ts';
import { factsOf } from './digest-facts.ts';
import { type DigestFigures, digestFigures, figureOfSeries, type Headline } from './digest-figures.ts';
import type { DigestLanguage } from './digest-material.ts';
import {
  type DigestMaterial,
  type DigestQuote,
  type Fact,
  type PastPeriod,
  type Scope,
  type Span,
  wholeScope,
} from './digest-material.ts';
import { type DigestWords, wordsIn } from './digest-words.ts';

export interface ThemeLine {
  readonly id: string;
  readonly name: string;
  readonly mentions: number;
  /** Of the scored answers, 0..1. */
  readonly share: Figure;
  /** Of the answers that mention it, 0..1. */
  readonly negative: Figure;
  readonly positive: Figure;
}

export interface TouchpointLine extends Scope {
  readonly responses: number;
  /** Of the first headline's series. */
  readonly figure?: Figure;
}

export interface CurvePoint {
  readonly period: string;
  readonly name: string;
  /** Absent if there were no responses, or it is suppressed: a gap, not a 0. */
  readonly figure?: Figure;
}

/** The results of a period, computed only. */
export interface Digest {
  readonly lang: DigestLanguage;
  readonly scope: Scope;
  readonly span: Span;
  /** `The whole journey, the week of 25 May 2026 (up to 28 May 2026)`. */
  readonly title: string;
  /** True if suppressed: below the minimum group size, or other digests would reveal such a group. */
  readonly suppressed: boolean;
  /** True if groups below the minimum size are left out. */
  readonly partial: boolean;
  /** The list of findings, with every figure and its evidence. Absent if everything is suppressed. */
  readonly findings?: FindingsAnswer;
  /** At most ten, in order. */
  readonly facts: readonly Fact[];
  readonly quotes: readonly DigestQuote[];
  /** The amount of feedback. */
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

/** The name of a touchpoint of a digest. */
export const touchpointNameIn = (
  { touchpoints, scope }: Pick<Digest, 'touchpoints' | 'scope'>,
  touchpoint: string,
): string => [...touchpoints, scope].find(({ id }) => id === touchpoint)?.name ?? touchpoint;

/** The input of a digest besides its counts. */
export interface DigestOptions {
  /** Of its scope; in its language. */
  readonly findings: FindingsAnswer;
  readonly options?: FiguresOptions;
  /** Names of themes by id; one without a name is shown by its id in words. */
  readonly themes?: ReadonlyMap<string, { readonly name?: string }>;
}

const themesDisclosed = 8;

const themeLines = ({ figures }: DigestFigures, names: NonNullable<DigestOptions['themes']>): ThemeLine[] =>
  sortBy(Object.entries(figures.themes), [([, { mentions }]) => mentions, 'desc'], ([id]) => id)
    .slice(0, themesDisclosed)
    .map(([id, { mentions, share, negative, positive }]) => ({
      id,
      name: themeNameIn({ themes: names }, id),
      mentions,
      share,
      negative,
      positive,
    }));

const touchpointLines = (
  { touchpoints }: DigestMaterial,
  [first]: readonly Headline[],
  options: FiguresOptions,
): TouchpointLine[] =>
  touchpoints.map(({ id, name, now }) => {
    const figure = first === undefined ? undefined : figureOfSeries(now.tally, first.series, options);
    return { id, name, responses: now.tally.responses, ...(figure === undefined ? {} : { figure }) };
  });

const nameOf = ({ firstDay, lastDay }: ReportPeriod, { language }: DigestWords): string =>
  language.periodName({ from: firstDay, to: lastDay });

const curveOf = (
  past: readonly PastPeriod[],
  [first]: readonly Headline[],
  { options = {}, findings }: DigestOptions,
): CurvePoint[] =>
  past.map(({ period, tally }) => {
    const figure =
      tally === undefined || first === undefined ? undefined : figureOfSeries(tally, first.series, options);
    const name = nameOf(period, wordsIn(findings));
    return { period: period.period, name, ...(figure === undefined ? {} : { figure }) };
  });

/** The name of the whole journey in the language, or that of a touchpoint. */
const scopeIn = ({ id, name }: Scope, words: DigestWords): Scope => ({
  id,
  name: id === wholeScope.id ? words.whole : name,
});

const titleOf = ({ scope, span: { period, through } }: DigestMaterial, words: DigestWords): string => {
  const part =
    through === undefined
      ? ''
      : ` (${words.upTo(words.language.periodName({ from: through, to: through }))})`;
  return `${capitalize(scopeIn(scope, words).name)}, ${nameOf(period, words)}${part}`;
};

/** The title of a digest. */
const labelled = (material: DigestMaterial, lang: DigestLanguage) => {
  const words = wordsIn({ lang });
  const { scope, span } = material;
  return { lang, scope: scopeIn(scope, words), span, title: titleOf(material, words) };
};

const nothing = {
  facts: [],
  quotes: [],
  breaks: { sentiment: false, themes: false },
  headlines: [],
  themes: [],
  touchpoints: [],
  curve: [],
  coverage: { responses: 0, asked: 0, scored: 0 },
} as const;

/**
 * The digest of a period: at most ten plain sentences, each with its numbers and a path to look them up, quotes, and the data of charts.
 * Pure: the same input gives the same digest. A suppressed scope gives an empty digest; one without responses says so.
 */
export const digestOf = (material: DigestMaterial, asked: DigestOptions): Digest => {
  const { findings, options = {}, themes = new Map() } = asked;
  const { now } = material;
  const label = labelled(material, findings.lang);
  if (now === undefined) return { ...label, suppressed: true, partial: true, ...nothing };
  const computed = digestFigures({ ...material, now }, wordsIn(findings).language, options);
  const { figures, breaks, headlines } = computed;
  const { counts, unread } = figures.answers;
  return {
    ...label,
    suppressed: false,
    partial: material.partial,
    findings,
    facts: factsOf(material, findings),
    quotes: material.quotes,
    coverage: {
      responses: figures.responses,
      asked: counts.asked,
      scored: counts.scored,
      ...(unread === undefined ? {} : { unread }),
    },
    breaks,
    headlines,
    themes: themeLines(computed, themes),
    touchpoints: touchpointLines(material, headlines, options),
    curve: curveOf(material.past, headlines, asked),
  };
};
