import type { Context } from 'hono';
import { z } from 'zod';
import { VerbatimError } from '../errors.ts';
import type { NeededRole, Operation } from './contract/basis/operation.ts';
import { where } from './contract/basis/parameters.ts';
import { type Access, accessIn } from './contract/people/access.ts';

/** The caller of a request, and what they may do. */
export interface Caller extends Access {
  /** As it is written down with what they change: an address of mail, the end of an ARN. Default: that it was on this machine. */
  readonly name?: string;
}

const ranks: Readonly<Record<NeededRole, number>> = { anyone: 0, viewer: 1, analyst: 2, admin: 3 };

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
  return { ...accessIn(groupsIn(groups)), ...named(email ?? sub) };
};

/** The touchpoint that a request names in its path or query; a digest names it as its scope. */
const touchpointOf = ({ req }: Context): string | undefined =>
  req.param('touchpoint') ?? req.param('scope') ?? req.query('touchpoint');

const segmentsOf = ({ req }: Context): string[] => {
  const conditions = where.safeParse(req.query('where'));
  return conditions.success ? conditions.data.map(({ dimension, value }) => `${dimension}:${value}`) : [];
};

const requireTouchpoint = (allowed: readonly string[], asked: string | undefined): void => {
  if (asked === undefined || !allowed.includes(asked))
    throw new VerbatimError('forbidden', 'you have access to some touchpoints only', {
      expected: allowed.join(', '),
      got: asked ?? 'all touchpoints',
    });
};

const requireSegment = (allowed: readonly string[], asked: readonly string[]): void => {
  if (!asked.some((segment) => allowed.includes(segment)))
    throw new VerbatimError('forbidden', 'you have access to some segments only', {
      expected: `the condition ${allowed.join(' or ')}`,
      got: asked.length === 0 ? 'all respondents' : asked.join(', '),
    });
};

/**
 * Refuses what a caller may not do: a route above their role, and for limited viewers, everything but their touchpoints and segments.
 *
 * @throws VerbatimError `forbidden`
 */
export const requireAccess = (
  { role, touchpoints, segments }: Caller,
  { role: needed, forLimited }: Operation,
  context: Context,
): void => {
  if (needed === 'anyone') return;
  if (role === undefined || ranks[role] < ranks[needed])
    throw new VerbatimError('forbidden', 'your role does not allow this', {
      expected: `the role ${needed}; an administrator grants it`,
      got: role ?? 'no role',
    });
  if (forLimited) return;
  if (touchpoints !== undefined) requireTouchpoint(touchpoints, touchpointOf(context));
  if (segments !== undefined) requireSegment(segments, segmentsOf(context));
};
