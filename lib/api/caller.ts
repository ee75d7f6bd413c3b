import type { Context } from 'hono';
import { z } from 'zod';
import { VerbatimError } from '../errors.ts';
import type { NeededRole, Operation, Role } from './contract/basis/operation.ts';

/** The caller of a request, and what they may do. */
export interface Caller {
  /** Absent for someone who signed in and has no role yet. */
  readonly role?: Role;
  /** As it is written down with what they change: an address of mail, the end of an ARN. Default: that it was on this machine. */
  readonly name?: string;
  /** The only touchpoints that a viewer has access to. Default: all. */
  readonly touchpoints?: readonly string[];
}

const ranks: Readonly<Record<NeededRole, number>> = { anyone: 0, viewer: 1, analyst: 2, admin: 3 };

/** Group that limits its viewers to a touchpoint: `touchpoint:delivery`; members of several have access to each of them. */
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

/** API Gateway passes a list as text. @example groupsIn('[viewer touchpoint:delivery]') // ['viewer', 'touchpoint:delivery'] */
const groupsIn = (claim: string): string[] =>
  claim
    .replaceAll(/[[\],]/g, ' ')
    .split(' ')
    .filter(Boolean);

/** The highest role among groups; limits apply to viewers only. */
const callerIn = (groups: readonly string[]): Caller => {
  const role = (['admin', 'analyst', 'viewer'] as const).find((name) => groups.includes(name));
  if (role === undefined) return {};
  const touchpoints = groups
    .filter((name) => name.startsWith(touchpointGroup))
    .map((name) => name.slice(touchpointGroup.length));
  return role === 'viewer' && touchpoints.length > 0 ? { role, touchpoints } : { role };
};

/**
 * The caller of a request, from API Gateway's authorizer: a script that signed with IAM may do what its policy
 * allows, a person what the groups of their token allow. Anyone else may do nothing.
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

/** The touchpoint that a request names in its path or query. */
const touchpointOf = ({ req }: Context): string | undefined =>
  req.param('touchpoint') ?? req.query('touchpoint');

/**
 * Refuses what a caller may not do: a route above their role, and for limited viewers, everything but their touchpoints.
 *
 * @throws VerbatimError `forbidden`
 */
export const requireAccess = (
  { role, touchpoints }: Caller,
  { role: needed }: Operation,
  context: Context,
): void => {
  if (needed === 'anyone') return;
  if (role === undefined || ranks[role] < ranks[needed])
    throw new VerbatimError('forbidden', 'your role does not allow this', {
      expected: `the role ${needed}; an administrator grants it`,
      got: role ?? 'no role',
    });
  const touchpoint = touchpointOf(context);
  if (touchpoints !== undefined && (touchpoint === undefined || !touchpoints.includes(touchpoint)))
    throw new VerbatimError('forbidden', 'you have access to some touchpoints only', {
      expected: touchpoints.join(', '),
      got: touchpoint ?? 'all touchpoints',
    });
};
