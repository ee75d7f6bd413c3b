import { hashOf } from '../../words/word-hash.ts';

/** What stands for a whole class of strings: no handle, link or amount has a feeling of its own. */
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
