import { describe, expect, test } from 'vitest';
import { featuresOf } from '../../../../lib/analysis/themes/teaching/lessons.ts';
import { readWords } from '../../../../lib/analysis/words/words.ts';

const featuresIn = (text: string): string[] => {
  const words = readWords(text);
  return featuresOf(words).map(
    ({ name, first, last }) => `${name}: ${text.slice(words[first]?.start, words[last]?.end)}`,
  );
};

describe('features of a text', () => {
  test('are words, pairs of words, and the first word of each sentence', () => {
    expect(featuresIn('Please add tabs. Now!')).toEqual([
      'please: Please',
      '^ please: Please',
      'add: add',
      'please add: Please add',
      'tabs: tabs',
      'add tabs: add tabs',
      'now: Now',
      '^ now: Now',
    ]);
  });

  test('include a common word in pairs and at the start of a sentence, never alone', () => {
    expect(featuresIn('The lift')).toEqual(['^ the: The', 'lift: lift', 'the lift: The lift']);
  });

  test('count once each, at the first place', () => {
    expect(featuresIn('Stop. Stop')).toEqual(['stop: Stop', '^ stop: Stop']);
  });

  test('are empty without words', () => {
    expect(featuresIn('?!')).toEqual([]);
  });
});
