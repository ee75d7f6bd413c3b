import { expect, test } from 'vitest';
import { newRule, numbersOf, placeOf, unusedId } from './rules.ts';

test('a new rule has a name that no other has', () => {
  expect([unusedId([], 'drop'), unusedId(['drop', 'drop-2'], 'drop')]).toEqual(['drop', 'drop-3']);
});

test('a rule has the numbers of its kind', () => {
  expect(numbersOf(newRule('signal', 'a')).map(({ name }) => name)).toEqual(['days', 'atLeast']);
});

test('evidence of a touchpoint leads to it and to its time', () => {
  expect(placeOf('/touchpoints/e-mail/feedback?from=2025-05-01&to=2025-05-07&theme=price')).toEqual({
    touchpoint: 'e-mail',
    search: { from: '2025-05-01', to: '2025-05-07', theme: 'price' },
  });
  expect(placeOf('/batches?limit=100')).toBeUndefined();
});
