import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { bedrockNarrate } from '../notify/bedrock.ts';
import { sesMail } from '../notify/ses.ts';
import { snsNotify } from '../notify/sns.ts';
import type { Log } from '../pipeline/effects.ts';
import type { ReportConfiguration, ReportEffects } from '../pipeline/report/report-effects.ts';
import { documentClient } from '../store/dynamodb.ts';
import { dynamoReportStore } from '../store/report-store.ts';
import { type Connections, connect } from './connect.ts';
import { bucketReportConfiguration } from './report-configuration.ts';

export interface ReportConnections extends Omit<Connections, 'effects' | 'configuration'> {
  readonly effects: ReportEffects;
  readonly configuration: Connections['configuration'] & ReportConfiguration;
}

/** The effects of reports, from the environment that the stack set. Mail and narrative exist if it names them. */
export const connectReports = (variables: NodeJS.ProcessEnv, log: Log): ReportConnections => {
  const { effects, configuration, ...connected } = connect(variables, log);
  const { environment } = connected;
  const { DIGEST_SENDER: sender, NARRATIVE_MODEL: model } = environment;
  return {
    effects: {
      ...effects,
      reports: dynamoReportStore(documentClient(), environment.SUMMARIES_TABLE),
      notify: snsNotify(new SNSClient(), environment.REPORT_TOPIC_ARN),
      ...(sender === undefined ? {} : { mail: sesMail(new SESv2Client(), sender) }),
      ...(model === undefined ? {} : { narrate: bedrockNarrate(new BedrockRuntimeClient(), model) }),
      now: () => new Date(),
    },
    configuration: { ...configuration, ...bucketReportConfiguration(effects.objects) },
    ...connected,
  };
};
