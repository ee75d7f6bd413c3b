import type { Hono } from 'hono';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Operation } from '../../../lib/api/contract/basis/operation.ts';
import { operations } from '../../../lib/api/contract/operations.ts';
import { createReportApi } from '../report-api.ts';
import { apiWorld, responsesOn } from '../world.ts';

/** Any text is a valid value of these: words to search for, somebody's name, an object's key, a column of a file. */
const freeTexts = new Set([
  ...['listComments q', 'listComments owner', 'listBatches object', 'readConsistency by'],
]);

const parameterSchema = z.object({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});
const querySchema = z.object({ properties: z.record(z.string(), parameterSchema).default({}) });

const parametersOf = ({ query }: Operation) =>
  query === undefined
    ? []
    : Object.entries(
        querySchema.parse(z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' })).properties,
      );

/** Values that no parameter of this kind may have. */
const outOfRange = ({
  type,
  enum: choices,
  minimum = 0,
  maximum = 1e9,
}: z.output<typeof parameterSchema>): string[] => {
  if (choices !== undefined) return ['nonsense', ''];
  return type === 'integer' || type === 'number'
    ? ['x', '1.5', String(minimum - 1), String(maximum + 1), 'NaN', '1e99']
    : ['nonsense', '', 'x'.repeat(5000), '2026-13', '2026-02-30', '9999-01', "'; drop table", '\u0000'];
};

const declared: readonly (readonly [string, Operation])[] = Object.entries<Operation>(operations);
const readable = declared.filter(([, { method }]) => method === 'GET');
const writable = declared.filter(([, { body }]) => body !== undefined);
let served: readonly Hono[];

beforeAll(async () => {
  const world = apiWorld();
  await world.store(responsesOn('2026-05-10', 40));
  served = [world.api, (await createReportApi()).api];
});

const errorAnswer = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** The answer of the API that has the route. */
const ask = async (path: string, init?: RequestInit) => {
  const answers = await Promise.all(served.map(async (api) => api.request(path, init)));
  const texts = await Promise.all(answers.map((answer) => answer.text()));
  const at = texts.findIndex((text) => !text.includes('"route not found"'));
  expect(at, `${path} is served`).toBeGreaterThanOrEqual(0);
  return { status: answers[at]?.status ?? 0, text: texts[at] ?? '' };
};

const expectRefused = async (path: string, init?: RequestInit): Promise<void> => {
  const { status, text } = await ask(path, init);
  expect(status, path).toBeGreaterThanOrEqual(400);
  expect(status, path).toBeLessThan(500);
  const { error } = errorAnswer.parse(JSON.parse(text));
  expect(error.code, path).not.toBe('internal');
  expect(error.message.length, path).toBeGreaterThan(0);
};

const pathOf = ({ path }: Operation): string =>
  path.replace('{touchpoint}', 'delivery').replaceAll(/\{\w+\}/g, 'nobody');

describe('a parameter out of its range is refused with a reason', () => {
  test.each(readable)('%s', async (name, operation) => {
    await expectRefused(`${pathOf(operation)}?nonsense=1`);
    const parameters = parametersOf(operation);
    for (const [parameter, schema] of parameters)
      for (const value of outOfRange(schema)) {
        const path = `${pathOf(operation)}?${parameter}=${encodeURIComponent(value)}`;
        if (freeTexts.has(`${name} ${parameter}`)) expect((await ask(path)).status, path).toBeLessThan(500);
        else await expectRefused(path);
      }
    if (parameters.some(([parameter]) => parameter === 'from'))
      await expectRefused(`${pathOf(operation)}?from=2026-05&to=2026-04`);
  });
});

describe('a body that is not what is declared is refused with a reason', () => {
  test.each(writable)('%s', async (_name, operation) => {
    for (const body of ['not json', '[]', '"text"', 'null', '{"nonsense":1}']) {
      const init = { method: operation.method, body, headers: { 'content-type': 'application/json' } };
      await expectRefused(pathOf(operation), init);
    }
  });
});
