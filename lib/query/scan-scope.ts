import type { Condition } from '../disclosure/narrowing.ts';
import type { ConfidentialityThresholds } from '../metrics/figures/metrics-settings.ts';
import { type MetricsSettings, thresholdsOf } from '../metrics/figures/metrics-settings.ts';
import type { Configuration } from '../store/settings/configuration.ts';
import type { Stores } from '../store/stores.ts';
import { type Deadline, deadlineIn } from './deadline.ts';
import type { AskedSpan } from './read-disclosed.ts';
import { planScan, type ScanPlan } from './scan-responses.ts';
import { requireTouchpoint } from './touchpoint-list.ts';

export interface AskedScope extends AskedSpan {
  readonly touchpoint?: string | undefined;
  readonly where?: readonly Condition[] | undefined;
}

/** The scope as an answer repeats it: with the months that it is of, where it is by the month. */
export const scopeOf = ({ touchpoint, from, to, where }: AskedScope, byMonth = where !== undefined) => {
  const nameOf = (bound: string): string => (byMonth ? bound.slice(0, 7) : bound);
  return {
    ...(touchpoint === undefined ? {} : { touchpoint }),
    ...(from === undefined ? {} : { from: nameOf(from) }),
    ...(to === undefined ? {} : { to: nameOf(to) }),
    ...(where === undefined ? {} : { where }),
  };
};

/** What scans do to the world. */
export interface ScanEffects extends Stores {
  /** A clock that only goes forward, from any zero. */
  readonly milliseconds: () => number;
}

/** What a scan works with. */
export interface ScanContext {
  readonly effects: ScanEffects;
  readonly configuration: Configuration;
}

/** A request ends after 29 seconds: the rest is for what is worked out of the responses. */
const readingSeconds = 20;

/** A scan, and what a team says of its figures. */
export interface PreparedScan {
  readonly plan: ScanPlan;
  readonly settings: MetricsSettings;
  readonly thresholds: ConfidentialityThresholds;
}

export interface PrepareOptions {
  /** Default: 20 seconds from now. What reads twice for one request passes the first one on. */
  readonly deadline?: Deadline | undefined;
  /** Reads whole months. Default: where there are conditions. */
  readonly byMonth?: boolean;
}

/**
 * Plans the scan of a scope. Throws `not-found` for a touchpoint that is invalid, `scan-too-large` over the configured limit; reading throws
 * `scan-too-slow` after the deadline.
 */
export const prepareScan = async (
  { effects, configuration }: ScanContext,
  asked: AskedScope,
  { deadline = deadlineIn(readingSeconds, effects.milliseconds), ...options }: PrepareOptions = {},
): Promise<PreparedScan> => {
  if (asked.touchpoint !== undefined)
    await requireTouchpoint(effects.summaries, configuration, asked.touchpoint);
  const settings = await configuration.metrics();
  const thresholds = thresholdsOf(settings);
  const plan = await planScan(effects, asked, {
    limit: settings.scanLimit,
    minRespondents: thresholds.figures,
    dimensions: settings.dimensions,
    deadline,
    ...options,
  });
  return { plan, settings, thresholds };
};

/** Once a scan is through: too few people are in its scope to show anything of it. */
export const isSuppressed = ({ plan: { outcome } }: PreparedScan): boolean =>
  outcome.partial && !outcome.found;

/** Before anything is read: all that is stored in its scope is below the minimum group size. */
export const isScopeSuppressed = (scan: PreparedScan): boolean =>
  scan.plan.cells.length === 0 && isSuppressed(scan);

/** Once a scan is through: marks an answer from which some were left out for being too few. */
export const partialOf = ({ plan: { outcome } }: PreparedScan): { readonly partial?: true } =>
  outcome.partial ? { partial: true } : {};
