import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { closeServer, listenOnLoopback } from '../../../lib/local/emulators/loopback.ts';
import { eventOf } from '../../../lib/local/functions/http-api.ts';

/** The event that a request becomes. */
const eventFor = async (path: string, init: RequestInit = {}): Promise<Record<string, unknown>> => {
  const server = createServer();
  const endpoint = await listenOnLoopback(server, { port: 0, flag: '' });
  const arrived = once(server, 'request');
  const answered = fetch(`${endpoint}${path}`, init);
  const [request, response] = await arrived;
  const event = eventOf(request as IncomingMessage, await buffer(request));
  response.end();
  await answered;
  await closeServer(server);
  return event as Record<string, unknown>;
};

test('the path stays as it was sent, including escapes', async () => {
  expect(await eventFor('/touchpoints/in%2Fstore')).toMatchObject({
    version: '2.0',
    routeKey: '$default',
    rawPath: '/touchpoints/in%2Fstore',
    rawQueryString: '',
    isBase64Encoded: false,
  });
});

test('values of a repeated parameter are joined by commas, as API Gateway does', async () => {
  expect(await eventFor('/feedback?theme=a&theme=b&label=negative')).toMatchObject({
    rawQueryString: 'theme=a&theme=b&label=negative',
    queryStringParameters: { theme: 'a,b', label: 'negative' },
  });
});

test('a body arrives complete', async () => {
  const { body, isBase64Encoded } = await eventFor('/staging', { method: 'POST', body: 'größe' });
  expect([Buffer.from(String(body), 'base64').toString(), isBase64Encoded]).toEqual(['größe', true]);
});

test('the method and the caller are passed on', async () => {
  expect(await eventFor('/batches/1', { method: 'DELETE' })).toMatchObject({
    requestContext: { http: { method: 'DELETE', path: '/batches/1' }, authorizer: { iam: {} } },
  });
});
