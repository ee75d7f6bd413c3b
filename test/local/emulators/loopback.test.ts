import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { closeServer, listenOnLoopback } from '../../../lib/local/emulators/loopback.ts';

test('a server on the loopback interface leaves idle connections to its clients, and so never resets one that is about to be used', async () => {
  const server = createServer((_request, response) => response.end());
  const url = await listenOnLoopback(server, { port: 0, flag: '' });
  const { headers } = await fetch(url);
  await closeServer(server);
  expect([headers.get('connection'), headers.get('keep-alive')]).toEqual(['keep-alive', null]);
});
