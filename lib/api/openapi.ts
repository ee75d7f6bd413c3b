import { z } from 'zod';
import { type ErrorCode, statusOfCode } from '../errors.ts';
import { errorAnswer } from './contract/basis/errors.ts';
import type { Operation } from './contract/basis/operation.ts';
import { operations } from './contract/operations.ts';
import { listsOf } from './contract/pages.ts';
import { pageCursor } from './cut-pages.ts';

/** The OpenAPI 3.1 document of the API, made from the declarations of its routes. */

type Json = Readonly<Record<string, unknown>>;

const reference = (id: string): string => `#/components/schemas/${id}`;

/** An answer may gain keys: a client that rejects unknown keys would break. */
const isOpen = (schema: z.core.$ZodType): boolean =>
  schema instanceof z.ZodObject && schema.def.catchall === undefined;

const override: z.core.ToJSONSchemaParams['override'] = ({ zodSchema, jsonSchema }) => {
  if (isOpen(zodSchema)) delete jsonSchema.additionalProperties;
};

const idOf = (schema: z.ZodType): string => {
  const id = schema.meta()?.id;
  if (id === undefined) throw new Error('a schema of an answer or of a body has no id');
  return id;
};

const namedSchemas = (): Readonly<Record<string, Json>> => {
  const { schemas } = z.toJSONSchema(z.globalRegistry, { uri: reference, override });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _dialect, $id: _id, ...schema }]) => [id, schema]),
  );
};

const jsonContent = (schema: z.ZodType): Json => ({
  'application/json': { schema: { $ref: reference(idOf(schema)) } },
});

const parametersOf = (schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] => {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = typeof property === 'object' ? property : {};
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: rest,
    };
  });
};

const headersOf = ({ headers = {}, requiredHeaders = {} }: Operation): Json[] =>
  Object.entries({ ...requiredHeaders, ...headers }).map(([name, description]) => ({
    name,
    in: 'header',
    required: Object.hasOwn(requiredHeaders, name),
    description,
    schema: { type: 'string' },
  }));

/** Every error status of the route, with the codes that it may have. */
const errorResponses = ({ method, errors = [] }: Operation): Json => {
  const ofSize: ErrorCode[] = method === 'GET' ? ['answer-too-large'] : [];
  const codes: ErrorCode[] = ['usage', ...errors, ...ofSize, 'internal'];
  return Object.fromEntries(
    [...Map.groupBy(codes, statusOfCode)].map(([status, same]) => [
      String(status),
      { description: same.join(', '), content: errorContent },
    ]),
  );
};

const errorContent = jsonContent(errorAnswer);

/** The cursor of a route whose answers end where they are full. */
const pageParameter = ({ name }: Operation): Json[] =>
  listsOf(name) === undefined
    ? []
    : [
        {
          name: pageCursor,
          in: 'query',
          required: false,
          description:
            'The `cursor` of the previous page: an answer that would be too large ends earlier, with one.',
          schema: { type: 'string' },
        },
      ];

/** The answer, and its cursor where the API adds one. */
const answerContent = ({ name, answer }: Operation): Json => {
  if (listsOf(name) === undefined) return jsonContent(answer);
  const page = { type: 'object', properties: { [pageCursor]: { type: 'string' } } };
  return { 'application/json': { schema: { allOf: [{ $ref: reference(idOf(answer)) }, page] } } };
};

const requestBody = ({ body, bodyOptional }: Operation): Json =>
  body === undefined
    ? {}
    : { requestBody: { required: bodyOptional === undefined, content: jsonContent(body) } };

const files = ({ files: types = [] }: Operation): Json =>
  Object.fromEntries(types.map((type) => [type, { schema: {} }]));

const operationObject = (operationId: string, operation: Operation): Json => ({
  operationId,
  summary: operation.summary,
  tags: [operation.subject],
  'x-role': operation.role,
  ...(operation.role === 'anyone' ? { security: [] } : {}),
  parameters: [
    ...parametersOf(operation.params, 'path'),
    ...parametersOf(operation.query, 'query'),
    ...pageParameter(operation),
    ...headersOf(operation),
  ],
  ...requestBody(operation),
  responses: {
    [operation.status]: {
      description: operation.summary,
      content: { ...answerContent(operation), ...files(operation) },
    },
    ...errorResponses(operation),
  },
});

const paths = (): Json => {
  const all = Object.entries<Operation>(operations);
  return Object.fromEntries(
    [...Map.groupBy(all, ([, { path }]) => path)].map(([path, same]) => [
      path,
      Object.fromEntries(same.map(([id, each]) => [each.method.toLowerCase(), operationObject(id, each)])),
    ]),
  );
};

const makeDocument = (): Json => ({
  openapi: '3.1.0',
  info: {
    title: 'Verbatim',
    version: '0.1.0',
    description:
      'Answers about customer feedback, by touchpoint. docs/api.md explains what each answer means.',
  },
  servers: [{ url: '/' }],
  security: [{ iam: [] }],
  paths: paths(),
  components: {
    securitySchemes: {
      iam: {
        type: 'apiKey',
        in: 'header',
        name: 'Authorization',
        description: 'AWS Signature Version 4 of the service execute-api. On a laptop nothing is needed.',
      },
    },
    schemas: namedSchemas(),
  },
});

let made: Json | undefined;

/** The document; made on the first request, and cached. */
export const openApiDocument = (): Json => {
  made ??= makeDocument();
  return made;
};

/** @example signatureOf(listBatches) // 'GET /batches?object&limit&cursor' */
export const signatureOf = ({ method, path, query }: Operation): string => {
  const names = query instanceof z.ZodObject ? Object.keys(query.shape) : [];
  return `${method} ${path}${names.length === 0 ? '' : `?${names.join('&')}`}`;
};
