import type { Limits } from '../../lib/api/contract/people/access.ts';

/** The places of the navigation in order, with the key that leads there after `g`; those with `tab` are at the bottom of a phone. */
export const views = [
  { to: '/', name: 'findings', key: 'f', tab: true },
  { to: '/journey', name: 'journey', key: 'j', tab: true },
  { to: '/comments', name: 'comments', key: 'c', tab: true },
  { to: '/themes', name: 'themes', key: 't', tab: true },
  { to: '/reports', name: 'reports', key: 'r', tab: false },
  { to: '/alerts', name: 'alerts', key: 'a', tab: false },
  { to: '/data', name: 'data', key: 'd', tab: true },
] as const;

export type View = (typeof views)[number];

/** Views of comments alone can be limited to segments, those of one touchpoint to touchpoints; the others are of the whole journey. */
const readable: Readonly<Record<keyof Limits, readonly string[]>> = {
  segments: ['/comments'],
  touchpoints: ['/', '/comments', '/themes', '/touchpoints'],
};

/**
 * Whether a reader with these limits may open a path.
 *
 * @example isReadable({ touchpoints: ['returns'] }, '/journey') // false
 */
export const isReadable = ({ touchpoints, segments }: Limits, path: string): boolean => {
  const first = `/${path.split('/')[1] ?? ''}`;
  return (
    (touchpoints === undefined || readable.touchpoints.includes(first)) &&
    (segments === undefined || readable.segments.includes(first))
  );
};
