import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { listMembers, openTable, openTables } from '../../../lib/feedback/reading/open.ts';
import { type Part, text, workbookOf, zipOf } from './archives.ts';
import { failure, file, read } from './reading.ts';

const csv = 'id,comment\n1,Fine\n2,Slow\n';
const rows = [
  ['1', 'Fine'],
  ['2', 'Slow'],
];
const workbook = workbookOf([{ name: 'S', rows: [[text('id')], [text('1')]] }]);
const zipped = (...parts: readonly Part[]): Buffer => zipOf(parts);

test('a file says that some of its letters were saved twice as UTF-8', async () => {
  expect((await read('may.csv', 'id,comment\n1,I wouldnâ€™t\n')).shape).toEqual({
    format: 'csv',
    encoding: 'utf-8',
    brokenLetters: true,
    delimiter: ',',
  });
});

describe('gzip', () => {
  test.each(['may.csv.gz', 'may.gz', 'may.csv'])('a gzip named %s is read by its content', async (name) => {
    const { shape, cells } = await read(name, gzipSync(csv));
    expect(shape).toEqual({ format: 'csv', encoding: 'utf-8', delimiter: ',', compression: 'gzip' });
    expect(cells).toEqual(rows);
  });

  test('a gzip of several parts is read completely', async () => {
    const parts = Buffer.concat([gzipSync('id,comment\n1,Fine\n'), gzipSync('2,Slow\n')]);
    expect((await read('may.csv.gz', parts)).cells).toEqual(rows);
  });

  test('a gzip may hold a workbook', async () => {
    expect((await read('may.xlsx.gz', gzipSync(workbook))).shape).toEqual({
      format: 'xlsx',
      sheet: 'S',
      compression: 'gzip',
    });
  });

  test('a gzip that ends early is an error', async () => {
    expect(await failure('may.csv.gz', gzipSync(csv).subarray(0, -12))).toBe(
      'may.csv.gz: the archive is truncated (expected a complete gzip file, got only its beginning) [file-truncated]',
    );
  });

  test('a damaged gzip is an error', async () => {
    const bytes = gzipSync(csv.repeat(100));
    bytes.fill(0xff, 20, 40);
    expect(await failure('may.csv.gz', bytes)).toBe('may.csv.gz: the archive is damaged [file-corrupt]');
  });

  test('a gzip bomb is refused by its ratio and by its size', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from('a,b\n1,'), Buffer.alloc(80_000_000, 'x')]));
    expect(await failure('may.csv.gz', bomb)).toBe(
      'may.csv.gz: the archive expands too much (expected at most 200 bytes for each compressed byte, got more) [file-too-large]',
    );
    expect(await failure('may.csv.gz', gzipSync(csv), { limits: { unzippedBytes: 20 } })).toBe(
      'may.csv.gz: the archive expands too much (expected at most 20 bytes, got more) [file-too-large]',
    );
  });

  test('an archive in a gzip is not opened', async () => {
    expect(await failure('x.gz', gzipSync(gzipSync(csv)))).toMatch(/archives in archives are not supported/);
    expect(await failure('x.zip.gz', gzipSync(zipped({ name: 'a.csv', content: csv })))).toMatch(
      /\[file-format-unsupported\]$/,
    );
  });
});

describe('zip', () => {
  const archive = zipped(
    { name: 'may/', content: '' },
    { name: 'may/web.csv', content: csv },
    { name: '__MACOSX/may/._web.csv', content: 'x' },
    { name: '.DS_Store', content: 'x' },
    { name: 'shop.jsonl', content: '{"a":1}\n' },
  );

  test('each of its files is a table; folders and system files are skipped', async () => {
    const tables: string[] = [];
    for await (const table of openTables(file('may.zip', archive)))
      tables.push(`${table.name} ${table.shape.format}`);
    expect(tables).toEqual(['may.zip/may/web.csv csv', 'may.zip/shop.jsonl jsonl']);
  });

  test('its files can be listed and opened by name', async () => {
    const zip = file('may.zip', archive);
    expect(await listMembers(zip)).toEqual(['may/web.csv', 'shop.jsonl']);
    expect((await read('may.zip', archive, { member: 'may/web.csv' })).cells).toEqual(rows);
  });

  test('a file of another kind has no members', async () => {
    expect(await listMembers(file('x.csv', csv))).toEqual([]);
    expect(await listMembers(file('x.xlsx', workbook))).toEqual([]);
  });

  test('a single file needs no name, one of several does', async () => {
    expect((await read('may.zip', zipped({ name: 'a.csv', content: csv }))).cells).toEqual(rows);
    expect(await failure('may.zip', archive)).toBe(
      'may.zip: the zip has several files; name one (expected may/web.csv, shop.jsonl, got no name) [usage]',
    );
    expect(await failure('may.zip', archive, { member: 'b.csv' })).toBe(
      'may.zip: file not found in the zip (expected may/web.csv, shop.jsonl, got b.csv) [file-not-found]',
    );
  });

  test('it may hold workbooks, but no archives', async () => {
    expect((await read('m.zip', zipped({ name: 'a.xlsx', content: workbook }))).shape.format).toBe('xlsx');
    expect(await failure('m.zip', zipped({ name: 'a.csv.gz', content: gzipSync(csv) }))).toBe(
      'm.zip/a.csv.gz: archives in archives are not supported (expected files that are not archives, got a gzip or zip) [file-format-unsupported]',
    );
    expect(await failure('m.zip', zipped({ name: 'b.zip', content: archive }))).toMatch(
      /archives in archives/,
    );
  });

  test('an empty zip is an empty file', async () => {
    expect(await failure('m.zip', zipOf([]))).toBe('m.zip: the zip is empty [file-empty]');
    expect(await failure('m.zip', zipped({ name: 'a.csv', content: '' }))).toBe(
      'm.zip/a.csv: the file is empty [file-empty]',
    );
  });

  test('an encrypted file in it is an error', async () => {
    expect(await failure('m.zip', zipped({ name: 'a.csv', content: csv, encrypted: true }))).toBe(
      "m.zip/a.csv: the zip can't be unpacked (expected a zip without a password, stored or deflated, got an encrypted member) [file-format-unsupported]",
    );
  });

  test('a zip that ends early or states wrong sizes is damaged', async () => {
    expect(await failure('m.zip', archive.subarray(0, -30))).toMatch(
      /damaged or truncated \[file-corrupt\]$/,
    );
    expect(
      await failure('m.zip', zipped({ name: 'a.csv', content: csv.repeat(9), declaredBytes: 20 })),
    ).toMatch(/damaged or truncated \[file-corrupt\]$/);
  });

  test('a zip bomb is refused before it is unpacked', async () => {
    const bomb = zipped({ name: 'a.csv', content: Buffer.alloc(80_000_000, 'x,y\n') });
    expect(await failure('m.zip', bomb)).toMatch(
      /^m.zip\/a.csv: the archive expands too much .* \[file-too-large\]$/,
    );
  });
});

describe('what is not feedback', () => {
  test.each<[string, Buffer | string, string]>([
    ['x.csv', '', 'x.csv: the file is empty [file-empty]'],
    ['x.csv', ' \n\n', 'x.csv: the file is blank [file-empty]'],
    ['x.csv', '\ufeff', 'x.csv: the file is blank [file-empty]'],
    [
      'x.csv',
      'a,b\n',
      'x.csv: the file has a header but no rows (expected at least one row of data, got 1 header row) [file-header-only]',
    ],
  ])('%s with %j', async (name, content, message) => {
    expect(await failure(name, content)).toBe(message);
  });

  test.each<[string, Buffer | string, string]>([
    ['a PNG image', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'file-binary'],
    ['a PDF', '%PDF-1.7\n', 'file-binary'],
    [
      'an old Office file (.xls, .doc) or an encrypted workbook; save it as .xlsx or CSV',
      Buffer.from('d0cf11e0a1b11ae10000', 'hex'),
      'file-binary',
    ],
    [
      'a document (Word, PowerPoint, OpenDocument, binary workbook or program)',
      zipOf([{ name: 'word/document.xml', content: '<w/>' }]),
      'file-binary',
    ],
    [
      'binary data',
      Buffer.from(Array.from({ length: 4_096 }, (_, at) => (at * 2_654_435_761) >>> 24)),
      'file-binary',
    ],
    ['HTML', '<!DOCTYPE html><table>', 'file-format-unsupported'],
    ['XML', '<?xml version="1.0"?><a/>', 'file-format-unsupported'],
  ])('%s is named', async (got, content, code) => {
    const message = await failure('feedback.csv', content);
    expect(message).toContain(`got ${got})`);
    expect(message).toMatch(new RegExp(`^feedback.csv: .* \\[${code}\\]$`));
  });

  test('no error contains the text of a cell', async () => {
    const secret = 'secret words of a customer';
    const contents = [
      `a,b\n1,"${secret}`,
      `a,b\n1,2,${secret}\n`,
      `[{"a":"${secret}"},{"b"`,
      `[{"a":"x"} ${secret}]`,
      `{"a":"${secret}\n{"a":1}`,
      `a,b\n${secret}\0,1\n`,
    ];
    for (const content of contents) {
      const problems: unknown[] = [];
      try {
        for await (const row of (await openTable(file('x', content))).rows()) problems.push(row.problem);
      } catch (error) {
        problems.push(error);
      }
      expect(problems.map((problem) => `${problem} ${JSON.stringify(problem)}`).join()).not.toContain(
        'secret',
      );
    }
  });
});
