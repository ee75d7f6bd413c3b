import { expect, test } from 'vitest';
import { type RatingMeaning, ratingReader } from '../../../lib/feedback/response/ratings.ts';
import type { Scale } from '../../../lib/feedback/response/scale.ts';

const reader = (scale: Scale, more: Partial<RatingMeaning> = {}) =>
  ratingReader({ field: 'rating', scale, ...more });
const nps = reader({ metric: 'nps', kind: 'transactional' });
const stars = reader({ metric: 'rating', min: 1, max: 5 });

test('NPS takes whole numbers from 0 to 10, and 0 is a score', () => {
  expect(['0', '7', '10'].map(nps)).toEqual([0, 7, 10]);
  expect(['11', '-1', '7.5'].map(nps)).toEqual(Array(3).fill('rating-out-of-scale'));
});

test('a labelled answer gives its number', () => {
  expect(nps('10 - Extremely likely')).toBe(10);
  expect(nps('Not at all likely (0)')).toBe(0);
  expect(['5 stars', '4/5', '3 out of 5', '4 von 5 Sternen'].map(stars)).toEqual([5, 4, 3, 4]);
  expect(stars('★★★★☆')).toBe(4);
});

test('a fraction of another scale is not a number on this one', () => {
  expect(stars('8/10')).toBe('rating-not-a-number');
});

test('a plain rating may be between two values, with a point or a comma', () => {
  expect(stars('4.5')).toBe(4.5);
  expect(stars('4,5')).toBe(4.5);
  expect(stars(' 9.0 ')).toBe('rating-out-of-scale');
});

test('"not applicable" is not counted in the denominator', () => {
  for (const cell of [
    '',
    ' ',
    'N/A',
    'n/a',
    '-',
    "Don't know",
    'Prefer not to say',
    'keine Angabe',
    'offered',
    'unoffered',
  ]) {
    expect(stars(cell)).toBeUndefined();
  }
});

test('a text is not a rating', () => {
  expect(stars('lovely')).toBe('rating-not-a-number');
  expect(stars('it broke on day 3 of 5 or so and after that on each day')).toBe('rating-not-a-number');
});

test('words of the mapping become numbers in any case, other words are rejected', () => {
  const zendesk = reader({ metric: 'csat', min: 0, max: 1 }, { values: { good: 1, bad: 0 } });
  expect(['Good', 'bad', 'offered', 'fine'].map(zendesk)).toEqual([1, 0, undefined, 'rating-not-a-number']);
});

test('a 1–11 coding is reversed by its values', () => {
  const coded = reader({ metric: 'nps', kind: 'transactional' }, { values: { 1: 0, 10: 9, 11: 10 } });
  expect(['1', '10', '11'].map(coded)).toEqual([0, 9, 10]);
});
