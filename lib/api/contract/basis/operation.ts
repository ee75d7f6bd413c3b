import type { z } from 'zod';
import type { ErrorCode } from '../../../errors.ts';
import { type Method, type RouteSignature, routeName, splitRoute } from '../routes.ts';
import type { Frozen } from './agree.ts';

/** The role that a route needs at least: viewers read, analysts load and correct, admins configure and undo. */
export type Role = 'viewer' | 'analyst' | 'admin';

/** `anyone`: the request is checked in another way, such as by its signature. */
export type NeededRole = Role | 'anyone';

/** A route for both sides: the API serves it, the client calls it, the OpenAPI document describes it. */
export interface Operation {
  /** Under which the client and the OpenAPI document know it. */
  readonly name: string;
  readonly method: Method;
  /** With its parameters in braces: `/batches/{batch}`. */
  readonly path: `/${string}`;
  /** What it answers, in one line. */
  readonly summary: string;
  readonly subject: string;
  readonly role: NeededRole;
  /** True where limited viewers may ask too: the answer has no feedback, or only what they may read. */
  readonly forLimited?: true;
  /** The parameters in the path. */
  readonly params?: z.ZodType;
  /** The parameters of the query; none are allowed if absent. */
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Headers that it reads beside those of its body, with what they say. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The same of headers that a request must have. */
  readonly requiredHeaders?: Readonly<Record<string, string>>;
  /** True if a request may have no body. */
  readonly bodyOptional?: true;
  readonly status: 200 | 201 | 202;
  /** True where the `etag` of the answer is its header `ETag` too. */
  readonly tagged?: true;
  /** The JSON that is answered. */
  readonly answer: z.ZodType;
  /** Content types that can be requested instead of JSON. */
  readonly files?: readonly string[];
  /** Error codes besides `usage` and `internal`. */
  readonly errors?: readonly ErrorCode[];
}

/** Declares a route by its method and path, and keeps the types of its schemas. */
export const operation = <const Declared extends Omit<Operation, 'name' | 'method' | 'path'>>(
  signature: RouteSignature,
  declared: Declared,
): Declared & Pick<Operation, 'name' | 'method' | 'path'> => ({
  ...declared,
  name: routeName(signature),
  ...splitRoute(signature),
});

type Parts = 'params' | 'query' | 'body';

type Given<Route, Part extends Parts> = Route extends {
  readonly [Key in Part]: infer Schema extends z.ZodType;
}
  ? z.input<Schema>
  : unknown;

type Parsed<Route, Part extends Parts> = Route extends {
  readonly [Key in Part]: infer Schema extends z.ZodType;
}
  ? z.output<Schema>
  : undefined;

type OrUndefined<Input> = {
  readonly [Key in keyof Input]: Input[Key] | (undefined extends Input[Key] ? undefined : never);
};

/** What a client sends: the parameters of path and query by name, and `body` if there is one. Undefined ones are left out. */
export type RequestOf<Route> = OrUndefined<Given<Route, 'params'> & Given<Route, 'query'>> &
  (Route extends { readonly bodyOptional: true }
    ? { readonly body?: Given<Route, 'body'> | undefined }
    : Route extends { readonly body: z.ZodType }
      ? { readonly body: Given<Route, 'body'> }
      : unknown);

/** What a handler receives, as parsed by the schemas. */
export interface ParsedRequest<Route> {
  readonly params: Parsed<Route, 'params'>;
  readonly query: Parsed<Route, 'query'>;
  readonly body: Route extends { readonly bodyOptional: true }
    ? Parsed<Route, 'body'> | undefined
    : Parsed<Route, 'body'>;
}

/** What a route answers. */
export type AnswerOf<Route> = Route extends { readonly answer: infer Schema extends z.ZodType }
  ? z.output<Schema>
  : never;

/** The same where it is created: its parts may be read-only. */
export type Answered<Route> = Frozen<AnswerOf<Route>>;
