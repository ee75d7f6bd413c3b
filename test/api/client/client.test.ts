import { describe, expect, test } from 'vitest';
import { ApiError } from '../../../lib/api/client/api-error.ts';
import { checkAnswer } from '../../../lib/api/client/check-answer.ts';
import { type ClientRequest, createClient } from '../../../lib/api/client/client.ts';
import { apiWorld, responsesOn } from '../world.ts';

/** A client whose requests are noted, and answered by `answer`. */
const noting = (answer: () => Response | Promise<Response>) => {
  const requests: [string, ClientRequest][] = [];
  const client = createClient({
    base: 'https://example.com/api',
    check: checkAnswer,
    fetch: async (url, init) => {
      requests.push([url.href, init]);
      return answer();
    },
  });
  return { client, requests };
};

const refused = async (call: Promise<unknown>): Promise<unknown> => call.catch((error: unknown) => error);

describe('a request', () => {
  test('puts path parameters in the path and all others in the query, without undefined ones', async () => {
    const { client, requests } = noting(() => Response.json({ feedback: [] }));
    await client.touchpointFeedback({ touchpoint: 'a/b ü', limit: 20, theme: undefined, label: 'negative' });
    expect(requests).toEqual([
      [
        'https://example.com/api/touchpoints/a%2Fb%20%C3%BC/feedback?limit=20&label=negative',
        { method: 'GET', headers: {} },
      ],
    ]);
  });

  test('has its body as JSON', async () => {
    const action = { id: 'a', date: '2026-05-01', touchpoint: 'delivery', text: 'New courier' };
    const { client, requests } = noting(() => Response.json(action, { status: 201 }));
    expect(await client.enterAction({ body: action })).toEqual(action);
    expect(requests).toEqual([
      [
        'https://example.com/api/actions',
        { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(action) },
      ],
    ]);
  });

  test('gets the answer of the API', async () => {
    const { api, store } = apiWorld();
    await store(responsesOn('2026-05-04', 12));
    const client = createClient({
      base: 'http://localhost/',
      check: checkAnswer,
      fetch: async (url, init) => api.request(url.pathname + url.search, init),
    });
    const { touchpoints } = await client.listTouchpoints();
    expect(touchpoints.map(({ id, responses }) => [id, responses])).toEqual([['delivery', 12]]);
    expect(await refused(client.readBatch({ batch: 'none' }))).toMatchObject({
      name: 'ApiError',
      status: 404,
      code: 'not-found',
      details: { got: 'none' },
    });
  });
});

describe('an error', () => {
  test('has code, message, place, what was expected and what was found', async () => {
    const error = {
      code: 'mapping-invalid',
      message: 'column not found',
      file: 'may.csv',
      row: 3,
      column: 'Q1',
      expected: '"Q2"',
      got: 'Q1',
    };
    const { client } = noting(() => Response.json({ error }, { status: 422 }));
    const { code, message, ...details } = error;
    const caught = await refused(client.listTouchpoints());
    expect(caught).toBeInstanceOf(ApiError);
    expect(caught).toMatchObject({ status: 422, code, message, details });
  });

  test.each([
    [404, 'not-found'],
    [502, 'unreachable'],
  ])('of a proxy with status %i is %s', async (status, code) => {
    const { client } = noting(() => new Response('<h1>No</h1>', { status }));
    expect(await refused(client.listTouchpoints())).toMatchObject({
      code,
      status,
      details: { got: `status ${status} from https://example.com/api/touchpoints` },
    });
  });

  test('is "unreachable" where no server responds', async () => {
    const { client } = noting(() => Promise.reject(new TypeError('fetch failed')));
    expect(await refused(client.listTouchpoints())).toMatchObject({
      code: 'unreachable',
      status: undefined,
      details: { got: 'https://example.com' },
    });
  });

  test('of an aborted request is the reason of the abort', async () => {
    const reason = new Error('another view');
    const { client } = noting(() => Promise.reject(reason));
    const options = { signal: AbortSignal.abort(reason) };
    expect(await refused(client.listTouchpoints({}, options))).toBe(reason);
  });

  test('reports where an answer does not match the contract', async () => {
    const { client } = noting(() => Response.json({ personas: [{ id: 'a', where: 3 }] }));
    expect(await refused(client.listPersonas())).toMatchObject({
      code: 'internal',
      details: { got: 'another value at personas.0.where' },
    });
  });
});

test('keeps fields that the schema does not know', async () => {
  const { client } = noting(() => Response.json({ personas: [], newer: true }));
  expect(await client.listPersonas()).toEqual({ personas: [], newer: true });
});
