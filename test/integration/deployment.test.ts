import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { integration } from './deployment.ts';

/** The test of a deployment itself needs an account; here it is only put together. */

test('the integration test is a stack of the product with one of assertions, ready for an account', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'verbatim-integ-'));
  try {
    const assembly = integration({ outdir, context: { 'aws:cdk:bundling-stacks': [] } }).synth();
    const [product, asserting] = ['VerbatimIntegration', 'Assert'].map((name) =>
      assembly.stacksRecursively.find(({ stackName }) => stackName.includes(name)),
    );
    const typesOf = ({ template }: { template: { Resources: Record<string, { Type: string }> } }) =>
      Object.values(template.Resources).map(({ Type }) => Type);
    expect(typesOf(product ?? fail()).filter((type) => type === 'AWS::Lambda::Function')).toHaveLength(8);
    expect(typesOf(asserting ?? fail())).toEqual(
      expect.arrayContaining([
        'Custom::DeployAssert@SdkCallS3putObject',
        'Custom::DeployAssert@SdkCallDynamoDBquery',
      ]),
    );
    expect(readdirSync(outdir)).toContain('integ.json');
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}, 300_000);

const fail = (): never => {
  throw new Error('the stack is missing');
};
