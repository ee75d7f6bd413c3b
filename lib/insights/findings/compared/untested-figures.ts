import { isFullySuppressed, sumDisclosed } from '../../../disclosure/parts.ts';
import { type Change, changeOf } from '../../../metrics/comparisons/change.ts';
import { defaultMinimumSample, type Figure, figureMaker } from '../../../metrics/figures/figure.ts';
import { figuresOf } from '../../../metrics/figures/figures.ts';
import type { Interval } from '../../../metrics/figures/intervals.ts';
import type { MetricsSettings } from '../../../metrics/figures/metrics-settings.ts';
import { brokenIn } from '../../changes/change-report.ts';
import { headlinesOf } from '../../journey/facet-page.ts';
import type { Unit, Verdict } from '../finding.ts';
import type { BeforeAfter, FindingsMaterial, SegmentMaterial, TouchpointMaterial } from '../material.ts';
import type { Agreement } from '../source-checks.ts';
import { moveOf, type TopicMove } from '../topic-moves.ts';
import { sumTopics, type Topic, topicsAt } from '../topics.ts';
import { onceForSameComments } from './same-comments.ts';
import { pointsPerUnit, unitOf } from './scales.ts';

/** The scope of a figure. Without touchpoint and stage: the whole journey. */
export interface Scope {
  readonly touchpoint?: string;
  readonly stage?: string;
  readonly segment?: { readonly dimension: string; readonly value: string };
}

/** @example scopeKey({ touchpoint: 'checkout' }) // 'checkout' */
export const scopeKey = ({ touchpoint, stage, segment }: Scope): string =>
  [
    touchpoint ?? (stage === undefined ? '_all' : `_stage:${stage}`),
    ...(segment === undefined ? [] : [`${segment.dimension}=${segment.value}`]),
  ].join('|');

/** Figures that share one false discovery rate. */
export type Family = 'journey' | 'places' | 'segments' | 'themes' | 'issues' | 'instruments';

/** A figure in both periods, with the difference. */
export interface UntestedFigure {
  readonly scope: Scope;
  readonly family: Family;
  /** A scale's key, `sentiment:net`, `theme:<id>:share`, `theme:<id>:net`, or the same of an issue. */
  readonly series: string;
  readonly unit: Unit;
  readonly change: Change;
  /** The difference on a scale of −100..100; for a topic its contribution to net sentiment. */
  readonly points: Interval & { readonly value: number };
  /** The share of the period's responses that are in its scope, 0..1. */
  readonly weight: number;
  readonly verdict: Verdict;
  readonly move?: TopicMove;
  /** The same figures of other themes of exactly the same comments: one fact, tested once. */
  readonly also?: readonly string[];
  /** The scale whose scores are compared with comments; the series then is how often they contradict each other. */
  readonly checks?: string;
}

const verdictOf = (difference: number): Verdict => {
  if (difference === 0) return 'neither';
  return difference < 0 ? 'worse' : 'better';
};

/** Whether the interval of a difference excludes zero. */
export const isBeyondZero = ({ low, high }: Interval): boolean => low > 0 || high < 0;

interface Responses {
  readonly scope: Scope;
  readonly weight: number;
}

interface ScoredResponses extends Responses {
  readonly family: Family;
}

const scoresOf = (
  { before, after }: BeforeAfter,
  { family, scope, weight }: ScoredResponses,
  settings: MetricsSettings,
): UntestedFigure[] => {
  if (isFullySuppressed(before) || isFullySuppressed(after)) return [];
  const earlier = headlinesOf(figuresOf(before.tally, settings));
  const isBroken = brokenIn({ before, after }).includes('sentiment');
  return [...headlinesOf(figuresOf(after.tally, settings))].flatMap(([series, figure]): UntestedFigure[] => {
    const known = earlier.get(series);
    if (known === undefined || (series === 'sentiment:net' && isBroken)) return [];
    const change = changeOf(known, figure);
    const each = pointsPerUnit(series);
    const points = { value: change.difference * each, low: change.low * each, high: change.high * each };
    const verdict = verdictOf(change.difference);
    return [{ scope, family, series, unit: unitOf(series), change, points, weight, verdict }];
  });
};

/** A topic is good or bad news by its contribution to net sentiment; if that is not significant, by the sentiment of its mentions. */
const verdictOfMove = ({ added, net }: TopicMove, kind: 'share' | 'net'): Verdict => {
  if (isBeyondZero(added)) return verdictOf(added.difference);
  return kind === 'net' && net !== undefined ? verdictOf(net.difference) : 'neither';
};

const figuresOfMove = (move: TopicMove, { scope, weight }: Responses): UntestedFigure[] => {
  const { topic, share, net, added } = move;
  const points = { value: added.difference, low: added.low, high: added.high };
  return (['share', 'net'] as const).flatMap((kind): UntestedFigure[] => {
    const change = kind === 'share' ? share : net;
    if (change === undefined) return [];
    const series = `${topic.kind}:${topic.id}:${kind}`;
    const verdict = verdictOfMove(move, kind);
    const family = topic.kind === 'issue' ? 'issues' : 'themes';
    return [{ scope, family, series, unit: unitOf(series), change, points, weight, verdict, move }];
  });
};

const topicFiguresOf = (
  topics: readonly Topic[],
  responses: Responses,
  { minimumSample = defaultMinimumSample }: MetricsSettings,
): UntestedFigure[] =>
  onceForSameComments(topics.flatMap((topic) => figuresOfMove(moveOf(topic, minimumSample), responses)));

/** How often comments contradict scores. Neither good nor bad news about customers. */
const agreementFigures = (
  { agreement = new Map() }: TouchpointMaterial,
  { scope, weight }: Responses,
  { minimumSample = defaultMinimumSample }: MetricsSettings,
): UntestedFigure[] => {
  const shareOf = ({ n, conflicts, designEffect }: Agreement): Figure =>
    figureMaker(minimumSample, designEffect).share(conflicts, n);
  return [...agreement].flatMap(([scale, { before, after }]): UntestedFigure[] => {
    if (before.n === 0 || after.n === 0) return [];
    const change = changeOf(shareOf(before), shareOf(after));
    const points = { value: 200 * change.difference, low: 200 * change.low, high: 200 * change.high };
    const series = `conflict:${scale}`;
    const base = { scope, family: 'instruments', series, unit: 'share', change, points, weight } as const;
    return [{ ...base, verdict: 'neither', checks: scale }];
  });
};

/** What may be disclosed of several touchpoints together. */
export const sumBeforeAfter = (touchpoints: readonly BeforeAfter[]): BeforeAfter => ({
  before: sumDisclosed(touchpoints.map(({ before }) => before)),
  after: sumDisclosed(touchpoints.map(({ after }) => after)),
});

/** Figures of several touchpoints together, without those that only one of them has: these belong to it. */
const pooledScores = (
  touchpoints: readonly TouchpointMaterial[],
  responses: ScoredResponses,
  settings: MetricsSettings,
): UntestedFigure[] => {
  const holders = Map.groupBy(
    touchpoints.flatMap(({ after }) => [...headlinesOf(figuresOf(after.tally, settings)).keys()]),
    (series) => series,
  );
  return scoresOf(sumBeforeAfter(touchpoints), responses, settings).filter(
    ({ series }) => (holders.get(series)?.length ?? 0) > 1,
  );
};

/** Segments of dimensions with at least two values: a single value equals the place itself. */
const comparableSegments = (segments: readonly SegmentMaterial[]): SegmentMaterial[] =>
  [...Map.groupBy(segments, ({ dimension }) => dimension).values()]
    .filter((same) => new Set(same.map(({ value }) => value)).size > 1)
    .flat();

const segmentScores = (
  { id, segments }: TouchpointMaterial,
  responsesInAll: number,
  settings: MetricsSettings,
): UntestedFigure[] =>
  comparableSegments(segments).flatMap((segment) => {
    const { dimension, value, after } = segment;
    const scope = { touchpoint: id, segment: { dimension, value } };
    const weight = after.tally.responses / responsesInAll;
    return scoresOf(segment, { family: 'segments', scope, weight }, settings);
  });

/** Customers with one value of a dimension, over all touchpoints. */
const pooledSegments = (
  touchpoints: readonly TouchpointMaterial[],
  responsesInAll: number,
  settings: MetricsSettings,
): UntestedFigure[] => {
  const byValue = Map.groupBy(
    comparableSegments(touchpoints.flatMap(({ segments }) => segments)),
    ({ dimension, value }) => JSON.stringify([dimension, value]),
  );
  return [...byValue.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined || same.length < 2) return [];
    const { dimension, value } = first;
    const together = sumBeforeAfter(same);
    const weight = together.after.tally.responses / responsesInAll;
    const scope = { segment: { dimension, value } };
    return scoresOf(together, { family: 'segments', scope, weight }, settings);
  });
};

/**
 * Every figure that both periods have: scores of the journey, its stages, touchpoints and segments, topics, and how well scores and
 * comments agree.
 */
export const untestedFigures = (material: FindingsMaterial): UntestedFigure[] => {
  const { touchpoints, stages, settings } = material;
  const inAll = touchpoints.reduce((sum, { after }) => sum + after.tally.responses, 0);
  if (inAll === 0) return [];
  const weightOf = (some: readonly TouchpointMaterial[]): number =>
    some.reduce((sum, { after }) => sum + after.tally.responses, 0) / inAll;
  const topics = touchpoints.map((touchpoint) => topicsAt(touchpoint, material));
  return [
    ...pooledScores(touchpoints, { family: 'journey', scope: {}, weight: 1 }, settings),
    ...stages.flatMap(({ id }) => {
      const inStage = touchpoints.filter(({ stage }) => stage?.id === id);
      const responses = { family: 'places', scope: { stage: id }, weight: weightOf(inStage) } as const;
      return inStage.length < 2 ? [] : pooledScores(inStage, responses, settings);
    }),
    ...topicFiguresOf(sumTopics(topics), { scope: {}, weight: 1 }, settings),
    ...touchpoints.flatMap((touchpoint, index) => {
      const responses = { scope: { touchpoint: touchpoint.id }, weight: weightOf([touchpoint]) };
      return [
        ...scoresOf(touchpoint, { ...responses, family: 'places' }, settings),
        ...topicFiguresOf(topics[index] ?? [], responses, settings),
        ...agreementFigures(touchpoint, responses, settings),
        ...segmentScores(touchpoint, inAll, settings),
      ];
    }),
    ...pooledSegments(touchpoints, inAll, settings),
  ];
};

/** The figures of a scope in the later period, by series. */
export const figuresNow = ({ after }: BeforeAfter, settings: MetricsSettings): Map<string, Figure> =>
  headlinesOf(figuresOf(after.tally, settings));
