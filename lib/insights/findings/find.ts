import { defaultMinimumSample } from '../../metrics/figures/figure.ts';
import { type ComparedFigure, comparedFigures } from './compared/compared-figures.ts';
import { primaryScaleOf } from './compared/scales.ts';
import { figuresNow, scopeKey, sumBeforeAfter } from './compared/untested-figures.ts';
import { type Draft, figuresIn, strongestFirst } from './draft.ts';
import type { Since } from './finding.ts';
import { confinedTo, draftsOf } from './journey-drafts.ts';
import type { AskedPart, FindingsMaterial, WeeksByTouchpoint } from './material.ts';
import { type OngoingDraft, ongoingOf } from './ongoing.ts';
import { clarityOf, sinceOf } from './since.ts';
import { withCausesByWeek } from './week-causes.ts';

/** The findings of two periods: which, and in what order, before they are put into words. */

export interface FoundDraft extends Draft {
  readonly since?: Since;
  /** The segment that a touchpoint's change is limited to. */
  readonly confined?: ComparedFigure;
}

export interface Found {
  readonly primaryScale: string | undefined;
  readonly asked: AskedPart;
  /** All compared figures of the whole journey. */
  readonly figures: readonly ComparedFigure[];
  /** Those that are listed, in order. */
  readonly listed: readonly FoundDraft[];
  /** How many more there are, and how many figures are significant in all. */
  readonly more: number;
  readonly significant: number;
  readonly ongoing: readonly OngoingDraft[];
}

const maxListed = 5;

const isIn = ({ scope }: Draft, { touchpoint, stage }: AskedPart, material: FindingsMaterial): boolean => {
  if (touchpoint !== undefined) return scope.touchpoint === touchpoint;
  if (stage === undefined) return true;
  const own = material.touchpoints.find(({ id }) => id === scope.touchpoint)?.stage?.id;
  return (scope.stage ?? own) === stage;
};

/** One of its figures had the same difference a year before: the finding is seasonal. */
export const isSeasonal = (draft: Draft): boolean =>
  figuresIn(draft).some(({ seasonal, scope }) => seasonal && scopeKey(scope) === scopeKey(draft.scope));

/** Others before seasonal ones. */
const newsFirst = (one: Draft, other: Draft): number =>
  Number(isSeasonal(one)) - Number(isSeasonal(other)) || strongestFirst(one.lead, other.lead);

const confinedOf = (draft: Draft, figures: readonly ComparedFigure[]): Pick<FoundDraft, 'confined'> => {
  const confined = confinedTo(draft, figures);
  return confined === undefined ? {} : { confined };
};

/** Of all scores that are significant at the place of a finding, the one whose weeks show the step most clearly. */
const sinceIn = (
  draft: Draft,
  material: FindingsMaterial,
  weeks: WeeksByTouchpoint,
): Pick<FoundDraft, 'since'> => {
  const place = scopeKey(draft.scope);
  const [since] = figuresIn(draft)
    .filter(({ status, scope }) => status === 'significant' && scopeKey(scope) === place)
    .filter((figure) => figure.checks === undefined)
    .filter((figure) => figure === draft.lead || figure.move === undefined)
    .flatMap((figure) => sinceOf(figure, material, weeks) ?? [])
    .toSorted((one, other) => clarityOf(other) - clarityOf(one));
  return since === undefined ? {} : { since };
};

/** The touchpoints whose weeks show when the change began. */
export const touchpointsToDate = ({ listed }: Found, { touchpoints }: FindingsMaterial): string[] => {
  const significant = listed.filter(
    ({ lead, scope }) => lead.status === 'significant' && scope.segment === undefined,
  );
  const isWide = significant.some(({ scope }) => scope.touchpoint === undefined);
  return touchpoints
    .map(({ id }) => id)
    .filter((id) => isWide || significant.some(({ scope }) => scope.touchpoint === id));
};

/** The same list with the week in which each change began, where the weeks show it, and with the issues that changed then. */
export const dated = (found: Found, material: FindingsMaterial, weeks: WeeksByTouchpoint): Found => {
  const listed = found.listed
    .map((draft) => ({ ...draft, ...sinceIn(draft, material, weeks) }))
    .map((draft) => withCausesByWeek(draft, material, weeks));
  return { ...found, listed, ongoing: ongoingOf(listed, material, found.asked) };
};

/**
 * One ranked list of changes and ongoing problems. It is always computed over the whole journey, even for a touchpoint or a stage: what is
 * significant on one page is significant on all. Pure: the same input gives the same list.
 *
 * @example find(material, { touchpoint: 'checkout' }).listed
 */
export const find = (material: FindingsMaterial, asked: AskedPart = {}): Found => {
  const { settings, touchpoints } = material;
  const figures = comparedFigures(material);
  const drafts = draftsOf(figures, material).toSorted(newsFirst);
  const part = drafts.filter((draft) => isIn(draft, asked, material));
  const listed = part.slice(0, maxListed).map((draft) => ({ ...draft, ...confinedOf(draft, figures) }));
  const whole = figuresNow(sumBeforeAfter(touchpoints), settings);
  return {
    primaryScale: primaryScaleOf(whole, settings.minimumSample ?? defaultMinimumSample),
    asked,
    figures,
    listed,
    more: part.length - listed.length,
    significant: part.filter((draft) => draft.lead.status === 'significant' && !isSeasonal(draft)).length,
    ongoing: ongoingOf(listed, material, asked),
  };
};

/** The figures of the listed findings. */
export const figuresInFindings = (listed: readonly Draft[]): Set<ComparedFigure> =>
  new Set(listed.flatMap((draft) => [...figuresIn(draft)]));
