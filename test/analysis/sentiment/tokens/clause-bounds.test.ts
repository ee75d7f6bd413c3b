import { describe, expect, it } from 'vitest';
import { clauseBounds } from '../../../../lib/analysis/sentiment/tokens/clause-bounds.ts';
import { scan } from '../../../../lib/analysis/sentiment/tokens/scan-text.ts';
import { createTokens } from '../../../../lib/analysis/sentiment/tokens/token-columns.ts';

const clauses = (text: string): string[] => {
  const tokens = scan(text, createTokens());
  const bounds = clauseBounds(tokens);
  return bounds
    .slice(1)
    .map((last, index) => text.slice(tokens.start[bounds[index] as number], tokens.end[last - 1]));
};

describe('clauseBounds', () => {
  it('cuts at sentence ends, semicolons and dashes', () => {
    expect(clauses('Good food. Bad bar; slow -- and loud')).toEqual([
      'Good food.',
      'Bad bar;',
      'slow --',
      'and loud',
    ]);
  });

  it('cuts before a contrast', () => {
    expect(clauses('Nice room but noisy')).toEqual(['Nice room', 'but noisy']);
    expect(clauses('Although small, it was clean')).toEqual(['Although small, it was clean']);
  });

  it('cuts at a comma before a new subject, but not in a list', () => {
    expect(clauses('Prices are bad, the app is good')).toEqual(['Prices are bad,', 'the app is good']);
    expect(clauses('Friendly, fast staff, clean rooms')).toEqual(['Friendly, fast staff, clean rooms']);
    expect(clauses('Cake, the tea')).toEqual(['Cake, the tea']);
    expect(clauses('It was bad before, now it is fine')).toEqual(['It was bad before, now it is fine']);
  });

  it('cuts at a line break', () => {
    expect(clauses('Great title\nand the text')).toEqual(['Great title', 'and the text']);
  });

  it('adds marks on their own to the clause before', () => {
    expect(clauses('Wow!! ... Really good. - ok')).toEqual(['Wow!! ...', 'Really good. -', 'ok']);
  });

  it('makes an emoticon or emoji a clause of its own', () => {
    expect(clauses('It came late. 😡')).toEqual(['It came late.', '😡']);
  });

  it('finds no clause in marks only', () => {
    expect(clauses('?!')).toEqual([]);
    expect(clauses('')).toEqual([]);
  });
});
