import { expect, test } from 'vitest';
import type { MappingOverride } from '../../../lib/feedback/mapping/mapping-override.ts';
import { openTable } from '../../../lib/feedback/reading/open.ts';
import { number, text, workbookOf } from '../reading/archives.ts';
import { file } from '../reading/reading.ts';
import { map } from './mapped.ts';

const answers = (rows: number) => [
  [text('NPS'), text('Comment')],
  ...Array.from({ length: rows }, (_, index) => [number(index % 11), text('The parcel was late again')]),
];

const questionsOf = async (sizes: readonly number[], override: MappingOverride = {}) => {
  const sheets = sizes.map((rows, index) => ({ name: `S${index + 1}`, rows: answers(rows) }));
  const { sheet } = override;
  const options = sheet === undefined ? {} : { sheet };
  const table = await openTable(file('x.xlsx', workbookOf(sheets)), options);
  return (await map(table, { override })).questions;
};

test('a first sheet of one row beside one of hundreds raises a question that names both', async () => {
  expect(await questionsOf([1, 300])).toEqual([
    { code: 'sheet-unsure', ask: expect.stringContaining('"S1"'), options: ['sheet=S2', 'sheet=S1'] },
  ]);
});

test('naming a sheet answers it, also the small one', async () => {
  expect(await questionsOf([1, 300], { sheet: 'S2' })).toEqual([]);
  expect(await questionsOf([1, 300], { sheet: 'S1' })).toEqual([]);
});

test('of sheets of similar size, and of a small sheet after a large one, the first is read unasked', async () => {
  expect(await questionsOf([200, 300])).toEqual([]);
  expect(await questionsOf([300, 1])).toEqual([]);
  expect(await questionsOf([2, 3])).toEqual([]);
});
