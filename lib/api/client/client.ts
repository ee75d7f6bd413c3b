import { VerbatimError } from '../../errors.ts';
import type { AnswerOf, Operation, RequestOf } from '../contract/basis/operation.ts';
import { type Operations, operations } from '../contract/operations.ts';
import { ApiError, refusalOf } from './api-error.ts';

export interface ClientRequest {
  readonly method: Operation['method'];
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** Sends a request: the browser's `fetch` with a token, or one that signs. */
export type Fetch = (url: URL, init: ClientRequest) => Promise<Response>;

export interface ClientOptions {
  /** The API's URL. Routes stand below it, whether it ends in a slash or not. */
  readonly base: string | URL;
  readonly fetch: Fetch;
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
 * Every route as a function under its name in the contract. A request names the parameters of path and query alike, and has its
 * body under `body`; an answer is checked against its schema. All throw {@link ApiError}.
 */
export interface ApiClient extends Calls {
  /** The response itself, for what is no JSON: an export, a digest as a page. */
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

/** The address of a request: what the braces of the path name is in the path, everything else behind `?`. */
const addressOf = (base: URL, { path }: Operation, { body: _body, ...values }: Values): URL => {
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

const initOf = (
  { method }: Operation,
  { body }: Values,
  { signal, headers }: CallOptions,
): ClientRequest => ({
  method,
  headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  ...(signal === undefined ? {} : { signal }),
});

/** Whoever takes a request back wants to see that, not that nobody answered. */
const unanswered = (url: URL, cause: unknown, signal: AbortSignal | undefined): unknown =>
  signal?.aborted || cause instanceof VerbatimError
    ? cause
    : new ApiError(undefined, 'unreachable', 'the API does not answer', { got: url.origin, cause });

const answerOf = async (response: Response, { answer, method, path }: Operation): Promise<unknown> => {
  const given: unknown = await response.json();
  const parsed = answer.safeParse(given);
  // As it came: in its order, and with what a newer API has beside it.
  if (parsed.success) return given;
  const [issue] = parsed.error.issues;
  throw new ApiError(response.status, 'internal', 'the API answered what its contract does not allow', {
    expected: `${method} ${path}: ${issue?.message}`,
    got: `another value at ${issue?.path.join('.')}`,
  });
};

/**
 * A client of the API.
 *
 * @example
 * const api = createClient({ base: new URL('/api', location.href), fetch: (url, init) => fetch(url, init) });
 * const { points } = await api.readTrend({ metric: 'nps', touchpoint: 'delivery', from: '2026-05' });
 */
export const createClient = ({ base, fetch }: ClientOptions): ApiClient => {
  const root = baseOf(base);
  const send = async (operation: Operation, request: Values, options: CallOptions): Promise<Response> => {
    const url = addressOf(root, operation, request);
    const response = await fetch(url, initOf(operation, request, options)).catch((cause: unknown) => {
      throw unanswered(url, cause, options.signal);
    });
    if (!response.ok) throw await refusalOf(response, url);
    return response;
  };
  const calls = Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [
      name,
      async (request: Values = {}, options: CallOptions = {}) =>
        answerOf(await send(operation, request, options), operation),
    ]),
  );
  // Each call parses its answer by the schema that its type is of.
  return {
    ...(calls as unknown as Calls),
    response: (name, request, options = {}) => send(operations[name], { ...request }, options),
  };
};
