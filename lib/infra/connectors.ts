import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import { allowList, allowObjects, allowTable } from './access.ts';
import type { Parts } from './permissions.ts';
import { PipelineFunction, type PipelineFunctionProps } from './pipeline-function.ts';

/** The function that asks sources for new responses every hour. It can read its settings and positions, and nothing that customers said. */
export const createConnectors = (
  scope: Construct,
  { bucket, tables }: Parts,
  shared: Pick<PipelineFunctionProps, 'code' | 'environment' | 'raise'>,
): PipelineFunction => {
  const fetch = new PipelineFunction(scope, 'Fetch', {
    ...shared,
    step: 'fetch',
    description: 'Asks the sources of config/connectors.yaml for new responses',
    timeout: Duration.minutes(10),
    memoryMegabytes: 512,
    isScheduled: true,
  });
  allowList(fetch, bucket);
  allowObjects(fetch, bucket, { access: ['read'], prefixes: ['config/'] });
  allowObjects(fetch, bucket, { access: ['read', 'write'], prefixes: ['connectors/'] });
  allowObjects(fetch, bucket, { access: ['write'], prefixes: ['stream/'] });
  allowTable(fetch, tables.batches, { requests: ['GetItem', 'PutItem'] });
  new Rule(scope, 'Connectors', {
    description: 'Asks the sources of config/connectors.yaml for new responses',
    schedule: Schedule.rate(Duration.hours(1)),
    targets: [new LambdaFunction(fetch.handler, { retryAttempts: 0, maxEventAge: Duration.hours(1) })],
  });
  return fetch;
};
