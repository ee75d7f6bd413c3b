import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { alarmPeriod, type Raise } from './operations/alarms.ts';

export interface WorkQueueProps {
  /** The step that it feeds: `ingest`, `analyze`, `summarize`. Names the alarms. */
  readonly step: string;
  /** The longest that the step may work on a batch of messages. */
  readonly functionTimeout: Duration;
  /** Tries before a message is a dead letter. */
  readonly maxReceiveCount: number;
  /** The alarm is raised when the oldest waiting message is this old. */
  readonly maxAge: Duration;
  readonly raise: Raise;
}

/** A queue of one step with its dead letters and its alarms. Encrypted, TLS only. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const safe = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    };
    this.deadLetters = new Queue(this, 'DeadLetters', { ...safe, visibilityTimeout: Duration.minutes(6) });
    this.queue = new Queue(this, 'Queue', {
      ...safe,
      // Six times the function's timeout: what Lambda asks for, so that a batch being retried is not handed out twice.
      visibilityTimeout: Duration.seconds(6 * props.functionTimeout.toSeconds()),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: props.maxReceiveCount },
    });
    this.#alarms(props);
  }

  #alarms({ step, maxAge, raise }: WorkQueueProps): void {
    raise(this, {
      name: `${step}-dead-letters`,
      meaning: `A message to ${step} became a dead letter.`,
      // Received, not waiting: a function takes them at once. Where it can't, their batch does not end, which is an alarm of its own.
      metric: this.deadLetters.metricNumberOfMessagesReceived({ statistic: 'Sum', period: alarmPeriod }),
      threshold: 1,
    });
    raise(this, {
      name: `${step}-backlog`,
      meaning: `The oldest message to ${step} has waited for ${maxAge.toMinutes()} minutes.`,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum', period: alarmPeriod }),
      threshold: maxAge.toSeconds(),
      periods: 2,
    });
  }
}
