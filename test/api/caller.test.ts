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

  test('only a viewer is limited to the touchpoints and segments among their groups', () => {
    expect(person('[viewer touchpoint:delivery touchpoint:store%20visit segment:channel=web]')).toEqual({
      role: 'viewer',
      touchpoints: ['delivery', 'store visit'],
      segments: ['channel:web'],
    });
    expect(person('[analyst touchpoint:delivery segment:channel=web]')).toEqual({ role: 'analyst' });
  });

  test('is limited to a touchpoint of any name, even one that is not encoded as a group must be', () => {
    expect(person('[viewer touchpoint:100%]')).toEqual({ role: 'viewer', touchpoints: ['100%'] });
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
  const forViewers = everyOperation.filter(([, { role, forLimited }]) => role === 'viewer' && !forLimited);

  test.each(forViewers)('is refused %s of another touchpoint, and of all', async (_, operation) => {
    expect(await statusFor(limited, operation)).toBe(403);
    if (!operation.path.includes('{touchpoint}'))
      expect(await statusFor(limited, operation, '?touchpoint=returns')).toBe(403);
  });

  test('is refused the digest of all touchpoints, whatever else the request names', async () => {
    const digest = everyOperation.find(([name]) => name === 'readDigest')?.[1];
    if (digest === undefined) throw new Error('there is no such route');
    const { ask } = apiWorld({
      callerOf: () => limited,
      further: [{ operation: digest, respond: async () => ({}) }],
      look: () => undefined,
    });
    expect((await ask('/digests/_all/month/2026-05?touchpoint=delivery')).status).toBe(403);
    expect((await ask('/digests/delivery/month/2026-05')).status).not.toBe(403);
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

describe('a viewer of one segment', () => {
  const limited: Caller = { role: 'viewer', segments: ['channel:web'] };
  const forViewers = everyOperation.filter(([, { role, forLimited }]) => role === 'viewer' && !forLimited);

  test.each(forViewers)('is refused %s of another segment, and of all respondents', async (_, operation) => {
    expect(await statusFor(limited, operation)).toBe(403);
    expect(await statusFor(limited, operation, '?where=channel:store')).toBe(403);
    expect(await statusFor(limited, operation, '?where=channel:web:store')).toBe(403);
  });

  test('can read comments of their segment, also with a second condition', async () => {
    const { ask, store } = apiWorld({ callerOf: () => limited });
    await store(responsesOn('2026-05-04', 40, { channel: 'web' }));
    await store(responsesOn('2026-05-05', 40, { channel: 'store' }));
    const asked = '/comments?touchpoint=delivery&from=2026-05&to=2026-05&limit=100';
    const { body } = await ask(`${asked}&where=channel:web`);
    expect(body['comments']).toHaveLength(40);
    expect((await ask(`${asked}&where=channel:store,channel:web`)).status).toBe(200);
  });

  test('can see what they may do', async () => {
    const { ask } = apiWorld({ callerOf: () => limited });
    expect((await ask('/comments')).body).toMatchObject({
      error: { code: 'forbidden', expected: 'the condition channel:web', got: 'all respondents' },
    });
  });
});

describe('the list of touchpoints', () => {
  test('says in which months there is feedback', async () => {
    const { get, store } = apiWorld();
    await store(responsesOn('2024-11-04', 40), responsesOn('2026-05-04', 40));
    expect(await get('/touchpoints')).toMatchObject({ earliestMonth: '2024-11', latestMonth: '2026-05' });
  });

  const listedFor = async (caller: Caller) => {
    const { ask, store } = apiWorld({ callerOf: () => caller });
    await store(responsesOn('2026-05-04', 40), responsesOn('2026-05-04', 40, { touchpoint: 'returns' }));
    return (await ask('/touchpoints')).body['touchpoints'];
  };

  test('has only the touchpoints that a viewer is limited to', async () => {
    expect(await listedFor({ role: 'viewer', touchpoints: ['returns'] })).toMatchObject([
      { id: 'returns', responses: 40 },
    ]);
  });

  test('has no figures for a viewer of some segments, because they are of all respondents', async () => {
    expect(await listedFor({ role: 'viewer', segments: ['channel:web'] })).toEqual([
      { id: 'delivery', name: 'delivery', suppressed: true },
      { id: 'returns', name: 'returns', suppressed: true },
    ]);
  });
});
