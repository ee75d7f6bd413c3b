import { describe, expect, test } from 'vitest';
import { dateText, isBuiltInDate, isDateFormat } from '../../../../lib/feedback/reading/workbook/serial.ts';
import { columnIndexOf, unescaped } from '../../../../lib/feedback/reading/workbook/sheet.ts';

describe('day numbers', () => {
  test.each<[number, boolean, string | undefined]>([
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [61, false, '1900-03-01'],
    [43_312, false, '2018-07-31'],
    [43_312.430555556, false, '2018-07-31T10:20:00'],
    [43_312.999999999, false, '2018-08-01'],
    [0.5, false, '12:00:00'],
    [0, true, '00:00:00'],
    [41_850, true, '2018-07-31'],
    [2_958_465, false, '9999-12-31'],
    [2_958_466, false, undefined],
    [-1, false, undefined],
    [Number.NaN, false, undefined],
  ])('%d (from 1904: %s) is %s', (days, from1904, expected) => {
    expect(dateText(days, from1904)).toBe(expected);
  });
});

test.each([
  ['dd/mm/yyyy', true],
  ['[$-409]d-mmm-yy;@', true],
  ['h:mm AM/PM', true],
  ['yyyy"-"mm', true],
  ['General', false],
  ['0.00', false],
  ['0.00E+00', false],
  ['0 "days"', false],
  ['#,##0_d', false],
  ['[Red]0', false],
  ['[h]:mm', false],
  ['', false],
])('the format %s shows a date: %s', (format, expected) => {
  expect(isDateFormat(format)).toBe(expected);
});

test('of the built-in formats, some are dates', () => {
  expect([0, 9, 13, 14, 22, 23, 44, 45, 46, 47, 49].filter(isBuiltInDate)).toEqual([14, 22, 45, 47]);
});

test('the column of a cell reference counts from 0', () => {
  expect(['A1', 'Z9', 'AA10', 'AB7', 'XFD1048576'].map(columnIndexOf)).toEqual([0, 25, 26, 27, 16_383]);
});

test('escaped characters are decoded', () => {
  expect(unescaped('a_x000D_b_x005F_x000D_')).toBe('a\rb_x000D_');
  expect(unescaped('snake_x_case')).toBe('snake_x_case');
});
