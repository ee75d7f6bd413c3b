import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Hono } from 'hono';
import { closeServer, listenOnLoopback } from '../../lib/local/emulators/loopback.ts';

/** The API behind a port of its own, as the command line finds it. */
export const serveApi = async (api: Hono) => {
  const server = createServer(async (request, response) => {
    const { url = '/', method = 'GET', headers } = request;
    const body = await buffer(request);
    const answer = await api.request(url, {
      method,
      headers: Object.fromEntries(
        ['if-match', 'if-none-match'].flatMap((name) =>
          headers[name] ? [[name, String(headers[name])]] : [],
        ),
      ),
      ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
    });
    response
      .writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
      .end(Buffer.from(await answer.arrayBuffer()));
  });
  const url = await listenOnLoopback(server, { port: 0, flag: '' });
  return { url, close: () => closeServer(server) };
};
