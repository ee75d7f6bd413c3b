import { describe, expect, test } from 'vitest';
import { account } from '../../lib/local/cloud/intrinsics.ts';
import type { Template } from '../../lib/local/cloud/template.ts';
import { actionOn, type Call } from '../../lib/local/strict/action.ts';
import { policyOf, readPolicies } from '../../lib/local/strict/policies.ts';
import { serviceCalls } from '../../lib/local/strict/service-calls.ts';
import { simulated } from '../local/strict/simulate.ts';
import { synthesize } from './synthesized-stack.ts';

/** What services do on their own, and what functions do only with certain settings, against the synthesized policies. */

const templateOf = (settings: Record<string, unknown> = {}): Template => ({
  Resources: Object.fromEntries(synthesize(settings).all.map(({ id, ...resource }) => [id, resource])),
  Outputs: {},
});

const usual = templateOf();

const isAllowed = (template: Template, call: Call): Promise<boolean> => {
  const policies = readPolicies(template);
  return simulated(call, {
    ofPrincipal: policies.ofFunction.get(call.principal) ?? [],
    ofResource: policyOf(policies, call.resource),
  });
};

const deniedOf = async (template: Template): Promise<string[]> => {
  const denied: string[] = [];
  for (const call of serviceCalls(template))
    if (!(await isAllowed(template, call))) denied.push(`${call.principal} ${call.action} ${call.resource}`);
  return denied;
};

/** Without the statements that match. */
const without = (template: Template, matches: (statement: string) => boolean): Template => ({
  ...template,
  Resources: Object.fromEntries(
    Object.entries(template.Resources).map(([id, resource]) => {
      const document = resource.Properties['PolicyDocument'] as { Statement: unknown[] } | undefined;
      if (document === undefined) return [id, resource];
      const Statement = document.Statement.filter((statement) => !matches(JSON.stringify(statement)));
      const PolicyDocument = { ...document, Statement };
      return [id, { ...resource, Properties: { ...resource.Properties, PolicyDocument } }];
    }),
  ),
});

describe('what services do', () => {
  test('is allowed: notices of uploads, access logs, every alarm, the hourly rule, the API, logs, and taking messages', async () => {
    const counted = Map.groupBy(serviceCalls(usual), ({ principal }) => principal);
    const alarms = Object.values(usual.Resources).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
    expect(counted.get('cloudwatch.amazonaws.com')).toHaveLength(alarms.length);
    expect([...counted.keys()]).toEqual(
      expect.arrayContaining([
        's3.amazonaws.com',
        'logging.s3.amazonaws.com',
        'events.amazonaws.com',
        'apigateway.amazonaws.com',
      ]),
    );
    expect(await deniedOf(usual)).toEqual([]);
  });

  test('is reported as denied if its policy is missing: alarms to their topic, S3 to its queue', async () => {
    const silent = await deniedOf(without(usual, (statement) => statement.includes('cloudwatch')));
    expect(silent.length).toBeGreaterThan(15);
    expect(silent.every((name) => name.startsWith('cloudwatch.amazonaws.com sns:Publish'))).toBe(true);
    const deaf = await deniedOf(without(usual, (statement) => statement.includes('"s3.amazonaws.com"')));
    expect(deaf).toEqual([
      's3.amazonaws.com sqs:SendMessage arn:aws:sqs:us-east-1:000000000000:ingest-queue',
    ]);
  });

  test('is refused to the same service of another account, and without TLS', async () => {
    const [alarm] = serviceCalls(usual).filter(({ action }) => action === 'sns:Publish');
    if (alarm === undefined) throw new Error('there is no alarm');
    const foreign = { ...alarm.context, 'aws:SourceAccount': '999999999999' };
    expect(await isAllowed(usual, { ...alarm, context: foreign })).toBe(false);
    const open = { ...alarm.context, 'aws:SecureTransport': 'false' };
    expect(await isAllowed(usual, { ...alarm, context: open })).toBe(false);
  });

  test('that publish to a topic can encrypt for it: the alarm topic uses no key that services cannot use', () => {
    const [alarms] = Object.entries(usual.Resources).filter(
      ([id, { Type }]) => Type === 'AWS::SNS::Topic' && id.startsWith('Alarms'),
    );
    // The managed key of SNS can be used by roles of the account and by no service.
    expect(Object.keys(alarms?.[1].Properties ?? {})).toEqual(['DisplayName', 'Tags']);
  });
});

describe('mail', () => {
  const template = templateOf({ digestSender: 'digests@mail.example.org' });
  const from = (sender: string, resource: string): Call => ({
    principal: 'report',
    ...actionOn('ses:SendEmail', `arn:aws:ses:us-east-1:${account}:${resource}`, {
      'ses:FromAddress': sender,
    }),
  });

  test.each([
    'identity/digests@mail.example.org',
    'identity/mail.example.org',
    'identity/example.org',
    // The default one of an identity.
    'configuration-set/digests',
  ])('may be sent by %s, as the sender alone', async (resource) => {
    expect(await isAllowed(template, from('digests@mail.example.org', resource))).toBe(true);
    expect(await isAllowed(template, from('other@mail.example.org', resource))).toBe(false);
  });

  test('may not be sent from the identity of another domain', async () => {
    expect(await isAllowed(template, from('digests@mail.example.org', 'identity/example.com'))).toBe(false);
  });
});
