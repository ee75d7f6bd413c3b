import { describe, expect, test } from 'vitest';
import { tableOf } from '../table.ts';
import { map } from './mapped.ts';

const comment = (row: number): string => `The parcel came late and nobody answered me (${row})`;
const warned = async (name: string, cell: (row: number) => string, count = 60) => {
  const { warnings } = await map(
    tableOf(
      [name, 'Comment'],
      Array.from({ length: count }, (_, row) => [cell(row), comment(row)]),
    ),
  );
  return warnings.map(({ code, column }) => [code, column]);
};
const of =
  (...cells: readonly string[]) =>
  (row: number): string =>
    cells[row % cells.length] ?? '';

describe('a column that is not what its name promises', () => {
  test.each<[string, string, (row: number) => string]>([
    ['NPS Score', 'score-not-read', of('A', 'B', 'C')],
    ['Satisfaction', 'score-not-read', of('blue', 'red', 'green')],
    ['How satisfied were you with the delivery?', 'score-not-read', of('Option A', 'Option B', 'Option C')],
    ['Customer effort', 'score-not-read', of('S', 'M', 'L')],
    ['Gesamtbewertung', 'score-not-read', of('Stufe A', 'Stufe B')],
    ['Star rating', 'score-not-read', of('gold', 'silver')],
    ['Store score', 'score-not-read', of('R1x', 'R2x', 'low')],
    ['Zufriedenheit', 'score-not-read', of('Stufe A', 'Stufe B')],
    ['Reason code', 'comment-not-read', of('R1', 'R2')],
    ['negativereason', 'comment-not-read', of('Late Flight', 'Lost Luggage')],
    ['Warum', 'comment-not-read', of('R1', 'R2')],
    ['Why did you choose us?', 'comment-not-read', of('R1', 'R2', 'R3')],
    ['Return reason', 'comment-not-read', of('R1', 'R2', 'R3')],
    ['What could we improve?', 'comment-not-read', of('1', '2', '3', '4')],
    ['Kommentar', 'comment-not-read', (row) => String(row * 17)],
    ['Response date', 'date-not-read', of('last week', 'yesterday', 'a while ago')],
    ['Submitted at', 'date-not-read', (row) => `session ${row % 9}`],
    ['Datum', 'date-not-read', of('Frühjahr', 'Sommer')],
    ['Submitted at', 'date-not-read', (row) => `on the morning of day ${row} after we came home`],
    ['NPS', 'score-not-read', (row) => `I would give you ${row} points if I could do so`],
    ['Response status', 'status-not-read', of('A', 'B', 'C')],
    ['Status', 'status-not-read', of('phase A', 'phase B')],
  ])('"%s" is warned of: %s', async (name, code, cell) => {
    expect(await warned(name, cell)).toEqual([[code, name]]);
  });

  test('has the overrides that would change it', async () => {
    const table = tableOf(
      ['NPS Score', 'Comment'],
      Array.from({ length: 60 }, (_, row) => [of('A', 'B', 'C')(row), comment(row)]),
    );
    const { warnings } = await map(table);
    expect(warnings[0]).toMatchObject({ options: ['nps=NPS Score', 'ignored=NPS Score'] });
    expect(warnings[0]?.text).toContain('"NPS Score"');
    const said = await map(table, { override: { columns: { 'NPS Score': 'ignored' } } });
    expect(said.warnings).toEqual([]);
  });

  test.each<[string, (row: number) => string]>([
    ['Channel', of('web', 'store')],
    ['Country', of('DE', 'FR')],
    ['Comment length', of('12', '40', '77')],
    ['Score', of('A')],
    ['Ticket status', of('open', 'solved', 'closed')],
    ['Agent name', of('Ann Lee', 'Bo Berg')],
    ['Order date', of('2026-05-01', '2026-05-02')],
  ])('"%s" promises nothing', async (name, cell) => {
    expect(await warned(name, cell)).toEqual([]);
  });

  test.each([
    ['nps_score', of('Promoter', 'Passive', 'Detractor')],
    ['NPS-Kategorie', of('Promotoren', 'Passive', 'Kritiker')],
  ])('"%s" has the groups of an NPS whose answers are missing', async (name, cell) => {
    expect(await warned(name, cell)).toEqual([['score-not-read', name]]);
  });

  test('is read, with how many dates cannot be', async () => {
    const { warnings } = await map(
      tableOf(
        ['Date', 'Comment'],
        Array.from({ length: 60 }, (_, row) => [row % 20 === 3 ? 'unknown day' : '2026-05-14', comment(row)]),
      ),
    );
    expect(warnings).toMatchObject([{ code: 'dates-unreadable', column: 'Date', cells: 3 }]);
  });
});

describe('a text that an export puts into many rows', () => {
  const ofExport = 'No comment text was provided for this review';
  const table = tableOf(
    ['Comment'],
    Array.from({ length: 100 }, (_, row) => [row % 4 === 0 ? ofExport : comment(row)]),
  );

  test('is warned about with its number, and kept as a hash', async () => {
    const { warnings, repeated } = await map(table);

    expect(warnings).toMatchObject([
      { code: 'text-of-export', column: 'Comment', cells: 25, values: [ofExport] },
    ]);
    expect(repeated).toHaveLength(1);
  });

  test('is not one that customers write often', async () => {
    const said = tableOf(
      ['Comment'],
      Array.from({ length: 100 }, (_, row) => [
        row % 4 === 0 ? 'Great food and great service' : comment(row),
      ]),
    );

    expect(await map(said)).not.toHaveProperty('repeated');
  });
});
