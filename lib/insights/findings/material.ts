import type { Disclosed } from '../../disclosure/parts.ts';
import type { DayRange, DisclosedPeriod } from '../../disclosure/series.ts';
import type { Interval } from '../../metrics/figures/intervals.ts';
import type { MetricsSettings } from '../../metrics/figures/metrics-settings.ts';
import type { Compared } from '../changes/change-report.ts';
import type { Against } from '../changes/compared-ranges.ts';
import type { Agreement } from './source-checks.ts';

/** The input of findings: what may be disclosed of two periods, and the team's configuration. Nothing else is read. */

/** What may be disclosed of the same customers in two periods. */
export type BeforeAfter = Compared;

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Targets by headline, in its unit. */
export type Targets = Readonly<Record<string, number>>;

/** Customers with one value of a declared dimension, at one touchpoint. */
export interface SegmentMaterial extends BeforeAfter {
  readonly dimension: string;
  readonly value: string;
}

export interface TouchpointMaterial extends BeforeAfter, Named {
  readonly owner?: string;
  readonly stage?: Named;
  readonly targets?: Targets;
  /** Themes mentioned by fewer people than the threshold, or where something is suppressed by nobody: only that is known. */
  readonly few: { readonly before: ReadonlySet<string>; readonly after: ReadonlySet<string> };
  readonly segments: readonly SegmentMaterial[];
  /** The same part of the year one year before, if there was feedback. */
  readonly lastYear?: BeforeAfter;
  /** How often comments contradict scores, by the key of each scale; only if the responses were checked. */
  readonly agreement?: ReadonlyMap<string, { readonly before: Agreement; readonly after: Agreement }>;
  /** The later period without the responses that repeat one source; only if there are any. */
  readonly quiet?: { readonly after: Disclosed; readonly repeated: number };
  /** Languages of the later period whose sentiment is provisional, as ISO 639-1; only if the responses were checked. */
  readonly provisional?: readonly string[];
}

/** How often something is mentioned in answers, by sentiment. */
export interface MentionCounts {
  readonly negative: number;
  readonly neutral: number;
  readonly positive: number;
  /** Of an issue: the answers of each person that mention it. */
  readonly byPerson?: readonly number[];
}

/** Where an issue is mentioned significantly more often, as shares of its mentions and of all other comments. */
export interface Mostly {
  readonly dimension: string;
  readonly value: string;
  readonly inside: number;
  readonly outside: number;
}

/**
 * An issue at one touchpoint over time. Until issues are found, the themes of each touchpoint are used instead.
 */
export interface IssueSeries extends Named {
  readonly touchpoint: string;
  /** The theme that the issue belongs to. */
  readonly theme?: string;
  /** Answers that mention it; `few` below the minimum group size. */
  readonly before: MentionCounts | 'few';
  readonly after: MentionCounts | 'few';
  readonly mostly?: Mostly;
  /** By the Monday of each week. */
  readonly weeks: ReadonlyMap<string, MentionCounts>;
}

/** The last weeks up to the end of the period, in order, by touchpoint. Read only for places with a finding. */
export type WeeksByTouchpoint = ReadonlyMap<string, readonly DisclosedPeriod[]>;

/** The association of a theme with the main score, all else equal; with its false discovery rate over all themes. */
export interface KnownDriver {
  readonly scale: string;
  readonly unit: 'points' | 'share' | 'mean';
  readonly effect: Interval & { readonly value: number };
  readonly falseDiscoveryRate: number;
}

/** An action that was taken. */
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
  /** Months of either period without any feedback, in order, where a period has several: a quarter that was loaded in part. */
  readonly monthsWithout?: readonly string[];
  /** In the order of the journey. */
  readonly touchpoints: readonly TouchpointMaterial[];
  readonly stages: readonly (Named & { readonly targets?: Targets })[];
  /** Of the whole journey. */
  readonly targets?: Targets;
  readonly issues: readonly IssueSeries[];
  readonly actions: readonly DoneAction[];
  /** Names and parents of themes, by id; a theme without a name is shown by its id in words. */
  readonly themes: ReadonlyMap<
    string,
    {
      readonly name?: string;
      /** By language. */
      readonly names?: Readonly<Record<string, string>>;
      readonly parent?: string;
    }
  >;
  readonly settings: MetricsSettings;
  /** By theme; only if the responses were checked. */
  readonly drivers?: ReadonlyMap<string, KnownDriver>;
}

/** The requested part of the journey: a touchpoint, a stage, or all of it. */
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
