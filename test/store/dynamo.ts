import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { createTables } from '../../lib/infra/tables.ts';
import type { TablePlan } from '../../lib/local/cloud/plan.ts';
import { clientSettings } from '../../lib/local/emulators/clients.ts';
import { startTables } from '../../lib/local/emulators/dynamodb.ts';
import { documentClient } from '../../lib/store/dynamodb.ts';

export interface TestTables {
  readonly client: DynamoDBDocumentClient;
  stop(): Promise<void>;
}

/** The names under which the tests create the three tables, keyed as the stack keys them. */
export const tableNames = ['feedback', 'summaries', 'batches'] as const;

const tablePlans = (): TablePlan[] => {
  const stack = new Stack(new App(), 'Tables');
  createTables(stack);
  const resources = Object.entries(Template.fromStack(stack).findResources('AWS::DynamoDB::Table'));
  return resources.map(([logicalId, { Properties }]) => {
    const name = tableNames.find((table) => logicalId.toLowerCase().startsWith(table));
    return { ...Properties, name, arn: '' } as TablePlan;
  });
};

/** A real DynamoDB emulator with the tables of the stack, in memory, in a process of its own. */
export const startTestTables = async (): Promise<TestTables> => {
  const tables = await startTables({
    directory: undefined,
    wish: { port: 0, flag: '--port' },
    tables: tablePlans(),
    onEnd: (lastWords) => {
      throw new Error(`the tables ended: ${lastWords}`);
    },
  });
  const client = documentClient({ ...clientSettings, endpoint: tables.endpoint });
  return {
    client,
    async stop() {
      client.destroy();
      await tables.stop();
    },
  };
};
