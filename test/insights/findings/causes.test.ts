import { expect, test } from 'vitest';
import type { Cause } from '../../../lib/insights/findings/finding.ts';
import { causeSentence, verdictOfCause } from '../../../lib/insights/findings/text/causes.ts';
import { english } from '../../../lib/insights/findings/text/en.ts';

const shareOf = (value: number) => ({ value, low: value - 0.1, high: value + 0.1, n: 50, enough: true });

const cause = (before: number, after: number, negative: number): Cause => ({
  ...{ kind: 'theme', id: 'bugs', name: 'Bugs', certainty: 'significant' },
  before: shareOf(before),
  after: shareOf(after),
  difference: {
    value: after - before,
    low: after - before - 0.05,
    high: after - before + 0.05,
    unit: 'share',
    p: 0.01,
    falseDiscoveryRate: 0.01,
  },
  n: 10,
  negative,
  neutral: 0,
  positive: 10 - negative,
});

const wording = { language: english, inBefore: 'in April' };

test('more complaints explain a fall with both shares', () => {
  expect(causeSentence(cause(0.1, 0.3, 8), 'worse', wording)).toBe(
    '30% of comments are about “Bugs” (8 of 10 negative), after 10% in April.',
  );
});

test('a topic that is mentioned less often, but negatively now, explains a fall by its sentiment only', () => {
  expect(causeSentence(cause(0.3, 0.2, 6), 'worse', wording)).toBe(
    '20% of comments are about “Bugs” (6 of 10 negative).',
  );
});

test('fewer complaints explain a rise with both shares', () => {
  expect(causeSentence(cause(0.3, 0.1, 8), 'better', wording)).toContain(', after 30% in April.');
});

test('weeks of the earlier period were worse where a figure is better since', () => {
  const weeks = { from: '2025-03-24', through: '2025-03-31' };
  expect(verdictOfCause({ weeks }, 'better', '2025-05-01')).toBe('worse');
  expect(verdictOfCause({ weeks }, 'worse', '2025-04-01')).toBe('worse');
  expect(verdictOfCause({}, 'better', '2025-05-01')).toBe('better');
  expect(
    causeSentence(
      { ...cause(0.25, 0.23, 8), weeks },
      verdictOfCause({ weeks }, 'better', '2025-05-01'),
      wording,
    ),
  ).toBe('23% of comments in those weeks are about “Bugs” (8 of 10 negative).');
});
