import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileOnDisk } from '../../../lib/feedback/reading/disk.ts';
import { openTable } from '../../../lib/feedback/reading/open.ts';
import { readOutcomeTable, readSeriesTable } from '../../../lib/insights/drivers/operations-table.ts';
import { directoryWith } from '../../cli/memory-shell.ts';

const tableOf = (text: string) => openTable(fileOnDisk(join(directoryWith({ 'in.csv': text }), 'in.csv')));
const read = async (text: string) => readSeriesTable(await tableOf(text), (name) => name.toLowerCase());
const readOutcome = async (text: string) => readOutcomeTable(await tableOf(text));

describe('readSeriesTable', () => {
  it('reads days, touchpoints and values, in any order of the columns', async () => {
    expect(await read('Value,Touchpoint,Date\n12.5,Delivery,2026-05-31\n-3,Delivery,2026-06-01\n')).toEqual([
      ['delivery', '2026-05-31', 12.5],
      ['delivery', '2026-06-01', -3],
    ]);
  });

  it.each([
    ['date,touchpoint,value\n31/05/2026,delivery,1', { row: 1, column: 'date' }],
    ['date,touchpoint,value\n2026-02-30,delivery,1', { row: 1, column: 'date' }],
    ['date,touchpoint,value\n2026-05-01,delivery,1\n2026-05-02,,1', { row: 2, column: 'touchpoint' }],
    ['date,touchpoint,value\n2026-05-01,delivery,"1,5"', { row: 1, column: 'value' }],
    ['date,touchpoint,value\n2026-05-01,delivery,', { row: 1, column: 'value' }],
    ['date,touchpoint,value\n2026-05-01,Delivery,1\n2026-05-01,delivery,2', { row: 2 }],
    ['day,touchpoint,value\n2026-05-01,delivery,1', { expected: 'a column named date' }],
  ])('refuses %s as a whole, with the place', async (text, details) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'series-unreadable', details });
  });
});

describe('readOutcomeTable', () => {
  it('reads yes and no in several spellings', async () => {
    expect(await readOutcome('response,value\na,1\nb,No\nc,TRUE\n')).toEqual([
      ['a', 1],
      ['b', 0],
      ['c', 1],
    ]);
  });

  it('refuses a second outcome of one response, and a value that is neither yes nor no', async () => {
    await expect(readOutcome('response,value\na,1\na,0')).rejects.toMatchObject({
      code: 'series-unreadable',
    });
    await expect(readOutcome('response,value\na,maybe')).rejects.toMatchObject({
      details: { row: 1, column: 'value', expected: '1 or 0' },
    });
  });
});
