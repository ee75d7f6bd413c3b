import { type Disclosed, isFullySuppressed } from '../../disclosure/parts.ts';
import { type Change, changeOf } from '../../metrics/comparisons/change.ts';
import type { Figure } from '../../metrics/figures/figure.ts';
import { figuresOf } from '../../metrics/figures/figures.ts';
import type { MetricsSettings } from '../../metrics/figures/metrics-settings.ts';
import { breaksBetween } from '../changes/version-breaks.ts';
import { headlinesOf } from './facet-page.ts';

/** The place of a KPI, its owner, and its targets: by headline, in its unit. */
export interface Aim {
  readonly scope: 'touchpoint' | 'stage' | 'journey';
  readonly id: string;
  readonly name: string;
  readonly owner?: string;
  readonly targets: Readonly<Record<string, number>>;
}

/**
 * `met` and `missed` if the whole interval is on one side of the target; `open` if it includes the target; `too-few`
 * under the minimum sample; `unknown` if there is no figure.
 */
export type TargetStatus = 'met' | 'missed' | 'open' | 'too-few' | 'unknown';

export interface ScorecardRow extends Omit<Aim, 'targets'> {
  /** A headline: the key of a scale, or `sentiment:net`. */
  readonly kpi: string;
  readonly target?: number;
  readonly actual?: Figure;
  /** Suppressed: below the minimum group size. */
  readonly suppressed?: true;
  /** Only if there is a target. */
  readonly status?: TargetStatus;
  /** Compared with the period before. Absent if that has no figure, or if another version scored it. */
  readonly trend?: Change;
  /** The trend is significant by the rule of findings and changes. */
  readonly certain?: true;
  /** Another version scored the period before: there is no trend. */
  readonly broken?: true;
}

/** The status of a figure; exactly the target counts as met. */
export const targetStatus = (target: number, actual: Figure | undefined): TargetStatus => {
  if (actual === undefined) return 'unknown';
  if (!actual.enough) return 'too-few';
  if (actual.low >= target) return 'met';
  return actual.high < target ? 'missed' : 'open';
};

const headlines = (disclosed: Disclosed, settings: MetricsSettings): Map<string, Figure> =>
  headlinesOf(figuresOf(disclosed.tally, settings));

interface Compared {
  readonly kpi: string;
  readonly earlier: ReadonlyMap<string, Figure>;
  readonly now: ReadonlyMap<string, Figure>;
  readonly isSignificant: (kpi: string) => boolean;
}

const trendOf = ({ kpi, earlier, now, isSignificant }: Compared): Pick<ScorecardRow, 'trend' | 'certain'> => {
  const [known, actual] = [earlier.get(kpi), now.get(kpi)];
  if (known === undefined || actual === undefined) return {};
  return { trend: changeOf(known, actual), ...(isSignificant(kpi) ? { certain: true } : {}) };
};

interface ComparedPlace {
  readonly before: Disclosed;
  readonly after: Disclosed;
  readonly isSignificant: (kpi: string) => boolean;
}

/**
 * The rows of one place: each headline with a figure or a target.
 *
 * @param before what may be shown of the period before, `after` of the period itself; `isSignificant` tells the headlines that changed significantly
 */
export const scorecardRows = (
  { targets, ...scope }: Aim,
  { before, after, isSignificant }: ComparedPlace,
  settings: MetricsSettings,
): ScorecardRow[] => {
  const [earlier, now] = [headlines(before, settings), headlines(after, settings)];
  const breaks = breaksBetween(before.versions, after.versions);
  const suppressed = isFullySuppressed(after) ? { suppressed: true as const } : {};
  const kpis = [...new Set([...now.keys(), ...Object.keys(targets)])].toSorted();
  return kpis.map((kpi) => {
    const [actual, target] = [now.get(kpi), targets[kpi]];
    const broken = kpi === 'sentiment:net' && breaks.sentiment;
    return {
      ...scope,
      kpi,
      ...(target === undefined ? {} : { target, status: targetStatus(target, actual) }),
      ...(actual === undefined ? suppressed : { actual }),
      ...(broken ? { broken: true as const } : trendOf({ kpi, earlier, now, isSignificant })),
    };
  });
};
