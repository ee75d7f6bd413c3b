import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReadingOptions } from '../../../lib/feedback/reading/limits.ts';
import { openTable } from '../../../lib/feedback/reading/open.ts';
import type { SourceFile, SourceRow, SourceTable } from '../../../lib/feedback/reading/source.ts';
import type { ReadingPoint } from '../../../lib/feedback/reading/text/reading-point.ts';

import { file } from './reading.ts';
import { encode, sentences } from './text/sentences.ts';

type PlainRow = readonly [row: number, cells: readonly string[], problem: string | undefined];

const plain = ({ row, cells, problem }: SourceRow): PlainRow => [row, cells, problem?.code];

/** The rows, then how reading ended if it failed. */
const rowsOf = async (
  table: SourceTable,
  ...from: Parameters<SourceTable['rows']>
): Promise<(PlainRow | string)[]> => {
  const rows: (PlainRow | string)[] = [];
  try {
    for await (const row of table.rows(...from)) rows.push(plain(row));
  } catch (error) {
    rows.push(String(error));
  }
  return rows;
};

const pointsOf = async (table: SourceTable): Promise<ReadingPoint[]> => {
  const points: ReadingPoint[] = [];
  await rowsOf(table, { passed: (point) => points.push(point) });
  return points;
};

/** All rows, and those that a reading from each of its points gives, with the number of rows before it. */
const readings = async (source: SourceFile, options: ReadingOptions) => {
  const table = await openTable(source, options);
  const points = await pointsOf(table);
  const rests: [number, (PlainRow | string)[]][] = [];
  for (const point of points)
    rests.push([point.rowsBefore, await rowsOf(table, { point, passed: () => undefined })]);
  const passing = await rowsOf(table, { passed: () => undefined });
  return { whole: await rowsOf(table), passing, rests };
};

const expectSame = async (source: SourceFile, segmentBytes: number): Promise<number> => {
  const { whole, passing, rests } = await readings(source, { segmentBytes });
  expect(passing).toEqual(whole);
  for (const [rowsBefore, rest] of rests) expect(rest).toEqual(whole.slice(rowsBefore));
  return rests.length;
};

/** Bytes that mean something to a reader of tables, with letters of two, three and four bytes, whole and broken. */
const csvPart = fc.constantFrom(
  ...[',', ';', '"', '""', '"a\nb"', '\n', '\r\n', '\r', 'a', 'é', '€', '😀', '\ufeff', '\u0000', ' '],
);

const bytesOf = (text: string, encoding: string): Buffer => {
  if (encoding === 'utf-16le') return Buffer.from(`\ufeff${text}`, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  if (encoding === 'windows-1252') return Buffer.from(text.replaceAll(/[€😀\ufeff]/gu, 'ü'), 'latin1');
  if (encoding === 'broken') return Buffer.from(text.replaceAll('é', '\ue000')).fill(0xff, 20, 21);
  return Buffer.from(encoding === 'marked' ? `\ufeff${text}` : text);
};
const encodings = ['utf-8', 'marked', 'broken', 'utf-16le', 'utf-16be', 'windows-1252'];

describe('reading that resumes at any of its points gives the same rows', () => {
  test('of delimited text, with quotes, line ends and letters of many bytes anywhere', async () => {
    let points = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(csvPart, { maxLength: 60 }),
        fc.constantFrom(...encodings),
        fc.integer({ min: 1, max: 30 }),
        async (parts, encoding, segmentBytes) => {
          const text = `id,comment,where\n1,ok,é€\n2,fine,"x"\n${parts.join('')}`;
          points += await expectSame(file('a.csv', bytesOf(text, encoding)), segmentBytes);
        },
      ),
      { seed: 1, numRuns: 400 },
    );
    expect(points).toBeGreaterThan(800);
  });

  test('of JSON Lines and of one comment in each line', async () => {
    const line = fc.constantFrom('{"a":"é","b":1}', '{"a":"x\\ny","c":2}', '', 'broken', '{"b":"😀"}', '7');
    const end = fc.constantFrom('\n', '\r\n', '\r');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(line, end), { maxLength: 20 }),
        fc.constantFrom('{"a":"first"}', 'a first comment without a table'),
        fc.integer({ min: 1, max: 40 }),
        async (lines, first, segmentBytes) => {
          const text = `${first}\n${first}\n${lines.flat().join('')}`;
          expect(await expectSame(file('a.txt', text), segmentBytes)).toBeGreaterThanOrEqual(0);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  test('of a double-byte encoding, whose letters end in any byte but a line feed', async () => {
    const lines = sentences.japanese.map((comment, row) =>
      encode(`${row},${comment}${row % 3 === 0 ? ',"a\nb"\n' : ',c\n'}`, 'shift_jis'),
    );
    const content = Buffer.concat([Buffer.from('id,comment,more\n'), ...lines, ...lines]);
    const table = await openTable(file('a.csv', content));
    expect(table.shape.encoding).toBe('shift_jis');
    expect(await expectSame(file('a.csv', content), 50)).toBeGreaterThan(5);
  });

  test('of a table below titles, and of the rest of a file with a cell that is too large', async () => {
    const titled = 'Report\nMay 2026\n\nid,comment\n1,a\n2,b\n3,c\n4,d\n5,e\n6,f\n7,g\n8,h\n9,i\n10,j\n';
    expect(await expectSame(file('a.csv', titled), 5)).toBeGreaterThan(5);
    const large = `id,comment\n1,"${'x\n'.repeat(200)}"\n2,b\n3,c\n`;
    const { whole, rests } = await readings(file('a.csv', large), {
      segmentBytes: 10,
      limits: { cellCharacters: 20 },
    });
    expect(whole[0]).toEqual([1, ['1', ''], 'cell-too-large']);
    for (const [rowsBefore, rest] of rests) expect(rest).toEqual(whole.slice(rowsBefore));
    expect(rests.length).toBeGreaterThan(1);
  });
});

test('a point reads nothing of what is before it', async () => {
  const source = file('a.csv', `id,comment\n${'1,slow delivery\n'.repeat(200)}`);
  const table = await openTable(source, { segmentBytes: 100 });
  const point = (await pointsOf(table)).at(-1);
  const starts: number[] = [];
  const watched = {
    ...source,
    bytes: (start = 0, end = source.sizeBytes) => {
      starts.push(start);
      return source.bytes(start, end);
    },
  };
  const again = await openTable(watched, { segmentBytes: 100 });
  starts.length = 0;
  await rowsOf(again, { point, passed: () => undefined });
  expect(starts).toEqual([point?.byte]);
  expect(point?.byte).toBeGreaterThan(2500);
});

test('the fields of JSON Lines that are known are not searched for again', async () => {
  const content = '{"a":1}\n{"b":2}\n';
  const { fields } = await openTable(file('a.jsonl', content));
  expect(fields).toEqual(['a', 'b']);
  const again = await openTable(file('a.jsonl', content), { fields: ['a', 'b', 'c'] });
  expect(again.columns.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
});

test('an archive and a JSON array begin at their first row, and tell no points', async () => {
  const csv = `id,comment\n${'1,slow\n'.repeat(50)}`;
  const array = JSON.stringify(Array.from({ length: 50 }, (_, id) => ({ id, comment: 'slow' })));
  for (const source of [file('a.csv.gz', gzipSync(csv)), file('a.json', array)]) {
    const table = await openTable(source, { segmentBytes: 10 });
    expect(await pointsOf(table)).toEqual([]);
    expect(await rowsOf(table, { passed: () => undefined })).toHaveLength(50);
  }
});
