import { describe, expect, test } from 'vitest';
import { openTable } from '../../../../lib/feedback/reading/open.ts';
import { date, error, formula, number, shared, text, workbookOf, workbookParts, zipOf } from '../archives.ts';
import { failure, file, read } from '../reading.ts';

const header = [text('id'), text('when'), text('comment')];

describe('workbooks', () => {
  test('the first sheet with data is read', async () => {
    const content = workbookOf([
      { name: 'Cover', rows: [] },
      { name: 'Answers', rows: [header, [number(1), '', text('Fine')]] },
    ]);
    const { shape, names, cells } = await read('x.xlsx', content);
    expect(shape).toEqual({ format: 'xlsx', sheet: 'Answers' });
    expect(names).toEqual(['id', 'when', 'comment']);
    expect(cells).toEqual([['1', '', 'Fine']]);
  });

  test('a sheet with nothing but a title is passed over', async () => {
    const content = workbookOf([
      { name: 'Cover', rows: [[text('Survey 2026')]] },
      { name: 'Answers', rows: [header, [number(1), '', text('Fine')]] },
    ]);
    expect((await read('x.xlsx', content)).shape.sheet).toBe('Answers');
  });

  test('the sheets with data are listed with their records', async () => {
    const rows = Array.from({ length: 5 }, (_, index) => [number(index), '', text('Fine')]);
    const content = workbookOf([
      { name: 'Cover', rows: [] },
      { name: 'Notes', rows: [[text('a')], [text('b')]] },
      { name: 'Answers', rows: [header, ...rows] },
    ]);
    const table = await openTable(file('x.xlsx', content));
    expect(await table.sheets?.()).toEqual([
      { name: 'Notes', records: 2 },
      { name: 'Answers', records: 6 },
    ]);
  });

  test('a sheet can be named', async () => {
    const sheets = ['A', 'B'].map((name) => ({ name, rows: [[text('id')], [text(name)]] }));
    expect((await read('x.xlsx', workbookOf(sheets), { sheet: 'B' })).cells).toEqual([['B']]);
    expect(await failure('x.xlsx', workbookOf(sheets), { sheet: 'C' })).toBe(
      'x.xlsx: sheet not found (expected "A", "B", got "C") [sheet-not-found]',
    );
  });

  test('dates are ISO strings without a time zone, in any time zone of the machine', async () => {
    const rows = [header, [date(43_312), date(43_312.430555556, 2), date(0.5, 3)]];
    expect((await read('x.xlsx', workbookOf([{ name: 'S', rows }]))).cells).toEqual([
      ['2018-07-31', '2018-07-31T10:20:00', '12:00:00'],
    ]);
  });

  test('a workbook may count its days from 1904', async () => {
    const rows = [header, [date(43_312 - 1_462), '', text('x')]];
    expect((await read('x.xlsx', workbookOf([{ name: 'S', rows }], true))).cells[0]?.[0]).toBe('2018-07-31');
  });

  test('a formula gives its stored value, an error gives an empty cell', async () => {
    const rows = [header, [formula('A1&amp;B1', 'joined'), error('#N/A'), text('=1+1')]];
    expect((await read('x.xlsx', workbookOf([{ name: 'S', rows }]))).cells).toEqual([['joined', '', '=1+1']]);
  });

  test('numbers, booleans and spaces stay as they are', async () => {
    const rows = [header, [number('8.3000000000000007'), ' t="b"><v>1</v></c>', text('  two  ')]];
    expect((await read('x.xlsx', workbookOf([{ name: 'S', rows }]))).cells).toEqual([
      ['8.3', 'true', '  two  '],
    ]);
  });

  test('rows without values are skipped', async () => {
    const rows = [header, [], [text('1')], ['', '', ''], [text('2')]];
    expect((await read('x.xlsx', workbookOf([{ name: 'S', rows }]))).cells).toEqual([
      ['1', '', ''],
      ['2', '', ''],
    ]);
  });

  test('content decides: a workbook named .csv is a workbook', async () => {
    const content = workbookOf([{ name: 'S', rows: [header, [text('1')]] }]);
    expect((await read('x.csv', content)).shape.format).toBe('xlsx');
  });

  test('a workbook without data is an empty file', async () => {
    expect(await failure('x.xlsx', workbookOf([{ name: 'S', rows: [] }]))).toBe(
      'x.xlsx: no sheet of the workbook has data [file-empty]',
    );
    expect(await failure('x.xlsx', workbookOf([{ name: 'S', rows: [header] }]))).toMatch(
      /\[file-header-only\]$/,
    );
  });

  test('a workbook with more shared text than the limit is refused before it is unpacked', async () => {
    const parts = workbookParts([{ name: 'S', rows: [header, [shared(0)]] }], false, [
      'again '.repeat(20_000),
    ]);
    expect(await failure('x.xlsx', zipOf(parts), { limits: { workbookBytes: 100_000 } })).toMatch(
      /^x.xlsx: the workbook is too large; save it as CSV \(expected at most 100000 bytes of text, got 12\d{4}\) \[file-too-large\]$/,
    );
  });

  test('cells refer to shared texts, of one run or several, without phonetic readings', async () => {
    const strings = ['plain &amp; simple', ['rich ', 'text'], 'line_x000D_\nbreak'];
    const rows = [header, [shared(0), shared(1), shared(2)]];
    const { cells } = await read('x.xlsx', zipOf(workbookParts([{ name: 'S', rows }], false, strings)));
    expect(cells).toEqual([['plain & simple', 'rich text', 'line\r\nbreak']]);
  });

  test('an id with more digits than a double holds stays as it is', async () => {
    const rows = [header, [number('570306133677760513'), '', text('x')]];
    expect((await read('x.xlsx', workbookOf([{ name: 'S', rows }]))).cells[0]?.[0]).toBe(
      '570306133677760513',
    );
  });

  test('a cell over the limit rejects only its row', async () => {
    const rows = [header, [text('x'.repeat(5_000))], [text('fine')]];
    const { problems, cells } = await read('x.xlsx', workbookOf([{ name: 'S', rows }]), {
      limits: { cellCharacters: 1_000 },
    });
    expect(problems).toEqual({ 1: 'cell-too-large' });
    expect(cells).toEqual([
      ['', '', ''],
      ['fine', '', ''],
    ]);
  });

  test('a workbook that states wrong sizes is damaged', async () => {
    const parts = workbookParts([{ name: 'S', rows: [header, [text('1')]] }]);
    const lying = parts.map((part) => (part.name.includes('sheet1') ? { ...part, declaredBytes: 9 } : part));
    expect(await failure('x.xlsx', zipOf(lying))).toMatch(/\[file-corrupt\]$/);
  });

  test.each(['x<<', '<worksheet><sheetData><row r="1">'])('a sheet of %j is damaged', async (content) => {
    const parts = workbookParts([{ name: 'S', rows: [] }]);
    const broken = parts.map((part) => (part.name.includes('sheet1') ? { ...part, content } : part));
    expect(await failure('x.xlsx', zipOf(broken))).toBe(
      'x.xlsx: the XML in the workbook is invalid [file-corrupt]',
    );
  });

  test('a sheet that is listed but missing is an error', async () => {
    const parts = workbookParts([{ name: 'S', rows: [header] }]).filter(
      ({ name }) => !name.includes('sheet1'),
    );
    expect(await failure('x.xlsx', zipOf(parts))).toBe(
      'x.xlsx: a sheet of the workbook is missing [file-corrupt]',
    );
  });
});
