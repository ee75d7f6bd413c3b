import type { Role } from '../../../lib/api/contract/basis/operation.ts';

/** Who signed in. */
export interface Person {
  readonly name: string;
  /** Absent for somebody who was given none yet. */
  readonly role?: Role;
}

const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const roleIn = (groups: unknown): Pick<Person, 'role'> => {
  const names: readonly unknown[] = Array.isArray(groups) ? groups : [];
  const role = (['admin', 'analyst', 'viewer'] as const).find((each) => names.includes(each));
  return role === undefined ? {} : { role };
};

/**
 * Who a token is of, as the API will read it.
 *
 * @example personIn({ sub: '81f3', email: 'ana@example.org', 'cognito:groups': ['viewer', 'analyst'] })
 * // { name: 'ana@example.org', role: 'analyst' }
 */
export const personIn = (claims: Readonly<Record<string, unknown>>): Person => ({
  name: textIn(claims['name']) ?? textIn(claims['email']) ?? textIn(claims['sub']) ?? '',
  ...roleIn(claims['cognito:groups']),
});
