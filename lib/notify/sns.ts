import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Notify } from '../pipeline/report/report-effects.ts';

/** A subject is at most 100 characters of plain ASCII; everything else is in the text. */
const subjectOf = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[^\x20-\x7e]/g, '')
    .slice(0, 100);

/** Publishes to a topic: digests and alerts, distinguished by their subjects. */
export const snsNotify =
  (client: SNSClient, topicArn: string): Notify =>
  async ({ subject, text }) => {
    await client.send(new PublishCommand({ TopicArn: topicArn, Subject: subjectOf(subject), Message: text }));
  };
