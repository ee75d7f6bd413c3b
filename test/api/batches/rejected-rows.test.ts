import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { Mapping } from '../../../lib/feedback/mapping/mapping.ts';
import { rejectsFormat } from '../../../lib/feedback/response/rejects.ts';
import { objectKeys } from '../../../lib/store/keys.ts';
import { exampleHeader } from '../../store/examples.ts';
import { type MemoryObjects, memoryObjectStore } from '../../store/memory.ts';
import { apiWorld } from '../world.ts';

const mapping: Mapping = {
  columns: [],
  timeZone: 'UTC',
  touchpoint: { from: 'default', value: 'unassigned' },
  voice: 'customer',
  solicited: true,
  source: 'file',
  independent: false,
  questions: [],
  warnings: [],
};

const header = exampleHeader();

/** A batch of which the given rows were rejected, as the pipeline leaves it. */
const withRejects = async (rows: readonly number[], objects = memoryObjectStore()) => {
  const world = apiWorld({ objects });
  await world.effects.batches.begin(header);
  const format = rejectsFormat(mapping, { phoneCountry: 'US' });
  const lines = rows.map((row) =>
    format.line({
      kind: 'rejected',
      row,
      ...(row === 3 ? {} : { column: 'NPS, of 10', expected: '0 to 10', got: '"11"' }),
      reason: row === 3 ? 'row-empty' : 'rating-out-of-scale',
      cells: ['a customer’s words,\non two lines'],
    }),
  );
  if (rows.length > 0)
    await world.effects.objects.write(objectKeys.rejects(header.batchId), [format.header, ...lines].join(''));
  return world;
};

const path = `/batches/${header.batchId}/rejects`;

test('rejected rows are reported as in the command line, without comments', async () => {
  const { get } = await withRejects([3, 8]);
  expect(await get(path)).toEqual({
    rejects: [
      { file: header.objectKey, row: 3, code: 'row-empty' },
      {
        file: header.objectKey,
        row: 8,
        column: 'NPS, of 10',
        code: 'rating-out-of-scale',
        expected: '0 to 10',
        got: '"11"',
      },
    ],
  });
});

test('a column name that looks like a formula keeps its name', async () => {
  const { effects, get } = await withRejects([]);
  const { header: columns, line } = rejectsFormat(mapping, { phoneCountry: 'US' });
  const row = { kind: 'rejected', row: 1, reason: 'rating-out-of-scale', got: '"-5"', cells: [] } as const;
  const lines = ['+/- score', "'quoted'"].map((column) => line({ ...row, column }));
  await effects.objects.write(objectKeys.rejects(header.batchId), [columns, ...lines].join(''));
  expect(await get(path)).toMatchObject({ rejects: [{ column: '+/- score' }, { column: "'quoted'" }] });
});

test('with their cells they can be corrected: redacted, otherwise as in the file', async () => {
  const { effects, get } = await withRejects([]);
  const { header: columns, line } = rejectsFormat(
    {
      ...mapping,
      columns: ['+/- score', 'Words'].map((column) => ({
        column,
        meaning: { field: 'attribute' },
        confidence: 1,
        because: '',
        samples: [],
      })),
    },
    { phoneCountry: 'US' },
  );
  const cells = ['-5', 'write to jo@example.org', 'one too many'];
  const row = { kind: 'rejected', row: 1, reason: 'row-ragged', cells } as const;
  await effects.objects.write(objectKeys.rejects(header.batchId), `${columns}${line(row)}`);
  expect(await get(`${path}?cells=true`)).toEqual({
    columns: ['+/- score', 'Words'],
    rejects: [
      {
        file: header.objectKey,
        row: 1,
        code: 'row-ragged',
        cells: ['-5', 'write to [email]', 'one too many'],
      },
    ],
  });
});

test('are paged', async () => {
  const { get } = await withRejects([1, 2, 5]);
  type Page = { readonly rejects: readonly { readonly row: number }[]; readonly cursor?: string };
  const first = await get<Page>(`${path}?limit=2`);
  const second = await get<Page>(`${path}?limit=2&cursor=${first.cursor}`);
  expect([first, second].map(({ rejects }) => rejects.map(({ row }) => row))).toEqual([[1, 2], [5]]);
  expect(second).not.toHaveProperty('cursor');
});

/** Objects whose bytes come piece by piece, as a bucket's do. */
const inPieces = (objects: MemoryObjects): MemoryObjects => ({
  ...objects,
  async open(key) {
    const bytes = await objects.read(key);
    const pieces = Array.from({ length: Math.ceil((bytes?.length ?? 0) / 100) }, (_, index) =>
      bytes?.subarray(100 * index, 100 * (index + 1)),
    );
    return bytes && { name: key, tag: '"1"', sizeBytes: bytes.length, bytes: () => Readable.from(pieces) };
  },
});

test('a page can end long before the object does', async () => {
  const rows = Array.from({ length: 2000 }, (_, index) => index + 1);
  const { get } = await withRejects(rows, inPieces(memoryObjectStore()));
  expect(await get(`${path}?limit=1&cursor=4`)).toMatchObject({ rejects: [{ row: 5 }], cursor: '5' });
  expect(await get(`${path}?limit=1&cursor=1999`)).toMatchObject({ rejects: [{ row: 2000 }] });
});

test('a batch without rejected rows has none, and an unknown batch is not found', async () => {
  const { ask } = await withRejects([]);
  expect(await ask(path)).toEqual({ status: 200, body: { rejects: [] } });
  expect((await ask('/batches/nothing/rejects')).status).toBe(404);
  expect((await ask(`${path}?cursor=-1`)).status).toBe(400);
});
