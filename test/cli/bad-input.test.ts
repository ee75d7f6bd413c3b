import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { directoryWith, type Ran, runIn } from './memory-shell.ts';

const analyze = async (name: string, content: string | Uint8Array): Promise<Ran> =>
  runIn(directoryWith({ [name]: content }), ['analyze', name]);

const good = `Comment,Stars\n${Array.from({ length: 400 }, (_, index) => `Delivery ${index} took far too long for me,2`).join('\n')}\n`;
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const things = ['shop', 'food', 'till', 'parking', 'website', 'driver', 'box', 'label'];
const feelings = ['fine', 'slow', 'lovely', 'hidden', 'broken', 'quick', 'dirty', 'new', 'closed'];
const png = bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0');

test.each<[what: string, file: string, content: string | Uint8Array, code: string, words: RegExp]>([
  ['an empty file', 'a.csv', '', 'file-empty', /a\.csv: the file is empty/u],
  ['a header without a row', 'a.csv', 'Comment,Stars\n', 'file-header-only', /expected at least one row/u],
  [
    'no column of text',
    'a.csv',
    'id,amount\n1,20\n2,30\n3,41\n',
    'no-comment-column',
    /expected a column of free text/u,
  ],
  ['a picture', 'a.csv', png, 'file-binary', /got a PNG image/u],
  ['a truncated gzip', 'a.csv.gz', gzipSync(good).subarray(0, 200), 'file-truncated', /is truncated/u],
  [
    'a quote that never closes',
    'a.csv',
    'Comment,Stars\n"never closed,1\nx,2\n',
    'file-corrupt',
    /row 1: .*closing double quote/u,
  ],
  [
    'a zip in a zip',
    'a.zip',
    zipSync({ 'inner.zip': zipSync({ 'a.csv': Buffer.from(good) }) }),
    'file-format-unsupported',
    /archives in archives/u,
  ],
])('%s is an error with a place, and no stack trace', async (_what, file, content, code, words) => {
  const { exit, out, err } = await analyze(file, content);
  expect([exit, out]).toEqual([3, '']);
  expect(err).toMatch(words);
  expect(err).toContain(`[${code}]`);
  expect(err).toContain(file);
  expect(err.trimEnd().split('\n')).toHaveLength(1);
  expect(err).not.toMatch(/\n\s+at /u);
});

test('a zip bomb is refused', async () => {
  const bomb = zipSync({
    'bomb.csv': Buffer.concat([Buffer.from('Comment\n'), Buffer.alloc(128 * 1024 * 1024, 'good ')]),
  });
  const { exit, err } = await analyze('a.zip', bomb);
  expect(exit).toBe(3);
  expect(err).toMatch(/\[(?:file-too-large|file-corrupt)\]/u);
});

test('a wrong file extension is ignored: the content decides', async () => {
  const { exit, out } = await analyze('a.xlsx', good);
  expect(exit).toBe(0);
  expect(out).toContain('400 rows = accepted 400');
});

test.each<[what: string, content: string | Uint8Array, words: RegExp]>([
  [
    'a NUL byte',
    'Comment,Stars\nGood\0 place,5\nfine for me,4\n',
    /row 1, column "Comment": cell-nul-byte \(expected text without NUL bytes, got a NUL byte\)/u,
  ],
  [
    'broken UTF-8',
    bytes('Comment,Stars\nGood \xff\xfe\xc3\x28 place,5\ncaf\xc3\xa9 nice,4\n'),
    /row 1, column "Comment": cell-encoding \(expected text in the file's encoding, got an invalid byte sequence\)/u,
  ],
  [
    'more cells than the header',
    'Comment,Stars\nGood place,5,extra,more\nPoor place,2\n',
    /row 1: row-ragged \(expected 2 cells, got 4 cells\)/u,
  ],
  [
    'a date of the year 0',
    'Comment,Date\nGood stuff here,0000-01-01\nfine really,2025-03-01\nnot bad,2025-03-02\n',
    /row 1, column "Date": date-/u,
  ],
])('%s rejects its row, says where, and spares the others', async (_what, content, words) => {
  const { exit, out } = await analyze('a.csv', content);
  expect(exit).toBe(0);
  expect(out).toMatch(words);
  expect(out).toMatch(/accepted \d \+ rejected 1/u);
});

test('a rating outside its scale rejects its row and names the scale', async () => {
  const rows = Array.from(
    { length: 60 },
    (_, index) => `The ${things[index % 8]} was ${feelings[index % 9]} that day,${index % 11}`,
  );
  const { out } = await analyze(
    'a.csv',
    `Comment,How likely are you to recommend us?\n${rows.join('\n')}\nToo good to be true,47\n`,
  );
  expect(out).toMatch(
    /row 61, column "How likely.*": rating-out-of-scale \(expected a whole number from 0 to 10, got "?47"?\)/u,
  );
});

test('two columns of one name are two columns', async () => {
  const { exit, out } = await analyze(
    'a.csv',
    'Comment,Comment\nGood place to be,Nice staff here\nPoor service today,Slow tills again\n',
  );
  expect(exit).toBe(0);
  expect(out).toContain('Comment (2)');
  expect(out).toContain('4 answers possible = scored 4');
});

test('a cell that looks like a formula is text', async () => {
  const { exit, out } = await analyze(
    'a.csv',
    'Comment,Stars\n"=HYPERLINK(""x"",""the staff were lovely"")",4\nnice and quick,3\nslow and rude,1\n',
  );
  expect(exit).toBe(0);
  expect(out).toContain('3 rows = accepted 3');
});

test.each<[what: string, args: string[], code: string, exit: number]>([
  ['a file that is not there', ['analyze', 'missing.csv'], 'file-not-found', 3],
  ['a folder', ['analyze', '.'], 'file-format-unsupported', 3],
  ['a column that is not there', ['analyze', 'good.csv', '--map', 'nps=Starz'], 'mapping-invalid', 3],
  ['a flag without a column', ['analyze', 'good.csv', '--map', 'nps'], 'mapping-invalid', 3],
  ['a taxonomy that is none', ['analyze', 'good.csv', '--taxonomy', 'good.csv'], 'taxonomy-invalid', 3],
  ['a taxonomy that is not there', ['analyze', 'good.csv', '--taxonomy', 'no.yaml'], 'file-not-found', 3],
])('%s gives a clear error', async (_what, args, code, exit) => {
  const ran = await runIn(directoryWith({ 'good.csv': good }), args);
  expect([ran.exit, ran.out]).toEqual([exit, '']);
  expect(ran.err).toContain(`[${code}]`);
  expect(ran.err).not.toMatch(/\n\s+at /u);
});
