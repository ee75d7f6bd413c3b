import { describe, expect, test } from 'vitest';
import { parametersOf, placeOf } from './api-parameters.ts';

const may = { from: '2025-05', to: '2025-05' };

describe('the parameters of the API', () => {
  test('come from the address, with the names of the API', () => {
    const scope = {
      tp: 'checkout',
      theme: 'billing',
      issue: 'i-1',
      label: 'negative',
      signal: 'churn-intent',
      score: 'nps:transactional=0..6',
      lang: 'de',
      where: 'channel:web',
      q: 'card',
    } as const;
    expect(parametersOf(scope, may)).toEqual({
      ...may,
      touchpoint: 'checkout',
      stage: undefined,
      theme: 'billing',
      issue: 'i-1',
      label: 'negative',
      signal: 'churn-intent',
      score: 'nps:transactional:0-6',
      language: 'de',
      where: 'channel:web',
      q: 'card',
    });
  });

  test('have a stage only where no touchpoint is chosen', () => {
    expect(parametersOf({ stage: 'buy' }, may).stage).toBe('buy');
    expect(parametersOf({ stage: 'buy', tp: 'checkout' }, may).stage).toBeUndefined();
  });
});

test('an issue without its touchpoint is not asked for', () => {
  expect(parametersOf({ issue: 'i-1' }, may).issue).toBeUndefined();
});

describe('the page of an entry in the list', () => {
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
