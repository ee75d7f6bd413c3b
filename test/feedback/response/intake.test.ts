import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VerbatimError } from '../../../lib/errors.ts';
import { parseJourney } from '../../../lib/feedback/journey.ts';
import { inferMapping } from '../../../lib/feedback/mapping/infer-mapping.ts';
import type { ColumnMeaning, Mapping } from '../../../lib/feedback/mapping/mapping.ts';
import type { SourceTable } from '../../../lib/feedback/reading/source.ts';
import {
  type IntakeContext,
  intake,
  type Outcome,
  rowLedger,
} from '../../../lib/feedback/response/intake.ts';
import { emptyRowLedger, mergeRowLedgers, rowsAddUp } from '../../../lib/feedback/response/ledger.ts';
import { type Response, response as responseSchema } from '../../../lib/feedback/response/response.ts';
import { figuresOf } from '../../../lib/metrics/figures/figures.ts';
import { tallyOf } from '../../../lib/metrics/tally/tally.ts';
import { intakeContext as context } from '../intake-context.ts';
import { tableOf } from '../table.ts';

const mappingOf = (
  meanings: Readonly<Record<string, ColumnMeaning>>,
  more: Partial<Mapping> = {},
): Mapping => ({
  columns: Object.entries(meanings).map(([column, meaning]) => ({
    column,
    meaning,
    confidence: 1,
    because: '',
    samples: [],
  })),
  timeZone: 'UTC',
  touchpoint: { from: 'default', value: 'unassigned' },
  voice: 'customer',
  solicited: true,
  source: 'file',
  independent: false,
  questions: [],
  warnings: [],
  ...more,
});

const comment: ColumnMeaning = { field: 'comment', role: 'open' };
const nps: ColumnMeaning = { field: 'rating', scale: { metric: 'nps', kind: 'transactional' } };
const meanings = {
  Id: { field: 'responseId' },
  Date: { field: 'submittedAt', order: 'iso' },
  Who: { field: 'respondent' },
  Where: { field: 'touchpoint' },
  NPS: nps,
  Comment: comment,
  Segment: { field: 'attribute' },
} satisfies Record<string, ColumnMeaning>;
const columns = Object.keys(meanings);

const outcomesOf = async (
  table: SourceTable,
  mapping: Mapping = mappingOf(meanings),
  more: Partial<IntakeContext> = {},
): Promise<Outcome[]> => {
  const outcomes: Outcome[] = [];
  for await (const group of intake(table, mapping, { ...context, ...more })) outcomes.push(...group);
  return outcomes;
};

const take = (rows: readonly (readonly string[])[], mapping?: Mapping, more?: Partial<IntakeContext>) =>
  outcomesOf(tableOf(columns, rows), mapping, more);

const responsesOf = (outcomes: readonly Outcome[]): Response[] =>
  outcomes.flatMap((outcome) => ('response' in outcome ? [outcome.response] : []));

const row = ['r1', '2026-05-31 10:20', 'Jo Doe', 'Order Delivery!', '9', 'Great', 'gold'];
const withCell = (index: number, cell: string): string[] => row.with(index, cell);

test('a row becomes a response with all its content, and without names', async () => {
  const [outcome] = await take([row]);
  expect(outcome).toMatchObject({ kind: 'accepted', row: 1 });
  const [response] = responsesOf(outcome === undefined ? [] : [outcome]);
  expect(response).toEqual({
    row: 1,
    responseId: expect.stringMatching(/^[A-Za-z0-9_-]{22}$/),
    occurrence: 0,
    fingerprint: expect.stringMatching(/^[A-Za-z0-9_-]{16}$/),
    sourceId: 'r1',
    touchpoint: 'order-delivery',
    cell: '2026-05-31',
    submittedAt: '2026-05-31T10:20:00Z',
    datePrecision: 'time',
    voice: 'customer',
    solicited: true,
    respondent: expect.stringMatching(/^[A-Za-z0-9_-]{22}$/),
    sampleGroup: expect.stringMatching(/^[A-Za-z0-9_-]$/),
    ratings: { 'nps:transactional': 9 },
    attributes: { Segment: 'gold' },
    asked: 1,
    answers: [{ question: 'Comment', role: 'open', text: 'Great' }],
  });
  expect(responseSchema.parse(response)).toEqual(response);
});

test('a missing value is absent: not zero, not neutral, not an empty text', async () => {
  const [response] = responsesOf(await take([['', '', 'A Google user', '', 'N/A', ' ', '']]));
  expect(response).toMatchObject({
    touchpoint: 'unassigned',
    cell: 'undated',
    ratings: {},
    attributes: {},
    asked: 1,
    answers: [],
  });
  for (const key of ['sourceId', 'submittedAt', 'datePrecision', 'respondent', 'channel', 'unfinished']) {
    expect(response).not.toHaveProperty(key);
  }
});

test('figures and their intervals are the same under any key, however many people answered', async () => {
  const answers = Array.from({ length: 900 }, (_, index) =>
    row
      .with(0, `r${index}`)
      .with(2, `person ${(index * 7) % 500}`)
      .with(4, String((((index * 7) % 500) * 3 + (index % 3)) % 11)),
  );
  const figuresUnder = async (key: string) => {
    const outcomes = await take(answers, undefined, { identityKey: Buffer.from(key) });
    const counted = responsesOf(outcomes).map((response) => ({ ...response, answers: [] }));
    return figuresOf(tallyOf(counted)).ratings;
  };
  const figures = await figuresUnder('one key');
  expect(figures['nps:transactional']).toMatchObject({ nps: { n: 900 } });
  expect(await figuresUnder('another key')).toEqual(figures);
});

test('rows without rating and comment are accepted and told apart', async () => {
  const blank = withCell(0, 'r2').with(4, 'N/A').with(5, ' ');
  const outcomes = await take([row, blank, withCell(0, 'r3').with(5, '')]);
  expect(rowLedger(outcomes)).toEqual({ ...emptyRowLedger, read: 3, accepted: 3, blank: 1 });
  const parts = outcomes.map((outcome) => rowLedger([outcome]));
  expect(parts.reduce(mergeRowLedgers, emptyRowLedger)).toEqual(rowLedger(outcomes));
});

test('NPS 0 is a score', async () => {
  expect(responsesOf(await take([withCell(4, '0')]))[0]?.ratings).toEqual({ 'nps:transactional': 0 });
});

describe('date and time in two columns', () => {
  const split = { Date: meanings.Date, Time: { field: 'submittedTime' }, Comment: comment } satisfies Record<
    string,
    ColumnMeaning
  >;
  const takeSplit = (rows: readonly (readonly string[])[], order: 'iso' | 'epoch-seconds' = 'iso') =>
    outcomesOf(
      tableOf(Object.keys(split), rows),
      mappingOf({ ...split, Date: { field: 'submittedAt', order } }, { timeZone: 'Europe/Berlin' }),
    );

  test('are one moment; without a time it is a day', async () => {
    const outcomes = await takeSplit([
      ['2026-05-31', '10:20', 'Great'],
      ['2026-05-31', 'N/A', 'Great'],
      ['', '10:20', 'Great'],
    ]);
    expect(
      responsesOf(outcomes).map(({ submittedAt, datePrecision }) => [submittedAt, datePrecision]),
    ).toEqual([
      ['2026-05-31T08:20:00Z', 'time'],
      ['2026-05-31', 'day'],
      [undefined, undefined],
    ]);
  });

  test('an impossible time rejects its row', async () => {
    expect(await takeSplit([['2026-05-31', '25:61', 'Great']])).toEqual([
      expect.objectContaining({
        kind: 'rejected',
        reason: 'date-unreadable',
        column: 'Time',
        expected: 'a time of day such as 10:20',
        got: '"25:61"',
      }),
    ]);
  });

  test('a time without a date column is refused', async () => {
    await expect(takeSplit([], 'epoch-seconds')).rejects.toThrow(/needs a date column/);
    const alone = outcomesOf(tableOf(['Time'], []), mappingOf({ Time: { field: 'submittedTime' } }));
    await expect(alone).rejects.toMatchObject({
      code: 'mapping-invalid',
      details: { column: 'Time', got: 'none' },
    });
  });
});

test('two "Great" in two weeks of one month are two responses', async () => {
  const [first, second] = responsesOf(
    await take([
      ['', '2026-W20', '', '', '', 'Great', ''],
      ['', '2026-W21', '', '', '', 'Great', ''],
    ]),
  );
  expect([first?.cell, second?.cell]).toEqual(['2026-05', '2026-05']);
  expect(first?.responseId).not.toBe(second?.responseId);
});

describe('rejected rows', () => {
  test.each([
    [
      'a rating out of scale',
      withCell(4, '11'),
      { reason: 'rating-out-of-scale', column: 'NPS', expected: 'a whole number from 0 to 10', got: '"11"' },
    ],
    [
      'a text where a rating should be',
      withCell(4, 'lovely'),
      { reason: 'rating-not-a-number', column: 'NPS', got: 'a text of 6 characters' },
    ],
    [
      'a date that is none',
      withCell(1, 'soon'),
      { reason: 'date-unreadable', column: 'Date', expected: 'a date such as 2026-05-31 10:20' },
    ],
    [
      'the year 0',
      withCell(1, '0000-01-01'),
      { reason: 'date-out-of-range', column: 'Date', got: '"0000-01-01"' },
    ],
    [
      'a comment over 64 KB',
      withCell(5, 'long '.repeat(14_000)),
      { reason: 'text-too-large', column: 'Comment', got: '69999 bytes' },
    ],
    [
      'a comment cell beyond looking into',
      withCell(5, 'x'.repeat(300_000)),
      { reason: 'text-too-large', got: '300000 characters' },
    ],
    ['a row of empty cells', ['', ' ', '', '', '', '', ''], { reason: 'row-empty' }],
  ])('%s', async (_what, cells, rejection) => {
    const outcomes = await take([row, cells, withCell(0, 'r2')]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'rejected', 'accepted']);
    expect(outcomes[1]).toMatchObject({ row: 2, ...rejection, cells });
  });

  test('a row that could not be read keeps the reason of its reader', async () => {
    const ragged = new VerbatimError('row-ragged', 'too many cells', {
      expected: '7 cells',
      got: '9 cells',
    });
    const large = new VerbatimError('cell-too-large', 'a cell is too large', { column: 'Comment' });
    const withNul = new VerbatimError('cell-nul-byte', 'a NUL byte', { column: 'Comment' });
    const broken = new VerbatimError('cell-encoding', 'no text', { column: 'Comment' });
    const table = tableOf(columns, [
      { row: 1, cells: row, problem: ragged },
      { row: 2, cells: row, problem: large },
      { row: 3, cells: row, problem: withNul },
      { row: 4, cells: row, problem: broken },
    ]);
    expect(await outcomesOf(table)).toMatchObject([
      { kind: 'rejected', row: 1, reason: 'row-ragged', expected: '7 cells', got: '9 cells' },
      { kind: 'rejected', row: 2, reason: 'cell-too-large', column: 'Comment' },
      { kind: 'rejected', row: 3, reason: 'cell-nul-byte', column: 'Comment' },
      { kind: 'rejected', row: 4, reason: 'cell-encoding', column: 'Comment' },
    ]);
  });
});

describe('previews, tests and spam', () => {
  const table = (statuses: readonly string[]) =>
    tableOf(
      ['Status', 'Comment'],
      statuses.map((status) => [status, 'Great']),
    );
  const mapping = mappingOf({ Status: { field: 'status' }, Comment: comment });

  test('are excluded with their reason, also where they are coded', async () => {
    const outcomes = await outcomesOf(
      table(['IP Address', 'Survey Preview', 'Survey Test', 'Spam', '0', '1', '2', '8', '']),
      mapping,
    );
    expect(outcomes.map((outcome) => ('reason' in outcome ? outcome.reason : outcome.kind))).toEqual([
      'accepted',
      'preview',
      'test',
      'spam',
      'accepted',
      'preview',
      'test',
      'spam',
      'accepted',
    ]);
  });
});

test('unfinished responses are kept and flagged', async () => {
  const table = tableOf(
    ['Finished', 'Comment'],
    [
      ['True', 'a'],
      ['False', 'b'],
      ['partial', ''],
      ['', 'd'],
    ],
  );
  const outcomes = await outcomesOf(table, mappingOf({ Finished: { field: 'finished' }, Comment: comment }));
  expect(responsesOf(outcomes).map(({ unfinished }) => unfinished)).toEqual([
    undefined,
    true,
    true,
    undefined,
  ]);
});

describe('ids', () => {
  const idsOf = (outcomes: readonly Outcome[]) => responsesOf(outcomes).map(({ responseId }) => responseId);

  test('two customers who write "Great" both count', async () => {
    const great = withCell(0, '');
    const outcomes = await take([great, great]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'accepted']);
    expect(new Set(idsOf(outcomes)).size).toBe(2);
  });

  test('the same id and content again is a duplicate, other content an update', async () => {
    const outcomes = await take([row, row, withCell(4, '3'), withCell(4, '3')]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'duplicate', 'updated', 'duplicate']);
    expect(responsesOf(outcomes).map(({ occurrence }) => occurrence)).toEqual([0, 1]);
    expect(new Set(idsOf(outcomes)).size).toBe(1);
  });

  test('an id that is an e-mail address is not used as an id', async () => {
    const [response] = responsesOf(await take([withCell(0, 'jo@example.org')]));
    expect(response).not.toHaveProperty('sourceId');
  });

  test('equal rows of two files are one response, unless the files are declared independent', async () => {
    const great = [withCell(0, '')];
    const id = async (batchId: string, independent: boolean) =>
      idsOf(await take(great, mappingOf(meanings, { independent }), { batchId }))[0];
    expect(await id('may', false)).toBe(await id('june', false));
    expect(await id('may', true)).not.toBe(await id('june', true));
    expect(await id('may', true)).toBe(await id('may', true));
  });

  test('from an id column do not depend on the order of rows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 20 }),
        async (names) => {
          const rows = names.map((name) => withCell(0, `id-${name.trim()}`));
          const forth = idsOf(await take(rows));
          const back = idsOf(await take(rows.toReversed()));
          expect(new Set(back)).toEqual(new Set(forth));
        },
      ),
      { seed: 1, numRuns: 50 },
    );
  });
});

describe('touchpoints', () => {
  const journey = parseJourney(
    'stages: [{id: get, touchpoints: [{id: delivery, aliases: [Order Delivery]}]}]',
  );
  const touchpoints = async (
    rows: readonly (readonly string[])[],
    mapping?: Mapping,
    more?: Partial<IntakeContext>,
  ) => responsesOf(await take(rows, mapping, { journey, ...more })).map(({ touchpoint }) => touchpoint);

  test('use the aliases of the journey, a blank cell uses the file’s own', async () => {
    const rows = [withCell(3, 'ORDER-DELIVERY'), withCell(3, 'Store'), withCell(3, ' ')];
    expect(await touchpoints(rows)).toEqual(['delivery', 'store', 'unassigned']);
    expect(
      await touchpoints(
        rows,
        mappingOf(meanings, { touchpoint: { from: 'column', value: 'order-delivery' } }),
      ),
    ).toEqual(['delivery', 'store', 'delivery']);
    expect(await touchpoints(rows, undefined, { keyTouchpoint: 'support' })).toEqual([
      'delivery',
      'store',
      'support',
    ]);
  });
});

test('answers keep the text with its mapping back to the cells', async () => {
  const table = tableOf(
    ['Good', 'Bad'],
    [
      ['  <b>Staff</b> ', 'Call jo@example.org'],
      ['', 'Price'],
    ],
  );
  const outcomes = await outcomesOf(
    table,
    mappingOf({ Good: { field: 'comment', role: 'praise' }, Bad: { field: 'comment', role: 'improve' } }),
  );
  const [first, second] = outcomes;
  expect(
    responsesOf(outcomes).map(({ asked, answers }) => [
      asked,
      answers.map(({ question, text }) => [question, text]),
    ]),
  ).toEqual([
    [
      2,
      [
        ['Good', 'Staff'],
        ['Bad', 'Call [email]'],
      ],
    ],
    [2, [['Bad', 'Price']]],
  ]);
  expect(
    first !== undefined && 'texts' in first ? first.texts.map((text) => text.map([0, text.text.length])) : [],
  ).toEqual([
    [5, 10],
    [0, 19],
  ]);
  expect(second !== undefined && 'texts' in second ? second.texts.length : 0).toBe(1);
});

test('a question is named by its wording where the file has one', async () => {
  const mapping = mappingOf({ Q1: comment });
  const worded = { ...mapping, columns: mapping.columns.map((column) => ({ ...column, question: 'Why?' })) };
  const [response] = responsesOf(await outcomesOf(tableOf(['Q1'], [['slow']]), worded));
  expect(response?.answers[0]?.question).toBe('Why?');
});

test('attributes are redacted, cut, and kept on one line', async () => {
  const [response] = responsesOf(await take([withCell(6, ` jo@example.org\n${'x'.repeat(300)}`)]));
  expect(response?.attributes['Segment']).toMatch(/^\[email\] x{180,}$/);
});

test('a mapping with a missing column is refused', async () => {
  await expect(
    outcomesOf(tableOf(['Other'], [['a']]), mappingOf({ Comment: comment })),
  ).rejects.toMatchObject({
    code: 'mapping-invalid',
    details: { column: 'Comment' },
  });
});

test('an empty table has no outcomes', async () => {
  expect(await take([])).toEqual([]);
  expect(rowLedger([])).toEqual(emptyRowLedger);
});

describe('for any table', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      '',
      'N/A',
      '9',
      '11',
      '0',
      'Great',
      '2026-05-31',
      '31/5/2026',
      'x@y.org',
      'Spam',
      'Survey Test',
      'False',
      'r1',
      'r2',
    ),
    fc.string({ maxLength: 12 }),
  );
  const rows = fc.array(fc.array(cell, { minLength: 8, maxLength: 8 }), { maxLength: 40 });
  const all = mappingOf({ ...meanings, Status: { field: 'status' } });
  const wide = [...columns, 'Status'];

  test('every row has exactly one outcome, in order, and the counts add up', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        const outcomes = await outcomesOf(tableOf(wide, cells), all);
        expect(outcomes.map((outcome) => outcome.row)).toEqual(cells.map((_, index) => index + 1));
        const ledger = rowLedger(outcomes);
        expect(ledger.read).toBe(cells.length);
        expect(rowsAddUp(ledger)).toBe(true);
        const halves = [outcomes.slice(0, 7), outcomes.slice(7)].map(rowLedger);
        expect(halves.reduce(mergeRowLedgers)).toEqual(ledger);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  test('the same file twice gives the same responses, and each passes its schema', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        const [first, second] = [
          await outcomesOf(tableOf(wide, cells), all),
          await outcomesOf(tableOf(wide, cells), all),
        ];
        expect(responsesOf(second)).toEqual(responsesOf(first));
        for (const response of responsesOf(first))
          expect(responseSchema.safeParse(response).error).toBeUndefined();
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  test('no two counted rows share id and occurrence', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        const keys = responsesOf(await outcomesOf(tableOf(wide, cells), all)).map(
          ({ responseId, occurrence }) => `${responseId} ${occurrence}`,
        );
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  test('any table can be mapped, and under its own mapping every row is counted', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 15 }), { minLength: 8, maxLength: 8 }),
        rows,
        async (names, cells) => {
          const table = tableOf(names, cells);
          const { mapping } = await inferMapping(table, {});
          expect(rowLedger(await outcomesOf(table, mapping)).read).toBe(cells.length);
        },
      ),
      { seed: 1, numRuns: 100 },
    );
  });
});
