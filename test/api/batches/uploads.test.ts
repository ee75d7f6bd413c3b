import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { objectKeys } from '../../../lib/store/keys.ts';
import { exampleHeader } from '../../store/examples.ts';
import { type MemoryObjects, memoryObjectStore } from '../../store/memory.ts';
import { apiWorld } from '../world.ts';

const createTestApi = (objects: MemoryObjects = memoryObjectStore()) => {
  const { ask, effects } = apiWorld({
    objects,
    savedMapping: async (key) =>
      key.startsWith('uploads/store/')
        ? {
            override: { timeZone: 'Europe/Berlin', columns: { NPS: 'nps:0-10:transactional' } },
            file: 'config/mappings/store.json',
            savedAt: '2026-07-01T08:00:00.000Z',
          }
        : undefined,
  });
  const post = (path: string, body?: unknown) =>
    ask(path, { method: 'POST', ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  /** Announces a file and puts its bytes, as a page does. */
  const stage = async (name: string, content: string | Uint8Array, touchpoint?: string) => {
    const bytes = Buffer.from(content);
    const announced = { name, bytes: bytes.length, ...(touchpoint === undefined ? {} : { touchpoint }) };
    const { body } = await post('/uploads', announced);
    const id = String(body['uploadId']);
    await objects.write(objectKeys.staged(id).file, bytes);
    return { id, object: String(body['object']) };
  };
  return { objects, ask, post, stage, effects };
};

const rows = ['03/04/2026', '05/06/2026', '01/02/2026'].map(
  (date) => `${date},The parcel was late again; write to jo@example.com,7`,
);
const csv = `Date,Comment,NPS\n${rows.join('\n')}\n`;
const missing = 'ffffffff-ffff-4fff-bfff-ffffffffffff';

describe('POST /uploads', () => {
  test('gives a URL for exactly the announced number of bytes, under staging', async () => {
    const { status, body } = await createTestApi().post('/uploads', {
      name: 'may.csv',
      bytes: 12,
      touchpoint: 'store',
    });
    const id = String(body['uploadId']);
    expect(status).toBe(201);
    expect(body).toEqual({
      uploadId: id,
      url: `memory:staging/${id}/file?12`,
      expiresInSeconds: 900,
      object: `uploads/store/${id.slice(0, 8)}-may.csv`,
    });
  });

  test.each([
    [{ name: 'may.csv' }, '"bytes" is invalid'],
    [{ name: 'may.csv', bytes: 0 }, '"bytes" is invalid'],
    [{ name: 'may.csv', bytes: 1025 * 1024 * 1024 }, '"bytes" is invalid'],
    [{ name: '../may.csv', bytes: 1 }, '"name" is invalid'],
    [{ name: 'a/b.csv', bytes: 1 }, '"name" is invalid'],
    [{ name: 'may.csv.mapping.json', bytes: 1 }, '"name" is invalid'],
    [{ name: 'may.csv', bytes: 1, touchpoint: 'a/b' }, '"touchpoint" is invalid'],
    [{ name: 'may.csv', bytes: 1, key: 'config/journey.yaml' }, '"the body" is invalid'],
  ])('%j is refused', async (request, message) => {
    const { status, body } = await createTestApi().post('/uploads', request);
    expect([status, body]).toEqual([400, { error: expect.objectContaining({ code: 'usage', message }) }]);
  });
});

const megabyte = 1024 * 1024;

/** Announces a file of 60 MB and puts the named parts of it. */
const sendParts = async (...arrived: readonly number[]) => {
  const world = createTestApi();
  const { body } = await world.post('/uploads', { name: 'year.csv', bytes: 60 * megabyte });
  const id = String(body['uploadId']);
  for (const part of arrived)
    await world.objects.write(
      objectKeys.staged(id).part(part),
      Buffer.alloc((part === 3 ? 10 : 25) * megabyte, `${part}`),
    );
  return { ...world, id, announced: body };
};

describe('a file of over 50 MB', () => {
  test('has no URL of its own, but one for each missing part', async () => {
    const { ask, id, announced } = await sendParts(2);
    expect(announced).not.toHaveProperty('url');
    const { body } = await ask(`/uploads/${id}/parts`);
    const key = `memory:staging/${id}/part`;
    expect(body).toEqual({
      parts: [
        { part: 1, from: 0, bytes: 25 * megabyte, url: `${key}-1?${25 * megabyte}` },
        { part: 2, from: 25 * megabyte, bytes: 25 * megabyte },
        { part: 3, from: 50 * megabyte, bytes: 10 * megabyte, url: `${key}-3?${10 * megabyte}` },
      ],
      expiresInSeconds: 900,
    });
  });

  test('is joined when all parts have arrived, and the parts are removed', async () => {
    const { objects, post, id } = await sendParts(1, 2, 3);
    const joined = await post(`/uploads/${id}/join`);
    expect(joined).toEqual({ status: 200, body: { bytes: 60 * megabyte } });
    const { file, request } = objectKeys.staged(id);
    expect([...objects.contents.keys()].toSorted()).toEqual([file, request].toSorted());
    const bytes = objects.contents.get(file);
    expect([0, 25, 50].map((at) => String.fromCharCode(bytes?.[at * megabyte] ?? 0))).toEqual([
      '1',
      '2',
      '3',
    ]);
    expect(await post(`/uploads/${id}/join`)).toEqual(joined);
  });

  test('is not joined while a part is missing, or shorter than announced', async () => {
    const { objects, post, id } = await sendParts(1, 2);
    await objects.write(objectKeys.staged(id).part(2), Buffer.from('cut short'));
    expect(await post(`/uploads/${id}/join`)).toEqual({
      status: 409,
      body: {
        error: {
          code: 'conflict',
          message: 'not all parts of the file have been uploaded',
          expected: '3 parts',
          got: '1, without 2, 3',
        },
      },
    });
  });

  test('that was not announced is not found', async () => {
    const { ask, post } = createTestApi();
    expect((await ask(`/uploads/${missing}/parts`)).status).toBe(404);
    expect((await post(`/uploads/${missing}/join`)).status).toBe(404);
  });
});

describe('POST /uploads/{upload}/preview', () => {
  test('shows the mapping with redacted samples, open questions, and the mapping file that reproduces it', async () => {
    const { post, stage } = createTestApi();
    const { id } = await stage('may.csv', csv, 'store');
    const { status, body } = await post(`/uploads/${id}/preview`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      files: [
        {
          file: 'may.csv',
          shape: { format: 'csv', delimiter: ',' },
          rows: { rows: 3, exact: true },
          estimate: { rows: 3, seconds: 71, dollars: expect.any(Number), region: 'us-east-1' },
          mapping: {
            timeZone: 'Europe/Berlin',
            touchpoint: { from: 'key', value: 'store' },
            questions: [{ code: 'date-order' }],
          },
          distributions: [
            { column: 'Date', rows: 3, empty: 0, distinct: 3 },
            { column: 'Comment', rows: 3, empty: 0, distinct: 1 },
            { column: 'NPS', rows: 3, empty: 0, distinct: 1, values: [{ value: '7', count: 3 }] },
          ],
          mappingFile: { columns: { Comment: 'comment:open', NPS: 'nps:0-10:transactional' } },
        },
      ],
    });
    expect(JSON.stringify(body)).not.toContain('jo@example.com');
  });

  test('gives the saved mapping as the reason of its columns, unless the request says otherwise', async () => {
    const { post, stage } = createTestApi();
    const { id } = await stage('may.csv', csv, 'store');
    const reason = async (said?: unknown): Promise<string> =>
      JSON.stringify((await post(`/uploads/${id}/preview`, said)).body);
    const saved = 'from the mapping saved on 2026-07-01 (config/mappings/store.json)';
    expect(await reason()).toContain(saved);
    expect(await reason({ columns: { NPS: 'rating' } })).not.toContain(saved);
  });

  test('reports where the same bytes are already loaded', async () => {
    const { post, stage, effects } = createTestApi();
    const { id } = await stage('may.csv', csv);
    const first = await post(`/uploads/${id}/preview`);
    expect(first.body).toMatchObject({ files: [{ loaded: [] }] });
    const contentHash = createHash('sha256').update(csv).digest('base64url');
    const header = exampleHeader({ contentHash, uploadedAt: '2026-05-04T10:00:00.000Z' });
    await effects.batches.begin(header);
    const again = await post(`/uploads/${id}/preview`);
    expect(again.body).toMatchObject({
      files: [
        {
          loaded: [{ batchId: header.batchId, uploadedAt: '2026-05-04T10:00:00.000Z', status: 'ingesting' }],
        },
      ],
    });
  });

  test('an answer in the request body closes its question', async () => {
    const { post, stage } = createTestApi();
    const { id } = await stage('may.csv', csv);
    const { body } = await post(`/uploads/${id}/preview`, { columns: { Date: 'submittedAt:day-first' } });
    expect(body).toMatchObject({ files: [{ mapping: { timeZone: 'Europe/London', questions: [] } }] });
  });

  test('an archive is shown table by table', async () => {
    const { post, stage } = createTestApi();
    const { id } = await stage('may.zip', zipSync({ 'a.csv': Buffer.from(csv), 'b.csv': Buffer.from(csv) }));
    const { body } = await post(`/uploads/${id}/preview`);
    expect(body).toMatchObject({ files: [{ file: 'may.zip/a.csv' }, { file: 'may.zip/b.csv' }] });
  });

  test('an unreadable file is an error with its code', async () => {
    const { post, stage } = createTestApi();
    const { id } = await stage('may.csv', '%PDF-1.7 and more');
    const { status, body } = await post(`/uploads/${id}/preview`);
    expect([status, body]).toEqual([422, { error: expect.objectContaining({ code: 'file-binary' }) }]);
  });

  test('an invalid mapping is an error with its code', async () => {
    const { post, stage } = createTestApi();
    const { id } = await stage('may.csv', csv);
    const { status, body } = await post(`/uploads/${id}/preview`, { columns: { NPS: 'npss' } });
    expect([status, body]).toEqual([422, { error: expect.objectContaining({ code: 'mapping-invalid' }) }]);
  });
});

describe('POST /uploads/{upload}/confirm', () => {
  test('leaves a file that is not a table in staging', async () => {
    const { post, stage, objects } = createTestApi();
    const { id, object } = await stage('may.csv', '%PDF-1.7 and more');
    const { status, body } = await post(`/uploads/${id}/confirm`);
    expect([status, body]).toEqual([422, { error: expect.objectContaining({ code: 'file-binary' }) }]);
    expect(await objects.read(object)).toBeUndefined();
    expect(await objects.read(objectKeys.staged(id).file)).toBeDefined();
  });

  test('writes the mapping, copies the file and empties staging, in this order', async () => {
    const objects = memoryObjectStore();
    const changes: string[] = [];
    const { post, stage } = createTestApi({
      ...objects,
      write: async (key, body) => {
        changes.push(`write ${key}`);
        await objects.write(key, body);
      },
      copy: async (from, to) => {
        changes.push(`copy ${to}`);
        await objects.copy(from, to);
      },
      remove: async (key) => {
        changes.push(`remove ${key}`);
        await objects.remove(key);
      },
    });
    const { id, object } = await stage('may.csv', csv, 'store');
    const said = { columns: { Date: 'submittedAt:day-first' } };
    expect(await post(`/uploads/${id}/confirm`, said)).toEqual({ status: 202, body: { object } });
    expect(changes.slice(2)).toEqual([
      `write ${object}.mapping.json`,
      `copy ${object}`,
      `remove staging/${id}/file`,
      `remove staging/${id}/upload.json`,
    ]);
    expect([...objects.contents.keys()]).toEqual([`${object}.mapping.json`, object]);
    expect(JSON.parse(String(objects.contents.get(`${object}.mapping.json`)))).toEqual(said);
    expect(String(objects.contents.get(object))).toBe(csv);
  });

  test('without an answer no mapping is written', async () => {
    const { objects, post, stage } = createTestApi();
    const { id, object } = await stage('may.csv', csv);
    await post(`/uploads/${id}/confirm`);
    expect([...objects.contents.keys()]).toEqual([object]);
  });

  test('a file whose size differs from the announced one is rejected', async () => {
    const { objects, post, stage } = createTestApi();
    const { id } = await stage('may.csv', csv);
    await objects.write(objectKeys.staged(id).file, Buffer.from(`${csv}more`));
    const { status, body } = await post(`/uploads/${id}/confirm`);
    expect([status, body]).toEqual([
      409,
      {
        error: {
          code: 'conflict',
          message: 'the file size differs from the announced one',
          expected: `${csv.length} bytes`,
          got: `${csv.length + 4} bytes`,
        },
      },
    ]);
    expect([...objects.contents.keys()].filter((key) => key.startsWith('uploads/'))).toEqual([]);
  });

  test('a file that was never uploaded is an error', async () => {
    const { post } = createTestApi();
    const { body } = await post('/uploads', { name: 'may.csv', bytes: 3 });
    expect(await post(`/uploads/${body['uploadId']}/confirm`)).toMatchObject({
      status: 409,
      body: { error: { code: 'conflict', message: 'the file has not been uploaded yet' } },
    });
  });

  test.each([missing, 'x', '..%2F..%2Fconfig'])('the upload %s is not found', async (id) => {
    expect(await createTestApi().post(`/uploads/${id}/confirm`)).toMatchObject({
      status: 404,
      body: { error: { code: 'not-found' } },
    });
  });

  test('a second confirmation finds no upload', async () => {
    const { post, stage } = createTestApi();
    const { id } = await stage('may.csv', csv);
    await post(`/uploads/${id}/confirm`);
    expect((await post(`/uploads/${id}/confirm`)).status).toBe(404);
  });
});
