import { describe, expect, test } from 'vitest';
import { VerbatimError } from '../../lib/errors.ts';
import type { Copy } from '../../lib/feedback/response/copy.ts';
import { emptyAnswerLedger, emptyRowLedger } from '../../lib/feedback/response/ledger.ts';
import { objectKeys } from '../../lib/store/keys.ts';
import { exampleCopy, exampleHeader, scoredAnswer } from '../store/examples.ts';
import { apiWorld } from './world.ts';

const journeyText = `
stages:
  - id: order
    name: Ordering
    touchpoints: [{ id: checkout, name: Checkout, owner: web team }, { id: delivery, name: Delivery }]
`;

const createTestApi = () => apiWorld({ journey: journeyText, metrics: { confidentiality: 'off' } });

const said = (responseId: string, submittedAt: string, changes: Partial<Copy> = {}): Copy =>
  exampleCopy({ responseId, submittedAt, cell: submittedAt.slice(0, 10), ...changes });

const withLabel = (label: 'negative' | 'neutral' | 'positive', theme: string): Copy['answers'] => [
  scoredAnswer('words', {
    label,
    themes: [{ id: theme, confidence: 1, sentiment: { label: 'neutral', score: 0 }, spans: [[0, 5]] }],
  }),
];

const idsOf = (body: Record<string, unknown>): unknown[] =>
  (body['feedback'] as { responseId: string }[]).map(({ responseId }) => responseId);

describe('GET /touchpoints', () => {
  test('lists touchpoints in journey order, blind spots included, then the others', async () => {
    const { ask, store } = createTestApi();
    await store(exampleCopy({ touchpoint: 'delivery' }), exampleCopy({ touchpoint: 'support' }));
    const { body } = await ask('/touchpoints');
    const touchpoints = body['touchpoints'] as { id: string; responses: number; stage?: object }[];
    expect(touchpoints.map(({ id, responses, stage }) => [id, responses, stage !== undefined])).toEqual([
      ['checkout', 0, true],
      ['delivery', 1, true],
      ['support', 1, false],
    ]);
  });

  test('shows no figures where there is no feedback', async () => {
    const { ask } = createTestApi();
    const { body } = await ask('/touchpoints');
    expect((body['touchpoints'] as { figures: object }[])[0]?.figures).toMatchObject({
      responses: 0,
      ratings: {},
      themes: {},
    });
  });
});

describe('GET /touchpoints/{touchpoint}/summaries', () => {
  test('returns one summary per period, in order, both ends included', async () => {
    const { ask, store } = createTestApi();
    await store(
      said('a', '2026-04-30T10:00:00Z'),
      said('b', '2026-05-01T10:00:00Z'),
      said('c', '2026-05-31T10:00:00Z'),
      said('d', '2026-06-01T10:00:00Z'),
    );
    const days = await ask('/touchpoints/delivery/summaries?from=2026-05&to=2026-05');
    expect((days.body['summaries'] as { period: string }[]).map(({ period }) => period)).toEqual([
      '2026-05-01',
      '2026-05-31',
    ]);
    const months = await ask('/touchpoints/delivery/summaries?grain=month&from=2026-05');
    expect(
      (months.body['summaries'] as { period: string; tally: { responses: number } }[]).map((s) => [
        s.period,
        s.tally.responses,
      ]),
    ).toEqual([
      ['2026-05', 2],
      ['2026-06', 1],
    ]);
  });

  test.each([
    ['from=2026-04-01&to=2026-05-31', ['2026-04', '2026-05']],
    ['from=2026-05-01&to=2026-05-31', ['2026-05']],
    ['from=2026-05&to=2026-05-31', ['2026-05']],
    ['from=2026-04-02&to=2026-06-01', ['2026-05', '2026-06']],
  ])('answers the months that begin in %s', async (span, expected) => {
    const { ask, store } = createTestApi();
    await store(
      said('a', '2026-04-30T10:00:00Z'),
      said('b', '2026-05-01T10:00:00Z'),
      said('c', '2026-06-01T10:00:00Z'),
    );
    const { body } = await ask(`/touchpoints/delivery/summaries?grain=month&${span}`);
    expect((body['summaries'] as { period: string }[]).map(({ period }) => period)).toEqual(expected);
  });

  test.each([
    ['from=2026-02-30', 'parameter "from" is invalid', 'a valid day or month, from 1900 to 2199'],
    ['from=0050-03', 'parameter "from" is invalid', 'a valid day or month, from 1900 to 2199'],
    ['from=2026-13', 'parameter "from" is invalid', 'a valid day or month, from 1900 to 2199'],
    ['from=May', 'parameter "from" is invalid', 'a day such as 2026-05-31 or a month such as 2026-05'],
    ['from=2026-06&to=2026-05', '"from" is after "to"', '"to" from 2026-06 on'],
    ['from=2026-06-01&to=2026-05', '"from" is after "to"', '"to" from 2026-06-01 on'],
  ])('refuses %s', async (span, message, wanted) => {
    const { ask, store } = createTestApi();
    await store(said('a', '2026-05-31T10:00:00Z'));
    expect(await ask(`/touchpoints/delivery/summaries?${span}`)).toEqual({
      status: 400,
      body: { error: expect.objectContaining({ code: 'usage', message, expected: wanted }) },
    });
  });

  test('corrects the shares of sentiment where a calibration of that version is stored', async () => {
    const { ask, store, effects } = createTestApi();
    await store(said('a', '2026-05-31T10:00:00Z'));
    const row = { negative: 10, neutral: 10, positive: 10 };
    const confusion = {
      negative: { ...row, negative: 80 },
      neutral: { ...row, neutral: 80 },
      positive: { ...row, positive: 80 },
    };
    const stored = { version: 'lexicon-1', labelled: 300, savedAt: '2026-06-01T12:00:00Z', confusion };
    await effects.objects.write('config/calibration.json', JSON.stringify(stored));
    const { body } = await ask('/touchpoints/delivery/summaries');
    expect(body['summaries']).toMatchObject([
      {
        sentimentShares: {
          labelled: 300,
          found: { positive: 1 },
          corrected: { positive: { value: expect.closeTo(1, 2) } },
        },
      },
    ]);
  });

  test('rejects an unknown parameter by name', async () => {
    const { ask } = createTestApi();
    const { status, body } = await ask('/touchpoints/delivery/summaries?gran=day');
    expect([status, body['error']]).toEqual([
      400,
      expect.objectContaining({ code: 'usage', message: 'parameter "gran" is invalid' }),
    ]);
  });

  test('has no series for an unknown touchpoint', async () => {
    const { ask } = createTestApi();
    expect((await ask('/touchpoints/chekout/summaries')).status).toBe(404);
    expect((await ask('/touchpoints/chekout/feedback')).status).toBe(404);
    expect((await ask('/touchpoints/checkout/summaries')).body['summaries']).toEqual([]);
  });
});

describe('GET /touchpoints/{touchpoint}/feedback', () => {
  test('is paged, newest first, and shows each response once', async () => {
    const { ask, store } = createTestApi();
    const dated = Array.from({ length: 7 }, (_, index) =>
      said(`r${index}`, `2026-05-0${1 + (index % 3)}T0${index}:00:00Z`),
    );
    const undated = exampleCopy({ responseId: 'undated', cell: 'undated' });
    const { submittedAt: _none, datePrecision: _no, ...withoutDate } = undated;
    await store(...dated, withoutDate);
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await ask(
        `/touchpoints/delivery/feedback?limit=3${cursor === undefined ? '' : `&cursor=${cursor}`}`,
      );
      seen.push(...idsOf(body));
      cursor = body['cursor'] as string | undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(['r5', 'r2', 'r4', 'r1', 'r6', 'r3', 'r0', 'undated']);
  });

  test('shows the latest upload of a response that was uploaded twice', async () => {
    const { ask, store } = createTestApi();
    const first = said('same', '2026-05-01T10:00:00Z');
    await store(first, {
      ...first,
      batchId: 'later',
      uploadedAt: '2026-07-01T00:00:00.000Z',
      fingerprint: 'said-2',
    });
    const { body } = await ask('/touchpoints/delivery/feedback');
    expect(body['feedback']).toEqual([expect.objectContaining({ responseId: 'same', batchId: 'later' })]);
  });

  test('filters by label, by theme, and by the label of the theme', async () => {
    const { ask, store } = createTestApi();
    await store(
      said('a', '2026-05-01T10:00:00Z', { answers: withLabel('negative', 'speed') }),
      said('b', '2026-05-01T09:00:00Z', { answers: withLabel('positive', 'price') }),
    );
    expect(idsOf((await ask('/touchpoints/delivery/feedback?label=negative')).body)).toEqual(['a']);
    expect(idsOf((await ask('/touchpoints/delivery/feedback?theme=price')).body)).toEqual(['b']);
    expect(idsOf((await ask('/touchpoints/delivery/feedback?theme=price&label=neutral')).body)).toEqual([
      'b',
    ]);
    expect(idsOf((await ask('/touchpoints/delivery/feedback?theme=price&label=positive')).body)).toEqual([]);
  });

  test.each(['limit=0', 'limit=201', 'label=angry', 'from=yesterday', 'cursor=x'])(
    'refuses %s',
    async (parameter) => {
      const { ask, store } = createTestApi();
      await store(exampleCopy());
      expect((await ask(`/touchpoints/delivery/feedback?${parameter}`)).body['error']).toMatchObject({
        code: 'usage',
      });
    },
  );
});

describe('batches', () => {
  const stored = async () => {
    const world = createTestApi();
    const rows = { ...emptyRowLedger, read: 4, accepted: 3, rejected: { 'date-unreadable': 1 } };
    const batch = await world.effects.batches.begin(exampleHeader());
    await world.effects.batches.recordTotal(batch, 2, rows);
    await world.effects.batches.chunkDone({ batchId: batch.batchId, runId: 'r1' }, 0, emptyAnswerLedger);
    return world;
  };

  test('show their progress, and where the rejected rows are', async () => {
    const { ask } = await stored();
    expect((await ask('/batches/batch-1')).body).toMatchObject({
      status: 'analyzing',
      progress: { chunksDone: 1, chunksFailed: 0, chunksTotal: 2 },
      rejects: 'rejects/batch-1.csv',
    });
  });

  test('say where and when their responses were given, once the file is read', async () => {
    const { ask, effects } = await stored();
    expect((await ask('/batches/batch-1')).body).not.toHaveProperty('coverage');
    const cells = { returns: ['2026-05-02', 'undated'], delivery: ['2026-04-30', '2026-05-01'] };
    await effects.objects.write(objectKeys.manifest('batch-1', 'r1'), JSON.stringify({ chunks: 2, cells }));
    expect((await ask('/batches/batch-1')).body['coverage']).toEqual({
      touchpoints: ['delivery', 'returns'],
      from: '2026-04-30',
      to: '2026-05-02',
    });
  });

  test('count as duplicates and updates what earlier uploads had, and still add up', async () => {
    const { ask, effects } = await stored();
    const overlap = {
      duplicate: 1,
      updated: 1,
      possibleDuplicate: 1,
      answers: { ...emptyAnswerLedger, asked: 1, scored: 1 },
    };
    const [batch] = await effects.batches.ofContent('content-1');
    if (batch === undefined) throw new Error('the batch is there');
    await effects.batches.settle(batch, 'complete', { ...emptyAnswerLedger, asked: 3, scored: 3 });
    await effects.batches.putOverlap(
      { batchId: 'batch-1', cell: 'delivery#2026-05-31', revision: 1 },
      overlap,
    );
    expect((await ask('/batches/batch-1')).body).toMatchObject({
      rows: { read: 4, accepted: 1, duplicate: 1, updated: 1, rejected: { 'date-unreadable': 1 } },
      answers: { asked: 2, scored: 2 },
      possibleDuplicates: 1,
    });
  });

  test('are found by the object they came from', async () => {
    const { ask } = await stored();
    const { body } = await ask('/batches?object=uploads/delivery/may.csv');
    expect((body['batches'] as object[]).length).toBe(1);
    expect((await ask('/batches?object=uploads/other.csv')).body['batches']).toEqual([]);
  });

  test('are undone by a message', async () => {
    const { ask, effects } = await stored();
    expect((await ask('/batches/batch-1', { method: 'DELETE' })).status).toBe(202);
    expect(effects.ingestQueue.messages).toEqual([
      { kind: 'undo', batchId: 'batch-1', runId: 'r1', outcome: 'undone' },
    ]);
  });

  test('that do not exist are not found, and cannot be undone', async () => {
    const { ask, effects } = createTestApi();
    expect((await ask('/batches/nothing')).status).toBe(404);
    expect((await ask('/batches/nothing', { method: 'DELETE' })).status).toBe(404);
    expect(effects.ingestQueue.messages).toEqual([]);
  });
});

describe('errors', () => {
  test('for an unknown route list the known ones', async () => {
    const { ask } = createTestApi();
    expect((await ask('/touchpoint')).body['error']).toMatchObject({
      code: 'not-found',
      expected: expect.stringContaining('GET /batches'),
    });
  });

  test('in a file name its row and column, what was expected and what was found', async () => {
    const { ask, effects } = createTestApi();
    const details = { file: 'may.csv', row: 12, column: 'NPS', expected: '0 to 10', got: '"11"' };
    effects.summaries.readHeadlines = () =>
      Promise.reject(
        new VerbatimError('file-corrupt', 'a row is broken', { ...details, cause: new Error('x') }),
      );
    expect(await ask('/touchpoints')).toEqual({
      status: 422,
      body: { error: { code: 'file-corrupt', message: 'a row is broken', ...details } },
    });
  });

  test('of the server itself are not shown to clients', async () => {
    const { ask, effects } = createTestApi();
    effects.summaries.readHeadlines = () => Promise.reject(new Error('a secret of the machine'));
    const { status, body } = await ask('/touchpoints');
    expect([status, body]).toEqual([500, { error: { code: 'internal', message: 'internal error' } }]);
  });
});
