import type { PriceList } from './prices.ts';

/** What a deployment costs every month when nobody uses it. */

/** The part of a template that says so. */
export interface StandingTemplate {
  readonly Resources: Readonly<
    Record<
      string,
      { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> | undefined }
    >
  >;
}

export type Standing = keyof PriceList['monthly'] | 'queueRequests';

/** Lambda asks each queue of an event source with five long polls of 20 seconds, also while it is empty. */
const pollsAtOnce = 5;
const pollSeconds = 20;
const secondsOfMonth = 30 * 86_400;
const pollsOfMonth = (pollsAtOnce * secondsOfMonth) / pollSeconds;

/** The hourly run reports these, also while nothing is loaded. */
const metricsOfIdle = 2;

/** An alarm on an expression is billed for each metric in it. */
const metricsOf = ({ Metrics }: Readonly<Record<string, unknown>>): number =>
  Array.isArray(Metrics)
    ? Metrics.filter(
        (metric: unknown) => typeof metric === 'object' && metric !== null && 'MetricStat' in metric,
      ).length
    : 1;

/** How many of each a template has. */
export const standingOf = ({ Resources }: StandingTemplate): Readonly<Record<Standing, number>> => {
  const ofType = (type: string) => Object.values(Resources).filter(({ Type }) => Type === type);
  const alarms = ofType('AWS::CloudWatch::Alarm').map(({ Properties = {} }) => metricsOf(Properties));
  return {
    alarmMetric: alarms.reduce((sum, metrics) => sum + metrics, 0),
    customMetric: metricsOfIdle,
    dashboard: ofType('AWS::CloudWatch::Dashboard').length,
    secret: ofType('AWS::SecretsManager::Secret').length,
    encryptionKey: ofType('AWS::KMS::Key').length,
    queueRequests: pollsOfMonth * ofType('AWS::Lambda::EventSourceMapping').length,
  };
};

export interface StandingLine {
  readonly of: Standing;
  readonly amount: number;
  /** Dollars a month by list prices, and with what is free in every account. */
  readonly dollars: number;
  readonly dollarsBeyondFree: number;
}

/** The lines of a month without use, the most expensive first. */
export const standingCost = (
  standing: Readonly<Record<Standing, number>>,
  { monthly, prices, alwaysFree }: PriceList,
): StandingLine[] => {
  const { dollars, per } = prices.queueRequests;
  const dollarsOfOne: Readonly<Record<Standing, number>> = { ...monthly, queueRequests: dollars / per };
  const free: Readonly<Partial<Record<Standing, number>>> = alwaysFree;
  const line = (of: Standing): StandingLine => ({
    of,
    amount: standing[of],
    dollars: standing[of] * dollarsOfOne[of],
    dollarsBeyondFree: Math.max(0, standing[of] - (free[of] ?? 0)) * dollarsOfOne[of],
  });
  const names: readonly Standing[] = [
    'alarmMetric',
    'customMetric',
    'dashboard',
    'secret',
    'encryptionKey',
    'queueRequests',
  ];
  return names
    .map(line)
    .filter(({ amount }) => amount > 0)
    .toSorted((left, right) => right.dollars - left.dollars);
};
