import { hashOf } from '../../words/word-hash.ts';

/** One hash for each class of strings: single handles, links and amounts carry no sentiment. */
export const classHash = {
  handle: hashOf('<handle>'),
  link: hashOf('<link>'),
  number: hashOf('<number>'),
  highRating: hashOf('<high rating>'),
  middleRating: hashOf('<middle rating>'),
  lowRating: hashOf('<low rating>'),
  smile: hashOf('<smile>'),
  frown: hashOf('<frown>'),
  tongue: hashOf('<tongue>'),
  heart: hashOf('<heart>'),
  brokenHeart: hashOf('<broken heart>'),
} as const;
