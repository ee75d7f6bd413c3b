import { sortBy } from 'remeda';
import { VerbatimError } from '../../errors.ts';
import { driverReport } from '../../insights/drivers/driver-report.ts';
import { DriverSample } from '../../insights/drivers/driver-sample.ts';
import {
  outcomeToExplain,
  ratingToExplain,
  type ScoreToExplain,
  sentimentToExplain,
} from '../../insights/drivers/explained.ts';
import type { MetricsSettings } from '../../metrics/figures/metrics-settings.ts';
import type { Effects } from '../../pipeline/effects.ts';
import type { ScanPlan } from '../../query/plan-scan.ts';
import { scanCopies } from '../../query/scan-responses.ts';
import {
  isScopeSuppressed,
  isSuppressed,
  partialOf,
  prepareScan,
  type ScanContext,
  scopeOf,
  withPeriod,
} from '../../query/scan-scope.ts';
import { readOutcome, readSeriesValues } from '../../store/settings/operations-config.ts';
import type { ParsedRequest } from '../contract/basis/operation.ts';
import { type DriversAnswer, readDrivers } from '../contract/drivers.ts';
import { type Route, route } from '../route.ts';
import { requireDimensions } from './known-dimensions.ts';

type Asked = ParsedRequest<typeof readDrivers>['query'];
type AskedMetric = Asked & { readonly metric: string };

/** The order of the default. */
const metricOrder = ['nps', 'csat', 'ces', 'rating'] as const;

/** The first metric with ratings in a scope; undefined if there is none. */
export const metricThere = ({
  ratings,
}: Pick<ScanPlan, 'ratings'>): (typeof metricOrder)[number] | undefined =>
  metricOrder.find((metric) => Object.keys(ratings).some((key) => key.startsWith(`${metric}:`)));

/** Scales of a metric in a scope, most ratings first. */
export const scalesOf = ({ ratings }: Pick<ScanPlan, 'ratings'>, metric: string): string[] =>
  sortBy(
    Object.entries(ratings).filter(([key]) => key.startsWith(`${metric}:`)),
    [([, n]) => n, 'desc'],
    ([key]) => key,
  ).map(([key]) => key);

/** The requested scale, or the most used one. Throws `not-found` if no ratings on it may be disclosed. */
export const scaleOf = (
  { metric, scale }: { readonly metric: string; readonly scale?: string | undefined },
  scales: readonly string[],
): string => {
  const key = scale ?? scales[0];
  if (key !== undefined && scales.includes(key)) return key;
  throw new VerbatimError(
    'not-found',
    'no ratings on this scale in this period, or fewer than the minimum group size',
    {
      expected: scales.join(', ') || 'another metric or period',
      got: scale ?? metric,
    },
  );
};

const explainedBy = async (
  { objects, satisfiedFrom }: Pick<Effects, 'objects'> & Pick<MetricsSettings, 'satisfiedFrom'>,
  asked: AskedMetric,
  scales: readonly string[],
): Promise<ScoreToExplain> => {
  if (asked.metric === 'sentiment') return sentimentToExplain;
  if (asked.metric.startsWith('outcome:')) {
    const name = asked.metric.slice('outcome:'.length);
    const outcome = await readOutcome(objects, name);
    return outcomeToExplain(
      name,
      ({ responseId, sourceId = '', respondent = '' }) =>
        outcome.get(responseId) ?? outcome.get(sourceId) ?? outcome.get(respondent),
    );
  }
  const key = scaleOf(asked, scales);
  return ratingToExplain(key, satisfiedFrom?.[key]);
};

const driversIn = async (context: ScanContext, asked: Asked): Promise<DriversAnswer> => {
  const { effects } = context;
  const scan = await prepareScan(context, asked);
  const { plan, settings, thresholds } = scan;
  const metric = asked.metric ?? metricThere(plan) ?? 'sentiment';
  const scales = scalesOf(plan, metric);
  const head = { metric, scales, ...scopeOf(asked) };
  if (isScopeSuppressed(scan)) return { ...head, suppressed: true };
  const explain = await explainedBy({ ...settings, objects: effects.objects }, { ...asked, metric }, scales);
  const sample = new DriverSample(explain);
  for await (const copies of scanCopies(effects, plan)) for (const copy of copies) sample.add(copy);
  await requireDimensions(context, asked, plan);
  if (isSuppressed(scan) || sample.isOfFewerThan(thresholds.figures)) return { ...head, suppressed: true };
  const { minimumSample } = settings;
  return {
    ...head,
    ...partialOf(scan),
    ...driverReport(sample, explain, {
      ...(minimumSample === undefined ? {} : { minimumSample }),
      minRespondents: thresholds.figures,
      series: await readSeriesValues(effects.objects),
    }),
  };
};

/** `GET /drivers`: what a score is associated with. */
export const driverRoutes = (context: ScanContext): Route[] => [
  route(readDrivers, async ({ query }) => driversIn(context, await withPeriod(context, query))),
];
