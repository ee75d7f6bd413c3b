import { describe, expect, test } from 'vitest';
import { type Caller, callerOf } from '../../lib/api/caller.ts';
import type { NeededRole, Operation, Role } from '../../lib/api/contract/basis/operation.ts';
import { operations } from '../../lib/api/contract/operations.ts';
import { apiWorld, responsesOn } from './world.ts';

const person = (groups?: string): Caller =>
  callerOf({ jwt: { claims: groups === undefined ? {} : { 'cognito:groups': groups } } });

describe('a caller', () => {
  test('with an IAM signature may use what its policy allows', () => {
    expect(callerOf({ iam: { userArn: 'arn:aws:iam::111122223333:role/script' } })).toEqual({
      role: 'admin',
      name: 'role/script',
    });
  });

  test('a signed-in person is shown by mail address, otherwise by account id', () => {
    const claims = { sub: '81f3', 'cognito:groups': '[viewer]' };
    expect(callerOf({ jwt: { claims: { ...claims, email: 'ana@example.org' } } }).name).toBe(
      'ana@example.org',
    );
    expect(callerOf({ jwt: { claims } }).name).toBe('81f3');
  });

  test('has the highest role of their groups', () => {
    expect(
      ['[viewer]', '[viewer analyst]', '[analyst admin viewer]'].map((groups) => person(groups).role),
    ).toEqual(['viewer', 'analyst', 'admin']);
  });

  test('without a role group has no role', () => {
    expect([person(), person(''), person('[staff]')]).toEqual([{}, {}, {}]);
  });

  test('without authorization has no role', () => {
    expect([callerOf(undefined), callerOf({}), callerOf({ jwt: {} })]).toEqual([{}, {}, {}]);
  });

  test('only a viewer is limited to the touchpoints among their groups', () => {
    expect(person('[viewer touchpoint:delivery touchpoint:checkout]')).toEqual({
      role: 'viewer',
      touchpoints: ['delivery', 'checkout'],
    });
    expect(person('[analyst touchpoint:delivery]')).toEqual({ role: 'analyst' });
  });
});

const everyOperation = Object.entries<Operation>(operations);
const addressOf = ({ path }: Operation): string => path.replaceAll(/\{\w+\}/g, 'checkout');

const statusFor = async (caller: Caller, operation: Operation, query = ''): Promise<number> => {
  // Some routes are not of this world: who is admitted to them is decided all the same.
  const further = everyOperation.map(([, each]) => ({ operation: each, respond: async () => ({}) }));
  const { ask } = apiWorld({ callerOf: () => caller, further, look: () => undefined });
  const { method } = operation;
  return (await ask(`${addressOf(operation)}${query}`, { method })).status;
};

describe.each<[Role | 'nobody', readonly NeededRole[]]>([
  ['nobody', ['anyone']],
  ['viewer', ['anyone', 'viewer']],
  ['analyst', ['anyone', 'viewer', 'analyst']],
  ['admin', ['anyone', 'viewer', 'analyst', 'admin']],
])('as %s', (role, allowed) => {
  const caller: Caller = role === 'nobody' ? {} : { role };

  test.each(everyOperation)('%s is refused where its role is not included', async (_, operation) => {
    const status = await statusFor(caller, operation);
    expect(status === 403).toBe(!allowed.includes(operation.role));
  });
});

describe('a viewer of one touchpoint', () => {
  const limited: Caller = { role: 'viewer', touchpoints: ['delivery'] };
  const forViewers = everyOperation.filter(([, { role }]) => role === 'viewer');

  test.each(forViewers)('is refused %s of another touchpoint, and of all', async (_, operation) => {
    expect(await statusFor(limited, operation)).toBe(403);
    if (!operation.path.includes('{touchpoint}'))
      expect(await statusFor(limited, operation, '?touchpoint=returns')).toBe(403);
  });

  test('can read their touchpoint', async () => {
    const { ask, store } = apiWorld({ callerOf: () => limited });
    await store(responsesOn('2026-05-04', 40));
    expect((await ask('/touchpoints/delivery/summaries')).status).toBe(200);
    expect((await ask('/drivers?touchpoint=delivery')).status).toBe(200);
    expect((await ask('/export?view=summaries&format=json&touchpoint=delivery')).status).toBe(200);
  });

  test('can see what they may do', async () => {
    const { ask } = apiWorld({ callerOf: () => limited });
    expect((await ask('/touchpoints/returns/summaries')).body).toMatchObject({
      error: { code: 'forbidden', expected: 'delivery', got: 'returns' },
    });
  });
});
