import { expect, test } from 'vitest';
import { z } from 'zod';
import { expectedBy } from '../lib/expected.ts';

const wanted = (schema: z.ZodType, value: unknown) => expectedBy(schema.safeParse(value).error);

test('what a schema expects is a phrase that fits after "expected"', () => {
  expect(wanted(z.object({ seeds: z.array(z.string()) }), {})).toBe('a list');
  expect(wanted(z.string(), 4)).toBe('text');
  expect(wanted(z.int(), 1.5)).toBe('a whole number');
  expect(wanted(z.int().min(2), 1)).toBe('at least 2');
  expect(wanted(z.number().positive(), 0)).toBe('more than 0');
  expect(wanted(z.array(z.string()).max(1), ['a', 'b'])).toBe('at most 1 entries');
  expect(wanted(z.enum(['easy', 'effort']), 'hard')).toBe('"easy" or "effort"');
  expect(wanted(z.strictObject({}), { label: 1 })).toBe('a known key instead of "label"');
  const byScale = z.record(z.string().regex(/^nps:/, 'the key of a scale'), z.number());
  expect(wanted(byScale, { NPS: 40 })).toBe('the key of a scale');
});

test('a custom message of a schema is kept', () => {
  expect(wanted(z.string().regex(/@/, 'an address'), 'x')).toBe('an address');
});

test('an expectation without a phrase is left to the caller', () => {
  expect(wanted(z.union([z.literal('off'), z.strictObject({})]), 4)).toBeUndefined();
  expect(wanted(z.string(), 'right')).toBeUndefined();
});
