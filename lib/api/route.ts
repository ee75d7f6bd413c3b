import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { requireFitting } from './answer-size.ts';
import type { Caller } from './caller.ts';
import type { Answered, Operation, ParsedRequest } from './contract/basis/operation.ts';
import { noParameters } from './contract/basis/parameters.ts';
import { listsOf } from './contract/pages.ts';
import { pageCursor, pageOf } from './cut-pages.ts';
import { parseBody, parseParameters } from './parse-request.ts';

/** A declared route with its handler. */
export interface Route {
  readonly operation: Operation;
  respond(context: Context, caller: Caller): Promise<unknown>;
}

/** The query without the cursor that the API reads itself. */
const ownQuery = (context: Context, { name }: Operation): Record<string, string> => {
  const query = context.req.query();
  if (listsOf(name) !== undefined) delete query[pageCursor];
  return query;
};

/** What a handler is given: the request as parsed, and who sent it. */
export type CallerRequest<Declared> = ParsedRequest<Declared> & { readonly caller: Caller };

/**
 * Answers a declared route. The request is parsed by the route's schemas, and the handler must return what the route declares; for
 * a file, the handler makes the response itself.
 *
 * @example route(readJourney, async ({ query }) => readMap(api, query))
 */
export const route = <Declared extends Operation>(
  operation: Declared,
  answer: (request: CallerRequest<Declared>, context: Context) => Promise<Answered<Declared> | Response>,
): Route => ({
  operation,
  async respond(context, caller) {
    const { params, query = noParameters, body, bodyOptional } = operation;
    const request = {
      caller,
      params: params && parseParameters(params, context.req.param()),
      query: parseParameters(query, ownQuery(context, operation)),
      // A body that may be missing is read by the handler, which knows what that means.
      body: body && bodyOptional === undefined ? await parseBody(body, context) : undefined,
    };
    // The schemas of the declaration have just parsed it.
    return answer(request as CallerRequest<Declared>, context);
  },
});

/** Checks each answer before it is sent. Tests compare it with its schema. */
export type LookAtAnswer = (operation: Operation, answer: unknown) => void;

/** @example pathPattern('/batches/{batch}') // '/batches/:batch' */
const pathPattern = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** What is checked in a request before it is answered, and in its answer before it is sent. */
export interface Checks {
  /** Who sent it; throws for what they may not ask for. */
  readonly admit: (operation: Operation, context: Context) => Caller;
  readonly look: LookAtAnswer;
}

const tag = z.object({ etag: z.string() });

const tagOf = ({ tagged }: Operation, answer: unknown): { readonly etag?: string } =>
  tagged ? { etag: `"${tag.parse(answer).etag}"` } : {};

/** The cursor of a route whose answers the API cuts into pages; undefined for any other route, which reads its own. */
const cursorIn = (context: Context, operation: Operation): string | undefined =>
  listsOf(operation.name) === undefined ? undefined : context.req.query(pageCursor);

/** Adds a route to the API. */
export const serve = (api: Hono, { operation, respond }: Route, { admit, look }: Checks): void => {
  api.on(operation.method, pathPattern(operation.path), async (context) => {
    const answer = await respond(context, admit(operation, context));
    if (answer instanceof Response) return answer;
    look(operation, answer);
    const body = JSON.stringify(pageOf(operation, answer, cursorIn(context, operation)));
    requireFitting(body);
    return new Response(body, {
      status: operation.status,
      headers: { 'content-type': 'application/json', ...tagOf(operation, answer) },
    });
  });
};
