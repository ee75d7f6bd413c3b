import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Grant, grantsOf } from './grants.ts';
import { repository, synthesize } from './synthesized-stack.ts';

/** What docs/permissions.md says that each role may do, and why, against the policies that are deployed. */

interface Documented extends Grant {
  readonly why: string;
}

const documented = (): Documented[] => {
  const page = readFileSync(join(repository, 'docs/permissions.md'), 'utf8');
  return page.split(/^## /m).flatMap((section) => {
    const [role = '', ...lines] = section.split('\n');
    return lines.flatMap((line) => {
      const [, resource, actions = '', why = ''] = /^\| `([^`]+)` \| (.*?) \| (.*) \|$/.exec(line) ?? [];
      if (resource === undefined) return [];
      return [...actions.matchAll(/`([^`]+)`/g)].map(([, action = '']) => ({ role, resource, action, why }));
    });
  });
};

const nameOf = ({ role, resource, action }: Grant): string =>
  `${role.replace(/Role$/, '')} ${action} ${resource}`;
const names = (grants: readonly Grant[]): string[] => [...new Set(grants.map(nameOf))].toSorted();

describe('every action of every role', () => {
  const services = documented().filter(({ role }) => role !== 'Services');

  test('has a reason on the page of permissions, and every reason an action', () => {
    const stack = synthesize();
    expect(names(grantsOf(stack))).toEqual(names(services));
    expect(services.filter(({ why }) => why.length < 8).map(nameOf)).toEqual([]);
  });

  test('is missed if one is added', () => {
    const stack = synthesize({ digestSender: 'feedback@example.org' });
    const added = names(grantsOf(stack)).filter((name) => !names(services).includes(name));
    expect(added.every((name) => name.startsWith('Report ses:SendEmail')) && added.length > 0).toBe(true);
  });
});

describe('services', () => {
  const stack = synthesize();
  const policies = [
    ...stack.ofType('AWS::SQS::QueuePolicy'),
    ...stack.ofType('AWS::SNS::TopicPolicy'),
    ...stack.ofType('AWS::S3::BucketPolicy'),
  ];
  const allowed = policies.flatMap(({ id, Properties }) =>
    [Properties.PolicyDocument.Statement]
      .flat()
      .flatMap((statement) =>
        statement.Effect === 'Allow' ? [{ id: id.replace(/[0-9A-F]{8}$/, ''), ...statement }] : [],
      ),
  );

  test('that may act on queues, topics and buckets are those of this account', () => {
    const services = allowed.flatMap(({ Principal, Condition }) =>
      Principal.Service === undefined
        ? []
        : [[Principal.Service, JSON.stringify(Condition).includes('aws:SourceAccount')]],
    );
    expect(new Set(services.map((one) => one.join(' ')))).toEqual(
      new Set(['s3.amazonaws.com true', 'cloudwatch.amazonaws.com true', 'logging.s3.amazonaws.com true']),
    );
  });

  test('that start functions do so from one rule or one API', () => {
    const permissions = stack.ofType('AWS::Lambda::Permission').map(({ Properties }) => Properties);
    expect(permissions.map(({ Principal }) => Principal).toSorted()).toEqual([
      'apigateway.amazonaws.com',
      'events.amazonaws.com',
      'events.amazonaws.com',
      'events.amazonaws.com',
      'events.amazonaws.com',
    ]);
    expect(permissions.filter(({ SourceArn }) => SourceArn === undefined)).toEqual([]);
  });
});
