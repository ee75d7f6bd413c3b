import type { Context } from 'hono';
import { z } from 'zod';
import { VerbatimError } from '../errors.ts';
import type { Operation, Role } from './contract/basis/operation.ts';

/** Who asks, and how far that reaches. */
export interface Caller {
  /** Absent for somebody who signed in and was given no role yet. */
  readonly role?: Role;
  /** As it is written down with what they change: an address of mail, the end of an ARN. Default: that it was on this machine. */
  readonly name?: string;
  /** The only touchpoints that a viewer may ask for. Default: all. */
  readonly touchpoints?: readonly string[];
}

const ranks: Readonly<Record<Role, number>> = { viewer: 1, analyst: 2, admin: 3 };

/** Group that limits its viewers to a touchpoint: `touchpoint:delivery`; somebody in several may ask for each of them. */
const touchpointGroup = 'touchpoint:';

const claims = z.object({
  'cognito:groups': z.string().default(''),
  email: z.string().exactOptional(),
  sub: z.string().exactOptional(),
});

const authorizer = z.union([
  z.object({ iam: z.object({ userArn: z.string().exactOptional() }) }),
  z.object({ jwt: z.object({ claims }) }),
]);

/** @example named('arn:aws:iam::111122223333:role/script') // { name: 'role/script' } */
const named = (name: string | undefined): Pick<Caller, 'name'> =>
  name === undefined ? {} : { name: name.replace(/^arn:.*:/, '') };

/** API Gateway hands a list over as text. @example groupsIn('[viewer touchpoint:delivery]') // ['viewer', 'touchpoint:delivery'] */
const groupsIn = (claim: string): string[] =>
  claim
    .replaceAll(/[[\],]/g, ' ')
    .split(' ')
    .filter(Boolean);

/** The highest of the roles among groups; limits hold for viewers only. */
const callerIn = (groups: readonly string[]): Caller => {
  const role = (['admin', 'analyst', 'viewer'] as const).find((name) => groups.includes(name));
  if (role === undefined) return {};
  const touchpoints = groups
    .filter((name) => name.startsWith(touchpointGroup))
    .map((name) => name.slice(touchpointGroup.length));
  return role === 'viewer' && touchpoints.length > 0 ? { role, touchpoints } : { role };
};

/**
 * Who sent a request, from what API Gateway's authorizer says of it: a script that signed with IAM may do what its policy lets it
 * ask for, a person what the groups of their token allow. Anybody else may do nothing.
 *
 * @example callerOf({ jwt: { claims: { 'cognito:groups': '[viewer touchpoint:delivery]' } } }) // { role: 'viewer', touchpoints: ['delivery'] }
 */
export const callerOf = (authorized: unknown): Caller => {
  const known = authorizer.safeParse(authorized);
  if (!known.success) return {};
  if ('iam' in known.data) return { role: 'admin', ...named(known.data.iam.userArn) };
  const { email, sub, 'cognito:groups': groups } = known.data.jwt.claims;
  return { ...callerIn(groupsIn(groups)), ...named(email ?? sub) };
};

/** The touchpoint that a request names in its path or behind `?`. */
const touchpointOf = ({ req }: Context): string | undefined =>
  req.param('touchpoint') ?? req.query('touchpoint');

/**
 * Refuses what a caller may not ask for: a route above their role, and for somebody who is limited to touchpoints, everything but those.
 *
 * @throws VerbatimError `forbidden`
 */
export const requireAccess = (
  { role, touchpoints }: Caller,
  { role: needed }: Operation,
  context: Context,
): void => {
  if (role === undefined || ranks[role] < ranks[needed])
    throw new VerbatimError('forbidden', 'your role does not allow this', {
      expected: `the role ${needed}; an administrator grants it`,
      got: role ?? 'no role',
    });
  const touchpoint = touchpointOf(context);
  if (touchpoints !== undefined && (touchpoint === undefined || !touchpoints.includes(touchpoint)))
    throw new VerbatimError('forbidden', 'you may ask for some touchpoints only', {
      expected: touchpoints.join(', '),
      got: touchpoint ?? 'all touchpoints',
    });
};
