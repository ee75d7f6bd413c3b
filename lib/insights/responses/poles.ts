import { lowEffortLimit, parseScaleKey, type Scale, satisfiedFrom } from '../../feedback/response/scale.ts';

/** The end of its scale that a rating is at: promoters and detractors, satisfied and dissatisfied, low and high effort. */
export type Pole = 'satisfied' | 'dissatisfied';

interface Ends {
  readonly highFrom: number;
  readonly lowTo: number;
}

const endsOf = (scale: Scale, satisfied: number | undefined): Ends => {
  if (scale.metric === 'nps') return { highFrom: 9, lowTo: 6 };
  const highFrom =
    scale.metric === 'ces'
      ? lowEffortLimit({ ...scale, direction: 'easy' })
      : (satisfied ?? satisfiedFrom(scale));
  return { highFrom, lowTo: scale.min + scale.max - highFrom };
};

/**
 * The pole of each rating of a scale, mirrored if a high number is high effort; undefined in the middle.
 *
 * @param satisfied the lowest rating that counts as satisfied (CSAT only); default by the scale's length
 * @example poleOn('nps:transactional')(6) // 'dissatisfied'
 */
export const poleOn = (key: string, satisfied?: number): ((rating: number) => Pole | undefined) => {
  const scale = parseScaleKey(key);
  const { highFrom, lowTo } = endsOf(scale, satisfied);
  const isMirrored = scale.metric === 'ces' && scale.direction === 'effort';
  return (rating) => {
    if (rating >= highFrom) return isMirrored ? 'dissatisfied' : 'satisfied';
    if (rating <= lowTo) return isMirrored ? 'satisfied' : 'dissatisfied';
    return undefined;
  };
};

/**
 * The poles of ratings on any scale, computed once per scale.
 *
 * @param satisfiedFrom as in {@link poleOn}, by the key of its scale
 * @example polesOn()('nps:transactional', 6) // 'dissatisfied'
 */
export const polesOn = (
  satisfiedFrom: Readonly<Record<string, number | undefined>> = {},
): ((scale: string, rating: number) => Pole | undefined) => {
  const known = new Map<string, (rating: number) => Pole | undefined>();
  return (scale, rating) => {
    const poleOf = known.get(scale) ?? poleOn(scale, satisfiedFrom[scale]);
    known.set(scale, poleOf);
    return poleOf(rating);
  };
};
