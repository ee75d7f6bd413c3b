import { expect, test } from 'vitest';
import { defaultLimits, limitsOf } from '../../../lib/feedback/reading/limits.ts';

test('missing limits have defaults', () => {
  expect(limitsOf(undefined)).toEqual(defaultLimits);
  expect(limitsOf({ limits: { columns: 3 } })).toEqual({ ...defaultLimits, columns: 3 });
});
