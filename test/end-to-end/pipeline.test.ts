import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { generateExample } from '../../examples/generate.ts';
import type { BatchView } from '../../lib/api/contract/batches.ts';
import type { FeedbackPage } from '../../lib/api/contract/comments/feedback.ts';
import type { StagedUpload, TablePreview } from '../../lib/api/contract/uploads.ts';
import type { Mapping } from '../../lib/feedback/mapping/mapping.ts';
import { answersAddUp, rowsAddUp } from '../../lib/feedback/response/ledger.ts';
import { type LocalCloud, startLocalCloud } from '../../lib/local/cloud/cloud.ts';
import type { Figure } from '../../lib/metrics/figures/figure.ts';
import type { RatingFigures } from '../../lib/metrics/figures/rating-figures.ts';
import type { TouchpointEntry } from '../../lib/query/touchpoint-list.ts';
import { askOf, putInto } from './of-cloud.ts';

/** Real files through real SDK clients, the bundled functions in processes of their own, and back through the API. */

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const repository = fileURLToPath(new URL('../..', import.meta.url));
const rawFolder = resolve(repository, process.env['VERBATIM_DATA'] ?? '../shared/data', 'raw');

let directory: string;
let cloud: LocalCloud;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'verbatim-e2e-'));
  cloud = await startLocalCloud({
    ...{ directory, inMemory: true, maxBatchingSeconds: 0 },
    ports: { api: 0, s3: 0, sqs: 0, dynamodb: 0 },
  });
});
afterAll(async () => {
  await cloud.stop();
  rmSync(directory, { recursive: true });
});

/** NPS, the share of the satisfied, and the means of effort and stars. */
const headlineFigure = (rating: RatingFigures): Figure => {
  if (rating.metric === 'nps') return rating.nps;
  return rating.metric === 'csat' ? rating.satisfied : rating.mean;
};

const put = (key: string, body: Uint8Array | string): Promise<void> => putInto(cloud, key, body);
const ask = <Answer>(path: string): Promise<Answer> => askOf<Answer>(cloud, path);

const batchesOf = async (key: string): Promise<BatchView[]> =>
  (await ask<{ batches: BatchView[] }>(`/batches?object=${encodeURIComponent(key)}`)).batches;

describe('the example, through the whole pipeline', () => {
  const { files, truth } = generateExample();

  beforeAll(async () => {
    for (const name of ['journey', 'metrics'])
      await put(`config/${name}.yaml`, readFileSync(join(repository, `examples/${name}.yaml`)));
    for (const { key, bytes } of files) await put(`uploads/${key}`, bytes);
    await cloud.idle();
  });

  test.each(files)('$key is complete, and its ledger matches the generated file', async ({ key, rows }) => {
    const [batch] = await batchesOf(`uploads/${key}`);
    expect(batch).toMatchObject({
      status: 'complete',
      rows: {
        read: rows.read,
        accepted: rows.accepted,
        duplicate: rows.duplicate,
        excluded: rows.excluded,
        rejected: {},
      },
    });
    expect(batch?.answers !== undefined && answersAddUp(batch.answers)).toBe(true);
  });

  /** The figure of a metric that its truth is told of: a touchpoint of the example has one scale of each. */
  const figureOf = ({ figures }: TouchpointEntry, metric: string): Figure | undefined => {
    const rating = Object.values(figures?.ratings ?? {}).find((candidate) => candidate.metric === metric);
    return rating === undefined ? undefined : headlineFigure(rating);
  };

  test.each(Object.entries(truth))(
    'NPS, CSAT, CES and stars of %s equal an independent calculation',
    async (id, expected) => {
      const { touchpoints } = await ask<{ touchpoints: TouchpointEntry[] }>('/touchpoints');
      const touchpoint = touchpoints.find((candidate) => candidate.id === id);
      if (touchpoint === undefined) throw new Error(`${id} is not there`);
      expect(touchpoint.responses).toBe(expected.responses);
      const { nps, csat, ces, stars } = expected;
      for (const [metric, told] of Object.entries({ nps, csat, ces, rating: stars })) {
        const found = figureOf(touchpoint, metric);
        expect([metric, found?.n ?? 0]).toEqual([metric, told?.n ?? 0]);
        expect(found?.value ?? 0, metric).toBeCloseTo(told?.value ?? 0, 9);
      }
    },
  );

  test('every response can be read, page by page, once', async () => {
    const { touchpoints } = await ask<{ touchpoints: TouchpointEntry[] }>('/touchpoints');
    const [touchpoint] = touchpoints.filter(({ responses = 0 }) => responses > 0);
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await ask<FeedbackPage>(`/touchpoints/${touchpoint?.id}/feedback?limit=200${cursor}`);
      seen.push(...page.feedback.map(({ responseId }) => responseId));
      cursor = page.cursor === undefined ? '' : `&cursor=${page.cursor}`;
    } while (cursor !== '');
    expect(seen.length).toBe(touchpoint?.responses);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('an undone batch is removed from its touchpoints, and nothing else changes', async () => {
    const key = 'uploads/undone/short.csv';
    await put(
      key,
      `Response ID,Date,NPS,Comment\n${Array.from({ length: 10 }, (_, n) => `R_${n}f,2026-05-01,${n},Quick and easy ${n}\n`).join('')}`,
    );
    await cloud.idle();
    const [batch] = await batchesOf(key);
    expect((await ask<FeedbackPage>('/touchpoints/undone/feedback')).feedback).toHaveLength(10);
    await fetch(`${cloud.endpoints.api}/batches/${batch?.batchId}`, { method: 'DELETE' });
    await cloud.idle();
    expect((await ask<BatchView>(`/batches/${batch?.batchId}`)).status).toBe('undone');
    const { touchpoints } = await ask<{ touchpoints: TouchpointEntry[] }>('/touchpoints');
    expect(touchpoints.find(({ id }) => id === 'undone')).toBeUndefined();
  });
});

describe('a small file behind a burst of larger ones', () => {
  const csvOf = (rows: number, seed: number): string =>
    [
      'Record ID,Date,NPS,Comment',
      ...Array.from(
        { length: rows },
        (_, row) =>
          `BU-${seed}-${row}x,2026-05-0${1 + (row % 9)},${row % 11},The parcel of ${seed} came late again and nobody answered ${row}`,
      ),
    ].join('\n');
  const keys = Array.from({ length: 10 }, (_, file) => `uploads/burst/${file}.csv`);
  const completeOf = async (some: readonly string[]): Promise<number> => {
    const batches = await Promise.all(some.map(batchesOf));
    return batches.filter(([batch]) => batch?.status === 'complete').length;
  };

  test('is complete while more than a third of them are not, and all of them are in the end', async () => {
    for (const [file, key] of keys.entries()) await put(key, csvOf(300, file));
    await put('uploads/small/20.csv', csvOf(20, 99));
    const small = ['uploads/small/20.csv'];
    await vi.waitFor(async () => expect(await completeOf(small)).toBe(1), { timeout: 120_000, interval: 50 });
    expect(await completeOf(keys)).toBeLessThan((keys.length * 2) / 3);
    await cloud.idle();
    expect(await completeOf(keys)).toBe(keys.length);
  });
});

describe('a response that changes its day or touchpoint between two exports', () => {
  interface Row {
    readonly id: number;
    readonly day: string;
    readonly touchpoint: string;
  }
  const rows = Array.from(
    { length: 24 },
    (_, id): Row => ({
      id,
      day: '2026-05-01',
      touchpoint: id < 12 ? 'move-in' : 'move-out',
    }),
  );
  const csvOf = (exported: readonly Row[]): string =>
    [
      'Record ID,Date,Touchpoint,NPS,Comment',
      ...exported.map(({ id, day, touchpoint }) => `MV-${id}e,${day},${touchpoint},9,Quick and easy ${id}`),
    ].join('\n');

  /** Responses of both touchpoints as views count them, as pages list them, and the time that the pages tell of. */
  const told = async () => {
    const { touchpoints } = await ask<{ touchpoints: TouchpointEntry[] }>('/touchpoints');
    const names = ['move-in', 'move-out'];
    const pages = await Promise.all(
      names.map((name) => ask<FeedbackPage>(`/touchpoints/${name}/feedback?limit=100`)),
    );
    return {
      counted: names.map((name) => touchpoints.find(({ id }) => id === name)?.figures?.responses),
      listed: pages.map(({ feedback }) => feedback.length),
      written: [
        ...new Set(pages.flatMap(({ feedback }) => feedback.map(({ written }) => written))),
      ].toSorted(),
    };
  };

  test('counts once, and in its first place again when the later export is undone', async () => {
    await put('uploads/moves/may.csv', csvOf(rows));
    await cloud.idle();
    const before = await told();
    expect(before).toEqual({ counted: [12, 12], listed: [12, 12], written: ['2026-05-01'] });

    const [first, second, ...rest] = rows as [Row, Row, ...Row[]];
    const later = [{ ...first, day: '2026-05-02' }, { ...second, touchpoint: 'move-out' }, ...rest];
    await put('uploads/moves/june.csv', csvOf(later));
    await cloud.idle();
    // The one response of the second day is shown with those of the first: alone it would be too few people.
    const written = ['2026-05-01', '2026-05-01/2026-05-02'];
    expect(await told()).toEqual({ counted: [11, 13], listed: [11, 13], written });

    const [batch] = await batchesOf('uploads/moves/june.csv');
    expect(batch).toMatchObject({ status: 'complete', rows: { accepted: 0, duplicate: 22, updated: 2 } });
    await fetch(`${cloud.endpoints.api}/batches/${batch?.batchId}`, { method: 'DELETE' });
    await cloud.idle();
    expect(await told()).toEqual(before);
  });
});

describe('a file uploaded from the page', () => {
  const post = async <Answer>(path: string, body?: unknown): Promise<Answer> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${cloud.endpoints.api}${path}`, { method: 'POST', ...sent });
    expect(answer.status, path).toBeLessThan(300);
    return (await answer.json()) as Answer;
  };

  test('is announced, uploaded, previewed, confirmed with an answer, and loaded', async () => {
    const rows = ['03/04/2026', '05/06/2026'].map((date) => `${date},The parcel came late,7\n`);
    const csv = `Date,Comment,NPS\n${rows.join('')}`;
    const announced = { name: 'größe.csv', bytes: csv.length, touchpoint: 'page' };
    const { uploadId, url, object } = await post<StagedUpload>('/uploads', announced);
    if (url === undefined) throw new Error('a small file has one URL');
    expect((await fetch(url, { method: 'PUT', body: csv })).status).toBe(200);
    await cloud.idle();
    expect(await batchesOf(object)).toEqual([]);
    const { files } = await post<{ files: TablePreview[] }>(`/uploads/${uploadId}/preview`);
    expect(files[0]?.mapping.questions.map(({ code }) => code)).toEqual(['date-order']);
    await post(`/uploads/${uploadId}/confirm`, { columns: { Date: 'submittedAt:day-first' } });
    await cloud.idle();
    const [batch] = await batchesOf(object);
    expect(batch).toMatchObject({ status: 'complete', rows: { accepted: 2 } });
    const { mapping } = await ask<{ mapping: Mapping }>(`/batches/${batch?.batchId}`);
    expect(mapping.columns[0]?.meaning).toEqual({ field: 'submittedAt', order: 'day-first' });
  });
});

/** Several chunks with rows that come twice, a workbook, and two comments in a row. What every raw file is read as: test/feedback/raw-files.test.ts. */
const loaded = ['airline-tweets.csv', 'alexa-reviews.xlsx', 'booking-hotels.csv'];

describe.skipIf(!existsSync(rawFolder))(`raw files in ${rawFolder} (skipped where it is absent)`, () => {
  test.each(loaded)('%s is loaded unchanged, with a ledger that adds up', async (name) => {
    const key = `uploads/${name}`;
    await put(key, readFileSync(join(rawFolder, name)));
    await cloud.idle();
    const [batch] = await batchesOf(key);
    expect([name, batch?.status, batch?.questions]).toEqual([name, 'complete', undefined]);
    expect(batch?.rows !== undefined && rowsAddUp(batch.rows)).toBe(true);
    expect(batch?.answers !== undefined && answersAddUp(batch.answers)).toBe(true);
    expect(batch?.rows?.accepted).toBeGreaterThan(0);
  });
});
