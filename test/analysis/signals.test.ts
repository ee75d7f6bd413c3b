import { describe, expect, test } from 'vitest';
import { createSignalFinder } from '../../lib/analysis/signals.ts';
import { readWords } from '../../lib/analysis/words.ts';

const finder = createSignalFinder();
const heardIn = (text: string): string[] => finder.find(text, readWords(text)).map(({ id }) => id);

describe('signals', () => {
  test.each([
    ['suggestion', 'It would be nice to have a dark mode'],
    ['suggestion', 'Add a search box'],
    ['suggestion', 'You should really open on Sundays'],
    ['question', 'When will my order arrive?'],
    ['bug-report', 'The app keeps crashing since Monday'],
    ['churn-intent', 'I will never shop here again'],
    ['churn-intent', 'Cancelling my subscription today'],
    ['high-effort', 'I called three times and was passed around'],
    ['urgency', 'My son had an allergic reaction'],
    ['competitor', 'Other banks do this for free'],
    ['recommends', 'I would recommend this to anyone'],
    ['warns', 'Avoid at all costs'],
    ['warns', "Don't waste your money"],
    ['coached-score', 'The salesman asked us for a ten'],
  ])('"%s" is heard in "%s"', (signal, text) => {
    expect(heardIn(text)).toContain(signal);
  });

  test('a recommendation against is a warning and no recommendation', () => {
    const heard = heardIn('I would not recommend this shop');
    expect(heard).toContain('warns');
    expect(heard).not.toContain('recommends');
  });

  test('a statement with a question mark after it is no question', () => {
    expect(heardIn('Nice place?')).not.toContain('question');
  });

  test('plain praise gives no signal', () => {
    expect(heardIn('Lovely staff')).toEqual([]);
  });

  test('a signal says where it was heard', () => {
    const text = 'Fine. Will it come back?';
    expect(finder.find(text, readWords(text))).toEqual([{ id: 'question', spans: [[6, 24]] }]);
  });
});
