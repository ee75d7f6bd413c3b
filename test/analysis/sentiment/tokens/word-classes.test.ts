import { describe, expect, it } from 'vitest';
import { classesOf, wordClass } from '../../../../lib/analysis/sentiment/tokens/word-classes.ts';
import { hashOf } from '../../../../lib/analysis/words/word-hash.ts';

describe('classesOf', () => {
  it('gives the effect of a word or mark on its neighbours', () => {
    expect(classesOf(hashOf('Never'))).toBe(wordClass.negator);
    expect(classesOf(hashOf('however'))).toBe(wordClass.contrast);
    expect(classesOf(hashOf('but'))).toBe(wordClass.but | wordClass.contrast | wordClass.scopeEnd);
    expect(classesOf(hashOf('.'))).toBe(wordClass.scopeEnd | wordClass.sentenceEnd | wordClass.mark);
  });

  it('gives nothing for other words', () => {
    for (const word of ['good', 'table', '', 'nota']) expect(classesOf(hashOf(word))).toBe(0);
  });
});
