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
  test('are words, pairs of words, and the first word of each sentence as such', () => {
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

  test('a common word counts in pairs and where it begins a sentence, never on its own', () => {
    expect(featuresIn('The lift')).toEqual(['^ the: The', 'lift: lift', 'the lift: The lift']);
  });

  test('each counts once, where it stands first', () => {
    expect(featuresIn('Stop. Stop')).toEqual(['stop: Stop', '^ stop: Stop']);
  });

  test('no words have none', () => {
    expect(featuresIn('?!')).toEqual([]);
  });
});
