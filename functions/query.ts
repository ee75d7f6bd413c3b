import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Context } from 'aws-lambda';
import { handle, type LambdaEvent } from 'hono/aws-lambda';
import { createApi } from '../lib/api/app.ts';
import { responseRoutes } from '../lib/api/batches/responses.ts';
import { uploadRoutes } from '../lib/api/batches/uploads.ts';
import { webhookRoutes } from '../lib/api/batches/webhooks.ts';
import { callerOf } from '../lib/api/caller.ts';
import { reportRoutes } from '../lib/api/reports/report-routes.ts';
import { configRoutes } from '../lib/api/views/config-view.ts';
import { settingsRoutes } from '../lib/api/views/settings-view.ts';
import { knownActions } from '../lib/query/findings/known-actions.ts';
import { wallClock } from '../lib/reports/due-runs.ts';
import { connect } from '../lib/runtime/connect.ts';
import { keptForAMinute } from '../lib/runtime/kept.ts';
import { bucketReportConfiguration } from '../lib/runtime/report-configuration.ts';
import { sourceSecrets } from '../lib/runtime/source-secrets.ts';
import { documentClient } from '../lib/store/dynamodb.ts';
import { dynamoReportStore } from '../lib/store/report-store.ts';
import { readWebhookSettings } from '../lib/store/settings/webhooks.ts';
import { requestOf, withFacts } from './handlers/log-context.ts';
import { log } from './log.ts';

const { effects, configuration, environment } = connect(process.env, log);
const zone = environment.REPORTING_TIME_ZONE;
const now = () => new Date();
const uploads = {
  reportingTimeZone: zone,
  phoneCountry: environment.PHONE_COUNTRY,
  ...(environment.AWS_REGION === undefined ? {} : { region: environment.AWS_REGION }),
};
const reports = {
  effects: { ...effects, reports: dynamoReportStore(documentClient(), environment.SUMMARIES_TABLE), now },
  configuration: { ...configuration, ...bucketReportConfiguration(effects.objects) },
  zone,
};
const context = {
  effects,
  configuration,
  today: () => wallClock(now(), zone).day,
  milliseconds: () => performance.now(),
  actions: () => knownActions(reports),
};
const api = createApi(context, {
  further: [
    ...settingsRoutes(context, zone),
    ...configRoutes({ effects, now }),
    ...uploadRoutes(context, uploads),
    ...responseRoutes({ ...effects, now }),
    ...webhookRoutes({
      ...effects,
      now,
      settings: keptForAMinute(() => readWebhookSettings(effects.objects), now),
      secrets: sourceSecrets(new SecretsManagerClient(), environment.WEBHOOK_SECRETS_ARN, now),
    }),
    ...reportRoutes(reports),
  ],
  callerOf: ({ env }) => callerOf(env.event?.requestContext?.authorizer),
});

const answer = handle(api);

/** The page calls `/api/` on its own origin; the rest of the path is a route of the API. */
const withoutPrefix = (event: LambdaEvent): LambdaEvent =>
  'rawPath' in event ? { ...event, rawPath: event.rawPath.replace(/^\/api(?=\/)/, '') } : event;

/** Answers the HTTP API. The API's authorizer establishes the caller; the role is checked here. */
export const handler = (event: LambdaEvent, context: Context) =>
  withFacts(requestOf(context), () => answer(withoutPrefix(event)));
