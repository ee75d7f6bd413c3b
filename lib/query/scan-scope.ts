import type { Condition } from '../disclosure/narrowing.ts';
import type { ConfidentialityThresholds } from '../metrics/figures/metrics-settings.ts';
import { type MetricsSettings, thresholdsOf } from '../metrics/figures/metrics-settings.ts';
import type { Configuration } from '../store/settings/configuration.ts';
import type { Stores } from '../store/stores.ts';
import { type Deadline, deadlineIn } from './deadline.ts';
import { journeyRange, notBefore } from './journey-reader.ts';
import { type Headlines, hasFeedback, headlinesAt, latestMonth } from './latest-day.ts';
import { planScan, type ScanPlan } from './plan-scan.ts';
import type { AskedSpan } from './read-disclosed.ts';
import { requireTouchpoint } from './touchpoint-list.ts';

export interface AskedScope extends AskedSpan {
  readonly touchpoint?: string | undefined;
  readonly where?: readonly Condition[] | undefined;
}

/** The scope as an answer repeats it: with its months, if it is monthly. */
export const scopeOf = ({ touchpoint, from, to, where }: AskedScope, byMonth = where !== undefined) => {
  const nameOf = (bound: string): string => (byMonth ? bound.slice(0, 7) : bound);
  return {
    ...(touchpoint === undefined ? {} : { touchpoint }),
    ...(from === undefined ? {} : { from: nameOf(from) }),
    ...(to === undefined ? {} : { to: nameOf(to) }),
    ...(where === undefined ? {} : { where }),
  };
};

/** The effects of scans. */
export interface ScanEffects extends Stores {
  /** A monotonic clock, from any zero. */
  readonly milliseconds: () => number;
}

/** The input of a scan. */
export interface ScanContext {
  readonly effects: ScanEffects;
  readonly configuration: Configuration;
  /** Today in the reporting time zone. */
  today(): string;
}

/**
 * The scope with its period: by default that of the journey map, the latest month with feedback and the two before it; if a touchpoint has none in
 * it, the touchpoint's own. Where no feedback has a month, the period stays open.
 */
export const withPeriod = async <Asked extends AskedSpan & { readonly touchpoint?: string | undefined }>(
  { effects: { summaries }, today }: ScanContext,
  asked: Asked,
): Promise<Asked> => {
  if (asked.from !== undefined && asked.to !== undefined) return asked;
  const periodUpTo = async (month: string | undefined): Promise<Asked> => {
    if (month === undefined) return asked;
    const range = await journeyRange(summaries, { ...asked, to: notBefore(month, asked.from) }, today());
    return { ...asked, from: asked.from ?? range.from, to: asked.to ?? range.to };
  };
  const { touchpoint } = asked;
  const whole = await periodUpTo(asked.to ?? (await latestMonth(summaries, today())));
  if (touchpoint === undefined || asked.from !== undefined || asked.to !== undefined) return whole;
  const own: Headlines = headlinesAt(summaries, [touchpoint]);
  const isEmpty =
    whole.from !== undefined && !(await hasFeedback(own, { from: whole.from, to: whole.to ?? whole.from }));
  return isEmpty ? periodUpTo(await latestMonth(own, today())) : whole;
};

/** A request ends after 29 seconds: the rest is for computing. */
const readingSeconds = 20;

/** A scan, and the team's settings of figures. */
export interface PreparedScan {
  readonly plan: ScanPlan;
  readonly settings: MetricsSettings;
  readonly thresholds: ConfidentialityThresholds;
}

export interface PrepareOptions {
  /** Default: 20 seconds from now. If one request reads twice, both share the first deadline. */
  readonly deadline?: Deadline | undefined;
  /** Read whole months. Default: if there are conditions. */
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

/** After the scan: its scope has too few respondents to show anything. */
export const isSuppressed = ({ plan: { outcome } }: PreparedScan): boolean =>
  outcome.partial && !outcome.found;

/** Before anything is read: everything stored in its scope is below the minimum group size. */
export const isScopeSuppressed = (scan: PreparedScan): boolean =>
  scan.plan.cells.length === 0 && isSuppressed(scan);

/** After the scan: marks an answer that leaves out small groups. */
export const partialOf = ({ plan: { outcome } }: PreparedScan): { readonly partial?: true } =>
  outcome.partial ? { partial: true } : {};
