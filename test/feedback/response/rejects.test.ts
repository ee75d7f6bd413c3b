import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { inferMapping } from '../../../lib/feedback/mapping/infer-mapping.ts';
import type { RejectedRow } from '../../../lib/feedback/response/outcome.ts';
import { rejectsFormat } from '../../../lib/feedback/response/rejects.ts';
import { tableOf } from '../table.ts';

const names = ['E-mail', 'Phone', 'NPS', 'Comment'];
const table = tableOf(names, [
  ['jo@example.org', '+1 415 555 2671', '9', 'Fine with me'],
  ['kim@example.org', '', '3', 'Not so fine'],
]);
const { mapping } = await inferMapping(table, {});
const rejected: RejectedRow = {
  kind: 'rejected',
  row: 7,
  reason: 'rating-out-of-scale',
  column: 'NPS',
  expected: 'a whole number from 0 to 10',
  got: '"11"',
  cells: ['jo@example.org', '+1 415 555 2671', '11', '=cmd(), write to jo@example.org'],
};
const key = Buffer.from('a key of the test');
const linesOf = (identityKey?: Buffer) => {
  const { header, line } = rejectsFormat(mapping, { phoneCountry: 'US' }, identityKey);
  return parse(header + line(rejected)) as string[][];
};

test('a line has the place, the reason and the cells, without personal data or formulas', () => {
  const [header, line] = linesOf(key);
  expect(header).toEqual([
    'verbatim:row',
    'verbatim:column',
    'verbatim:reason',
    'verbatim:expected',
    'verbatim:got',
    ...names,
  ]);
  expect(line).toEqual([
    '7',
    'NPS',
    'rating-out-of-scale',
    'a whole number from 0 to 10',
    '"11"',
    expect.stringMatching(/^person:[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]$/),
    '',
    '11',
    "'=cmd(), write to [email]",
  ]);
});

test('without a key there is no respondent', () => {
  expect(linesOf()[1]?.[5]).toBe('[respondent]');
});

test('an id is not redacted, even where it looks like a phone number', async () => {
  const ids = tableOf(
    ['Response ID', 'NPS'],
    [
      ['4155552671', '9'],
      ['4155552672', '3'],
    ],
  );
  const { mapping: withId } = await inferMapping(ids, {
    override: { columns: { 'Response ID': 'responseId' } },
  });
  const written = rejectsFormat(withId, { phoneCountry: 'US' }).line({
    ...rejected,
    cells: ['4155552671', '11'],
  });
  expect((parse(written) as string[][])[0]?.[5]).toBe('4155552671');
});

test('the corrected file has the same mapping as the first one, its added columns ignored', async () => {
  const [header = [], line = []] = linesOf(key);
  const mended = await inferMapping(tableOf(header, [line.with(7, '1')]), {
    override: { columns: { 'E-mail': 'respondent' } },
  });
  expect(mended.mapping.columns.map(({ meaning }) => meaning.field)).toEqual([
    ...Array(5).fill('ignored'),
    'respondent',
    'ignored',
    'rating',
    'comment',
  ]);
});
