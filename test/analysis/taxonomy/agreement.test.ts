import { expect, test } from 'vitest';
import { agreementOf, labelReader } from '../../../lib/analysis/taxonomy/agreement.ts';

const judged = (n: number, labels: readonly string[], themes: readonly string[]) =>
  Array.from({ length: n }, () => ({ labels: new Set(labels), themes: new Set(themes) }));

test('is Cohen’s kappa: 20 + 15 of 50 agreed, chance 0.5', () => {
  const comments = [
    ...judged(20, ['a'], ['a']),
    ...judged(5, ['a'], []),
    ...judged(10, [], ['a']),
    ...judged(15, [], []),
  ];
  const [theme] = agreementOf(['a'], comments).themes;
  expect(theme).toMatchObject({ labelled: 25, found: 30, both: 20, recall: 0.8 });
  expect(theme?.precision).toBeCloseTo(2 / 3, 12);
  expect(theme?.kappa).toBeCloseTo(0.4, 12);
});

test('has no precision if nothing is found, and no kappa if the theme is never mentioned', () => {
  expect(agreementOf(['a'], judged(3, [], [])).themes).toEqual([
    { theme: 'a', labelled: 0, found: 0, both: 0 },
  ]);
});

test('pools all pairs of comment and theme in one F1', () => {
  expect(agreementOf(['a', 'b'], [...judged(1, ['a'], ['a']), ...judged(1, ['b'], [])]).microF1).toBeCloseTo(
    2 / 3,
    12,
  );
  expect(agreementOf(['a'], [])).toEqual({
    comments: 0,
    themes: [{ theme: 'a', labelled: 0, found: 0, both: 0 }],
  });
});

test('labels are ids or names in any case, one or several', () => {
  const read = labelReader([
    { id: '7', name: 'Parcels, letters' },
    { id: 'staff', name: 'Staff' },
  ]);
  expect([...read('parcels, letters')]).toEqual(['7']);
  expect([...read('7; Staff; other')]).toEqual(['7', 'staff']);
  expect([...read('')]).toEqual([]);
});
