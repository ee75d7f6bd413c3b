import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { metricNames, metricService } from '../../runtime/metrics.ts';
import type { Functions, Parts } from '../permissions.ts';
import { alarmPeriod, type Raise } from './alarms.ts';

/** What operators look at: the counts of the ledgers, the queues, the functions, the tables and the API, and alarms about them. */

const namespace = 'Verbatim';
const ofPipeline = { namespace, dimensionsMap: { service: metricService } };

/** A count of all functions together. */
const total = (metricName: string): Metric =>
  new Metric({ ...ofPipeline, metricName, statistic: Stats.SUM, period: alarmPeriod, label: metricName });

/** Writes: a refused read fails what asked for it, which is an alarm of its own. */
const throttlesOf = ({ tables }: Parts): MathExpression => {
  const metrics = Object.values(tables).map((table, index): [string, IMetric] => [
    `w${index}`,
    table.metric('WriteThrottleEvents', { statistic: Stats.SUM, period: alarmPeriod }),
  ]);
  return new MathExpression({
    expression: metrics.map(([id]) => `FILL(${id}, 0)`).join(' + '),
    usingMetrics: Object.fromEntries(metrics),
    label: 'throttled writes',
    period: alarmPeriod,
  });
};

/** What the hourly run of summarize found. */
const foundByHourlyRun = (metricName: string): Metric =>
  new Metric({ ...ofPipeline, metricName, statistic: Stats.MAXIMUM, period: Duration.hours(1) });

/** Alarms about what no single function sees. */
export const watchPipeline = (scope: Construct, parts: Parts, raise: Raise): void => {
  raise(scope, {
    name: 'incomplete-batches',
    meaning: 'A batch ended without some of its rows or figures.',
    metric: total('BatchesIncomplete'),
    threshold: 1,
  });
  raise(scope, {
    name: 'stuck-batches',
    meaning: 'A batch or a reanalysis began over six hours ago and has not ended.',
    metric: foundByHourlyRun('BatchesStuck'),
    threshold: 1,
  });
  raise(scope, {
    name: 'canary-missing',
    meaning: 'The canary file is hours late, or the hourly run did not check for it.',
    metric: foundByHourlyRun('CanaryMissing'),
    threshold: 1,
    periods: 3,
    missingDataBreaches: true,
  });
  raise(scope, {
    name: 'throttles',
    meaning: 'Lambda refused to run functions of this account: too many ran at once.',
    // Of the account and its region, which functions share: an alarm for each function would cost as many metrics and say the same.
    metric: new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      statistic: Stats.SUM,
      period: alarmPeriod,
    }),
    threshold: 1,
  });
  raise(scope, {
    name: 'table-throttles',
    meaning: 'DynamoDB refused writes to a table for a quarter of an hour.',
    metric: throttlesOf(parts),
    threshold: 1,
    periods: 3,
  });
};

const widget = (title: string, left: IMetric[]): GraphWidget =>
  new GraphWidget({ title, left, width: 12, height: 6 });

const named = (pattern: RegExp): IMetric[] =>
  metricNames.filter((name) => pattern.test(name)).map((name) => total(name));

/** One dashboard, named as the stack. */
export const createDashboard = (
  scope: Construct,
  name: string,
  {
    functions,
    parts,
    http,
  }: { readonly functions: Functions; readonly parts: Parts; readonly http: HttpApi },
): void => {
  const handlers = Object.values(functions).map(({ handler }) => handler);
  const queues = Object.values(parts.queues);
  new Dashboard(scope, 'Dashboard', {
    dashboardName: name,
    defaultInterval: Duration.days(3),
    widgets: [
      [widget('Rows', named(/^Rows/)), widget('Answers', named(/^Answers/))],
      [
        widget('Batches and files', named(/^(Batches|Files|People)/)),
        widget('Failed parts', named(/Failed$|^Canary/)),
      ],
      [
        widget(
          'Oldest message, seconds',
          queues.map(({ queue }) => queue.metricApproximateAgeOfOldestMessage()),
        ),
        widget(
          'Dead letters',
          queues.map(({ deadLetters }) => deadLetters.metricApproximateNumberOfMessagesVisible()),
        ),
      ],
      [
        widget(
          'Errors of functions',
          handlers.map((handler) => handler.metricErrors()),
        ),
        widget(
          'Duration of functions, longest',
          handlers.map((handler) => handler.metricDuration({ statistic: Stats.MAXIMUM })),
        ),
      ],
      [
        widget('API', [http.metricCount(), http.metricClientError(), http.metricServerError()]),
        widget('Throttled: functions and tables', [
          ...handlers.map((handler) => handler.metricThrottles()),
          throttlesOf(parts),
        ]),
      ],
    ],
  });
};
