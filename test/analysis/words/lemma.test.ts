import { describe, expect, test } from 'vitest';
import { lemmaOf } from '../../../lib/analysis/words/lemma.ts';

const families = `
charge charges charging charged
wait waits waiting waited
price prices priced pricing
deliver delivers delivered delivering
cancel cancels cancelled cancelling canceled
handle handled handling
arrive arrived arriving arrives
stop stopped stopping
freeze froze frozen freezes
queue queues queued
serve served
dish dishes
box boxes
company companies
pay paid paying
resolve resolved resolving
slow slower slowest slowly
easy easier easiest easily
pull pulled
staff staffs
`;

describe('lemmas', () => {
  test.each(families.trim().split('\n'))('%s have one lemma', (family) => {
    const [base = '', ...inflected] = family.split(' ');
    expect([base, ...inflected].map(lemmaOf)).toEqual(Array(inflected.length + 1).fill(base));
  });

  test.each(['delivery', 'during', 'bus', 'business', 'early', 'need', 'address', 'waiter', 'something'])(
    '%s is its own lemma',
    (word) => {
      expect(lemmaOf(word)).toBe(word);
    },
  );

  test('a possessive is the word itself', () => {
    expect(lemmaOf("waiter's")).toBe('waiter');
  });
});
