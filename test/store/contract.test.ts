import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyAnswerLedger, emptyRowLedger } from '../../lib/feedback/response/ledger.ts';
import type { RecordedIssues } from '../../lib/insights/issues/recorded/recorded-issues.ts';
import { emptyTally, tallyOf } from '../../lib/metrics/tally/tally.ts';
import { isRead, isSummarized } from '../../lib/store/batches/batch.ts';
import { type BatchStore, noOverlap } from '../../lib/store/batches/batch-store.ts';
import { dynamoBatchStore } from '../../lib/store/batches/dynamo-batch-store.ts';
import { dynamoFeedbackStore, type FeedbackStore } from '../../lib/store/feedback-store.ts';
import { dynamoIssueStore, type IssueStore } from '../../lib/store/issue-store.ts';
import { copyItem } from '../../lib/store/items/copy-items.ts';
import { itemBytes } from '../../lib/store/items/item-size.ts';
import { canaryTouchpoint, copyKey, departureKey, reviewKey, type SummaryKey } from '../../lib/store/keys.ts';
import { limits } from '../../lib/store/limits.ts';
import type { Summary } from '../../lib/store/summary-item.ts';
import { dynamoSummaryStore, type SummaryStore } from '../../lib/store/summary-store.ts';
import { startTestTables, type TestTables } from './dynamo.ts';
import { exampleCopy, exampleDeparture, exampleHeader, exampleReview } from './examples.ts';
import { memoryBatchStore, memoryFeedbackStore, memoryIssueStore, memorySummaryStore } from './memory.ts';

let tables: TestTables;
beforeAll(async () => {
  tables = await startTestTables();
});
afterAll(() => tables.stop());

/** Every test takes a name of its own, so that one table serves them all. */
const stores = [
  {
    kind: 'in DynamoDB',
    feedback: (): FeedbackStore => dynamoFeedbackStore(tables.client, 'feedback'),
    summaries: (): SummaryStore => dynamoSummaryStore(tables.client, 'summaries'),
    batches: (): BatchStore => dynamoBatchStore(tables.client, 'batches'),
  },
  {
    kind: 'in memory',
    feedback: memoryFeedbackStore,
    summaries: memorySummaryStore,
    batches: memoryBatchStore,
  },
];

const copiesIn = async (store: FeedbackStore, touchpoint: string) =>
  (await store.readCell(touchpoint, '2026-05-31')).copies;

describe.each(stores)('feedback $kind', ({ feedback }) => {
  test('a cell returns its copies, ordered by time, response and batch', async () => {
    const store = feedback();
    const at = (submittedAt: string, responseId: string) =>
      exampleCopy({ touchpoint: 'ordered', submittedAt, responseId });
    const late = at('2026-05-31T23:00:00Z', 'a');
    const early = at('2026-05-31T01:00:00Z', 'b');
    await store.put([late, early]);
    expect(await copiesIn(store, 'ordered')).toEqual([early, late]);
  });

  test('a cell can be counted without its texts', async () => {
    const store = feedback();
    const silent = exampleCopy({ touchpoint: 'counted', responseId: 'silent', answers: [] });
    const copy = exampleCopy({
      ...{ touchpoint: 'counted', sourceId: 'R_1', respondent: 'hash', account: 'a', channel: 'web' },
      ...{ declaredLanguage: 'en', unfinished: true, attributes: { plan: 'gold' } },
    });
    await store.put([silent, copy]);
    const { copies } = await store.countCell('counted', '2026-05-31');
    expect(copies.map((found) => ({ ...found, answers: found.answers }))).toEqual([
      { ...copy, answers: copy.answers.map(({ analysis }) => ({ analysis })) },
      silent,
    ]);
  });

  test('a review is stored over the one that it was made on, and over no other', async () => {
    const store = feedback();
    const review = exampleReview({ touchpoint: 'reviewed' });
    const done = {
      ...review,
      followUp: { status: 'done', by: 'b@x.org', at: '2026-06-03T00:00:00.000Z' },
    } as const;
    expect(await store.writeReview(review, undefined)).toBe(true);
    expect(await store.writeReview(done, undefined)).toBe(false);
    expect(await store.readReviews('reviewed', '2026-05')).toEqual([{ ...review, revision: 1 }]);
    expect(await store.writeReview(done, 1)).toBe(true);
    expect(await store.writeReview(review, 1)).toBe(false);
    expect(await store.readReviews('reviewed', '2026-05')).toEqual([{ ...done, revision: 2 }]);
  });

  test('a review is not among the copies of its cell, and is removed by its key', async () => {
    const store = feedback();
    const review = exampleReview({ touchpoint: 'apart' });
    await store.writeReview(review, undefined);
    expect(await store.readCell('apart', '2026-05-31')).toEqual({ copies: [], departures: [] });
    expect(await store.readReviews('apart', '2026-06')).toEqual([]);
    await store.remove([reviewKey(review)]);
    expect(await store.readReviews('apart', '2026-05')).toEqual([]);
  });

  test('a copy stored twice is stored once, as in the last write', async () => {
    const store = feedback();
    const copy = exampleCopy({ touchpoint: 'twice' });
    const again = { ...copy, ratings: { 'nps:transactional': 0 } };
    await store.put([copy]);
    await store.put([again]);
    expect(await copiesIn(store, 'twice')).toEqual([again]);
  });

  test('a copy gets a new analysis under its key, and keeps everything else', async () => {
    const store = feedback();
    const copy = exampleCopy({ touchpoint: 'rewritten' });
    const silent = exampleCopy({ touchpoint: 'rewritten', responseId: 'silent', answers: [] });
    await store.put([copy, silent]);
    const versions = { sentiment: 'other', theme: 'other' };
    const analysis = { status: 'unsupported-language', language: 'fr' } as const;
    const rewritten = { ...copy, versions, answers: copy.answers.map((answer) => ({ ...answer, analysis })) };
    const rewrites = [rewritten, { ...silent, versions }];
    const replaces = copy.versions;
    expect(await store.rewrite(rewrites.map((one) => ({ copy: one, replaces })))).toBe(0);
    expect(await copiesIn(store, 'rewritten')).toEqual(rewrites);
  });

  test('a copy that was removed, replaced by another upload or analyzed again meanwhile is not rewritten', async () => {
    const store = feedback();
    const standing = exampleCopy({ touchpoint: 'raced', responseId: 'stays' });
    const gone = exampleCopy({ touchpoint: 'raced', responseId: 'gone' });
    const replaces = standing.versions;
    await store.put([standing]);
    const versions = { sentiment: 'other', theme: 'other' };
    expect(
      await store.rewrite([
        { copy: { ...gone, versions }, replaces },
        { copy: { ...standing, versions, uploadedAt: '2026-07-01T00:00:00.000Z' }, replaces },
        { copy: { ...standing, versions }, replaces: { ...replaces, theme: 'older' } },
        { copy: { ...standing, versions }, replaces: { ...replaces, sentiment: 'older' } },
      ]),
    ).toBe(4);
    expect(await copiesIn(store, 'raced')).toEqual([standing]);
  });

  test('two batches with the same response keep a copy each', async () => {
    const store = feedback();
    const one = exampleCopy({ touchpoint: 'shared', batchId: 'a' });
    const other = exampleCopy({ touchpoint: 'shared', batchId: 'b' });
    await store.put([one, other]);
    await store.remove([copyKey(one)]);
    expect(await copiesIn(store, 'shared')).toEqual([other]);
  });

  test('more copies than fit in one request are all stored, and all removed', async () => {
    const store = feedback();
    const many = Array.from({ length: 260 }, (_, index) =>
      exampleCopy({ touchpoint: 'many', responseId: `r${String(index).padStart(4, '0')}` }),
    );
    await store.put(many);
    expect(await copiesIn(store, 'many')).toEqual(many);
    await store.remove(many.map(copyKey));
    expect(await copiesIn(store, 'many')).toEqual([]);
  });

  test('move records are stored with the copies, replaced by the same, and can be removed alone', async () => {
    const store = feedback();
    const copy = exampleCopy({ touchpoint: 'left' });
    const departure = exampleDeparture({ touchpoint: 'left' });
    const nextPage = { ...departure, page: 1, responses: ['response-b'] };
    const nextRun = { ...departure, toRun: 'r2' };
    await store.put([copy]);
    await store.putDepartures([departure, nextPage, nextRun]);
    await store.putDepartures([departure]);
    const content = { copies: [copy], departures: [departure, nextPage, nextRun] };
    expect(await store.readCell('left', '2026-05-31')).toEqual(content);
    expect((await store.countCell('left', '2026-05-31')).departures).toEqual(content.departures);
    await store.remove([departure, nextPage].map(departureKey));
    expect(await store.readCell('left', '2026-05-31')).toEqual({ copies: [copy], departures: [nextRun] });
  });

  /** A copy whose item has so many bytes. */
  const sized = (touchpoint: string, bytes: number, responseId = 'large') => {
    const of = (text: string) =>
      exampleCopy({
        touchpoint,
        responseId,
        answers: exampleCopy().answers.map((answer) => ({ ...answer, text })),
      });
    return of('x'.repeat(bytes - itemBytes(copyItem(of('')))));
  };

  test('an item of 400 KB is accepted; one byte more is refused with the others of its request', async () => {
    const store = feedback();
    const largest = sized('largest', limits.itemBytes);
    await store.put([largest]);
    expect(await copiesIn(store, 'largest')).toEqual([largest]);
    const small = exampleCopy({ touchpoint: 'too-large', responseId: 'small' });
    const put = store.put([small, sized('too-large', limits.itemBytes + 1)]);
    await expect(put).rejects.toMatchObject({ name: 'ValidationException' });
    expect(await copiesIn(store, 'too-large')).toEqual([]);
  });

  test('a cell of several pages is read and counted completely', async () => {
    const store = feedback();
    const many = ['a', 'b', 'c', 'd'].map((name) => sized('paged', limits.itemBytes - 1000, name));
    for (const copy of many) await store.put([copy]);
    expect(await copiesIn(store, 'paged')).toEqual(many);
    expect((await store.countCell('paged', '2026-05-31')).copies).toHaveLength(many.length);
  });

  test('a touchpoint name longer than a key is refused', async () => {
    const store = feedback();
    const put = store.put([exampleCopy({ touchpoint: 'x'.repeat(limits.partitionKeyBytes) })]);
    await expect(put).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('a cell without copies is empty, and removing missing copies is not an error', async () => {
    const store = feedback();
    await store.remove([copyKey(exampleCopy({ touchpoint: 'nobody' }))]);
    expect(await copiesIn(store, 'nobody')).toEqual([]);
  });
});

describe.each(stores)('summaries $kind', ({ summaries }) => {
  const summaryOf = (key: SummaryKey, responses: number): Summary => ({
    ...key,
    tally: tallyOf(Array.from({ length: responses }, () => exampleCopy())),
    versions: { sentiment: { 'lexicon-1': responses }, theme: { 'cx-core-1': responses } },
  });
  const day = (touchpoint: string, period: string): SummaryKey => ({ touchpoint, grain: 'day', period });

  test('a summary is replaced only over the revision that was read', async () => {
    const store = summaries();
    const key = day('revised', '2026-05-31');
    expect(await store.readMany([key])).toEqual([undefined]);
    expect(await store.replace(summaryOf(key, 1), undefined)).toBe(true);
    expect(await store.replace(summaryOf(key, 2), undefined)).toBe(false);
    expect(await store.replace(summaryOf(key, 2), 1)).toBe(true);
    expect(await store.replace(summaryOf(key, 3), 1)).toBe(false);
    expect(await store.readMany([key])).toEqual([{ ...summaryOf(key, 2), revision: 2 }]);
  });

  test('a series is read in order, both ends included', async () => {
    const store = summaries();
    for (const period of ['2026-05-03', '2026-05-01', '2026-05-02', '2026-06-01']) {
      await store.replace(summaryOf(day('series', period), 1), undefined);
    }
    const series = await store.readSeries('series', 'day', { from: '2026-05-01', to: '2026-05-03' });
    expect(series.map(({ period }) => period)).toEqual(['2026-05-01', '2026-05-02', '2026-05-03']);
  });

  test('an empty summary keeps its revision and is in no series or period', async () => {
    const store = summaries();
    const key = day('emptied', '1999-01-01');
    await store.replace(summaryOf(key, 1), undefined);
    await store.replace({ ...summaryOf(key, 0), tally: emptyTally }, 1);
    expect((await store.readMany([key]))[0]?.revision).toBe(2);
    expect(await store.readSeries('emptied', 'day')).toEqual([]);
    expect(await store.readHeadlines('day', '1999-01-01', '1999-01-01')).toEqual([]);
  });

  test('the first month of a year with feedback is read, whoever gave it, and the canary’s is not', async () => {
    const store = summaries();
    const month = (touchpoint: string, period: string): SummaryKey => ({
      touchpoint,
      grain: 'month',
      period,
    });
    await store.replace(summaryOf(month('two', '1997-05'), 1), undefined);
    await store.replace(summaryOf(month('one', '1997-08'), 1), undefined);
    await store.replace(summaryOf(month('one', '1997-03'), 0), undefined);
    await store.replace(summaryOf(month(canaryTouchpoint, '1997-01'), 1), undefined);
    expect([await store.readFirstMonth(1997), await store.readFirstMonth(1996)]).toEqual([
      '1997-05',
      undefined,
    ]);
  });

  test('headlines are read across touchpoints, months and years, both ends included', async () => {
    const store = summaries();
    const put = async (touchpoint: string, period: string, responses: number) =>
      store.replace(summaryOf(day(touchpoint, period), responses), undefined);
    await put('two', '1998-12-31', 1);
    await put('one', '1998-12-31', 2);
    await put('one', '1999-02-01', 3);
    await put('one', '1998-12-30', 4);
    await put('one', '1999-02-02', 4);
    const headlines = await store.readHeadlines('day', '1998-12-31', '1999-02-01');
    expect(
      headlines.map(({ touchpoint, period, headline }) => [touchpoint, period, headline.responses]),
    ).toEqual([
      ['one', '1998-12-31', 2],
      ['two', '1998-12-31', 1],
      ['one', '1999-02-01', 3],
    ]);
    const { themes: _themes, signals: _signals, ...headline } = summaryOf(day('one', ''), 3).tally;
    expect(headlines[2]).toEqual({ ...day('one', '1999-02-01'), headline });
  });

  test('the daily headlines that a month carries are read with it and separately, and are in no series', async () => {
    const store = summaries();
    const month = (touchpoint: string): SummaryKey => ({ touchpoint, grain: 'month', period: '1996-01' });
    const carrying = { ...summaryOf(month('carrying'), 1), cells: '[[],[]]' };
    await store.replace(carrying, undefined);
    await store.replace(summaryOf(month('bare'), 1), undefined);
    expect(await store.readMany([month('carrying')])).toEqual([{ ...carrying, revision: 1 }]);
    const read = await store.readMany([month('carrying'), month('never'), month('bare')]);
    expect(read.map((one) => one?.cells)).toEqual(['[[],[]]', undefined, undefined]);
    expect(await store.readSeries('carrying', 'month')).toEqual([
      { ...summaryOf(month('carrying'), 1), revision: 1 },
    ]);
  });

  test('facets are stored next to their summary, each with its own revision', async () => {
    const store = summaries();
    const key = day('parted', '2026-05-31');
    const { tally } = summaryOf(key, 2);
    const facets = { ...key, dimension: 'channel', facets: { web: tally } };
    await store.replace(summaryOf(key, 2), undefined);
    expect(await store.replace(facets, undefined)).toBe(true);
    expect(await store.replace(facets, undefined)).toBe(false);
    expect(await store.readFacets('parted', { dimension: 'channel', grain: 'day' })).toEqual([
      { ...facets, revision: 1 },
    ]);
    expect(await store.readFacets('parted', { dimension: 'plan', grain: 'day' })).toEqual([]);
    expect(await store.readStanding([key, day('parted', '2026-06-01')], ['channel', 'plan'])).toEqual([
      { whole: { ...summaryOf(key, 2), revision: 1 }, facets: [{ ...facets, revision: 1 }, undefined] },
      { whole: undefined, facets: [undefined, undefined] },
    ]);
    await store.replace({ ...facets, facets: {} }, 1);
    expect(await store.readFacets('parted', { dimension: 'channel', grain: 'day' })).toEqual([]);
    expect(await store.readSeries('parted', 'day')).toEqual([{ ...summaryOf(key, 2), revision: 1 }]);
  });

  test('revisions are read without what they are of, in the requested order', async () => {
    const store = summaries();
    const key = day('revised', '2026-05-31');
    await store.replace(summaryOf(key, 1), undefined);
    await store.replace(summaryOf(key, 2), 1);
    expect(await store.readRevisions([day('never-revised', '2026-05-31'), key])).toEqual([undefined, 2]);
  });

  test('a summary over 400 KB is refused', async () => {
    const store = summaries();
    const cells = 'x'.repeat(limits.itemBytes);
    const replaced = store.replace({ ...summaryOf(day('too-large', '2026-05-31'), 1), cells }, undefined);
    await expect(replaced).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('more summaries than fit in one request are read together, in the requested order', async () => {
    const store = summaries();
    const keys = Array.from({ length: 130 }, (_, index) => day(`t${index}`, '1997-01-01'));
    for (const key of keys) await store.replace(summaryOf(key, 1), undefined);
    const found = await store.readMany([day('never', '1997-01-01'), ...keys]);
    expect(found.map((summary) => summary?.touchpoint)).toEqual([
      undefined,
      ...keys.map(({ touchpoint }) => touchpoint),
    ]);
  });
});

const run = (batchId: string) => ({ batchId, runId: 'r1' });

describe.each(stores)('batches $kind', ({ batches }) => {
  const started = async (name: string) => {
    const store = batches();
    const header = exampleHeader({
      batchId: name,
      contentHash: `hash-${name}`,
      objectKey: `uploads/${name}.csv`,
    });
    return { store, header, batch: await store.begin(header) };
  };
  const rows = { ...emptyRowLedger, read: 2, accepted: 2 };

  test('a request is what was known first, and stored from then on', async () => {
    const store = batches();
    const expiresAt = new Date('2026-06-08T00:00:00Z');
    const claim = async (content: string) => {
      const known = await store.claimRequest({ id: 'request-1', content, expiresAt });
      return [known.content, known.isStored ?? false];
    };
    expect([await claim('one'), await claim('two')]).toEqual([
      ['one', false],
      ['one', false],
    ]);
    await store.markRequestStored({ id: 'request-1', content: 'one', expiresAt });
    expect(await claim('two')).toEqual(['one', true]);
  });

  test('a new batch begins as the first run', async () => {
    const { batch, header } = await started('new');
    expect(batch).toEqual({
      ...header,
      status: 'ingesting',
      runId: 'r1',
      chunksDone: [],
      chunksFailed: [],
      summariesDone: [],
      summariesFailed: [],
    });
  });

  test('a reanalysis begins once, counts its chunks, and is listed separately', async () => {
    const store = batches();
    const reanalysis = {
      reanalysisId: 'again-1',
      requestedAt: '2026-06-10T00:00:00.000Z',
      scope: { touchpoint: 'delivery' },
      chunksTotal: 2,
    };
    await store.beginReanalysis(reanalysis);
    await store.chunkDone({ batchId: 'again-1', runId: 'r1' }, 1, emptyAnswerLedger);
    await store.beginReanalysis(reanalysis);
    expect(await store.read('again-1')).toMatchObject({
      status: 'analyzing',
      reanalysis: { touchpoint: 'delivery' },
      chunksTotal: 2,
      chunksDone: [1],
    });
    const listed = (await store.list(100)).batches.map(({ batchId }) => batchId);
    expect(listed).not.toContain('again-1');
    const reanalyses = (await store.list(100, undefined, 'reanalyses')).batches;
    expect(reanalyses.map(({ batchId }) => batchId)).toEqual(['again-1']);
  });

  test('a batch in progress continues as the same run', async () => {
    const { store, header } = await started('again');
    expect(await store.begin({ ...header, uploadedAt: '2026-07-01T00:00:00.000Z' })).toMatchObject({
      runId: 'r1',
      uploadedAt: header.uploadedAt,
    });
  });

  test('a chunk completed twice counts once, and so do its answers', async () => {
    const { store, batch } = await started('chunks');
    const answers = { ...emptyAnswerLedger, asked: 3, scored: 3 };
    await store.recordTotal(batch, 2, rows);
    await store.chunkDone({ batchId: 'chunks', runId: 'r1' }, 1, answers);
    const half = await store.chunkDone({ batchId: 'chunks', runId: 'r1' }, 1, answers);
    expect(half?.chunksDone).toEqual([1]);
    expect(half === undefined || isRead(half)).toBe(false);
    const whole = await store.chunkFailed({ batchId: 'chunks', runId: 'r1' }, 0);
    expect(whole?.chunksFailed).toEqual([0]);
    expect(whole !== undefined && isRead(whole)).toBe(true);
    expect(await store.answersOf({ batchId: 'chunks', runId: 'r1' })).toEqual(answers);
  });

  test('chunks completed before the total is known count', async () => {
    const { store, batch } = await started('late-total');
    await store.chunkDone({ batchId: 'late-total', runId: 'r1' }, 0, emptyAnswerLedger);
    const recorded = await store.recordTotal(batch, 1, rows);
    expect(recorded !== undefined && isRead(recorded)).toBe(true);
  });

  test('a batch without chunks is complete as soon as the total is known', async () => {
    const { store, batch } = await started('empty');
    const recorded = await store.recordTotal(batch, 0, rows);
    expect(recorded !== undefined && isRead(recorded)).toBe(true);
  });

  test('an undone batch accepts no more chunks and is not completed', async () => {
    const { store, batch } = await started('taken-back');
    await store.withdraw('taken-back', 'undone');
    expect(
      await store.chunkDone({ batchId: 'taken-back', runId: 'r1' }, 0, emptyAnswerLedger),
    ).toBeUndefined();
    expect(await store.recordTotal(batch, 1, rows)).toBeUndefined();
    expect(await store.settle(batch, 'complete', emptyAnswerLedger)).toBe(false);
    expect((await store.read('taken-back'))?.status).toBe('undone');
  });

  test('an undone batch begins again only with a newer upload, and only when its copies are removed', async () => {
    const { store, header } = await started('anew');
    const newer = { ...header, uploadedAt: '2026-07-01T00:00:00.000Z' };
    await store.withdraw('anew', 'undone');
    await expect(store.begin(newer)).rejects.toMatchObject({ code: 'conflict' });
    await store.recordRemoval('anew');
    expect((await store.begin(header)).status).toBe('undone');
    expect(await store.begin(newer)).toMatchObject({ status: 'ingesting', runId: 'r2', chunksDone: [] });
    expect(await store.chunkDone({ batchId: 'anew', runId: 'r1' }, 0, emptyAnswerLedger)).toBeUndefined();
  });

  test('a batch that begins again belongs to the source of its newer upload', async () => {
    const { store, header } = await started('resourced');
    await store.withdraw('resourced', 'undone');
    await store.recordRemoval('resourced');
    await store.begin({ ...header, uploadedAt: '2026-07-01T00:00:00.000Z', source: 'newly-named' });
    expect(await store.ofSource('newly-named')).toMatchObject([
      { batchId: 'resourced', runId: 'r2', source: 'newly-named' },
    ]);
  });

  test('the summaries of a batch are done when each message is done, however often it was delivered', async () => {
    const { store, batch } = await started('summarized');
    const due = await store.summariesDue(batch, 2);
    expect(due !== undefined && isSummarized(due)).toBe(false);
    await store.summariesDone({ batchId: 'summarized', runId: 'r1' }, [1]);
    const half = await store.summariesDone({ batchId: 'summarized', runId: 'r1' }, [1]);
    expect(half !== undefined && isSummarized(half)).toBe(false);
    const whole = await store.summariesDone({ batchId: 'summarized', runId: 'r1' }, [0]);
    expect(whole !== undefined && isSummarized(whole)).toBe(true);
    expect(await store.summariesDone({ batchId: 'summarized', runId: 'r0' }, [0])).toBeUndefined();
  });

  test('a completed batch returns its answers', async () => {
    const { store, batch } = await started('settled');
    const answers = { ...emptyAnswerLedger, asked: 1, scored: 1 };
    await store.recordTotal(batch, 0, rows);
    expect(await store.settle(batch, 'complete', answers)).toBe(true);
    expect(await store.read('settled')).toMatchObject({ status: 'complete', rows, answers });
  });

  test('a held batch returns its questions, a refused one its error, and neither replaces a stored one', async () => {
    const store = batches();
    const question = { code: 'date-order' as const, ask: 'Day or month first?', options: ['Date:day-first'] };
    await store.park(exampleHeader({ batchId: 'held' }), { questions: [question] });
    expect(await store.read('held')).toMatchObject({ status: 'held', questions: [question] });
    const error = { code: 'file-truncated' as const, message: 'it ends early' };
    await store.park(exampleHeader({ batchId: 'refused' }), { error });
    expect(await store.read('refused')).toMatchObject({ status: 'refused', error });
    const { store: other, batch, header } = await started('stored');
    await other.recordTotal(batch, 0, rows);
    await other.park(header, { error });
    expect((await other.read('stored'))?.status).toBe('analyzing');
  });

  test('the batches of a content and of an object are found, latest upload last', async () => {
    const store = batches();
    const header = (batchId: string, uploadedAt: string) =>
      exampleHeader({ batchId, uploadedAt, contentHash: 'shared-content', objectKey: 'uploads/shared.csv' });
    await store.begin(header('second', '2026-06-02T00:00:00.000Z'));
    await store.begin(header('first', '2026-06-01T00:00:00.000Z'));
    const ids = (found: { batchId: string }[]) => found.map(({ batchId }) => batchId);
    expect(ids(await store.ofContent('shared-content'))).toEqual(['first', 'second']);
    expect(ids(await store.ofObject('uploads/shared.csv'))).toEqual(['first', 'second']);
    expect(await store.ofObject('uploads/nothing.csv')).toEqual([]);
  });

  test('the batches of a source of ids are found', async () => {
    const store = batches();
    for (const batchId of ['of-source-1', 'of-source-2'])
      await store.begin(exampleHeader({ batchId, source: 'ticket-id' }));
    await store.begin(exampleHeader({ batchId: 'of-none' }));
    const found = await store.ofSource('ticket-id');
    expect(found.map(({ batchId }) => batchId).toSorted()).toEqual(['of-source-1', 'of-source-2']);
    expect(found[0]?.source).toBe('ticket-id');
    expect(await store.ofSource('nothing')).toEqual([]);
  });

  test('a month records what each batch adds, and no batch that exceeds its limit', async () => {
    const store = batches();
    const within = (limit: number, responses: number) => (others: Readonly<Record<string, number>>) =>
      Object.values(others).reduce((sum, count) => sum + count, responses) <= limit;
    const reserve = (batchId: string, responses: number) =>
      store.reserve({ month: '2031-01', batchId, responses }, within(10, responses));
    expect([await reserve('a', 6), await reserve('a', 7), await reserve('b', 4)]).toEqual([
      true,
      true,
      false,
    ]);
    expect([await reserve('b', 3), await reserve('a', 8), await reserve('a', 6)]).toEqual([
      true,
      false,
      true,
    ]);
    expect(await store.reserve({ month: '2031-02', batchId: 'b', responses: 9 }, within(10, 9))).toBe(true);
  });

  test("of batches that compete for the rest of a month's limit, one gets it", async () => {
    const store = batches();
    const isAlone = (others: object) => Object.keys(others).length === 0;
    const taken = await Promise.all(
      ['a', 'b', 'c', 'd'].map((batchId) =>
        store.reserve({ month: '2031-03', batchId, responses: 1 }, isAlone),
      ),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  test('responses that moved between two runs are recorded for both batches, once', async () => {
    const store = batches();
    const [from, to] = [run('moved-from'), run('moved-to')];
    await store.recordMoves({ from, to });
    await store.recordMoves({ from, to });
    await store.recordMoves({ from: to, to });
    expect(await store.movesOf('moved-from')).toEqual([{ from, to }]);
    const ofLater = await store.movesOf('moved-to');
    expect(ofLater.toSorted((left, right) => (left.from.batchId < right.from.batchId ? -1 : 1))).toEqual([
      { from, to },
      { from: to, to },
    ]);
    expect(await store.movesOf('unmoved')).toEqual([]);
  });

  test('the list is paged, newest upload first, and complete', async () => {
    const store = batches();
    for (const number of [1, 2, 3]) {
      await store.begin(
        exampleHeader({ batchId: `listed-${number}`, uploadedAt: `2031-01-0${number}T00:00:00.000Z` }),
      );
    }
    const first = await store.list(2);
    expect(first.batches.map(({ batchId }) => batchId)).toEqual(['listed-3', 'listed-2']);
    const second = await store.list(1, first.cursor);
    expect(second.batches.map(({ batchId }) => batchId)).toEqual(['listed-1']);
  });

  test('the marks of retention only move forward, each by itself', async () => {
    const store = batches();
    expect(await store.retentionMarks()).toEqual({});
    await store.advanceRetention({ closedBefore: '2024-11', closedAt: '2026-11-01T00:00:00.000Z' });
    await store.advanceRetention({ closedBefore: '2024-10', sealedBefore: '2024-11' });
    expect(await store.retentionMarks()).toEqual({
      closedBefore: '2024-11',
      closedAt: '2026-11-01T00:00:00.000Z',
      sealedBefore: '2024-11',
    });
  });

  test('of two calls at once that move the marks of retention none is lost', async () => {
    const store = batches();
    await Promise.all([
      store.advanceRetention({ filesBefore: '2031-01-01T00:00:00.000Z' }),
      store.advanceRetention({ checkedOn: '2031-01-02' }),
    ]);
    expect(await store.retentionMarks()).toMatchObject({
      filesBefore: '2031-01-01T00:00:00.000Z',
      checkedOn: '2031-01-02',
    });
  });

  test('the overlaps of a batch add up over its cells, each at its latest revision', async () => {
    const store = batches();
    const counts = (duplicate: number) => ({ ...noOverlap, duplicate });
    await store.putOverlap({ batchId: 'overlapping', cell: 'delivery#2026-05-31', revision: 2 }, counts(3));
    await store.putOverlap({ batchId: 'overlapping', cell: 'delivery#2026-05-31', revision: 1 }, counts(9));
    await store.putOverlap({ batchId: 'overlapping', cell: 'delivery#2026-06-01', revision: 1 }, counts(4));
    expect(await store.overlapOf('overlapping')).toEqual(counts(7));
    expect(await store.overlapOf('alone')).toEqual(noOverlap);
  });
});

describe.each([
  { kind: 'in DynamoDB', issues: (): IssueStore => dynamoIssueStore(tables.client, 'summaries') },
  { kind: 'in memory', issues: memoryIssueStore },
])('issues $kind', ({ issues }) => {
  const found = (touchpoint: string, source = 'hash'): RecordedIssues => ({
    ...{ touchpoint, method: 1, from: '2026-05-01', to: '2026-05-31', source },
    ...{ issues: [], unseen: [], splits: [{ id: 'i-2', from: 'i-1' }], merges: [] },
  });

  test('are undefined before any were looked for', async () => {
    expect(await issues().read('nowhere')).toBeUndefined();
  });

  test('are read as they were written, and listed with how they were found', async () => {
    const store = issues();
    expect(await store.replace(found('looked-at'), undefined)).toBe(true);
    expect(await store.read('looked-at')).toEqual({ ...found('looked-at'), revision: 1 });
    expect(await store.marks()).toContainEqual({ touchpoint: 'looked-at', method: 1, revision: 1 });
  });

  test("are stored with people's decisions, which overwrite only the revision that was read", async () => {
    const store = issues();
    const decisions = (id: string, touchpoint = 'decided') => ({
      ...{ touchpoint, descriptor: { id, name: 'rain', words: {}, meaning: '', sample: [] } },
      edits: [{ edit: { kind: 'mute' as const }, at: '2026-06-01T08:00:00.000Z', by: 'somebody' }],
    });
    expect(await store.replaceDecisions(decisions('i-2'), undefined)).toBe(true);
    expect(await store.replaceDecisions(decisions('i-1', 'decided-elsewhere'), undefined)).toBe(true);
    expect(await store.replaceDecisions(decisions('i-2'), undefined)).toBe(false);
    expect(await store.decisions('decided')).toEqual([{ ...decisions('i-2'), revision: 1 }]);
    expect(await store.decisions()).toEqual([
      { ...decisions('i-2'), revision: 1 },
      { ...decisions('i-1', 'decided-elsewhere'), revision: 1 },
    ]);
  });

  test('are not written over another revision than was read', async () => {
    const store = issues();
    await store.replace(found('raced'), undefined);
    expect(await store.replace(found('raced', 'older'), undefined)).toBe(false);
    expect(await store.replace(found('raced', 'newer'), 1)).toBe(true);
    expect(await store.read('raced')).toMatchObject({ source: 'newer', revision: 2 });
  });
});
