import { describe, expect, test } from 'vitest';
import { readPayload } from '../../../lib/feedback/stream/webhooks/payloads.ts';
import { webhookSettings } from '../../../lib/feedback/stream/webhooks/webhook-settings.ts';

/** Payloads in the shapes that each sender documents, with values of our own. */

const read = (given: object, payload: unknown) => {
  const source = webhookSettings.parse({ sources: { one: { touchpoint: 'checkout', ...given } } }).sources[
    'one'
  ];
  if (source === undefined) throw new Error('no source');
  return readPayload(source, payload);
};

describe('typeform', () => {
  const event = {
    event_id: 'LtWXD3crgy',
    event_type: 'form_response',
    form_response: {
      form_id: 'lT4Z3j',
      token: 'a3a12ec67a1365927098a606107fac15',
      submitted_at: '2026-05-31T10:20:00Z',
      landed_at: '2026-05-31T10:18:00Z',
      hidden: { plan: 'gold', campaign: 'may' },
      definition: { id: 'lT4Z3j', title: 'After the purchase', fields: [] },
      answers: [
        { type: 'number', number: 9, field: { id: 'a', type: 'nps', ref: 'recommend' } },
        { type: 'number', number: 4, field: { id: 'b', type: 'opinion_scale', ref: 'easy' } },
        { type: 'text', text: 'Quick', field: { id: 'c', type: 'long_text', ref: 'why' } },
        { type: 'text', text: 'A map', field: { id: 'd', type: 'short_text', ref: 'wish' } },
        { type: 'email', email: 'jo@example.org', field: { id: 'e', type: 'email', ref: 'mail' } },
        {
          type: 'choice',
          choice: { label: 'App' },
          field: { id: 'f', type: 'multiple_choice', ref: 'where' },
        },
      ],
    },
  };

  test('without settings has its NPS, its first text and its address, and names the rest', () => {
    expect(read({ scheme: 'typeform' }, event)).toEqual({
      responses: [
        {
          id: 'a3a12ec67a1365927098a606107fac15',
          submittedAt: '2026-05-31T10:20:00Z',
          ratings: { nps: 9 },
          comment: 'Quick',
          respondent: 'jo@example.org',
        },
      ],
      unmapped: ['plan', 'campaign', 'easy', 'wish', 'where'],
    });
  });

  test('has what its settings say of fields, by their reference', () => {
    const fields = {
      easy: 'ces:1-7:easy',
      why: 'reason',
      wish: 'improve',
      where: 'channel',
      plan: 'attribute',
    };
    const { responses, unmapped } = read({ scheme: 'typeform', fields }, event);
    expect(responses[0]).toMatchObject({
      ratings: { nps: 9, 'ces:1-7:easy': 4 },
      reason: 'Quick',
      improve: 'A map',
      channel: 'App',
      attributes: { plan: 'gold' },
    });
    expect(unmapped).toEqual(['campaign']);
  });

  test('names an answer of any other type, and reads every choice', () => {
    const field = (ref: string, type: string) => ({ id: ref, type, ref });
    const answers = [
      { type: 'choice', choice: { other: 'A market stall' }, field: field('where', 'multiple_choice') },
      {
        type: 'choices',
        choices: { labels: ['Price', 'Range'], other: 'Smell' },
        field: field('liked', 'multiple_choice'),
      },
      { type: 'date', date: '2026-05-30', field: field('day', 'date') },
      { type: 'phone_number', phone_number: '+1 555 0100', field: field('phone', 'phone_number') },
      { type: 'url', url: 'https://example.org', field: field('site', 'website') },
      { type: 'payment', payment: { amount: '1' }, field: field('paid', 'payment') },
    ];
    const given = { ...event, form_response: { ...event.form_response, hidden: {}, answers } };
    expect(read({ scheme: 'typeform' }, given).unmapped).toEqual([
      ...['where', 'liked', 'day', 'phone', 'site', 'paid'],
    ]);
    const fields = { where: 'channel', liked: 'praise', day: 'attribute', paid: 'attribute' };
    const { responses, unmapped } = read({ scheme: 'typeform', fields }, given);
    expect(responses[0]).toMatchObject({
      channel: 'A market stall',
      praise: 'Price, Range, Smell',
      attributes: { day: '2026-05-30' },
    });
    expect(unmapped).toEqual(['phone', 'site', 'paid']);
  });

  test('keeps the response where one field does not fit, and names that field', () => {
    const answers = [
      { type: 'number', number: 9, field: { id: 'a', type: 'nps', ref: 'recommend' } },
      { type: 'text', text: 'a'.repeat(1001), field: { id: 'c', type: 'short_text', ref: 'why' } },
      { type: 'text', text: 'b'.repeat(201), field: { id: 'd', type: 'short_text', ref: 'way' } },
      { type: 'number', number: 8.5, field: { id: 'e', type: 'number', ref: 'half' } },
      { type: 'number', number: 3, field: { id: 'f', type: 'nps', ref: 'again' } },
    ];
    const hidden = { campaign: null, plan: 'gold', constructor: 'x', mail: ' ' };
    const fields = {
      ...{ why: 'attribute', way: 'channel', half: 'csat:1-9', plan: 'ces:1-7:easy', mail: 'respondent' },
    };
    const given = { ...event, form_response: { ...event.form_response, hidden, answers } };
    expect(read({ scheme: 'typeform', fields }, given)).toEqual({
      responses: [
        { id: event.form_response.token, submittedAt: '2026-05-31T10:20:00Z', ratings: { nps: 9 } },
      ],
      unmapped: ['plan', 'constructor', 'why', 'way', 'half', 'again'],
    });
  });

  test('reads a rating that is written as a text, as in a hidden field', () => {
    const given = {
      ...event,
      form_response: { ...event.form_response, hidden: { score: '7' }, answers: [] },
    };
    const { responses } = read({ scheme: 'typeform', fields: { score: 'csat:1-9' } }, given);
    expect(responses[0]?.ratings).toEqual({ 'csat:1-9': 7 });
  });

  test.each(['channel', 'nps', 'Plan: type', 'plan '])(
    'can make no attribute of a field named %s',
    (name) => {
      expect(() => read({ scheme: 'typeform', fields: { [name]: 'attribute' } }, event)).toThrow(
        /a name that an attribute can have/,
      );
    },
  );

  test('has no response in an event about something else', () => {
    expect(read({ scheme: 'typeform' }, { event_type: 'form_response_partial' }).responses).toEqual([]);
  });
});

describe('delighted', () => {
  const event = (changes: object) => ({
    event_type: 'survey_response.updated',
    event_id: 'b8d057',
    event_data: {
      id: '5435',
      person: { id: '5975', email: 'jo@example.org', name: 'Jo', created_at: 1_780_000_000 },
      survey_type: 'nps',
      score: 9,
      comment: 'Friendly',
      permalink: 'https://app.delighted.com/r/x',
      created_at: 1_780_222_800,
      updated_at: 1_780_222_900,
      person_properties: { plan: 'gold' },
      notes: [],
      tags: [],
      additional_answers: [],
      ...changes,
    },
  });

  test('has score, comment and respondent, and the time of the answer', () => {
    expect(read({ scheme: 'delighted', fields: { plan: 'attribute' } }, event({}))).toEqual({
      responses: [
        {
          id: '5435',
          submittedAt: '2026-05-31T10:20:00.000Z',
          ratings: { nps: 9 },
          comment: 'Friendly',
          respondent: 'jo@example.org',
          attributes: { plan: 'gold' },
        },
      ],
      unmapped: [],
    });
  });

  test('without a comment and a known scale is a response that names its score as unmapped', () => {
    const ces = event({ survey_type: 'ces', score: 5, comment: null, person_properties: null });
    expect(read({ scheme: 'delighted' }, ces)).toMatchObject({ unmapped: ['score'] });
    const { responses } = read({ scheme: 'delighted', fields: { score: 'ces:1-7:easy' } }, ces);
    expect(responses[0]?.ratings).toEqual({ 'ces:1-7:easy': 5 });
  });

  test('names additional answers where there are any', () => {
    const additional = [{ id: 'q1', value: { free_response: 'Zanzibar' }, question: { text: 'Why?' } }];
    expect(read({ scheme: 'delighted' }, event({ additional_answers: additional })).unmapped).toEqual([
      ...['additional_answers', 'plan'],
    ]);
  });

  test('is refused with a time that no calendar has', () => {
    expect(() => read({ scheme: 'delighted' }, event({ created_at: 1e15 }))).toThrow(/created_at/);
  });

  test('has no response in an unsubscription', () => {
    expect(
      read({ scheme: 'delighted' }, { event_type: 'unsubscribe.created', event_data: {} }).responses,
    ).toEqual([]);
  });
});

describe('zendesk', () => {
  const event = (rating: string) => ({
    id: 8313,
    updated_at: '2026-05-31T10:20:00Z',
    rating,
    comment: 'Solved at once',
    requester: 'jo@example.org',
  });

  test.each([
    ['good', 1],
    ['Good, I’m satisfied', 1],
    ['Bad', 0],
  ])('has the rating %s as satisfaction %i', (rating, value) => {
    expect(read({ scheme: 'zendesk' }, event(rating)).responses).toEqual([
      {
        id: '8313',
        submittedAt: '2026-05-31T10:20:00Z',
        ratings: { 'csat:0-1': value },
        comment: 'Solved at once',
        respondent: 'jo@example.org',
      },
    ]);
  });

  test('without a requester is a response without one', () => {
    const { responses, unmapped } = read({ scheme: 'zendesk' }, { ...event('good'), requester: ' ' });
    expect([responses.length, responses[0]?.respondent, unmapped]).toEqual([1, undefined, []]);
  });

  test('has no response where nothing was rated', () => {
    expect(read({ scheme: 'zendesk' }, event('Offered')).responses).toEqual([]);
  });
});

describe('a sender of our own', () => {
  const hmac = { scheme: 'hmac', signature: { header: 'x-signature' } };
  const response = { id: '1', submittedAt: '2026-05-31', comment: 'Quick' };

  test('sends responses as the API takes them', () => {
    expect(read(hmac, { responses: [response] })).toEqual({ responses: [response], unmapped: [] });
  });

  test('gives each an id', () => {
    const { id: _id, ...without } = response;
    expect(() => read(hmac, { responses: [without] })).toThrow('an id');
  });
});
