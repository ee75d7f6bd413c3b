import { createPublicKey, verify } from 'node:crypto';
import type { IncomingMessage, RequestListener } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { callerOf } from '../../../lib/api/caller.ts';
import { apiWorld, responsesOn } from '../../api/world.ts';

const keySet = z.object({ keys: z.array(z.looseObject({ kid: z.string() })) });
const head = z.object({ kid: z.string() });
const claimsOf = z.looseObject({ iss: z.string(), aud: z.string(), exp: z.number() });

const decoded = (part: string | undefined): unknown =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString());

/** The claims of a token that the issuer has signed for the page; undefined for any other, as API Gateway has it. */
const checked = async (token: string, issuer: string): Promise<z.infer<typeof claimsOf> | undefined> => {
  const [header, payload, signature] = token.split('.');
  const { keys } = keySet.parse(await (await fetch(`${issuer}/jwks`)).json());
  const jwk = keys.find(({ kid }) => kid === head.parse(decoded(header)).kid);
  if (jwk === undefined) return undefined;
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const signed = Buffer.from(`${header}.${payload}`);
  if (!verify('RSA-SHA256', signed, key, Buffer.from(signature ?? '', 'base64url'))) return undefined;
  const claims = claimsOf.parse(decoded(payload));
  return claims.iss === issuer && claims.aud === 'page' ? claims : undefined;
};

/** The real API behind a check of tokens like that of API Gateway. */
export const guardedApi = async () => {
  const refused = new Set<string>();
  const seen = new Set<string>();
  let issuer = '';
  const { api, store } = apiWorld({
    journey:
      'stages: [{ id: buy, name: Buy, touchpoints: [{ id: delivery, name: Delivery, owner: Logistics }] }]',
    callerOf: ({ req }) => callerOf(JSON.parse(req.header('x-authorized') ?? '{}')),
  });
  await store(responsesOn('2026-06-04', 40));
  const claimsOfToken = async (token: string) =>
    token === '' || refused.has(token) ? undefined : await checked(token, issuer);
  const answer = async (request: IncomingMessage, claims: z.infer<typeof claimsOf>): Promise<Response> => {
    const groups = z.array(z.string()).parse(claims['cognito:groups'] ?? []);
    const authorized = { jwt: { claims: { ...claims, 'cognito:groups': `[${groups.join(' ')}]` } } };
    const body = await buffer(request);
    return api.request(request.url ?? '/', {
      method: request.method ?? 'GET',
      headers: {
        'x-authorized': JSON.stringify(authorized),
        'if-none-match': String(request.headers['if-none-match'] ?? ''),
      },
      ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
    });
  };
  const listener: RequestListener = async (request, response) => {
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    seen.add(token);
    const claims = await claimsOfToken(token);
    if (claims === undefined) return response.writeHead(401).end('{"message":"Unauthorized"}');
    const answered = await answer(request, claims);
    return response
      .writeHead(answered.status, { 'content-type': 'application/json' })
      .end(Buffer.from(await answered.arrayBuffer()));
  };
  return {
    listener,
    trust: (url: string): void => {
      issuer = url;
    },
    /** Every token that was used until now is refused from now on. */
    refuseAll: (): void => {
      for (const token of seen) refused.add(token);
    },
  };
};
