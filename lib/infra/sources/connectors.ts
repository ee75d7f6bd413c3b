import { CfnOutput, Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import { allowList, allowObjects, allowSecret, allowTable } from '../access.ts';
import type { Parts } from '../permissions.ts';
import { PipelineFunction, type PipelineFunctionProps } from '../pipeline-function.ts';
import { createSourceSecret } from './source-secret.ts';

/** The function that asks sources for new responses every hour. It can read its settings, positions and keys, and nothing that customers said. */
export const createConnectors = (
  scope: Construct,
  { bucket, tables }: Parts,
  shared: Pick<PipelineFunctionProps, 'code' | 'environment' | 'raise'>,
): PipelineFunction => {
  const keys = createSourceSecret(scope, 'ConnectorKeys', {
    description:
      'Keys that the sources of config/connectors.yaml issued, as JSON by the name of the connector',
    reason: 'The sources issue these keys: they are replaced there and here at the same time.',
  });
  const fetch = new PipelineFunction(scope, 'Fetch', {
    ...shared,
    environment: { ...shared.environment, CONNECTOR_KEYS_ARN: keys.secretArn },
    step: 'fetch',
    description: 'Asks the sources of config/connectors.yaml for new responses',
    timeout: Duration.minutes(10),
    memoryMegabytes: 512,
  });
  allowList(fetch, bucket);
  allowObjects(fetch, bucket, { access: ['read'], prefixes: ['config/'] });
  allowObjects(fetch, bucket, { access: ['read', 'write'], prefixes: ['connectors/'] });
  allowObjects(fetch, bucket, { access: ['write'], prefixes: ['stream/'] });
  allowTable(fetch, tables.batches, { requests: ['GetItem', 'PutItem'] });
  allowSecret(fetch, keys);
  new Rule(scope, 'Connectors', {
    description: 'Asks the sources of config/connectors.yaml for new responses',
    schedule: Schedule.rate(Duration.hours(1)),
    targets: [new LambdaFunction(fetch.handler, { retryAttempts: 0, maxEventAge: Duration.hours(1) })],
  });
  new CfnOutput(scope, 'ConnectorKeysArn', { value: keys.secretArn });
  return fetch;
};
