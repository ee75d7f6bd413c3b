import { createServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { firstFreeBlock, requireFree } from '../../../lib/cli/start/free-ports.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

/** A port in use. */
const taken = async (): Promise<number> => {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
};

test('a block with a port in use is passed over', async () => {
  const port = await taken();
  const start = await firstFreeBlock(port - 1, 2);
  expect(start).toBeGreaterThan(port);
  expect((start - (port - 1)) % 2).toBe(0);
});

test('a free block is taken as it is', async () => {
  const port = await taken();
  const free = await firstFreeBlock(port - 1, 2);
  expect(await firstFreeBlock(free, 2)).toBe(free);
});

test('a port in use is named with the option that chooses another; 0 is any', async () => {
  const other = await taken();
  await expect(
    requireFree([
      { port: 0, flag: '--port' },
      { port: other, flag: '--s3-port' },
    ]),
  ).rejects.toMatchObject({ code: 'port-in-use', message: expect.stringContaining('--s3-port') });
  await requireFree([{ port: 0, flag: '--port' }]);
});
