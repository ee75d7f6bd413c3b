import { describe, expect, test } from 'vitest';
import { askedOf, placeOf } from './asked.ts';

const may = { from: '2025-05', to: '2025-05' };

describe('what the API is asked for', () => {
  test('is the address, with the API’s names', () => {
    const scope = {
      tp: 'checkout',
      theme: 'billing',
      label: 'negative',
      signal: 'churn-intent',
      score: 'nps:transactional=0..6',
      lang: 'de',
      where: 'channel:web',
      q: 'card',
    } as const;
    expect(askedOf(scope, may)).toEqual({
      ...may,
      touchpoint: 'checkout',
      stage: undefined,
      theme: 'billing',
      label: 'negative',
      signal: 'churn-intent',
      score: 'nps:transactional:0-6',
      language: 'de',
      where: 'channel:web',
      q: 'card',
    });
  });

  test('is the stage where no touchpoint is named', () => {
    expect(askedOf({ stage: 'buy' }, may).stage).toBe('buy');
    expect(askedOf({ stage: 'buy', tp: 'checkout' }, may).stage).toBeUndefined();
  });
});

describe('where an entry of the list stands', () => {
  const starts = [{ count: 100 }, { count: 0 }, { count: 3 }];
  test.each([
    [0, { page: 0, entry: 0 }],
    [99, { page: 0, entry: 99 }],
    [100, { page: 2, entry: 0 }],
    [103, undefined],
  ])('%d', (index, place) => {
    expect(placeOf(starts, index)).toEqual(place);
  });
});
