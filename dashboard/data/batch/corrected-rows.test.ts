import { describe, expect, test } from 'vitest';
import type { Mapping } from '../../shared/api.ts';
import { label, mapped, mappingOf, nps } from '../mapping-example.ts';
import {
  boundsFor,
  correctable,
  correctedCsv,
  dateExample,
  rejectsCsv,
  sayingAll,
} from './corrected-rows.ts';

const found = mappingOf();

describe('corrected rows', () => {
  const columns = ['Id', 'Score', 'Words'];
  const reject = (row: number, column: string | undefined, ...cells: readonly string[]) => ({
    file: 'may.csv',
    row,
    code: 'rating-out-of-scale',
    cells,
    ...(column === undefined ? {} : { column }),
  });

  test('are a file of their own, with their ids and with quotes where needed', () => {
    const rows = [reject(3, 'Score', 'a', '12', 'good, "fine"'), reject(9, 'Score', 'b', 'ten', '')].flatMap(
      (one) => correctable(one, columns) ?? [],
    );
    expect(correctedCsv(columns, rows, { 3: ' 10 ', 9: '' })).toBe('Id,Score,Words\na,10,"good, ""fine"""\n');
  });

  test('are expected with dates as the column has them', () => {
    const ended = mapped('EndDate', { field: 'submittedAt', order: 'iso' });
    const day = mapped('Datum', { field: 'submittedAt', order: 'day-first' });
    const mapping = { columns: [ended, day] };
    expect(['EndDate', 'Datum'].map((column) => dateExample(mapping, column))).toEqual([
      '2025-05-31',
      '31/5/2025',
    ]);
  });

  test('can be edited in place only where one cell is wrong', () => {
    expect(correctable(reject(3, undefined, 'a', '12', '', 'more'), columns)).toBeUndefined();
    expect(correctable(reject(3, 'Score', 'a', '12', ''), columns)).toMatchObject({ at: 1, found: '12' });
  });

  test('are exported with their reasons, and no cell is a formula', () => {
    const text = rejectsCsv(columns, [{ ...reject(3, 'Score', 'a', '12', '=1+1'), got: '"12"' }]);
    expect(text.split('\n')).toEqual([
      '\uFEFFverbatim:row,verbatim:column,verbatim:reason,verbatim:expected,verbatim:got,Id,Score,Words',
      '3,Score,rating-out-of-scale,,"""12""",a,12,\'=1+1',
      '',
    ]);
  });

  test('are read in the same way as the rest of their file', () => {
    const mapping: Mapping = { ...found, touchpoint: { from: 'key', value: 'shop' } };
    expect(sayingAll(mapping)).toMatchObject({
      columns: { 'Effort: ease': nps, Notes: label },
      touchpoint: 'shop',
      source: 'file',
    });
    expect(sayingAll(found)).not.toHaveProperty('touchpoint');
    expect(boundsFor(mapping, 'Effort: ease')).toEqual({ min: 0, max: 10 });
    expect(boundsFor(mapping, 'Notes')).toBeUndefined();
  });
});
