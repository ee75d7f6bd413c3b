import type { Disclosed } from '../../disclosure/parts.ts';
import type { DayRange, DisclosedPeriod } from '../../disclosure/series.ts';
import type { Interval } from '../../metrics/figures/intervals.ts';
import type { MetricsSettings } from '../../metrics/figures/metrics-settings.ts';
import type { Compared } from '../changes/change-report.ts';
import type { Against } from '../changes/compared-ranges.ts';
import type { Agreement } from './source-checks.ts';

/** What findings are made of: what may be shown of two periods, and what a team says of its journey. Nothing else is read. */

/** Two periods of the same customers, of whom may be shown so much. */
export type BeforeAfter = Compared;

interface Named {
  readonly id: string;
  readonly name: string;
}

/** What is aimed at, by headline, in its unit. */
export type Targets = Readonly<Record<string, number>>;

/** Customers of one value of a declared dimension, at one touchpoint. */
export interface SegmentMaterial extends BeforeAfter {
  readonly dimension: string;
  readonly value: string;
}

export interface TouchpointMaterial extends BeforeAfter, Named {
  readonly owner?: string;
  readonly stage?: Named;
  readonly targets?: Targets;
  /** Themes that fewer people speak of than may be told of: of these it is known that they are few. */
  readonly few: { readonly before: ReadonlySet<string>; readonly after: ReadonlySet<string> };
  readonly segments: readonly SegmentMaterial[];
  /** The same two parts of the year a year before, where anything was said. */
  readonly lastYear?: BeforeAfter;
  /** How often words contradict scores, by the key of each scale; only where the responses were looked through. */
  readonly agreement?: ReadonlyMap<string, { readonly before: Agreement; readonly after: Agreement }>;
  /** The later period without the responses that repeat one source; only where there are any. */
  readonly quiet?: { readonly after: Disclosed; readonly repeated: number };
}

/** How often, and how, something is spoken of in answers. */
export interface Spoken {
  readonly negative: number;
  readonly neutral: number;
  readonly positive: number;
}

/**
 * An issue below a theme at one touchpoint, over time. Until issues are discovered, the themes of each touchpoint stand in for them.
 */
export interface IssueSeries extends Named {
  readonly touchpoint: string;
  /** The theme that it is an issue of. */
  readonly theme?: string;
  /** Answers that speak of it; `few` where fewer people do than may be told of. */
  readonly before: Spoken | 'few';
  readonly after: Spoken | 'few';
  /** By the Monday of each week. */
  readonly weeks: ReadonlyMap<string, Spoken>;
}

/** The last weeks up to the end of the period, in order, by touchpoint. They are read only of places that have a finding. */
export type WeeksByTouchpoint = ReadonlyMap<string, readonly DisclosedPeriod[]>;

/** What a theme does to the scale that the team steers by, all else equal; with its false discovery rate over all themes. */
export interface KnownDriver {
  readonly scale: string;
  readonly unit: 'points' | 'share' | 'mean';
  readonly effect: Interval & { readonly value: number };
  readonly falseDiscoveryRate: number;
}

/** Something that was done. */
export interface DoneAction {
  readonly id: string;
  readonly date: string;
  readonly touchpoint: string;
  readonly theme?: string;
  readonly text: string;
}

export interface FindingsMaterial {
  readonly period: DayRange & { readonly part?: true };
  readonly against: DayRange & { readonly kind: Against };
  /** In the order of the journey. */
  readonly touchpoints: readonly TouchpointMaterial[];
  readonly stages: readonly (Named & { readonly targets?: Targets })[];
  /** Of the whole journey. */
  readonly targets?: Targets;
  readonly issues: readonly IssueSeries[];
  readonly actions: readonly DoneAction[];
  /** Names and parents of themes, by id; a theme without a name goes by its id in words. */
  readonly themes: ReadonlyMap<string, { readonly name?: string; readonly parent?: string }>;
  readonly settings: MetricsSettings;
  /** By theme; only where the responses were looked through. */
  readonly drivers?: ReadonlyMap<string, KnownDriver>;
}

/** The part of the journey that is asked for: a touchpoint, a stage, or all of it. */
export interface AskedPart {
  readonly touchpoint?: string | undefined;
  readonly stage?: string | undefined;
}

export const touchpointsIn = (
  { touchpoint, stage }: AskedPart,
  { touchpoints }: Pick<FindingsMaterial, 'touchpoints'>,
): TouchpointMaterial[] =>
  touchpoints.filter(
    ({ id, stage: own }) =>
      (touchpoint === undefined || id === touchpoint) && (stage === undefined || own?.id === stage),
  );
