import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileOnDisk } from '../../../lib/feedback/reading/disk.ts';
import { openTable } from '../../../lib/feedback/reading/open.ts';
import { readTable } from './reading.ts';

const data = process.env['VERBATIM_DATA'] ?? resolve(import.meta.dirname, '../../../../shared/data');
const raw = join(data, 'raw');

/** Columns, rows and UTF-16 units in all cells, as counted with Python's csv module and, for the workbook, its XML. */
const counted: readonly (readonly [string, string, number, number, number])[] = [
  ['airline-tweets.csv', 'csv utf-8 ,', 6, 7362, 1_187_946],
  ['alexa-reviews.tsv', 'csv utf-8 \t', 5, 5150, 1_064_583],
  ['booking-hotels.csv', 'csv utf-8 ,', 14, 4993, 2_181_505],
  ['play-store-bank.csv', 'csv utf-8 , google-play', 4, 5000, 377_181],
  ['ride-app-reviews.csv', 'csv utf-8 , google-play', 10, 12_000, 1_348_348],
  ['womens-clothing.csv', 'csv utf-8 ,', 11, 1499, 536_800],
  ['alexa-reviews.xlsx', 'xlsx Sheet1', 5, 3150, 492_451],
];

describe.skipIf(!existsSync(raw))('the example files (in ../shared/data/raw or $VERBATIM_DATA/raw)', () => {
  test.each(counted)(
    '%s is %s with %i columns, %i rows and %i characters',
    async (name, shape, columns, rows, characters) => {
      const read = await readTable(await openTable(fileOnDisk(join(raw, name))));
      const { format, encoding, delimiter, sheet, exportedBy } = read.shape;
      expect(
        [format, encoding, delimiter, sheet, exportedBy].filter((part) => part !== undefined).join(' '),
      ).toBe(shape);
      expect(read.names).toHaveLength(columns);
      expect(read.cells).toHaveLength(rows);
      expect(read.cells.flat().reduce((sum, cell) => sum + cell.length, 0)).toBe(characters);
      expect(read.problems).toEqual({});
    },
  );
});
