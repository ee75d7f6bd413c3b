import { z } from 'zod';
import type { ConfidentialityThresholds } from '../metrics/confidentiality.ts';
import { type MetricsSettings, thresholdsOf } from '../metrics/metrics-settings.ts';
import type { Condition } from '../report/narrowing.ts';
import type { Configuration, Effects } from '../steps/effects.ts';
import { planScan, type ScanPlan } from '../steps/scan.ts';
import { requireTouchpoint } from './touchpoint-list.ts';

const period = z
  .string()
  .regex(/^\d{4}-\d{2}(-\d{2})?$/, 'a day such as 2026-05-31 or a month such as 2026-05');

const conditionsIn = (text: string): Condition[] =>
  text.split(',').map((part) => {
    const [dimension = '', value = ''] = part.split(/:(.*)/s);
    return { dimension: dimension.trim(), value: value.trim() };
  });

/** What stands behind `?` in every request that reads stored responses. `where` is `channel:web` or `channel:web,plan:gold`. */
export const scopeParameters = {
  touchpoint: z.string().min(1).optional(),
  from: period.optional(),
  to: period.optional(),
  where: z
    .string()
    .regex(/^[^:,]+:[^,]*(,[^:,]+:[^,]*)?$/, 'dimension:value, or two of them with a comma between')
    .transform(conditionsIn)
    .optional(),
};

export interface AskedScope {
  readonly touchpoint?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly where?: readonly Condition[] | undefined;
}

/** The scope as an answer repeats it. */
export const scopeOf = ({ touchpoint, from, to, where }: AskedScope) => ({
  ...(touchpoint === undefined ? {} : { touchpoint }),
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
  ...(where === undefined ? {} : { where }),
});

/** A scan, and what a team says of its figures. */
export interface PreparedScan {
  readonly plan: ScanPlan;
  readonly settings: MetricsSettings;
  readonly thresholds: ConfidentialityThresholds;
}

/** Plans the scan of a scope. Throws `not-found` for a touchpoint that is none, `scan-too-large` over the configured limit. */
export const prepareScan = async (
  effects: Effects,
  configuration: Configuration,
  scope: AskedScope,
): Promise<PreparedScan> => {
  if (scope.touchpoint !== undefined)
    await requireTouchpoint(effects.summaries, configuration, scope.touchpoint);
  const settings = await configuration.metrics();
  const thresholds = thresholdsOf(settings);
  const plan = await planScan(effects, scope, {
    limit: settings.scanLimit,
    leastPeople: thresholds.figures,
  });
  return { plan, settings, thresholds };
};

/** Once a scan is through: too few people are in its scope to show anything of it. */
export const isOfTooFew = ({ plan, thresholds }: PreparedScan): boolean =>
  (plan.partly && plan.cells.length === 0) || plan.narrowing.withheld(thresholds.figures);

/** Marks an answer from which some were left out for being too few. */
export const partlyOf = ({ plan }: PreparedScan): { readonly partly?: true } =>
  plan.partly ? { partly: true } : {};
