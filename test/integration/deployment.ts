import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, type AppProps, Duration } from 'aws-cdk-lib';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { settingsFromContext } from '../../lib/infra/settings.ts';
import { VerbatimStack } from '../../lib/infra/verbatim-stack.ts';

/**
 * A deployment with a test of it: a file is put into the bucket, and its batch and its summary must appear in the tables.
 *
 * It is the stack of the product under a name of its own, without the page: nothing of another deployment is touched.
 */
export const integration = (props: AppProps = {}): App => {
  const app = new App(props);
  const settings = settingsFromContext({ stackName: 'VerbatimIntegration', page: 'false' });
  const stack = new VerbatimStack(app, settings.stackName, settings);
  const bucket = stack.forPage.feedbackBucket;
  const summaries = stack.node.findChild('SummariesTable');
  if (!(summaries instanceof Table)) throw new TypeError('the stack has no table of summaries');
  const { assertions } = new IntegTest(app, 'Integration', {
    testCases: [stack],
    // Two deployments a day with the same logical ids must not find each other's leftovers.
    cdkCommandOptions: { destroy: { args: { force: true } } },
  });
  const put = assertions.awsApiCall('S3', 'putObject', {
    Bucket: bucket.bucketName,
    Key: 'uploads/delivery/integration.csv',
    Body: 'Date,NPS,Comment\n2026-05-01,9,Quick and friendly\n2026-05-02,2,The parcel came late\n',
  });
  put.provider.addToRolePolicy({
    Effect: 'Allow',
    Action: ['s3:PutObject'],
    Resource: [bucket.arnForObjects('uploads/*')],
  });
  const query = assertions.awsApiCall('DynamoDB', 'query', {
    TableName: summaries.tableName,
    KeyConditionExpression: 'series = :series',
    ExpressionAttributeValues: { ':series': { S: 'delivery|day' } },
    Select: 'COUNT',
  });
  query.provider.addToRolePolicy({
    Effect: 'Allow',
    Action: ['dynamodb:Query'],
    Resource: [summaries.tableArn],
  });
  put.next(
    query
      .assertAtPath('Count', ExpectedResult.exact(2))
      .waitForAssertions({ totalTimeout: Duration.minutes(5), interval: Duration.seconds(10) }),
  );
  return app;
};
