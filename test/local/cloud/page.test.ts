import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownCopy, startPage } from '../../../lib/local/cloud/page.ts';

const built = mkdtempSync(join(tmpdir(), 'verbatim-built-'));
let endpoint: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  mkdirSync(join(built, 'page/assets'), { recursive: true });
  writeFileSync(join(built, 'secret'), 'not part of the page');
  writeFileSync(join(built, 'page/index.html'), '<title>Verbatim</title>');
  writeFileSync(join(built, 'page/assets/main-abc.js'), 'export {};');
  const page = await startPage({
    directory: join(built, 'page'),
    api: ({ method, url }, response) => response.end(JSON.stringify({ method, url })),
    connect: ['http://127.0.0.1:4701'],
    wish: { port: 0, flag: '--page-port' },
  });
  endpoint = page.endpoint;
  stop = page.stop;
});
afterAll(async () => {
  await stop();
  rmSync(built, { recursive: true });
});

/** A request with its path and headers as they are: fetch would mend the one and refuse the others. */
const ask = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  new Promise<{ status: number | undefined; headers: Readonly<Record<string, unknown>>; body: string }>(
    (resolve, reject) => {
      const { hostname, port } = new URL(endpoint);
      request({ hostname, port, path, headers }, (response) => {
        text(response).then(
          (body) => resolve({ status: response.statusCode, headers: response.headers, body }),
          reject,
        );
      })
        .on('error', reject)
        .end();
    },
  );

test.each(['/', '/journey?period=2025-05', '/touchpoints/checkout'])('%s is the page', async (path) => {
  const { status, body, headers } = await ask(path);
  expect([status, body, headers['cache-control']]).toEqual([200, '<title>Verbatim</title>', 'no-cache']);
});

test('files named by their content are cached permanently', async () => {
  const { headers, body } = await ask('/assets/main-abc.js');
  expect([headers['cache-control'], body]).toEqual(['public, max-age=31536000, immutable', 'export {};']);
});

test('the API is under /api, with the prefix removed', async () => {
  const { body } = await ask('/api/journey?from=2025-05');
  expect(JSON.parse(body)).toEqual({ method: 'GET', url: '/journey?from=2025-05' });
});

test.each(['/', '/assets/main-abc.js', '/api/journey'])(
  '%s has the headers of the deployment',
  async (path) => {
    const { headers } = await ask(path);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("connect-src 'self' http://127.0.0.1:4701;");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
    expect(headers['x-content-type-options']).toBe('nosniff');
  },
);

test('nothing outside the page is served', async () => {
  for (const path of ['/../secret', '/assets/../../secret', '/%2e%2e/secret'])
    expect((await ask(path)).body).not.toContain('not part');
});

test.each([
  ['a page of another origin', { origin: 'https://elsewhere.example' }],
  ['a name that leads here', { host: 'elsewhere.example' }],
])('%s is refused', async (_, headers) => {
  expect((await ask('/api/journey', headers)).status).toBe(403);
});

test('a copy of the page remains when the build is deleted', async () => {
  const copy = ownCopy(join(built, 'page'), join(built, 'copy'));
  writeFileSync(join(built, 'page/new.txt'), 'newer');
  expect(() => rmSync(join(copy, 'new.txt'))).toThrow('ENOENT');
});

test('on this machine there is no sign-in', async () => {
  const { body, headers } = await ask('/sign-in.json');
  expect([headers['content-type'], body]).toEqual(['application/json', '{}']);
});
