import { describe, expect, test } from 'vitest';
import { maxRequestBytes } from '../../../lib/feedback/stream/streamed-response.ts';
import { memoryObjectStore } from '../../store/memory.ts';
import { apiWorld } from '../world.ts';

/** Responses that come by the API, without a file. */

const body = {
  source: 'shop-app',
  touchpoint: 'checkout',
  responses: [
    { submittedAt: '2026-05-31', comment: 'Quick', ratings: { nps: 9 } },
    { id: '7', submittedAt: '2026-05-31T10:20:00Z', comment: 'Late' },
  ],
};

const doors = () => {
  const objects = memoryObjectStore();
  const { ask } = apiWorld({ objects });
  const send = (sent: unknown, key: string | undefined = 'order-8313') =>
    ask('/responses', {
      method: 'POST',
      ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
      body: typeof sent === 'string' ? sent : JSON.stringify(sent),
    });
  return { send, ask, waiting: () => [...objects.contents.values()].map((text) => JSON.parse(String(text))) };
};

describe('POST /responses', () => {
  test('accepts responses, which wait for their file, each with an id', async () => {
    const { send, waiting } = doors();
    expect(await send(body)).toEqual({ status: 202, body: { accepted: 2 } });
    expect(waiting()).toMatchObject([{ ...body, solicited: true }]);
    expect(waiting()[0].responses[0].id).toMatch(/^[\w-]{32}-0$/);
  });

  test('answers the same key with the same body as before, and keeps one copy', async () => {
    const { send, waiting } = doors();
    await send(body);
    expect(await send(body)).toEqual({ status: 202, body: { accepted: 2 } });
    expect(waiting().length).toBe(1);
  });

  test('refuses the same key with another body, and takes it of another source', async () => {
    const { send, waiting } = doors();
    await send(body);
    const other = { ...body, touchpoint: 'delivery' };
    expect(await send(other)).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } });
    expect((await send({ ...other, source: 'kiosk' })).status).toBe(202);
    expect(waiting().length).toBe(2);
  });

  test('needs a key of 1 to 200 characters', async () => {
    const { ask, send } = doors();
    const missing = await ask('/responses', { method: 'POST', body: JSON.stringify(body) });
    expect(missing).toMatchObject({ status: 400, body: { error: { code: 'usage', got: 'none' } } });
    expect(await send(body, 'k'.repeat(201))).toMatchObject({
      status: 400,
      body: { error: { got: '201 characters' } },
    });
  });

  test('says where a body is wrong and what may be there, without quoting it', async () => {
    const { send, waiting } = doors();
    const [first, second] = body.responses;
    const wrong = { ...body, responses: [first, { ...second, ratings: { nps: 11 } }] };
    expect(await send(wrong)).toMatchObject({
      status: 400,
      body: {
        error: { message: '"responses.1.ratings.nps" is invalid', expected: 'a number from 0 to 10' },
      },
    });
    expect((await send('{"responses": "Zanzibar')).body).not.toMatchObject({ error: { got: /Zanzibar/ } });
    expect(waiting()).toEqual([]);
  });

  test('refuses more than 500 responses, and more than a megabyte', async () => {
    const { send, waiting } = doors();
    const many = Array.from({ length: 501 }, () => body.responses[0]);
    expect(await send({ ...body, responses: many })).toMatchObject({
      status: 400,
      body: { error: { message: '"responses" is invalid', expected: 'at most 500 entries' } },
    });
    const long = { submittedAt: '2026-05-31', comment: 'é'.repeat(60_000) };
    const large = { ...body, responses: Array.from({ length: 9 }, () => long) };
    expect(await send(large)).toMatchObject({
      status: 413,
      body: { error: { code: 'request-too-large', expected: `at most ${maxRequestBytes} bytes` } },
    });
    expect(waiting()).toEqual([]);
  });
});
