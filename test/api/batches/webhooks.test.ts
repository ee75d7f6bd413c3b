import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { memoryObjectStore } from '../../store/memory.ts';
import { apiWorld } from '../world.ts';

/** Responses that others send by themselves, signed. */

const settings = `
sources:
  survey: { scheme: delighted, touchpoint: checkout }
  kiosk: { scheme: hmac, touchpoint: store, solicited: false, signature: { header: x-signature } }
  without-secret: { scheme: delighted, touchpoint: checkout }
`;

const event = {
  event_type: 'survey_response.created',
  event_data: { id: '1', survey_type: 'csat', score: 4, comment: 'Zanzibar', created_at: 1_780_222_800 },
};

const doors = async () => {
  const objects = memoryObjectStore();
  await objects.write('config/webhooks.yaml', settings);
  const lines: unknown[] = [];
  const { ask } = apiWorld({
    objects,
    callerOf: () => ({}),
    log: (line, facts) => lines.push([line, facts]),
    webhookSecrets: { survey: 'k3y', kiosk: 'other' },
  });
  const send = (source: string, payload: unknown, header: string, secret = 'k3y') => {
    const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    const prefix = header === 'x-signature' ? '' : 'sha256=';
    return ask(`/webhooks/${source}`, {
      method: 'POST',
      headers: { [header]: `${prefix}${signature}` },
      body,
    });
  };
  const survey = (payload: unknown, secret?: string) =>
    send('survey', payload, 'x-delighted-webhook-signature', secret);
  const waiting = () =>
    [...objects.contents]
      .filter(([key]) => key.startsWith('stream/'))
      .map(([, text]) => JSON.parse(String(text)));
  return { ask, send, survey, waiting, lines };
};

describe('POST /webhooks/{source}', () => {
  test('accepts what is signed with the secret of its source, from anyone', async () => {
    const { survey, waiting } = await doors();
    expect(await survey(event)).toEqual({ status: 202, body: { accepted: 1, unmapped: [] } });
    expect(waiting()).toMatchObject([
      {
        source: 'survey',
        touchpoint: 'checkout',
        solicited: true,
        responses: [{ id: '1', comment: 'Zanzibar' }],
      },
    ]);
  });

  test('accepts a repeated delivery, and keeps one copy', async () => {
    const { survey, waiting } = await doors();
    await survey(event);
    expect(await survey(event)).toEqual({ status: 202, body: { accepted: 1, unmapped: [] } });
    expect(waiting().length).toBe(1);
  });

  test('refuses a wrong signature and a missing secret with 401, and says no more', async () => {
    const { send, survey, waiting } = await doors();
    const refused = { error: { code: 'unauthorized', message: 'the signature is wrong' } };
    expect(await survey(event, 'wrong')).toEqual({ status: 401, body: refused });
    expect(await send('without-secret', event, 'x-delighted-webhook-signature')).toEqual({
      status: 401,
      body: refused,
    });
    expect(await survey('not json', 'wrong')).toEqual({ status: 401, body: refused });
    expect(waiting()).toEqual([]);
  });

  test.each(['unknown', 'constructor', '__proto__'])('answers 404 for the source %s', async (source) => {
    const { send } = await doors();
    expect((await send(source, event, 'x-signature')).status).toBe(404);
  });

  test('names what nothing was made of, and counts it in the log without any text', async () => {
    const { survey, lines } = await doors();
    const unusual = { ...event, event_data: { ...event.event_data, survey_type: 'thumbs' } };
    expect((await survey(unusual)).body).toEqual({ accepted: 1, unmapped: ['score'] });
    expect(lines).toContainEqual(['webhook received', { source: 'survey', accepted: 1, unmapped: 1 }]);
    expect(JSON.stringify(lines)).not.toContain('Zanzibar');
  });

  test('accepts an event that is not about a response, and keeps nothing', async () => {
    const { survey, waiting } = await doors();
    const answer = await survey({
      event_type: 'unsubscribe.created',
      event_data: { email: 'jo@example.org' },
    });
    expect(answer).toEqual({ status: 202, body: { accepted: 0, unmapped: [] } });
    expect(waiting()).toEqual([]);
  });

  test('says where a signed payload can’t be read, without quoting it', async () => {
    const { survey, send } = await doors();
    const wrong = { ...event, event_data: { ...event.event_data, score: 'Zanzibar' } };
    const answer = await survey(wrong);
    expect(answer).toMatchObject({ status: 400, body: { error: { message: '"score" is invalid' } } });
    expect(JSON.stringify(answer.body)).not.toContain('Zanzibar');
    expect((await survey('{"comment": "Zanzibar')).status).toBe(400);
    const own = { responses: [{ submittedAt: '2026-05-31', comment: 'Quick' }] };
    expect(await send('kiosk', own, 'x-signature', 'other')).toMatchObject({
      status: 400,
      body: { error: { message: '"responses.0.id" is invalid' } },
    });
  });

  test('refuses more than a megabyte', async () => {
    const { survey } = await doors();
    const large = { ...event, event_data: { ...event.event_data, comment: 'a'.repeat(1_000_000) } };
    expect((await survey(large)).status).toBe(413);
  });
});
