import { expect, it } from 'vitest';
import { satisfiedFrom } from '../../../lib/feedback/response/scale.ts';

it.each([
  { min: 0, max: 1, from: 1 },
  { min: 1, max: 3, from: 3 },
  { min: 1, max: 4, from: 3 },
  { min: 1, max: 5, from: 4 },
  { min: 1, max: 7, from: 6 },
  { min: 1, max: 10, from: 9 },
  { min: 0, max: 10, from: 9 },
  { min: 0, max: 100, from: 80 },
])('on a scale of $min to $max, satisfied starts at $from', ({ min, max, from }) => {
  expect(satisfiedFrom({ min, max })).toBe(from);
});
