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

  test('words that are written in two ways have two numbers', () => {
    const [lower, upper] = formsOf('late LATE');
    expect(lower).not.toBe(upper);
  });

  test('a form is read from the middle of a text', () => {
    expect(formAt('So LATE!', 3, 7).normal).toBe('late');
  });

  test('a joined negation has the number of its whole word', () => {
    expect(formsOf("ca n't")).toEqual(formsOf("can't"));
  });

  test('a word of more letters than any is read like others', () => {
    expect(readWords('A'.repeat(200))[0]?.normal).toBe('a'.repeat(200));
  });
});

describe('what is remembered by form', () => {
  test('is found out once', () => {
    const asked: string[] = [];
    const lengthOf = rememberByForm((normal) => asked.push(normal) && normal.length);
    expect(readWords('late late late').map(lengthOf)).toEqual([4, 4, 4]);
    expect(asked).toEqual(['late']);
  });

  test('holds for words read before more came than are remembered', () => {
    const lengthOf = rememberByForm((normal) => normal.length);
    const early = readWords('the parcel never came');
    expect(early.map(lengthOf)).toEqual([3, 6, 5, 4]);
    expect(readWords(manyWords.join(' ')).map(lengthOf)).toEqual(manyWords.map(({ length }) => length));
    expect(early.map(lengthOf)).toEqual([3, 6, 5, 4]);
    expect(readWords('the parcel never came').map(lengthOf)).toEqual([3, 6, 5, 4]);
  });
});
