import { expect, test } from 'vitest';
import {
  labelReaderOf,
  unreadableLabel,
} from '../../../../lib/analysis/sentiment/adaptation/label-coding.ts';

const read = (...cells: string[]) => {
  const label = labelReaderOf(cells);
  return label === undefined ? undefined : cells.map(label);
};

test('words are labels, in any case, in full or abbreviated', () => {
  expect(read('Negative', ' neu', 'POS')).toEqual(['negative', 'neutral', 'positive']);
});

test('signs are labels where a minus one occurs', () => {
  expect(read('-1', '0', '1')).toEqual(['negative', 'neutral', 'positive']);
  expect(read('−1', '+1')).toEqual(['negative', 'positive']);
  expect(read('0', '1')).toBeUndefined();
});

test('one and two stars are negative, three neutral, four and five positive', () => {
  expect(read('1', '2', '3', '4', '5')).toEqual(['negative', 'negative', 'neutral', 'positive', 'positive']);
  expect(read('1 star', '3 stars')).toEqual(['negative', 'neutral']);
  expect(read('2/5', '4.0')).toEqual(['negative', 'positive']);
});

test('1 to 3 may be three classes, so the coding is unclear', () => {
  expect(read('1', '2', '3')).toBeUndefined();
});

test('two codings in one column are unclear, and so is a column without labels', () => {
  expect(read('negative', '5')).toBeUndefined();
  expect(read('', ' ')).toBeUndefined();
});

test('an empty cell is ignored', () => {
  expect(read('negative', '')).toEqual(['negative', undefined]);
});

test('a cell with an unknown coding is reported', () => {
  expect(unreadableLabel(['negative', 'meh', ''])).toBe('meh');
  expect(unreadableLabel(['negative', '5'])).toBeUndefined();
});
