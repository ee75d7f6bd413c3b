import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { account } from '../cloud/intrinsics.ts';
import { closeServer, listenOnLoopback, localOnly, type PortWish } from '../emulators/loopback.ts';
import type { FunctionPool } from './function-pool.ts';

const result = z.object({
  statusCode: z.number().default(200),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

const headersOf = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  );

/** A request as API Gateway passes it to a function: payload format 2.0. */
export const eventOf = (request: IncomingMessage, body: Buffer): object => {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const query = Object.fromEntries(
    [...new Set(url.searchParams.keys())].map((name) => [name, url.searchParams.getAll(name).join(',')]),
  );
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers: headersOf(request),
    ...(url.search === '' ? {} : { queryStringParameters: query }),
    requestContext: {
      accountId: account,
      apiId: 'local',
      authorizer: { iam: { accountId: account, userArn: `arn:aws:iam::${account}:user/local` } },
      domainName: '127.0.0.1',
      http: {
        method: request.method,
        path: url.pathname,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      timeEpoch: Date.now(),
    },
    ...(body.length === 0 ? {} : { body: body.toString('base64') }),
    isBase64Encoded: body.length > 0,
  };
};

const refuse = (response: ServerResponse, status: number, message: string): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
};

const answer = async (
  pool: FunctionPool,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const outcome = await pool.invoke(eventOf(request, await buffer(request)));
  const parsed = outcome.ok ? result.safeParse(outcome.payload) : undefined;
  if (parsed?.success !== true) return refuse(response, 500, 'Internal Server Error');
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
  response.writeHead(statusCode).end(isBase64Encoded ? Buffer.from(body, 'base64') : body);
};

/** Every request is one invocation of the function behind the API. */
export const apiListener =
  (pool: FunctionPool): RequestListener =>
  (request, response) => {
    answer(pool, request, response).catch(() => response.destroy());
  };

/**
 * Serves the HTTP API on the loopback interface: every request is one invocation of the function behind it. A function that fails
 * returns 500 without the cause, as in the cloud; the cause is in the log.
 */
export const startHttpApi = async (
  pool: FunctionPool,
  wish: PortWish,
): Promise<{ endpoint: string; stop: () => Promise<void> }> => {
  const server = createServer(localOnly(apiListener(pool)));
  const endpoint = await listenOnLoopback(server, wish);
  return { endpoint, stop: () => closeServer(server) };
};
