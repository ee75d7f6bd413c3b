import { VerbatimError } from '../../errors.ts';
import type { AnswerOf, RequestOf } from '../contract/basis/operation.ts';
import type { Operations } from '../contract/operations.ts';
import { joinPages, listsOf } from '../contract/pages.ts';
import { type Method, routes, splitRoute } from '../contract/routes.ts';
import { ApiError, refusalOf } from './api-error.ts';

export interface ClientRequest {
  readonly method: Method;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** Sends a request: the browser's `fetch` with a token, or one that signs requests. */
export type Fetch = (url: URL, init: ClientRequest) => Promise<Response>;

export interface ClientOptions {
  /** The API's URL, with or without a slash at the end. */
  readonly base: string | URL;
  readonly fetch: Fetch;
  /** Checks each answer before it is returned; `checkAnswer` compares it with its schema. Default: no check. */
  readonly check?: (name: keyof Operations, answer: unknown) => void;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Such as `if-match`. */
  readonly headers?: Readonly<Record<string, string>>;
}

type Arguments<Route> =
  Partial<RequestOf<Route>> extends RequestOf<Route>
    ? [request?: RequestOf<Route>, options?: CallOptions]
    : [request: RequestOf<Route>, options?: CallOptions];

type Calls = {
  readonly [Name in keyof Operations]: (
    ...args: Arguments<Operations[Name]>
  ) => Promise<AnswerOf<Operations[Name]>>;
};

/**
 * Every route as a function under its name in the contract. A request has the parameters of path and query together, and its
 * body under `body`. Answers that the API cuts into pages arrive whole. All throw {@link ApiError}.
 */
export interface ApiClient extends Calls {
  /** The response itself, if it is not JSON: an export, a digest as a page. */
  response<Name extends keyof Operations>(
    name: Name,
    request: RequestOf<Operations[Name]>,
    options?: CallOptions,
  ): Promise<Response>;
}

type Values = Readonly<Record<string, unknown>>;

const baseOf = (base: string | URL): URL => {
  const url = new URL(base);
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
};

/** The address of a request: path parameters in the path, all others in the query. */
const addressOf = (base: URL, path: string, { body: _body, ...values }: Values): URL => {
  const inPath = new Set<string>();
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    inPath.add(name);
    return encodeURIComponent(String(values[name]));
  });
  const url = new URL(`.${filled}`, base);
  for (const [name, value] of Object.entries(values))
    if (value !== undefined && !inPath.has(name)) url.searchParams.set(name, String(value));
  return url;
};

const initOf = ({ body }: Values, { signal, headers }: CallOptions): Omit<ClientRequest, 'method'> => ({
  headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  ...(signal === undefined ? {} : { signal }),
});

/** A caller that aborts a request gets the abort, not `unreachable`. */
const unanswered = (url: URL, cause: unknown, signal: AbortSignal | undefined): unknown =>
  signal?.aborted || cause instanceof VerbatimError
    ? cause
    : new ApiError(undefined, 'unreachable', 'the API does not answer', { got: url.origin, cause });

const isRoute = (name: string): name is keyof Operations => Object.hasOwn(routes, name);

/**
 * A client of the API. It knows routes and types, but no schema, so that the page can send requests before it has loaded any.
 *
 * @example
 * const api = createClient({ base: new URL('/api', location.href), fetch: (url, init) => fetch(url, init) });
 * const { points } = await api.readTrend({ metric: 'nps', touchpoint: 'delivery', from: '2026-05' });
 */
export const createClient = ({ base, fetch, check = () => undefined }: ClientOptions): ApiClient => {
  const root = baseOf(base);
  const send = async (name: keyof Operations, request: Values, options: CallOptions): Promise<Response> => {
    const { method, path } = splitRoute(routes[name]);
    const url = addressOf(root, path, request);
    const response = await fetch(url, { method, ...initOf(request, options) }).catch((cause: unknown) => {
      throw unanswered(url, cause, options.signal);
    });
    if (!response.ok) throw await refusalOf(response, url);
    return response;
  };
  const call =
    (name: keyof Operations) =>
    async (request: Values = {}, options: CallOptions = {}): Promise<unknown> => {
      const read = async (asked: Values): Promise<unknown> => (await send(name, asked, options)).json();
      const lists = Object.keys(listsOf(name) ?? {});
      const first = await read(request);
      const answer =
        lists.length === 0 ? first : await joinPages(lists, first, (cursor) => read({ ...request, cursor }));
      check(name, answer);
      return answer;
    };
  // The API is held to the types of the contract by the compiler and by its tests; `check` holds it to them here.
  const calls = Object.fromEntries(
    Object.keys(routes)
      .filter(isRoute)
      .map((name) => [name, call(name)]),
  ) as unknown as Calls;
  return { ...calls, response: (name, request, options = {}) => send(name, { ...request }, options) };
};
