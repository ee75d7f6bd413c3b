import type { Role } from '../basis/operation.ts';

/** What a viewer may read: absent parts are not limited. */
export interface Limits {
  /** The only touchpoints. */
  readonly touchpoints?: readonly string[];
  /** The only segments, as conditions: `channel:web`. */
  readonly segments?: readonly string[];
}

/** What somebody may do. Without a role nothing. */
export interface Access extends Limits {
  readonly role?: Role;
}

const touchpointGroup = 'touchpoint:';
const segmentGroup = 'segment:';

/** Names of groups have no spaces. @example decoded('store%20visit') // 'store visit' */
const decoded = (name: string): string => {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
};

const namedBy = (prefix: string, groups: readonly string[]): string[] =>
  groups.filter((name) => name.startsWith(prefix)).map((name) => decoded(name.slice(prefix.length)));

/**
 * What the groups of a person allow: the highest role among them. Limits apply to viewers only; in several groups of one kind,
 * a viewer may read each.
 *
 * @example accessIn(['viewer', 'touchpoint:store%20visit', 'segment:channel=web'])
 * // { role: 'viewer', touchpoints: ['store visit'], segments: ['channel:web'] }
 */
export const accessIn = (groups: readonly string[]): Access => {
  const role = (['admin', 'analyst', 'viewer'] as const).find((name) => groups.includes(name));
  if (role === undefined) return {};
  if (role !== 'viewer') return { role };
  const touchpoints = namedBy(touchpointGroup, groups);
  const segments = namedBy(segmentGroup, groups).map((segment) => segment.replace('=', ':'));
  return {
    role,
    ...(touchpoints.length === 0 ? {} : { touchpoints }),
    ...(segments.length === 0 ? {} : { segments }),
  };
};
