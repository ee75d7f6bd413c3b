import { changeOf } from '../../metrics/comparisons/change.ts';
import { type MixSplit, mixOf } from '../../metrics/comparisons/mix.ts';
import { momentsOfSeries } from '../changes/series-moments.ts';
import type { ComparedFigure } from './compared-figures.ts';
import { type Draft, figuresIn, isTold, scoreDraft, strongestFirst, type Told, withFolded } from './draft.ts';
import type { BeforeAfter, FindingsMaterial, TouchpointMaterial } from './material.ts';
import { draftsAt } from './place-drafts.ts';
import { isBeyondZero, type Scope, scopeKey } from './untested-figures.ts';

/** From what is told of at each place to one list: a touchpoint stands for its stage and for the journey, and nothing is told twice. */

const withoutSegment = ({ scope }: ComparedFigure): boolean => scope.segment === undefined;

const contains = (outer: Scope, inner: Scope, material: FindingsMaterial): boolean => {
  if (outer.touchpoint !== undefined) return outer.touchpoint === inner.touchpoint;
  if (outer.stage === undefined) return true;
  const stage = material.touchpoints.find(({ id }) => id === inner.touchpoint)?.stage?.id;
  return outer.stage === (inner.stage ?? stage);
};

const byStrength = (drafts: readonly Draft[]): Draft[] =>
  drafts.toSorted((one, other) => strongestFirst(one.lead, other.lead));

const isProven = ({ lead }: Draft): boolean => lead.status === 'proven';

/** A scale that is not to be believed at a touchpoint explains what it did of wider places too. */
const foldsScale = (draft: Draft, figure: ComparedFigure, material: FindingsMaterial): boolean =>
  contains(figure.scope, draft.scope, material) &&
  draft.folded.some(({ series, verdict }) => series === figure.series && verdict === figure.verdict);

/** Whether a draft tells why a figure of a wider place moved: the same way, within it, no less certain; of a topic, the same one. */
const tellsOf = (draft: Draft, figure: ComparedFigure, material: FindingsMaterial): boolean => {
  if (draft.lead.checks !== undefined) return foldsScale(draft, figure, material);
  if (draft.verdict !== figure.verdict || !contains(figure.scope, draft.scope, material)) return false;
  if (figure.status === 'proven' && !isProven(draft)) return false;
  if (figure.move === undefined) return draft.lead.move === undefined;
  const { id } = figure.move.topic;
  return (
    draft.causes.some(({ move }) => move.topic.id === id) ||
    figuresIn(draft).some(({ move }) => move?.topic.id === id)
  );
};

/** Gives each wider figure to the strongest draft that tells of it; the rest comes back. */
const foldInto = (
  drafts: readonly Draft[],
  wider: readonly Told[],
  material: FindingsMaterial,
): { readonly drafts: Draft[]; readonly left: Told[] } => {
  const ordered = byStrength(drafts);
  const takers = Map.groupBy(wider, (figure) => ordered.find((draft) => tellsOf(draft, figure, material)));
  return {
    drafts: ordered.map((draft) => withFolded(draft, takers.get(draft) ?? [])),
    left: takers.get(undefined) ?? [],
  };
};

const groupsByScope = <Each extends ComparedFigure>(figures: readonly Each[]): Map<string, Each[]> =>
  Map.groupBy(figures, ({ scope }) => scopeKey(scope));

const draftsOfScopes = (all: readonly ComparedFigure[], told: readonly Told[]): Draft[] => {
  const figures = groupsByScope(all);
  return [...groupsByScope(told)].flatMap(([key, theirs]) => draftsAt(figures.get(key) ?? [], theirs));
};

/** A wider place's own findings: what none of its parts tells of. */
const widened = (
  drafts: readonly Draft[],
  { all, told }: { readonly all: readonly ComparedFigure[]; readonly told: readonly Told[] },
  material: FindingsMaterial,
): Draft[] => {
  const folded = foldInto(drafts, told, material);
  return [...folded.drafts, ...draftsOfScopes(all, folded.left)];
};

/** Customers of one value of a dimension whose place has a finding of its own are part of that; else they are one. */
const withSegments = (
  drafts: readonly Draft[],
  told: readonly Told[],
  material: FindingsMaterial,
): Draft[] => {
  const isAtTouchpoint = ({ scope }: ComparedFigure): boolean => scope.touchpoint !== undefined;
  const placed = foldInto(drafts, told.filter(isAtTouchpoint), material);
  const segments = [...groupsByScope(placed.left).values()].flatMap((figures) =>
    (['worse', 'better'] as const).flatMap(
      (verdict) => scoreDraft(figures.filter((figure) => figure.verdict === verdict)) ?? [],
    ),
  );
  const pooled = foldInto(
    [...placed.drafts, ...segments],
    told.filter((figure) => !isAtTouchpoint(figure)),
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
      Object.entries(parts).map(([name, both]) => [
        name,
        momentsOfSeries(series, both[side].tally, settings),
      ]),
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

/** Whether a split says something: the mix moved the figure beyond chance. */
const isTelling = ({ mix }: MixSplit): boolean => isBeyondZero(mix);

/** The split of a score's change, over touchpoints or over the dimension whose mix moved it most; undefined where no mix did. */
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

/** Most of it is that other customers were heard, and the same customers did not change beyond chance. */
export const isMix = ({ mix }: Draft): boolean =>
  mix !== undefined &&
  Math.abs(mix.mix.value) > Math.abs(mix.customers.value) &&
  mix.mix.value < 0 === mix.difference < 0 &&
  !isBeyondZero(mix.customers);

/**
 * The findings of all places, each cause once, the strongest first: scores and topics of touchpoints, then what of stages, of the journey and
 * of segments none of these tells of.
 */
export const draftsOf = (figures: readonly ComparedFigure[], material: FindingsMaterial): Draft[] => {
  const told = figures.filter(isTold);
  const plain = figures.filter(withoutSegment);
  const [touchpoints, stages, whole] = [
    ({ scope }: ComparedFigure) => scope.touchpoint !== undefined,
    ({ scope }: ComparedFigure) => scope.stage !== undefined,
    ({ scope }: ComparedFigure) => scope.touchpoint === undefined && scope.stage === undefined,
  ];
  const toldPlain = told.filter(withoutSegment);
  const ofTouchpoints = draftsOfScopes(plain, toldPlain.filter(touchpoints));
  const ofStages = widened(ofTouchpoints, { all: plain, told: toldPlain.filter(stages) }, material);
  const ofJourney = widened(ofStages, { all: plain, told: toldPlain.filter(whole) }, material);
  const ofSegments = withSegments(
    ofJourney,
    told.filter((figure) => !withoutSegment(figure)),
    material,
  );
  return byStrength(ofSegments).map((draft) => ({ ...draft, ...mixOfDraft(draft, material) }));
};

/**
 * The one value of a dimension that a place's change is confined to: its customers changed beyond chance, the others did not, and the two
 * differ beyond chance. Undefined where there is none.
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
      segment.status === 'proven' && others.length > 0 && others.every((other) => isOtherwise(segment, other))
    );
  });
};

/** Whether one segment changed otherwise than another that did not change beyond chance. */
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
