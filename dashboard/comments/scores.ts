import { boundsOf, parseScaleKey, type Scale } from '../../lib/feedback/response/scale.ts';
import type { Translate } from '../shared/texts/texts.ts';
import type { CommentsText } from './texts.ts';

type Words = Translate<CommentsText>;

/** The scale of a key; undefined for one that an address made up. */
const scaleOf = (key: string): Scale | undefined => {
  try {
    return parseScaleKey(key);
  } catch {
    // An address may say anything; the API says what is wrong with it.
    return undefined;
  }
};

const nameKeyOf = (scale: Scale) => {
  if (scale.metric !== 'ces') return scale.metric;
  return scale.direction === 'easy' ? 'ease' : 'effort';
};

/** A scale in words. @example scaleText('csat:1-5#staff', t) // 'Satisfaction (staff)' */
export const scaleText = (key: string, t: Words): string => {
  const scale = scaleOf(key);
  if (scale === undefined) return key;
  const name = t(nameKeyOf(scale));
  return scale.name === undefined ? name : `${name} (${scale.name})`;
};

/** What somebody answered, in words. @example scoreText('csat:1-5', 4, t) // 'Satisfaction 4 of 5' */
export const scoreText = (key: string, value: number, t: Words): string => {
  const scale = scaleOf(key);
  const name = scaleText(key, t);
  if (scale === undefined || scale.metric === 'nps') return `${name} ${value}`;
  const { min, max } = boundsOf(scale);
  if (min === 0 && max === 1) return `${name}: ${t(value === 1 ? 'yes' : 'no')}`;
  return t('scoreOf', { name, value, max });
};

/** The values that a scale takes. @example valuesOf('csat:1-5') // [1, 2, 3, 4, 5] */
export const valuesOf = (key: string): number[] => {
  const scale = scaleOf(key);
  if (scale === undefined) return [];
  const { min, max } = boundsOf(scale);
  return Array.from({ length: max - min + 1 }, (_, index) => min + index);
};

/** A scale between two of its values, both included. */
export interface ScoreRange {
  readonly scale: string;
  readonly low: number;
  readonly high: number;
}

/** As it is in the address. @example readScore('nps:transactional=0..6') // { scale: 'nps:transactional', low: 0, high: 6 } */
export const readScore = (score: string): ScoreRange => {
  const [scale = '', values = ''] = score.split('=');
  const [low = '', high = low] = values.split('..');
  return { scale, low: Number(low), high: Number(high) };
};

export const writeScore = ({ scale, low, high }: ScoreRange): string =>
  `${scale}=${Math.min(low, high)}..${Math.max(low, high)}`;
