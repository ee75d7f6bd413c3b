import { expect, test } from 'vitest';
import { changeWords } from './change-words.ts';

const names = { owner: 'Owner', checkout: 'Checkout', buy: 'Buy', store: 'Store' };

test('a change is named by what people call its place', () => {
  const change = { path: 'stages.buy.touchpoints.checkout.owner', before: 'A', after: 'B' };
  expect(changeWords(change, names)).toEqual({
    place: 'Buy › Checkout › Owner',
    kind: 'changed',
    before: 'A',
    after: 'B',
  });
});

test('another order is said in names', () => {
  const change = { path: 'stages.buy.touchpoints', before: 'store, checkout', after: 'checkout, store' };
  expect(changeWords(change, names)).toEqual({
    place: 'Buy',
    kind: 'order',
    before: 'Store, Checkout',
    after: 'Checkout, Store',
  });
});

test('an entry that is new or gone is named and not spelled out', () => {
  expect(changeWords({ path: 'rules.nps', after: '{"id":"nps"}' }, {})).toEqual({
    place: 'nps',
    kind: 'added',
  });
  expect(changeWords({ path: 'rules.nps', before: '{"id":"nps"}' }, {})).toEqual({
    place: 'nps',
    kind: 'gone',
  });
});

test('a value that was not there before is a change', () => {
  expect(changeWords({ path: 'minimumSample', after: '50' }, {})).toEqual({
    place: 'minimumSample',
    kind: 'changed',
    after: '50',
  });
});

test('values that are keys are called by their names, in whatever place', () => {
  const engines = { comprehend: 'Amazon Comprehend', none: 'Not scored' };
  const change = { path: 'engines.de', before: 'comprehend', after: 'none' };
  expect(changeWords(change, { de: 'German' }, engines)).toEqual({
    place: 'engines › German',
    kind: 'changed',
    before: 'Amazon Comprehend',
    after: 'Not scored',
  });
});
