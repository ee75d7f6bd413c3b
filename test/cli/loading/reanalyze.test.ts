import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { directoryWith, runIn } from '../memory-shell.ts';

const view = (status: string, chunksDone: number, more = {}) => ({
  reanalysisId: 'r-1',
  status,
  requestedAt: '2026-06-01T12:00:00Z',
  scope: {},
  progress: { chunksDone, chunksFailed: 0, chunksTotal: 2, summariesDone: 0 },
  ...more,
});

const answers = { asked: 9, scored: 6, 'no-content': 1, 'no-comment': 2, 'unsupported-language': 0 };

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** An API that answers these one after the other; the last one stays. */
const answering = async (...bodies: readonly object[]) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.end(JSON.stringify(bodies[Math.min(asked.length, bodies.length) - 1]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { api: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
};

const reanalyze = async (api: string, ...flags: string[]) =>
  runIn(directoryWith({}), ['reanalyze', '--api', api, ...flags]);

describe('verbatim reanalyze', () => {
  test('starts it, waits for it, and reports how many comments were read', async () => {
    const complete = view('complete', 2, { answers });
    const { api, asked } = await answering(view('analyzing', 0), view('analyzing', 1), complete);
    expect(await reanalyze(api, '--touchpoint', 'delivery', '--from', '2026-05')).toEqual({
      exit: 0,
      out: 'complete: 7 comments analyzed under the current versions\n',
      err: '',
    });
    expect(asked).toEqual([
      'POST /reanalyses?touchpoint=delivery&from=2026-05',
      'GET /reanalyses/r-1',
      'GET /reanalyses/r-1',
    ]);
  });

  test('does not wait with --no-wait', async () => {
    const { api, asked } = await answering(view('analyzing', 0));
    expect(await reanalyze(api, '--no-wait')).toMatchObject({ exit: 0, out: 'Started: r-1\n' });
    expect(asked).toHaveLength(1);
  });

  test('fails if a part failed permanently', async () => {
    const progress = { chunksDone: 1, chunksFailed: 1, chunksTotal: 2, summariesDone: 1 };
    const { api } = await answering(view('incomplete', 1, { answers, progress }));
    const { exit, out } = await reanalyze(api);
    expect([exit, out]).toEqual([
      1,
      'incomplete: 7 comments analyzed under the current versions, 1 part failed\n',
    ]);
  });
});

test('verbatim taxonomy discover uses the stored feedback without a file', async () => {
  const found = { responses: 12, comments: 12, unassigned: 3, themes: [] };
  const { api, asked } = await answering(found);
  const args = ['taxonomy', 'discover', '--api', api, '--from', '2026-05', '--scope', 'all'];
  const { out } = await runIn(directoryWith({}), args);
  expect(out).toBe(
    '12 responses with comments; 3 of 12 comments (25%) without a theme\nNo topic from at least five people found.\n',
  );
  expect(asked).toEqual(['GET /themes/discovered?from=2026-05&scope=all&limit=20']);
});
