import { expect, test } from 'vitest';
import { parseLoadLimits } from '../../lib/store/settings/load-limits.ts';

test('an empty file sets no limit', () => {
  expect(parseLoadLimits('', 'limits.yaml')).toEqual({});
});

test('each limit is a whole number', () => {
  expect(parseLoadLimits('responsesPerBatch: 50000\nresponsesPerMonth: 1000000', 'limits.yaml')).toEqual({
    responsesPerBatch: 50_000,
    responsesPerMonth: 1_000_000,
  });
});

test('a budget is a number of dollars', () => {
  expect(parseLoadLimits('dollarsPerBatch: 0.5\ndollarsPerMonth: 20', 'limits.yaml')).toEqual({
    dollarsPerBatch: 0.5,
    dollarsPerMonth: 20,
  });
});

test.each([
  ['dollarsPerMonth: 0', "the file can't be used: line 1, dollarsPerMonth"],
  ['responsesPerBatch: 0', "the file can't be used: line 1, responsesPerBatch"],
  ['responsesPerDay: 10', "the file can't be used: line 1, responsesPerDay"],
  ['- 1', "the file can't be used: line 1"],
  ['a: [', "the file can't be used: line 1"],
])('%j is an error that says where', (text, message) => {
  expect(() => parseLoadLimits(text, 'limits.yaml')).toThrow(
    expect.objectContaining({
      code: 'limits-invalid',
      message,
      details: expect.objectContaining({ file: 'limits.yaml' }),
    }),
  );
});
