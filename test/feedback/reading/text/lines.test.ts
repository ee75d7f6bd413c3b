import { describe, expect, test } from 'vitest';
import { read } from '../reading.ts';

describe('plain text', () => {
  test('has a comment in each line, blank lines skipped', async () => {
    const { shape, names, cells } = await read('notes.txt', 'Great, thanks\r\n\r\nToo slow; too dear\nFine');
    expect(shape).toEqual({ format: 'text', encoding: 'utf-8' });
    expect(names).toEqual(['comment']);
    expect(cells).toEqual([['Great, thanks'], ['Too slow; too dear'], ['Fine']]);
  });

  test('may be a single line', async () => {
    expect((await read('notes.txt', 'Great')).cells).toEqual([['Great']]);
  });

  test('may start with a bracket', async () => {
    expect((await read('notes.txt', '[sic] fine\n')).cells).toEqual([['[sic] fine']]);
  });

  test('that is a table in every line is read as one, for any file name', async () => {
    const { shape, names } = await read('export.txt', 'id,comment\n1,Fine\n2,Slow\n');
    expect(shape.format).toBe('csv');
    expect(names).toEqual(['id', 'comment']);
  });

  test('with a header of one word is a table of one column', async () => {
    const { shape, names, cells } = await read('notes.txt', 'Comment\nGreat stuff\nFine\n');
    expect(shape.format).toBe('csv');
    expect(names).toEqual(['Comment']);
    expect(cells).toEqual([['Great stuff'], ['Fine']]);
  });

  test('named .csv is a table of one column with a header', async () => {
    const { names, cells } = await read('x.csv', 'What do you think?\nGreat\n');
    expect(names).toEqual(['What do you think?']);
    expect(cells).toEqual([['Great']]);
  });

  test('rejects a line that is too long and continues', async () => {
    const content = `short\n${'long '.repeat(30_000)}\nfine\n`;
    const { cells, problems } = await read('notes.txt', content, { limits: { cellCharacters: 1_000 } });
    expect(problems).toEqual({ 2: 'cell-too-large' });
    expect(cells).toEqual([['short'], [''], ['fine']]);
  });
});
