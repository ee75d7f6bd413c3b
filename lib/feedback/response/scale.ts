import { VerbatimError } from '../../errors.ts';

/**
 * A scale is what a rating was measured with. Ratings are tallied by the key of their scale, so two scales, two
 * directions of effort, or relationship and transactional NPS can never be pooled by accident.
 */
export type Scale =
  | { readonly metric: 'nps'; readonly kind: 'relationship' | 'transactional'; readonly name?: string }
  | { readonly metric: 'csat'; readonly min: number; readonly max: number; readonly name?: string }
  | {
      readonly metric: 'ces';
      readonly min: number;
      readonly max: number;
      /** `easy`: a high number is little effort ("the company made it easy"); `effort`: a high number is much effort. */
      readonly direction: 'easy' | 'effort';
      readonly name?: string;
    }
  | { readonly metric: 'rating'; readonly min: number; readonly max: number; readonly name?: string };

export type Metric = Scale['metric'];

/**
 * The scale's key, as it is in responses, tallies and tables. `name` distinguishes two questions of one scale.
 *
 * @example scaleKey({ metric: 'ces', min: 1, max: 7, direction: 'easy' }) // 'ces:1-7:easy'
 * @example scaleKey({ metric: 'nps', kind: 'transactional' }) // 'nps:transactional'
 * @example scaleKey({ metric: 'csat', min: 1, max: 5, name: 'staff' }) // 'csat:1-5#staff'
 */
export const scaleKey = (scale: Scale): string => {
  const name = scale.name === undefined ? '' : `#${scale.name}`;
  switch (scale.metric) {
    case 'nps':
      return `nps:${scale.kind}${name}`;
    case 'ces':
      return `ces:${scale.min}-${scale.max}:${scale.direction}${name}`;
    default:
      return `${scale.metric}:${scale.min}-${scale.max}${name}`;
  }
};

const keyPattern =
  /^(?:nps:(?<kind>relationship|transactional)|(?:(?<plain>csat|rating)|ces):(?<min>\d+)-(?<max>\d+)(?::(?<direction>easy|effort))?)(?:#(?<name>.+))?$/u;

/** The scale of a key that {@link scaleKey} made. Throws `internal` for anything else. */
export const parseScaleKey = (key: string): Scale => {
  const groups = keyPattern.exec(key)?.groups;
  if (groups === undefined) throw new VerbatimError('internal', 'invalid scale key', { got: key });
  const name = groups['name'] === undefined ? {} : { name: groups['name'] };
  if (groups['kind'] !== undefined) {
    return {
      metric: 'nps',
      kind: groups['kind'] === 'relationship' ? 'relationship' : 'transactional',
      ...name,
    };
  }
  const range = { min: Number(groups['min']), max: Number(groups['max']), ...name };
  if (groups['plain'] === 'csat' || groups['plain'] === 'rating')
    return { metric: groups['plain'], ...range };
  return { metric: 'ces', ...range, direction: groups['direction'] === 'effort' ? 'effort' : 'easy' };
};

/** The lowest and highest value a scale takes. NPS is 0–10. */
export const boundsOf = (scale: Scale): { min: number; max: number } =>
  scale.metric === 'nps' ? { min: 0, max: 10 } : { min: scale.min, max: scale.max };

/**
 * The lowest value that counts as satisfied, by default: the top box of a 2- or 3-point scale, the top two boxes of a
 * scale of 4 to 11 points (4–5 of 5, 6–7 of 7, 9–10 of 10), the top fifth of the range of a longer one (80–100 of 100).
 *
 * @example satisfiedFrom({ min: 1, max: 5 }) // 4
 */
export const satisfiedFrom = ({ min, max }: { readonly min: number; readonly max: number }): number => {
  const points = max - min + 1;
  if (points <= 3) return max;
  return points <= 11 ? max - 1 : min + 0.8 * (max - min);
};

export type EffortScale = Extract<Scale, { metric: 'ces' }>;

/**
 * The limit of low effort: 5–7 of 7 on an easy scale, and the same upper third of the range on scales of other lengths
 * (4–5 of 5); mirrored on an effort scale (1–3 of 7). The limit itself counts as low effort.
 *
 * @example lowEffortLimit({ metric: 'ces', min: 1, max: 5, direction: 'effort' }) // 2
 */
export const lowEffortLimit = ({ min, max, direction }: EffortScale): number => {
  // A third of the range in whole steps of the scale: 2 of 1–7, 1 of 1–5.
  const steps = Math.floor((max - min) / 3);
  return direction === 'easy' ? max - steps : min + steps;
};
