import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Mapping } from '../../../lib/feedback/mapping/mapping.ts';
import { rejectsFormat } from '../../../lib/feedback/response/rejects.ts';
import { objectKeys } from '../../../lib/store/keys.ts';
import { apiWorld } from '../../api/world.ts';
import { exampleHeader } from '../../store/examples.ts';
import { directoryWith, runIn } from '../memory-shell.ts';
import { serveApi } from '../served-api.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const mapping: Mapping = {
  columns: [
    {
      column: 'Score',
      meaning: { field: 'rating', scale: { metric: 'nps', kind: 'transactional' } },
      confidence: 1,
      because: 'you said so',
      samples: [],
    },
  ],
  timeZone: 'Europe/Berlin',
  touchpoint: { from: 'key', value: 'cafe' },
  voice: 'customer',
  solicited: true,
  source: 'file',
  independent: false,
  questions: [],
  warnings: [],
};
const header = exampleHeader();

/** The API over a batch with one rejected row, as the pipeline leaves it, and the command line that asks it. */
const serve = async (rows: number) => {
  const { api, effects } = apiWorld();
  await effects.batches.begin(header);
  await effects.objects.write(objectKeys.mapping(header.batchId), JSON.stringify(mapping));
  const format = rejectsFormat(mapping, { phoneCountry: 'US' });
  const rejected = { kind: 'rejected', reason: 'rating-out-of-scale', cells: ['11'] } as const;
  const lines = Array.from({ length: rows }, (_, row) =>
    format.line({ ...rejected, row: row + 1, column: 'Score', expected: '0 to 10', got: '11' }),
  );
  if (rows > 0)
    await effects.objects.write(objectKeys.rejects(header.batchId), format.header + lines.join(''));
  const { url, close } = await serveApi(api);
  stops.push(close);
  const directory = directoryWith({});
  return {
    verbatim: (...args: string[]) => runIn(directory, [...args, '--api', url]),
    read: (name: string) => readFileSync(join(directory, name), 'utf8'),
  };
};

test('rejects lists each rejected row with its reason', async () => {
  const { verbatim } = await serve(1);
  const { exit, out } = await verbatim('rejects', header.batchId);
  expect(exit).toBe(0);
  expect(out).toMatch(/1\s+Score\s+rating-out-of-scale\s+0 to 10\s+11/);
});

test('rejects --output saves all rows, over several pages, as a file that is read as the upload was', async () => {
  const { verbatim, read } = await serve(201);
  const { out } = await verbatim('rejects', header.batchId, '--output', 'corrected.csv');
  expect(out).toBe(
    '201 rejected rows saved in corrected.csv. Correct them, then: verbatim upload corrected.csv\n',
  );
  const lines = read('corrected.csv').trim().split('\n');
  expect(lines.length).toBe(202);
  expect(lines.slice(0, 2)).toEqual([
    'verbatim:row,verbatim:column,verbatim:reason,verbatim:expected,verbatim:got,Score',
    '1,Score,rating-out-of-scale,0 to 10,11,11',
  ]);
  expect(JSON.parse(read('corrected.csv.mapping.json'))).toEqual({
    timeZone: 'Europe/Berlin',
    source: 'file',
    touchpoint: 'cafe',
    columns: { Score: 'nps:0-10:transactional' },
  });
});

test('rejects of a batch without any says so, and saves nothing', async () => {
  const { verbatim } = await serve(0);
  expect((await verbatim('rejects', header.batchId)).out).toBe('No rejected rows.\n');
  expect((await verbatim('rejects', header.batchId, '--output', 'corrected.csv')).exit).toBe(4);
});
