import { describe, expect, test } from 'vitest';
import { formAt, rememberByForm } from '../../../lib/analysis/words/word-forms.ts';
import { readWords } from '../../../lib/analysis/words/words.ts';

const formsOf = (text: string): number[] => readWords(text).map(({ form }) => form);

/** More words than are remembered at once, each another one. */
const manyWords = Array.from({ length: 70_000 }, (_, index) => `w${index}`);

describe('word forms', () => {
  test('a word has the same number at every place', () => {
    const [first, second] = [formsOf('late again'), formsOf('again late')];
    expect(second).toEqual([first[1], first[0]]);
  });

  test('words written differently have different numbers', () => {
    const [lower, upper] = formsOf('late LATE');
    expect(lower).not.toBe(upper);
  });

  test('a form can be read from the middle of a text', () => {
    expect(formAt('So LATE!', 3, 7).normal).toBe('late');
  });

  test('a joined negation has the number of the whole word', () => {
    expect(formsOf("ca n't")).toEqual(formsOf("can't"));
  });

  test('a word longer than any known one is read like others', () => {
    expect(readWords('A'.repeat(200))[0]?.normal).toBe('a'.repeat(200));
  });
});

describe('the cache of forms', () => {
  test('computes each once', () => {
    const asked: string[] = [];
    const lengthOf = rememberByForm((normal) => asked.push(normal) && normal.length);
    expect(readWords('late late late').map(lengthOf)).toEqual([4, 4, 4]);
    expect(asked).toEqual(['late']);
  });

  test('stays valid when more words arrive than it holds', () => {
    const lengthOf = rememberByForm((normal) => normal.length);
    const early = readWords('the parcel never came');
    expect(early.map(lengthOf)).toEqual([3, 6, 5, 4]);
    expect(readWords(manyWords.join(' ')).map(lengthOf)).toEqual(manyWords.map(({ length }) => length));
    expect(early.map(lengthOf)).toEqual([3, 6, 5, 4]);
    expect(readWords('the parcel never came').map(lengthOf)).toEqual([3, 6, 5, 4]);
  });
});
