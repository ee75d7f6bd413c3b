import { describe, expect, test } from 'vitest';
import { isNoContent } from '../../lib/analysis/no-content.ts';

describe('no content', () => {
  test.each([
    'n/a',
    'N/A.',
    'none',
    'Nothing',
    '-',
    '...',
    '',
    '   ',
    'no comment',
    'No comments!',
    'x',
    '5',
    'nil',
    'not applicable',
    'Nothing to add',
    'IDK',
  ])('"%s" says nothing', (text) => {
    expect(isNoContent({ text })).toBe(true);
  });

  test.each([
    'Good',
    'nothing worked',
    'no reply to my emails',
    '👍',
    ':(',
    '10/10',
    'None of the staff helped',
    '好',
    'rude',
  ])('"%s" says something', (text) => {
    expect(isNoContent({ text })).toBe(false);
  });

  test('a bare verdict is not content where the question asked for a reason', () => {
    expect(isNoContent({ text: 'Good', role: 'reason' })).toBe(true);
    expect(isNoContent({ text: 'Good', role: 'praise' })).toBe(false);
    expect(isNoContent({ text: 'Good value', role: 'reason' })).toBe(false);
  });
});
