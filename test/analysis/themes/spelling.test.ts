import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSpelling, slipsBetween } from '../../../lib/analysis/themes/spelling.ts';

const spellingOf = (...words: string[]) => {
  const spelling = createSpelling();
  for (const [index, word] of words.entries()) spelling.add(word, index + 1);
  return spelling;
};

describe('the nearest word', () => {
  const { nearest } = spellingOf('delivery', 'waiter', 'accommodation', 'bill');

  test.each([
    ['a letter lost', 'delivry', 1],
    ['a letter added', 'deliverry', 1],
    ['a letter changed', 'delivary', 1],
    ['neighbours swapped', 'delievry', 1],
    ['two slips in a word of eleven letters', 'acomodation', 3],
    ['two slips in a shorter word', 'delvry', undefined],
    ['another first letter', 'belivery', undefined],
    ['a slip in a short word', 'bil', undefined],
    ['a word with a digit', 'd3livery', undefined],
  ])('%s', (_, word, number) => {
    expect(nearest(word)).toBe(number);
  });

  test('is undefined where two words are equally close, and defined where both are the same', () => {
    expect(spellingOf('waiter', 'wainer').nearest('waixer')).toBeUndefined();
    const spelling = createSpelling();
    spelling.add('waiter', 1);
    spelling.add('waiters', 1);
    expect(spelling.nearest('waitera')).toBe(1);
  });

  test('equals the result of comparing with every word', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é'), minLength: 5, maxLength: 13 });
    const allowed = ({ length }: string): number => (length >= 11 ? 2 : 1);
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 12 }), word, (words, written) => {
        const reached = words.flatMap((known, index) => {
          const slips = slipsBetween(written, known);
          const isReached = slips <= Math.min(allowed(known), allowed(written));
          return isReached && known.length >= 6 && known[0] === written[0]
            ? [{ number: index + 1, slips }]
            : [];
        });
        const fewest = Math.min(...reached.map(({ slips }) => slips));
        const numbers = reached.filter(({ slips }) => slips === fewest).map(({ number }) => number);
        expect(spellingOf(...words).nearest(written)).toBe(numbers.length === 1 ? numbers[0] : undefined);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});
