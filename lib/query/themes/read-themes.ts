import { brokenIn } from '../../insights/changes/change-report.ts';
import { comparedFigures } from '../../insights/findings/compared/compared-figures.ts';
import { sumBeforeAfter } from '../../insights/findings/compared/untested-figures.ts';
import type { FindingsMaterial, TouchpointMaterial } from '../../insights/findings/material.ts';
import { moveOf, type TopicMove } from '../../insights/findings/topic-moves.ts';
import { sumTopics, topicsAt } from '../../insights/findings/topics.ts';
import type { Change } from '../../metrics/comparisons/change.ts';
import { defaultMinimumSample, type Figure } from '../../metrics/figures/figure.ts';
import { figuresOf } from '../../metrics/figures/figures.ts';
import type { ThemeName } from '../../store/settings/configuration.ts';

/** How often a theme is mentioned, by sentiment. */
export interface ThemeFacts {
  readonly mentions: number;
  readonly negative: number;
  readonly neutral: number;
  readonly positive: number;
  /** Share of the scored comments, 0..1. */
  readonly share: Figure;
  /** −100..100. */
  readonly net: Figure;
}

/** After minus before, with its interval. */
export interface ThemeChange extends Pick<Change, 'difference' | 'low' | 'high' | 'enough'> {
  /** Significant over the whole journey, at a false discovery rate of 0.05; absent if not tested, as for a stage. */
  readonly certain?: boolean;
}

export interface ThemeEntry extends ThemeName {
  readonly id: string;
  /** No longer in the taxonomy; stored comments still have it. */
  readonly removed?: true;
  /** Below the minimum group size, or not mentioned. */
  readonly suppressed?: true;
  /** Absent if nobody mentions it, or too few. */
  readonly facts?: ThemeFacts;
  readonly share?: ThemeChange;
  readonly net?: ThemeChange;
}

/** The figures of the themes of a part of the journey. */
export interface ThemesRead {
  /** Scored comments. */
  readonly comments: number;
  readonly partial: boolean;
  readonly themes: readonly ThemeEntry[];
  /** Touchpoints whose themes are of another version in the earlier period: nothing is compared there. */
  readonly broken: readonly string[];
  /** The theme versions of the comments. */
  readonly versions: readonly string[];
}

export interface ThemesPart {
  readonly touchpoint?: string | undefined;
  readonly stage?: string | undefined;
}

/** The touchpoints of a part. */
export const touchpointsOf = (
  { touchpoints }: FindingsMaterial,
  { touchpoint, stage }: ThemesPart,
): readonly TouchpointMaterial[] =>
  touchpoints.filter(
    (one) =>
      (touchpoint === undefined || one.id === touchpoint) && (stage === undefined || one.stage?.id === stage),
  );

/** The figures of a theme among some responses; undefined if nobody, or too few people, mention it. */
export const factsOf = (
  { after }: Pick<TouchpointMaterial, 'after'>,
  { settings }: FindingsMaterial,
): ReadonlyMap<string, ThemeFacts> => {
  const figures = figuresOf(after.tally, settings).themes;
  return new Map(
    Object.entries(figures).map(([id, { mentions, share, net }]) => {
      const { negative = 0, neutral = 0, positive = 0 } = after.tally.themes[id] ?? {};
      return [id, { mentions, negative, neutral, positive, share, net }];
    }),
  );
};

/** A theme over some touchpoints, and where it was compared: at one of them, or over all. */
interface PlacedMove {
  readonly move: TopicMove;
  readonly touchpoint?: string;
}

/** How themes changed over some touchpoints; for one touchpoint, as it changed there. */
const movesAt = (
  inside: readonly TouchpointMaterial[],
  material: FindingsMaterial,
): ReadonlyMap<string, PlacedMove> => {
  const minimumSample = material.settings.minimumSample ?? defaultMinimumSample;
  const each = inside.map((one) => ({
    touchpoint: one.id,
    topics: topicsAt(one, material).filter(({ kind }) => kind === 'theme'),
  }));
  const alone = each.flatMap(({ touchpoint, topics }) =>
    topics.map((topic) => [topic.id, { move: moveOf(topic, minimumSample), touchpoint }] as const),
  );
  const summed = sumTopics(each.map(({ topics }) => topics)).map(
    (topic) => [topic.id, { move: moveOf(topic, minimumSample) }] as const,
  );
  return new Map<string, PlacedMove>([...alone, ...summed]);
};

const keyOf = (series: string, touchpoint: string | undefined): string => `${touchpoint ?? ''} ${series}`;

/** Which changes of themes are significant, as in findings. */
const significantChanges = (material: FindingsMaterial): ReadonlySet<string> =>
  new Set(
    comparedFigures(material)
      .filter(
        ({ scope, series, status }) =>
          status === 'significant' && series.startsWith('theme:') && !scope.segment,
      )
      .flatMap(({ scope, series, also = [] }) =>
        [series, ...also].map((one) => keyOf(one, scope.touchpoint)),
      ),
  );

/** Every theme of the taxonomy, and those that comments still have, in a part of the journey. */
export const themesOf = (material: FindingsMaterial, part: ThemesPart): ThemesRead => {
  const inside = touchpointsOf(material, part);
  const { after } = sumBeforeAfter(inside);
  const facts = factsOf({ after }, material);
  const moves = movesAt(inside, material);
  const significant = significantChanges(material);
  const changeOf = (id: string, kind: 'share' | 'net'): ThemeChange | undefined => {
    const placed = moves.get(id);
    const change = placed?.move[kind];
    if (placed === undefined || change === undefined) return undefined;
    const { difference, low, high, enough } = change;
    const isTested = part.stage === undefined || placed.touchpoint !== undefined;
    const certain = significant.has(keyOf(`theme:${id}:${kind}`, placed.touchpoint));
    return { difference, low, high, enough, ...(isTested ? { certain } : {}) };
  };
  const entryOf = (id: string): ThemeEntry => {
    const [found, share, net] = [facts.get(id), changeOf(id, 'share'), changeOf(id, 'net')];
    const named = { id, ...(material.themes.get(id) ?? { removed: true as const }) };
    if (found === undefined) return { ...named, ...(after.partial ? { suppressed: true } : {}) };
    return { ...named, facts: found, ...(share && { share }), ...(net && { net }) };
  };
  return {
    comments: after.tally.answers.scored,
    partial: after.partial,
    themes: [...new Set([...material.themes.keys(), ...facts.keys()])].map(entryOf),
    broken: inside.filter((one) => brokenIn(one).includes('themes')).map(({ id }) => id),
    versions: after.versions.theme,
  };
};
