import { changeOf } from '../../metrics/comparisons/change.ts';
import { type MixSplit, mixOf } from '../../metrics/comparisons/mix.ts';
import { mixSegmentOf } from '../changes/series-moments.ts';
import type { ComparedFigure } from './compared/compared-figures.ts';
import { isBeyondZero, type Scope, scopeKey } from './compared/untested-figures.ts';
import {
  type Draft,
  figuresIn,
  isReportable,
  type ReportableFigure,
  scoreDraft,
  strongestFirst,
  withMerged,
} from './draft.ts';
import type { BeforeAfter, FindingsMaterial, TouchpointMaterial } from './material.ts';
import { draftsAt } from './place-drafts.ts';

/**
 * Combines the findings of all places into one list: a touchpoint's finding covers the same change of its stage and of the journey, so that
 * nothing is reported twice.
 */

const withoutSegment = ({ scope }: ComparedFigure): boolean => scope.segment === undefined;

const contains = (outer: Scope, inner: Scope, material: FindingsMaterial): boolean => {
  if (outer.touchpoint !== undefined) return outer.touchpoint === inner.touchpoint;
  if (outer.stage === undefined) return true;
  const stage = material.touchpoints.find(({ id }) => id === inner.touchpoint)?.stage?.id;
  return outer.stage === (inner.stage ?? stage);
};

const byStrength = (drafts: readonly Draft[]): Draft[] =>
  drafts.toSorted((one, other) => strongestFirst(one.lead, other.lead));

const isSignificant = ({ lead }: Draft): boolean => lead.status === 'significant';

/** A scale that can't be trusted at a touchpoint also explains its changes at wider places. */
const mergesScale = (draft: Draft, figure: ComparedFigure, material: FindingsMaterial): boolean =>
  contains(figure.scope, draft.scope, material) &&
  draft.merged.some(({ series, verdict }) => series === figure.series && verdict === figure.verdict);

/** Whether a draft explains a figure of a wider place: same direction, inside it, at least as certain; for a topic, the same topic. */
const explains = (draft: Draft, figure: ComparedFigure, material: FindingsMaterial): boolean => {
  if (draft.lead.checks !== undefined) return mergesScale(draft, figure, material);
  if (draft.verdict !== figure.verdict || !contains(figure.scope, draft.scope, material)) return false;
  if (figure.status === 'significant' && !isSignificant(draft)) return false;
  if (figure.move === undefined) return draft.lead.move === undefined;
  const { id } = figure.move.topic;
  return (
    draft.causes.some(({ move }) => move.topic.id === id) ||
    figuresIn(draft).some(({ move }) => move?.topic.id === id)
  );
};

/** Gives each figure of a wider place to the strongest draft that explains it, and returns the rest. */
const mergeInto = (
  drafts: readonly Draft[],
  wider: readonly ReportableFigure[],
  material: FindingsMaterial,
): { readonly drafts: Draft[]; readonly left: ReportableFigure[] } => {
  const ordered = byStrength(drafts);
  const explained = Map.groupBy(wider, (figure) =>
    ordered.find((draft) => explains(draft, figure, material)),
  );
  return {
    drafts: ordered.map((draft) => withMerged(draft, explained.get(draft) ?? [])),
    left: explained.get(undefined) ?? [],
  };
};

const groupsByScope = <Each extends ComparedFigure>(figures: readonly Each[]): Map<string, Each[]> =>
  Map.groupBy(figures, ({ scope }) => scopeKey(scope));

const draftsOfScopes = (all: readonly ComparedFigure[], reportable: readonly ReportableFigure[]): Draft[] => {
  const figures = groupsByScope(all);
  return [...groupsByScope(reportable)].flatMap(([key, theirs]) => draftsAt(figures.get(key) ?? [], theirs));
};

/** The findings of a wider place that none of its parts explains. */
const widened = (
  drafts: readonly Draft[],
  {
    all,
    reportable,
  }: { readonly all: readonly ComparedFigure[]; readonly reportable: readonly ReportableFigure[] },
  material: FindingsMaterial,
): Draft[] => {
  const merged = mergeInto(drafts, reportable, material);
  return [...merged.drafts, ...draftsOfScopes(all, merged.left)];
};

/** Segments of a place that has a finding are part of that finding; otherwise they are a finding of their own. */
const withSegments = (
  drafts: readonly Draft[],
  reportable: readonly ReportableFigure[],
  material: FindingsMaterial,
): Draft[] => {
  const isAtTouchpoint = ({ scope }: ComparedFigure): boolean => scope.touchpoint !== undefined;
  const placed = mergeInto(drafts, reportable.filter(isAtTouchpoint), material);
  const segments = [...groupsByScope(placed.left).values()].flatMap((figures) =>
    (['worse', 'better'] as const).flatMap(
      (verdict) => scoreDraft(figures.filter((figure) => figure.verdict === verdict)) ?? [],
    ),
  );
  const pooled = mergeInto(
    [...placed.drafts, ...segments],
    reportable.filter((figure) => !isAtTouchpoint(figure)),
    material,
  );
  const own = [...groupsByScope(pooled.left).values()].flatMap((figures) =>
    (['worse', 'better'] as const).flatMap(
      (verdict) => scoreDraft(figures.filter((figure) => figure.verdict === verdict)) ?? [],
    ),
  );
  return [...pooled.drafts, ...own];
};

type Parts = Readonly<Record<string, BeforeAfter>>;

const splitOver = (
  [by, parts]: readonly [by: string, parts: Parts],
  { series }: ComparedFigure,
  { settings }: FindingsMaterial,
): (MixSplit & { readonly by: string }) | undefined => {
  const momentsOf = (side: 'before' | 'after') =>
    Object.fromEntries(
      Object.entries(parts).map(([name, both]) => [name, mixSegmentOf(series, both[side].tally, settings)]),
    );
  const split = mixOf(momentsOf('before'), momentsOf('after'));
  return split && { by, ...split };
};

const segmentsOf = (touchpoints: readonly TouchpointMaterial[]): Map<string, Parts> => {
  const dimensions = Map.groupBy(
    touchpoints.flatMap(({ id, segments }) => segments.map((segment) => ({ id, segment }))),
    ({ segment }) => segment.dimension,
  );
  return new Map(
    [...dimensions].map(([dimension, some]) => [
      dimension,
      Object.fromEntries(some.map(({ id, segment }) => [`${id}|${segment.value}`, segment])),
    ]),
  );
};

/** Whether a split is informative: the effect of the mix is significant. */
const isTelling = ({ mix }: MixSplit): boolean => isBeyondZero(mix);

/** The split of a score's change, by touchpoint or by the dimension with the largest effect of mix; undefined if no effect of mix is significant. */
const mixOfDraft = (draft: Draft, material: FindingsMaterial): Pick<Draft, 'mix'> => {
  const { lead, scope } = draft;
  if (lead.move !== undefined || lead.checks !== undefined || scope.segment !== undefined) return {};
  const inside = material.touchpoints.filter(({ id }) => contains(scope, { touchpoint: id }, material));
  const places = Object.fromEntries(inside.map((touchpoint) => [touchpoint.id, touchpoint]));
  const ways = [...(inside.length > 1 ? ([['touchpoint', places]] as const) : []), ...segmentsOf(inside)];
  const [mix] = ways
    .flatMap((way) => splitOver(way, lead, material) ?? [])
    .filter(isTelling)
    .toSorted((one, other) => Math.abs(other.mix.value) - Math.abs(one.mix.value));
  return mix === undefined ? {} : { mix };
};

/** Most of the change is due to a different customer mix, and the remaining change is not significant. */
export const isMix = ({ mix }: Draft): boolean =>
  mix !== undefined &&
  Math.abs(mix.mix.value) > Math.abs(mix.customers.value) &&
  mix.mix.value < 0 === mix.difference < 0 &&
  !isBeyondZero(mix.customers);

/** A change of a whole place that is not certain says nothing beyond that of its customers of one segment, which is significant. */
const withWiderMerged = (drafts: readonly Draft[], material: FindingsMaterial): Draft[] => {
  const ofSegments = drafts.filter((draft) => draft.scope.segment !== undefined && isSignificant(draft));
  const explaining = ({ lead, scope }: Draft): Draft | undefined =>
    lead.status === 'significant' || lead.move !== undefined || scope.segment !== undefined
      ? undefined
      : ofSegments.find((draft) => draft.verdict === lead.verdict && contains(scope, draft.scope, material));
  const merged = Map.groupBy(drafts, explaining);
  return (merged.get(undefined) ?? []).map((draft) =>
    withMerged(draft, (merged.get(draft) ?? []).flatMap(figuresIn)),
  );
};

/** Places that changed because of the same different mix are one finding, of all touchpoints. */
const withOneMix = (
  drafts: readonly Draft[],
  figures: readonly ComparedFigure[],
  material: FindingsMaterial,
): Draft[] => {
  const byMix = Map.groupBy(drafts.filter(isMix), ({ mix, lead, verdict }) =>
    JSON.stringify([mix?.by, lead.series, verdict]),
  );
  const together = [...byMix.values()].flatMap((same): Draft[] => {
    const [first] = same;
    const lead = figures.find(
      ({ scope, series }) =>
        scope.touchpoint === undefined && scope.stage === undefined && series === first?.lead.series,
    );
    if (first === undefined || same.length < 2 || lead === undefined || !isReportable(lead)) return [];
    const whole = { scope: lead.scope, verdict: lead.verdict, lead, merged: [], causes: [] };
    const draft: Draft = { ...whole, ...mixOfDraft(whole, material) };
    if (!isMix(draft) || draft.mix?.by !== first.mix?.by) return [];
    return [
      withMerged(
        draft,
        same.flatMap(figuresIn).filter((figure) => figure !== lead),
      ),
    ];
  });
  const held = new Set(together.flatMap(figuresIn));
  return [...together, ...drafts.filter(({ lead }) => !held.has(lead))];
};

/**
 * The findings of all places, each cause once, the strongest first: scores and topics of touchpoints, then what these do not explain of
 * stages, the journey and segments.
 */
export const draftsOf = (figures: readonly ComparedFigure[], material: FindingsMaterial): Draft[] => {
  const reportable = figures.filter(isReportable);
  const plain = figures.filter(withoutSegment);
  const [touchpoints, stages, whole] = [
    ({ scope }: ComparedFigure) => scope.touchpoint !== undefined,
    ({ scope }: ComparedFigure) => scope.stage !== undefined,
    ({ scope }: ComparedFigure) => scope.touchpoint === undefined && scope.stage === undefined,
  ];
  const reportablePlain = reportable.filter(withoutSegment);
  const ofTouchpoints = draftsOfScopes(plain, reportablePlain.filter(touchpoints));
  const ofStages = widened(
    ofTouchpoints,
    { all: plain, reportable: reportablePlain.filter(stages) },
    material,
  );
  const ofJourney = widened(ofStages, { all: plain, reportable: reportablePlain.filter(whole) }, material);
  const ofSegments = withSegments(
    ofJourney,
    reportable.filter((figure) => !withoutSegment(figure)),
    material,
  );
  const split = withWiderMerged(ofSegments, material).map((draft) => ({
    ...draft,
    ...mixOfDraft(draft, material),
  }));
  return byStrength(withOneMix(split, plain, material));
};

/**
 * The one value of a dimension that a place's change is limited to: its customers changed significantly, the others did not, and the two
 * differ significantly. Otherwise undefined.
 */
export const confinedTo = (
  { scope, lead }: Draft,
  figures: readonly ComparedFigure[],
): ComparedFigure | undefined => {
  if (scope.touchpoint === undefined || scope.segment !== undefined || lead.move || lead.checks)
    return undefined;
  const segments = figures.filter(
    (figure) =>
      figure.scope.touchpoint === scope.touchpoint &&
      figure.scope.segment !== undefined &&
      figure.series === lead.series,
  );
  return segments.find((segment) => {
    const others = segments.filter(
      (other) => other !== segment && other.scope.segment?.dimension === segment.scope.segment?.dimension,
    );
    return (
      segment.status === 'significant' &&
      others.length > 0 &&
      others.every((other) => isOtherwise(segment, other))
    );
  });
};

/** Whether a segment changed differently from another that did not change significantly. */
const isOtherwise = ({ change }: ComparedFigure, other: ComparedFigure): boolean => {
  const figureOf = ({ difference, low, high }: ComparedFigure['change']) => ({
    value: difference,
    low,
    high,
    n: 1,
    enough: true,
  });
  return !isBeyondZero(other.change) && isBeyondZero(changeOf(figureOf(other.change), figureOf(change)));
};
