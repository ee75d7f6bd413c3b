import { expect, test } from 'vitest';
import { sharpestIssues } from '../../../lib/insights/journey/sharpest-issues.ts';

const issue = (name: string, negative: number, positive: number) => ({
  id: `i-${name}`,
  name,
  n: negative + positive,
  sentiment: { negative, neutral: 0, positive },
  byPerson: [
    ...Array.from({ length: negative }, () => ({ negative: 1, neutral: 0, positive: 0 })),
    ...Array.from({ length: positive }, () => ({ negative: 0, neutral: 0, positive: 1 })),
  ],
});

const namesOf = (...issues: ReturnType<typeof issue>[]) => {
  const { painIssue, praiseIssue } = sharpestIssues(issues, 30);
  return [painIssue?.name, praiseIssue?.name];
};

test('the sharpest issues are those that most complain about and most praise', () => {
  expect(namesOf(issue('payment page', 23, 2), issue('clicks', 11, 0), issue('fast', 1, 14))).toEqual([
    'payment page',
    'fast',
  ]);
});

test('one issue is never both', () => {
  expect(namesOf(issue('design', 17, 5))).toEqual(['design', undefined]);
});

test('a theme with as much praise as criticism is neither', () => {
  expect(namesOf(issue('money back', 10, 10))).toEqual([undefined, undefined]);
});

test('of few people who complain again and again the shares are as uncertain as of those people', () => {
  const single = issue('payment page', 24, 8);
  const byPerson = Array.from({ length: 8 }, (_, index) =>
    index < 6 ? { negative: 4, neutral: 0, positive: 0 } : { negative: 0, neutral: 0, positive: 4 },
  );
  const [alone, repeated] = [single, { ...single, byPerson }].map(
    (one) => sharpestIssues([one], 30).painIssue?.negative,
  );
  expect(alone).toMatchObject({ value: 0.75, n: 32, enough: true });
  expect(repeated).toMatchObject({ value: 0.75, n: 32, enough: false });
  expect((repeated?.low ?? 1) < 0.41 && (alone?.low ?? 0) > 0.57).toBe(true);
});

test('of a sample below the minimum the shares say so', () => {
  expect(sharpestIssues([issue('clicks', 11, 0)], 30).painIssue).toMatchObject({
    mentions: 11,
    negative: { value: 1, n: 11, enough: false },
  });
});
