import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { clientSettings } from '../emulators/clients.ts';
import { closeServer, listenOnLoopback, localOnly } from '../emulators/loopback.ts';
import { type Action, actionOn, type Call } from './action.ts';
import { actionsOf, operationOf } from './calls.ts';
import { type Refusal, refuse } from './refusals.ts';
import { type ServiceRequest, verify } from './signature.ts';
import type { TableKeys } from './table-calls.ts';
import { type Answer, type Forward, TableLimits } from './table-limits.ts';

/** Who has an access key. */
export interface KeyHolder {
  readonly secret: string;
  /** The local name of a function; undefined for the owner of the account, who may do everything. */
  readonly principal: string | undefined;
}

export interface GuardOptions {
  /** The address of the service that stands behind, by its name in signatures: `s3`, `sqs`, `dynamodb`, … */
  readonly target: (service: string) => string | undefined;
  readonly keys: TableKeys;
  readonly holderOf: (accessKeyId: string) => KeyHolder | undefined;
  readonly isAllowed: (call: Call) => Promise<boolean>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How far the clock of the one who signed may be off. */
  readonly skewSeconds: number;
  /** The next random number: 0 ≤ chance < 1. */
  readonly chance: () => number;
  /** Called with what failed in the guard itself; the client's connection is closed. */
  readonly onError: (error: unknown) => void;
}

/** The emulated S3 reads who signed, and knows one key. */
const ownKey = clientSettings.credentials.accessKeyId;
const asOwner = (text: string, accessKeyId: string): string =>
  text.replace(`Credential=${accessKeyId}`, `Credential=${ownKey}`);

const headersThere = ({ headers, body }: ServiceRequest, accessKeyId: string, host: string) => ({
  ...headers,
  host,
  ...(headers.authorization === undefined
    ? {}
    : { authorization: asOwner(headers.authorization, accessKeyId) }),
  'content-length': String(body.length),
});

/** Sends a request on, as the owner of the account. */
const forwardTo =
  (target: string, accessKeyId: string): Forward =>
  async (request) => {
    const { host } = new URL(target);
    const headers = headersThere(request, accessKeyId, host);
    const url = `${target}${asOwner(request.url, accessKeyId)}`;
    const sending = send(url, { method: request.method, headers }).end(request.body);
    const [answer]: IncomingMessage[] = await once(sending, 'response');
    if (answer === undefined) throw new Error(`${host} does not answer`);
    return { status: answer.statusCode ?? 502, headers: answer.headers, body: await buffer(answer) };
  };

/** A body that was changed on its way has another length and checksum. */
const relay = (response: ServerResponse, { status, headers, body }: Answer): void => {
  const { 'transfer-encoding': _, 'x-amz-crc32': __, connection: ___, ...rest } = headers;
  const length =
    rest['content-length'] !== undefined && body.length === 0 ? rest['content-length'] : body.length;
  response.writeHead(status, { ...rest, 'content-length': length }).end(body);
};

class Guard {
  readonly #options: GuardOptions;
  readonly #limits: TableLimits;

  constructor(options: GuardOptions) {
    this.#options = options;
    this.#limits = new TableLimits(options);
  }

  async answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = incoming;
    const request: ServiceRequest = { method, url, headers, body: await buffer(incoming) };
    const { holderOf, now, skewSeconds } = this.#options;
    const secretOf = (key: string): string | undefined => holderOf(key)?.secret;
    const verified = verify(request, { secretOf, now: now(), skewSeconds });
    const service = verified.ok
      ? verified.service
      : (/\/([a-z0-9]+)\/aws4_request/.exec(headers.authorization ?? url)?.[1] ?? 's3');
    const stop = (refusal: Refusal, message: string): void => refuse(response, { service, refusal, message });
    if (!verified.ok) return stop(verified.reason, 'The request has no valid signature.');
    const target = this.#options.target(service);
    if (target === undefined) return stop('unknown-call', `The local cloud has no ${service}.`);
    const forward = forwardTo(target, verified.accessKeyId);
    const principal = holderOf(verified.accessKeyId)?.principal;
    if (principal === undefined) return relay(response, await forward(request));
    const actions = actionsOf(request, verified, this.#options.keys);
    if (actions === undefined)
      return stop(
        'unknown-call',
        `The strict local cloud does not support this ${service} request (${method}).`,
      );
    const denied = await this.#deniedOf(principal, actions);
    if (denied !== undefined)
      return stop(
        'denied',
        `${principal} is not authorized to perform ${denied.action} on ${denied.resource}`,
      );
    const answer = await this.#forwarded(service, request, forward);
    if (answer === undefined) return stop('throttled', 'The partition has reached its limit.');
    if (await this.#hidesAbsence(principal, actions, answer)) return stop('denied', 'Access Denied');
    relay(response, answer);
  }

  async #deniedOf(principal: string, actions: readonly Action[]): Promise<Action | undefined> {
    for (const action of actions)
      if (!(await this.#options.isAllowed({ principal, ...action }))) return action;
    return undefined;
  }

  #forwarded(service: string, request: ServiceRequest, forward: Forward): Promise<Answer | undefined> {
    if (service !== 'dynamodb') return forward(request);
    return this.#limits.answer(request, operationOf(request.headers), forward);
  }

  /** S3 tells that an object is absent only to those who may list its bucket. */
  async #hidesAbsence(principal: string, [first]: readonly Action[], { status }: Answer): Promise<boolean> {
    const [bucket] = /^arn:aws:s3:::[^/]+/.exec(first?.resource ?? '') ?? [];
    if (status !== 404 || bucket === undefined || first?.action !== 's3:GetObject') return false;
    return !(await this.#options.isAllowed({ principal, ...actionOn('s3:ListBucket', bucket) }));
  }
}

/** Serves all services at one address: each request is verified, checked against the policies, limited, and sent on. */
export const startGuard = async (
  options: GuardOptions,
): Promise<{ endpoint: string; stop: () => Promise<void> }> => {
  const guard = new Guard(options);
  const server = createServer(
    localOnly((request, response) => {
      guard.answer(request, response).catch((error: unknown) => {
        if (!request.destroyed || request.complete) options.onError(error);
        response.destroy();
      });
    }),
  );
  server.requestTimeout = 0;
  const endpoint = await listenOnLoopback(server, { port: 0, flag: '' });
  return { endpoint, stop: () => closeServer(server) };
};
