import { firstBy } from 'remeda';
import type { DisclosedMonth } from '../../disclosure/disclosed-month.ts';
import {
  type Disclosed,
  isFullySuppressed,
  nothingDisclosed,
  sumDisclosed,
  type VersionNames,
} from '../../disclosure/parts.ts';
import {
  type DayRange,
  daysOf,
  disclosedInRange,
  type SeriesGrain,
  seriesOf,
} from '../../disclosure/series.ts';
import { slug } from '../../feedback/slug.ts';
import { textDesignEffect } from '../../metrics/figures/design-effect.ts';
import {
  defaultMinimumSample,
  type Figure,
  type FigureMaker,
  figureMaker,
} from '../../metrics/figures/figure.ts';
import { type Figures, figuresOf } from '../../metrics/figures/figures.ts';
import type { MetricsSettings } from '../../metrics/figures/metrics-settings.ts';
import { polarityCount } from '../../metrics/figures/moments.ts';
import { type Ranking, rankOf } from '../../metrics/figures/rank.ts';
import type { PolarityTally, Tally } from '../../metrics/tally/tally.ts';
import { headlinesOf } from './facet-page.ts';

/** What may be disclosed of a touchpoint in the period of a map. */
export interface TouchpointFeedback {
  /** Without themes and signals: every month of the period, down to its days. */
  readonly months: readonly DisclosedMonth[];
  /** With themes and signals: the months that are completely in the period, summed. */
  readonly wholeMonths: Disclosed;
  /** The versions that scored the months of the period. */
  readonly versions: VersionNames;
}

export const unmentioned: TouchpointFeedback = {
  months: [],
  wholeMonths: nothingDisclosed,
  versions: nothingDisclosed.versions,
};

/**
 * Why a touchpoint is a blind spot: no responses; fewer than the minimum sample or group size; no open
 * question.
 */
export type BlindSpot = 'none' | 'too-few' | 'no-open-question';

/** A theme with its share of answers and its sentiment. */
export interface ThemeFact {
  readonly id: string;
  readonly mentions: number;
  readonly share: Figure;
  readonly negative: Figure;
  readonly positive: Figure;
}

/** A signal, and the share of scored answers with it. */
export interface SignalFact {
  readonly id: string;
  readonly share: Figure;
}

/** The main topics of customers, from the whole months of the period. */
export interface Voices {
  /** Themes that most complain about, and that most praise; never the same. */
  readonly pain?: ThemeFact;
  readonly praise?: ThemeFact;
  readonly emotion?: SignalFact;
  readonly question?: SignalFact;
}

export interface CurvePoint {
  readonly period: string;
  readonly suppressed?: true;
  /** The period has not ended, or is not completely in the range. */
  readonly part?: true;
  readonly responses?: number;
  /** Absent if nothing was scored. */
  readonly net?: Figure;
}

export interface JourneyEntry extends Voices {
  readonly suppressed?: true;
  readonly partial?: true;
  readonly incomplete?: true;
  readonly blind?: BlindSpot;
  readonly responses?: number;
  readonly figures?: Figures;
  readonly curve: readonly CurvePoint[];
  /** The versions that scored the months of the period. Two of a kind break the curve. */
  readonly versions: VersionNames;
}

export interface MapTime {
  readonly range: DayRange;
  readonly grain: SeriesGrain;
  /** In the reporting time zone. */
  readonly today: string;
}

const themeFact = (
  [id, theme]: readonly [string, PolarityTally],
  scored: number,
  make: FigureMaker,
): ThemeFact => {
  const mentions = polarityCount(theme);
  return {
    id,
    mentions,
    share: make.share(mentions, scored),
    negative: make.share(theme.negative, mentions),
    positive: make.share(theme.positive, mentions),
  };
};

const maxBy = <Item>(items: readonly Item[], size: (item: Item) => number): Item | undefined =>
  firstBy(
    items.filter((item) => size(item) > 0),
    [size, 'desc'],
  );

/** The theme above each theme, by id. */
export type ThemeTree = ReadonlyMap<string, { readonly parent?: string }>;

type Feeling = 'negative' | 'positive';
type Spoken = readonly [id: string, theme: PolarityTally];

const isAbove = (upper: string, lower: string, themes: ThemeTree): boolean => {
  const passed = new Set<string>();
  for (let at = themes.get(lower)?.parent; at !== undefined && !passed.has(at); at = themes.get(at)?.parent) {
    if (at === upper) return true;
    passed.add(at);
  }
  return false;
};

/** What says how it was and not what. */
const generic = 'overall';
/** The share of a theme that a sub-theme must have to replace it. */
const minShareOfTheme = 0.5;

/**
 * The theme with the most mentions of this sentiment; in its place, of the themes below it that make most of it, the one that makes most.
 * Only of those is it said that more feel so than the opposite.
 */
const topTheme = (spoken: readonly Spoken[], felt: Feeling, themes: ThemeTree): Spoken | undefined => {
  const opposite = felt === 'negative' ? 'positive' : 'negative';
  const leaning = spoken.filter(([id, theme]) => id !== generic && theme[felt] > theme[opposite]);
  let top = maxBy(leaning, ([, theme]) => theme[felt]);
  for (let part = top; part !== undefined; ) {
    top = part;
    const [whole, counts] = part;
    const parts = leaning.filter(
      ([id, theme]) => themes.get(id)?.parent === whole && theme[felt] >= minShareOfTheme * counts[felt],
    );
    part = maxBy(parts, ([, theme]) => theme[felt]);
  }
  return top;
};

/** A theme of the touchpoint's own name says no more than where it was. */
const saysWhere = ({ id, name }: MapSettings['place'], theme: string): boolean =>
  [slug(id), slug(name)].includes(slug(theme));

/**
 * What hurts and what pleases most; never the same theme, nor one and a part of it. Only their figures are worked out: a map has
 * thousands of themes.
 */
const topThemes = (
  tally: Tally,
  { themes, place }: Pick<MapSettings, 'themes' | 'place'>,
  make: FigureMaker,
): Pick<Voices, 'pain' | 'praise'> => {
  const spoken = Object.entries(tally.themes).filter(([id]) => !saysWhere(place, id));
  const pain = topTheme(spoken, 'negative', themes);
  const isOther = ([id]: Spoken): boolean =>
    pain === undefined || (!isAbove(id, pain[0], themes) && !isAbove(pain[0], id, themes));
  const praise = topTheme(spoken.filter(isOther), 'positive', themes);
  const { scored } = tally.answers;
  return {
    ...(pain && { pain: themeFact(pain, scored, make) }),
    ...(praise && { praise: themeFact(praise, scored, make) }),
  };
};

const topSignal = (tally: Tally, make: FigureMaker, isMeant: (id: string) => boolean) => {
  const found = maxBy(
    Object.entries(tally.signals).filter(([id]) => isMeant(id)),
    ([, count]) => count,
  );
  if (found === undefined || tally.answers.scored === 0) return undefined;
  return { id: found[0], share: make.share(found[1], tally.answers.scored) };
};

/** What a team says of its figures and themes, and which touchpoint it is. */
export interface MapSettings {
  readonly place: { readonly id: string; readonly name: string };
  readonly settings: MetricsSettings;
  readonly themes: ThemeTree;
}

/** What hurts and what pleases most, the loudest emotion, and how many ask. */
const voicesOf = (tally: Tally, known: MapSettings): Voices => {
  const make = figureMaker(known.settings.minimumSample ?? defaultMinimumSample, textDesignEffect(tally));
  const emotion = topSignal(tally, make, (id) => id.startsWith('emotion:'));
  const question = topSignal(tally, make, (id) => id === 'question');
  return {
    ...topThemes(tally, known, make),
    ...(emotion && { emotion }),
    ...(question && { question }),
  };
};

/** The reason of a blind spot; `undefined` if there is enough data. */
export const blindSpotOf = (disclosed: Disclosed, settings: MetricsSettings): BlindSpot | undefined => {
  if (isFullySuppressed(disclosed)) return 'too-few';
  const { responses, answers } = disclosed.tally;
  if (responses === 0) return 'none';
  if (responses < (settings.minimumSample ?? defaultMinimumSample)) return 'too-few';
  return answers.asked === 0 && !disclosed.partial ? 'no-open-question' : undefined;
};

const curveOf = (
  months: readonly DisclosedMonth[],
  { range, grain, today }: MapTime,
  settings: MetricsSettings,
): CurvePoint[] =>
  seriesOf(months, grain, range).map(({ period, disclosed }) => {
    const { to } = daysOf(grain, period);
    const part = to >= today || to > range.to ? { part: true as const } : {};
    if (isFullySuppressed(disclosed)) return { period, suppressed: true, ...part };
    return { period, responses: disclosed.tally.responses, ...netOf(disclosed.tally, settings), ...part };
  });

const netOf = (tally: Tally, { minimumSample = defaultMinimumSample }: MetricsSettings) => {
  const { sentiment } = tally;
  const n = polarityCount(sentiment);
  if (n === 0) return {};
  return {
    net: figureMaker(minimumSample, textDesignEffect(tally)).net(sentiment.positive, sentiment.negative, n),
  };
};

/** The entry of one touchpoint in the map. */
export const journeyEntry = (
  { months, wholeMonths, versions }: TouchpointFeedback,
  time: MapTime,
  known: MapSettings,
): JourneyEntry => {
  const { settings } = known;
  const disclosed = disclosedInRange(months, time.range);
  const blind = blindSpotOf(disclosed, settings);
  const marks = { ...(blind && { blind }), curve: curveOf(months, time, settings) };
  if (isFullySuppressed(disclosed)) return { suppressed: true, ...marks, versions };
  return {
    ...(disclosed.partial ? { partial: true } : {}),
    ...(disclosed.incomplete ? { incomplete: true } : {}),
    ...marks,
    responses: disclosed.tally.responses,
    figures: figuresOf(disclosed.tally, settings),
    ...voicesOf(wholeMonths.tally, known),
    versions,
  };
};

/** What may be disclosed of all touchpoints together in the period. */
export const journeyTotal = (all: readonly TouchpointFeedback[], range: DayRange): Disclosed =>
  sumDisclosed(all.map(({ months }) => disclosedInRange(months, range)));

/** Touchpoints ranked by each headline, as far as intervals allow; no ranking of text if too much of it is unread. */
export const journeyRankings = (
  entries: readonly (Pick<JourneyEntry, 'figures'> & { readonly id: string })[],
): Record<string, Ranking> => {
  const headlines = new Set(
    entries.flatMap(({ figures }) => (figures ? [...headlinesOf(figures).keys()] : [])),
  );
  return Object.fromEntries(
    [...headlines].toSorted().map((headline) => [
      headline,
      rankOf(
        entries.flatMap(({ id, figures }) => {
          const figure = figures && headlinesOf(figures).get(headline);
          const unread = headline === 'sentiment:net' ? figures?.answers.unread?.value : undefined;
          return figure === undefined ? [] : [{ id, figure, unread }];
        }),
      ),
    ]),
  );
};
