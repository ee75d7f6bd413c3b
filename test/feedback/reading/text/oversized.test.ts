import fc from 'fast-check';
import { expect, test } from 'vitest';
import { trimOversized } from '../../../../lib/feedback/reading/text/oversized.ts';

const dialect = { delimiter: ',', quoted: true } as const;

const trimmed = (content: string, cellCharacters: number, chunkBytes: number): string => {
  const { trim } = trimOversized(dialect, cellCharacters);
  const bytes = Buffer.from(content);
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) parts.push(trim(bytes.subarray(at, at + chunkBytes)));
  return Buffer.concat(parts).toString();
};

test('text within the limit is unchanged', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 50 }), fc.integer({ min: 1, max: 9 }), (content, chunkBytes) => {
      expect(trimmed(content, 50, chunkBytes)).toBe(Buffer.from(content).toString());
    }),
    { seed: 1, numRuns: 500 },
  );
});

test('of an oversized cell only enough is kept to detect it', () => {
  expect(trimmed(`a,${'x'.repeat(100)},b\nc`, 2, 7)).toBe(`a,${'x'.repeat(12)},b\nc`);
});

test('a quoted cell keeps its end, and delimiters in it do not end it', () => {
  const content = `a,"${'x,\n'.repeat(50)}""",b\n`;
  expect(trimmed(content, 2, 7)).toBe('a,"x,\nx,\nx,\nx,""",b\n');
});

test('a chunk is never changed in place', () => {
  const chunk = Buffer.from('x'.repeat(50));
  trimOversized(dialect, 2).trim(chunk);
  expect(chunk.toString()).toBe('x'.repeat(50));
});
