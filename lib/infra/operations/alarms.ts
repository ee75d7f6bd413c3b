import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

/** What an alarm watches. Its `name` is also its heading in docs/runbook.md. */
interface AlarmProps {
  /** For example `ingest-errors`. */
  readonly name: string;
  /** One sentence for the person on call. */
  readonly meaning: string;
  readonly metric: IMetric;
  /** Triggers at this value or above. */
  readonly threshold: number;
  /** Periods of the metric in a row that must be at the threshold; 1 by default. */
  readonly periods?: number;
  /** True: missing data raises the alarm. By default it does not. */
  readonly missingDataBreaches?: true;
}

/** Adds a CloudWatch alarm that notifies the alarm topic. */
export type Raise = (scope: Construct, props: AlarmProps) => Alarm;

export const alarmPeriod = Duration.minutes(5);

/** A topic with a policy of its own loses the default one, which lets the services of its account publish. */
const letAlarmsPublish = (topic: Topic): void => {
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsOfThisAccount',
      actions: ['sns:Publish'],
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(topic).account } },
    }),
  );
};

/** The topic of all alarms, and the function that adds an alarm to it. Alarms carry counts, never feedback. */
export const createAlarms = (
  scope: Construct,
  stackName: string,
  email: string | undefined,
): { topic: Topic; raise: Raise } => {
  const topic = new Topic(scope, 'Alarms', { displayName: `${stackName} alarms`, enforceSSL: true });
  letAlarmsPublish(topic);
  if (email !== undefined) topic.addSubscription(new EmailSubscription(email));
  const raise: Raise = (owner, { name, meaning, metric, threshold, periods, missingDataBreaches }) => {
    const alarm = new Alarm(owner, `${name}-alarm`, {
      alarmName: `${stackName}-${name}`,
      alarmDescription: `${meaning} What to do: docs/runbook.md, heading ${name}.`,
      metric,
      threshold,
      evaluationPeriods: periods ?? 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: missingDataBreaches ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    return alarm;
  };
  return { topic, raise };
};
