import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  comparedPeriod,
  limitedTo,
  monthsUntil,
  parseSearch,
  periodOf,
  periodsIn,
  readScope,
  type Scope,
  scopeOfMonths,
  shiftPeriod,
  spanOf,
  stringifySearch,
  validateScope,
} from './scope.ts';

describe('the address', () => {
  test('keeps known parameters, and drops empty and unknown ones', () => {
    expect(readScope({ period: '2025-05', tp: '', utm_source: 'mail' })).toEqual({ period: '2025-05' });
  });

  test.each([
    ['period', '2025-13', 'a month (2025-05), a day (2025-05-12), a quarter (2025-Q2) or a year (2025)'],
    ['from', 'May', 'a month (2025-05) or a day (2025-05-12)'],
    ['against', 'never', 'one of previous, season'],
    ['label', 'bad', 'one of negative, neutral, positive'],
    ['where', 'a:b,c:d,e:f', 'one or two conditions (channel:web,plan:gold)'],
  ])(
    'with a %s of %s says what was expected, keeps the rest, and stays as it is',
    (parameter, got, expected) => {
      const read = readScope({ [parameter]: got, tp: 'checkout' });
      expect(read).toEqual({ tp: 'checkout', problem: { parameter, got, expected } });
      expect(parseSearch(stringifySearch(read))).toEqual({ [parameter]: got, tp: 'checkout' });
    },
  );

  test('can be checked twice with the same result', () => {
    const once = validateScope({ period: 'soon', tp: 'checkout' });
    expect([once.problem?.parameter, validateScope(once)]).toEqual([
      'period',
      { tp: 'checkout', problem: once.problem },
    ]);
    expect(validateScope({ problem: 'text of an address' }).problem).toBeUndefined();
  });

  test('is the same for the same scope, in a fixed order, and readable', () => {
    const scope: Scope = { where: 'channel:web,plan:gold', period: '2025-05', q: 'late & lost' };
    expect(stringifySearch(scope)).toBe('?period=2025-05&where=channel:web,plan:gold&q=late+%26+lost');
  });

  test('reads back to the scope it was made from', () => {
    const text = fc.string({ minLength: 1, maxLength: 40 });
    const scopes = fc.record(
      {
        period: fc.constantFrom('2025-05', '2025-05-12', '2025-Q2'),
        against: fc.constantFrom('previous' as const, 'season' as const),
        tp: text,
        theme: text,
        q: text,
        as: fc.constant('table' as const),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(scopes, (scope) => {
        expect(readScope(parseSearch(stringifySearch(scope)))).toEqual(scope);
      }),
    );
  });
});

describe('within what a reader may read', () => {
  test.each([
    [{}, { tp: 'returns' }],
    [{ tp: 'delivery' }, { tp: 'delivery' }],
    [
      { tp: 'checkout', label: 'negative' as const },
      { tp: 'returns', label: 'negative' },
    ],
    [{ stage: 'buy' }, { tp: 'returns', stage: undefined }],
  ])('of two touchpoints, the scope %j is %j', (scope, limited) => {
    expect(limitedTo({ touchpoints: ['returns', 'delivery'] }, scope)).toEqual(limited);
  });

  test.each([
    [{ tp: 'checkout' }, { tp: 'checkout', where: 'channel:web' }],
    [{ where: 'channel:web,plan:gold' }, { where: 'channel:web,plan:gold' }],
    [{ where: 'channel:store' }, { where: 'channel:web' }],
  ])('of one segment, the scope %j is %j', (scope, limited) => {
    expect(limitedTo({ segments: ['channel:web'] }, scope)).toEqual(limited);
  });

  test('without limits, every scope is as it is', () => {
    expect(limitedTo({}, { stage: 'buy', where: 'plan:gold' })).toEqual({ stage: 'buy', where: 'plan:gold' });
  });
});

describe('a period', () => {
  test.each([
    [{ period: '2025-05' }, { from: '2025-05', to: '2025-05' }],
    [{ period: '2025-05-12' }, { from: '2025-05-12', to: '2025-05-12' }],
    [
      { period: '2025-05-12', grain: 'week' as const },
      { from: '2025-05-12', to: '2025-05-18' },
    ],
    [{ period: '2025-Q2' }, { from: '2025-04', to: '2025-06' }],
    [{ period: '2025' }, { from: '2025-01', to: '2025-12' }],
    [
      { from: '2025-03', to: '2025-05' },
      { from: '2025-03', to: '2025-05' },
    ],
    [{ to: '2025-05' }, { from: '2025-05', to: '2025-05' }],
    [{}, undefined],
  ])('%j is %j', (scope, span) => {
    expect(spanOf(scope)).toEqual(span);
  });

  test.each([
    ['2025-01', -1 as const, undefined, '2024-12'],
    ['2024-12', 1 as const, undefined, '2025-01'],
    ['2025-03-01', -1 as const, undefined, '2025-02-28'],
    ['2025-05-12', 1 as const, 'week' as const, '2025-05-19'],
    ['2025-Q4', 1 as const, undefined, '2026-Q1'],
    ['2025-Q1', -1 as const, undefined, '2024-Q4'],
    ['2025', -1 as const, undefined, '2024'],
  ])('%s moved by %i (%s) is %s', (period, by, grain, moved) => {
    expect(shiftPeriod(period, by, grain)).toBe(moved);
  });

  test.each([
    ['2025-05', {}, '2025-04'],
    ['2025-05', { against: 'season' as const }, '2024-05'],
    ['2025-Q1', { against: 'season' as const }, '2024-Q1'],
    ['2025', {}, '2024'],
    ['2025-05-12', { grain: 'week' as const }, '2025-05-05'],
  ])('%s under %j is compared with %s', (period, scope, before) => {
    expect(comparedPeriod(period, scope)).toBe(before);
  });

  test('moved forward and back is unchanged', () => {
    const months = fc
      .integer({ min: 2000, max: 2100 })
      .chain((year) =>
        fc.integer({ min: 1, max: 12 }).map((month) => `${year}-${String(month).padStart(2, '0')}`),
      );
    fc.assert(fc.property(months, (month) => shiftPeriod(shiftPeriod(month, 1), -1) === month));
  });

  test.each([
    [{ from: '2025-01', to: '2025-12' }, '2025'],
    [{ from: '2025-04-01', to: '2025-06-30' }, '2025-Q2'],
    [{ from: '2025-02-01', to: '2025-02-28' }, '2025-02'],
    [{ from: '2025-02-03', to: '2025-02-03' }, '2025-02-03'],
    [{ from: '2025-02-01', to: '2025-02-27' }, undefined],
    [{ from: '2025-03', to: '2025-05' }, undefined],
  ])('of the days %j is %s', (span, period) => {
    expect(periodOf(span)).toBe(period);
  });

  test('of some days is that of their months', () => {
    expect([
      scopeOfMonths({ from: '2025-04-07', to: '2025-04-30' }),
      scopeOfMonths({ from: '2025-02-28', to: '2025-04-01' }),
    ]).toEqual([{ period: '2025-04' }, { from: '2025-02', to: '2025-04' }]);
  });

  test('is offered where there is feedback, the latest first', () => {
    expect(periodsIn({ from: '2024-11', to: '2025-02' })).toEqual({
      months: ['2025-02', '2025-01', '2024-12', '2024-11'],
      quarters: ['2025-Q1', '2024-Q4'],
      years: ['2025', '2024'],
    });
  });

  test('is offered as at most twelve months and eight quarters', () => {
    const { months, quarters, years } = periodsIn({ from: '2015-03', to: '2025-02' });
    expect([months.length, quarters.length, years.length]).toEqual([12, 8, 11]);
  });

  test('of several months ends with the last, and crosses years', () => {
    expect(monthsUntil('2025-02', 3)).toEqual(['2025-02', '2025-01', '2024-12']);
  });
});
