import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { alarmPeriod, type Raise } from './operations/alarms.ts';
import type { PipelineFunction } from './pipeline-function.ts';

// The caller, the kind of request and the outcome. Neither path nor query: those may name a respondent.
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTime',
    caller: '$context.identity.userArn',
    method: '$context.httpMethod',
    status: '$context.status',
    responseLatency: '$context.responseLatency',
    integrationError: '$context.integrationErrorMessage',
  }),
);

interface ApiProps {
  readonly query: PipelineFunction;
  readonly raise: Raise;
  /** Whether `POST /webhooks/{source}` is open to anyone. */
  readonly webhooks: boolean;
}

/** The HTTP API: one function answers every route. Every route requires IAM, except that of webhooks, if the deployment has them. */
export class FeedbackApi extends Construct {
  /** Where the API is; requests are signed with SigV4 for `execute-api`. */
  readonly url: string;
  readonly http: HttpApi;

  constructor(scope: Construct, id: string, { query, raise, webhooks }: ApiProps) {
    super(scope, id);
    const integration = new HttpLambdaIntegration('Query', query.handler);
    this.http = new HttpApi(this, 'Http', {
      description: 'Per-touchpoint answers to open-text feedback',
      createDefaultStage: false,
      defaultAuthorizer: new HttpIamAuthorizer(),
      defaultIntegration: integration,
    });
    if (webhooks) this.#openWebhooks(integration);
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.http,
      autoDeploy: true,
      throttle: { rateLimit: 50, burstLimit: 100 },
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: accessLogFormat },
    });
    this.url = stage.url;
    raise(this, {
      name: 'api-errors',
      meaning: 'The API answered requests with an error of its own (5xx).',
      metric: this.http.metricServerError({ statistic: 'Sum', period: alarmPeriod }),
      threshold: 1,
    });
  }

  /** Who sends a webhook can't sign as AWS does: the function checks the sender's own signature. */
  #openWebhooks(integration: HttpLambdaIntegration): void {
    const routes = this.http.addRoutes({
      path: '/webhooks/{source}',
      methods: [HttpMethod.POST],
      integration,
      authorizer: new HttpNoneAuthorizer(),
    });
    for (const route of routes)
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason: 'The function checks the signature of the sender, under a secret for each source.',
      });
  }
}
