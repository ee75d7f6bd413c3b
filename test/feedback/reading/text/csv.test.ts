import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openTable } from '../../../../lib/feedback/reading/open.ts';
import { failure, file, read } from '../reading.ts';

describe('delimited text', () => {
  test.each([
    [',', 'a,b\n1,2\n'],
    [';', 'a;b\n1,5;2\n'],
    ['\t', 'a\tb\n1, 5\t2\n'],
    ['|', 'a|b\n1|2\n'],
  ])('a file delimited by %j is read by that delimiter', async (delimiter, content) => {
    const { shape, names } = await read('x.csv', content);
    expect(shape).toEqual({ format: 'csv', encoding: 'utf-8', delimiter });
    expect(names).toEqual(['a', 'b']);
  });

  test('a quoted cell may hold delimiters, line ends and doubled quotes', async () => {
    const { cells } = await read('x.csv', 'a,b\r\n"1,\r\n2","say ""hi"""\r\n');
    expect(cells).toEqual([['1,\r\n2', 'say "hi"']]);
  });

  test.each(['\n', '\r\n', '\r'])('lines may end with %j', async (end) => {
    expect((await read('x.csv', ['a,b', '1,2', '3,4', ''].join(end))).cells).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  test('one file may mix its line ends', async () => {
    expect((await read('x.csv', 'a,b\r\n1,2\n3,4\r5,6')).cells).toEqual([
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ]);
  });

  test('empty lines are not rows, lines of empty cells are', async () => {
    const { cells } = await read('x.csv', 'a,b\n\n1,2\n,\n\n');
    expect(cells).toEqual([
      ['1', '2'],
      ['', ''],
    ]);
  });

  test('a row with too few cells is filled with empty ones', async () => {
    const { cells, problems } = await read('x.csv', 'a,b,c\n1\n1,2\n1,2,3\n');
    expect(cells).toEqual([
      ['1', '', ''],
      ['1', '2', ''],
      ['1', '2', '3'],
    ]);
    expect(problems).toEqual({});
  });

  test('a row with more cells than the header is rejected and other rows are kept', async () => {
    const { cells, problems } = await read('x.csv', 'a,b\n1,2\n1,2,3\n3,4\n');
    expect(cells).toEqual([
      ['1', '2'],
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(problems).toEqual({ 2: 'row-ragged' });
  });

  test('commas in a one-column file belong to the comments', async () => {
    const { shape, cells, problems } = await read('x.csv', 'comment\nSlow, dear, late\n"Good, fast"\nFine\n');
    expect(shape).toEqual({ format: 'csv', encoding: 'utf-8' });
    expect(cells).toEqual([['Slow, dear, late'], ['Good, fast'], ['Fine']]);
    expect(problems).toEqual({});
  });

  test('empty cells beyond the header are ignored', async () => {
    expect((await read('x.csv', 'a,b\n1,2,,\n')).cells).toEqual([['1', '2']]);
  });

  test('a cell that starts like a formula is text', async () => {
    expect((await read('x.csv', 'a,b\n=1+1,@x\n')).cells).toEqual([['=1+1', '@x']]);
  });

  test('a quote inside a cell is a character', async () => {
    expect((await read('x.csv', 'a,b\n5" screen,"fine" he said\n')).cells).toEqual([
      ['5" screen', '"fine" he said'],
    ]);
  });

  test('tab-separated text without quoting is read without quoting', async () => {
    const lines = ['id\ttext\tscore', ...Array.from({ length: 9 }, (_, row) => `${row}\t"so it began\t5`)];
    const { cells, problems } = await read('x.tsv', `${lines.join('\n')}\n`);
    expect(cells).toHaveLength(9);
    expect(cells[0]).toEqual(['0', '"so it began', '5']);
    expect(problems).toEqual({});
  });

  test('an unclosed quote ends the file with an error, after the rows before it', async () => {
    const table = await openTable(file('x.csv', 'a,b\n1,2\n3,4\n5,6\n7,"8\n9,10\n'));
    const seen: number[] = [];
    const reading = async () => {
      for await (const { row } of table.rows()) seen.push(row);
    };
    await expect(reading()).rejects.toMatchObject({
      code: 'file-corrupt',
      details: { file: 'x.csv', row: 4 },
    });
    expect(seen).toEqual([1, 2, 3]);
  });

  test('a cell over the limit rejects only its row', async () => {
    const large = 'x'.repeat(50_000);
    const { cells, problems } = await read('x.csv', `a,b\n1,2\n${large},"${large}"\n3,4\n`, {
      limits: { cellCharacters: 1_000 },
    });
    expect(problems).toEqual({ 2: 'cell-too-large' });
    expect(cells).toEqual([
      ['1', '2'],
      ['', ''],
      ['3', '4'],
    ]);
  });

  test('a row over the limit ends the file', async () => {
    const content = `a,b\n1,2\n${'y,'.repeat(50_000)}\n`;
    expect(await failure('x.csv', content, { limits: { recordBytes: 10_000 } })).toBe(
      'x.csv, row 2: a row does not end; a double quote may be missing (expected at most 10000 bytes in a row, got more) [cell-too-large]',
    );
  });

  test('a million columns are too many', async () => {
    expect(await failure('x.csv', `${'c,'.repeat(999_999)}c\n1\n`)).toBe(
      'x.csv: the table has too many columns (expected at most 10000, got 1000000) [too-many-columns]',
    );
  });

  test('a NUL byte rejects only its row', async () => {
    const { cells, problems } = await read('x.csv', 'a,b\n1,2\n3,\0\n5,6\n');
    expect(problems).toEqual({ 2: 'cell-nul-byte' });
    expect(cells[1]).toEqual(['3', '\ufffd']);
  });

  test('reading the rows again starts from the first', async () => {
    const table = await openTable(file('x.csv', 'a,b\n1,2\n3,4\n'));
    const rowsOf = async () => {
      const rows: number[] = [];
      for await (const { row } of table.rows()) rows.push(row);
      return rows;
    };
    expect(await rowsOf()).toEqual([1, 2]);
    expect(await rowsOf()).toEqual([1, 2]);
  });

  test('any table written as CSV reads back unchanged', async () => {
    const cell = fc
      .string({ unit: 'grapheme', maxLength: 12 })
      .map((text) => text.replaceAll(/[\ufffe\0]/g, ''));
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 30 }),
        async (rows) => {
          const content = ['a,b,c', ...rows.map((row) => row.map(quoted).join(','))].join('\r\n');
          const { cells, problems } = await read('x.csv', content);
          expect(problems).toEqual({});
          expect(cells).toEqual(rows);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });
});
