import { type Access, accessIn } from '../../../lib/api/contract/people/access.ts';

/** Who signed in, and what they may do. */
export interface Person extends Access {
  readonly name: string;
}

const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const groupsIn = (claim: unknown): string[] =>
  (Array.isArray(claim) ? claim : []).filter((group: unknown) => typeof group === 'string');

/**
 * Who a token is of, as the API will read it.
 *
 * @example personIn({ sub: '81f3', email: 'ana@example.org', 'cognito:groups': ['viewer', 'analyst'] })
 * // { name: 'ana@example.org', role: 'analyst' }
 */
export const personIn = (claims: Readonly<Record<string, unknown>>): Person => ({
  name: textIn(claims['name']) ?? textIn(claims['email']) ?? textIn(claims['sub']) ?? '',
  ...accessIn(groupsIn(claims['cognito:groups'])),
});
