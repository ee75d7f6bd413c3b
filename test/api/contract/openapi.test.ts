import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { operations } from '../../../lib/api/contract/operations.ts';
import { routes } from '../../../lib/api/contract/routes.ts';
import { apiWorld } from '../world.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

interface Described {
  readonly operationId: string;
  readonly 'x-role': string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, object>> }>>;
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

const readDocument = async (): Promise<Document> => (await apiWorld().ask<Document>('/openapi.json')).body;

const described = ({ paths }: Document): Described[] =>
  Object.values(paths).flatMap((path) => Object.values(path));

const operationNamed = async (name: string): Promise<Described | undefined> =>
  described(await readDocument()).find(({ operationId }) => operationId === name);

describe('GET /openapi.json', () => {
  test('is a valid document of OpenAPI 3.1', async () => {
    const document = await readDocument();
    const validator = new Validator();
    const { valid, errors } = await validator.validate({ ...structuredClone(document) });
    expect(errors ?? []).toEqual([]);
    expect([valid, validator.version, document.openapi]).toEqual([true, '3.1', '3.1.0']);
  });

  test('describes every route once, under its name', async () => {
    const names = described(await readDocument()).map(({ operationId }) => operationId);
    expect(names.toSorted()).toEqual(Object.keys(routes).toSorted());
  });

  test('names in each path the parameters that it describes', async () => {
    const { paths } = await readDocument();
    for (const [path, methods] of Object.entries(paths))
      for (const { parameters } of Object.values(methods))
        expect(parameters.filter((each) => each.in === 'path').map(({ name }) => `{${name}}`)).toEqual(
          path.match(/\{\w+\}/g) ?? [],
        );
  });

  test('contains every schema that it refers to', async () => {
    const document = await readDocument();
    const references = JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g);
    const missing = [...references]
      .map(([, id]) => id ?? '')
      .filter((id) => !(id in document.components.schemas));
    expect(missing).toEqual([]);
  });

  test('describes the values of a parameter, and its default', async () => {
    const operation = await operationNamed('readJourney');
    expect(operation?.parameters.find(({ name }) => name === 'grain')).toEqual({
      name: 'grain',
      in: 'query',
      required: false,
      description: 'The grain of the curves.',
      schema: { type: 'string', enum: ['day', 'week', 'month'], default: 'week' },
    });
  });

  test('allows new keys in answers, but not in requests', async () => {
    const { components } = await readDocument();
    expect(components.schemas['Figure']).not.toHaveProperty('additionalProperties');
    expect(components.schemas['UploadRequest']).toMatchObject({ additionalProperties: false });
  });

  test('names the role and the errors of each route', async () => {
    const operation = await operationNamed('undoBatch');
    expect(operation?.['x-role']).toBe('admin');
    expect(Object.keys(operation?.responses ?? {})).toEqual(['202', '400', '404', '500']);
  });

  test('describes content types other than JSON', async () => {
    const operation = await operationNamed('readDigest');
    expect(Object.keys(operation?.responses['200']?.content ?? {})).toEqual([
      'application/json',
      'text/markdown',
      'text/html',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ]);
  });
});

test('every answer and every body has a schema with a name', () => {
  for (const operation of Object.values(operations)) {
    expect(operation.answer.meta()?.id).toMatch(/^[A-Z]\w+$/);
    if ('body' in operation) expect(operation.body.meta()?.id).toMatch(/^[A-Z]\w+$/);
  }
});
