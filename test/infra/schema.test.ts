import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadRegistry, type Registry } from './service-spec.ts';
import { type Contract, contractOf, difference } from './stateful-contract.ts';
import { type Resource, synthesize } from './synthesized-stack.ts';

/** The templates against the registry of CloudFormation: what it would refuse, and what it would replace. */

let registry: Registry;
beforeAll(async () => {
  registry = await loadRegistry();
});

const pipeline = synthesize();
const page = synthesize({}, 'VerbatimPage');

/** The CDK uploads the page by a resource of its own, which no registry knows. */
const isRegistered = ({ Type }: Resource): boolean => !Type.startsWith('Custom::');

const everything = {
  alarmEmail: 'ops@example.org',
  reportEmail: 'board@example.org',
  digestSender: 'digests@example.org',
  narrativeModel: 'us.maker.model-1:0',
};

describe('every value of a template', () => {
  test.each([
    ['the pipeline', pipeline],
    ['the pipeline with every setting', synthesize(everything)],
    ['the page', page],
  ])('of %s keeps the schema of its resource', (_what, { all }) => {
    const before = registry.compared;
    const registered = all.filter(isRegistered);
    expect(registered.flatMap((resource) => registry.problemsOf(resource))).toEqual([]);
    expect(registry.compared - before).toBeGreaterThan(200);
  });

  test('that breaks a schema is found', () => {
    const resource = (Type: string, Properties: object): Resource => ({ id: 'It', Type, Properties });
    const problems = [
      resource('AWS::SQS::Queue', { VisibilityTimeout: 'long', DelaySeconds: 0 }),
      resource('AWS::SQS::Queue', { Visibility: 5 }),
      resource('AWS::DynamoDB::Table', { KeySchema: [{ AttributeName: 'cell' }] }),
      resource('AWS::Lambda::Function', { Code: {}, Role: { Ref: 'Role' }, VpcConfig: [] }),
      resource('AWS::Lambda::Funktion', {}),
    ].flatMap((one) => registry.problemsOf(one));
    expect(problems).toEqual([
      'It.VisibilityTimeout is not integer: "long"',
      'It.Visibility is unknown',
      'It.KeySchema.0.KeyType is missing',
      'It.VpcConfig is not ref: []',
      'It: no such type AWS::Lambda::Funktion',
    ]);
  });
});

describe('what holds data', () => {
  const committed = (): Contract =>
    JSON.parse(readFileSync(join(import.meta.dirname, 'stateful-resources.json'), 'utf8')) as Contract;

  test('is the same as in the last release: a deployment replaces and orphans nothing', () => {
    const now = contractOf([...pipeline.all, ...page.all], registry);
    // Intended? Then write down in docs/operate.md how data move, and copy this into stateful-resources.json.
    expect(difference(committed(), now), JSON.stringify(now, undefined, 2)).toEqual([]);
  });

  const table = { type: 'AWS::DynamoDB::Table', deletion: 'Retain', fixed: { KeySchema: ['cell'] } };

  test('may not get another key, leave the stack, or lose its protection', () => {
    const before: Contract = { Feedback: { ...table, indexes: {} } };
    expect(difference(before, { Feedback: { ...table, fixed: { KeySchema: ['id'] }, indexes: {} } })).toEqual(
      ['Feedback would be replaced by an empty one: KeySchema changes'],
    );
    expect(difference(before, {})).toEqual([
      'Feedback would leave the stack, with its data: another id is another resource',
    ]);
    expect(difference(before, { Feedback: { ...table, deletion: 'Delete', indexes: {} } })).toEqual([
      'Feedback would be deleted with the stack: Delete instead of Retain',
    ]);
  });

  test('may change one index in a deployment: DynamoDB refuses two', () => {
    const withIndexes = (indexes: Record<string, unknown>): Contract => ({ Feedback: { ...table, indexes } });
    const before = withIndexes({ 'by-a': 1, 'by-b': 1 });
    expect(difference(before, withIndexes({ 'by-a': 1, 'by-b': 1, 'by-c': 1 }))).toEqual([
      'Feedback: the index by-c changes: one deployment, and no other index with it',
    ]);
    expect(difference(before, withIndexes({ 'by-a': 2, 'by-c': 1 }))).toEqual([
      'Feedback: 3 indexes change (by-a, by-b, by-c): DynamoDB takes one in a deployment',
    ]);
  });
});
