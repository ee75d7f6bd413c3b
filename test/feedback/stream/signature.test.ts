import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isSigned } from '../../../lib/feedback/stream/webhooks/signature.ts';
import { webhookSettings } from '../../../lib/feedback/stream/webhooks/webhook-settings.ts';

/** Signatures over the body as it came, as each sender documents them. */

const secret = 'k3y';
const body = Buffer.from('{"comment": "größe"}');
const now = new Date('2026-06-01T10:00:00Z');

const sourceOf = (given: object) => {
  const source = webhookSettings.parse({ sources: { one: { touchpoint: 'checkout', ...given } } }).sources[
    'one'
  ];
  if (source === undefined) throw new Error('no source');
  return source;
};

const isAccepted = (given: object, headers: Readonly<Record<string, string>>, sent = body): boolean =>
  isSigned(sourceOf(given), { body: sent, header: (name) => headers[name] }, { secret, now });

const hmac = (encoding: 'hex' | 'base64', text = '', algorithm = 'sha256'): string =>
  createHmac(algorithm, secret).update(text).update(body).digest(encoding);

const at = '2026-06-01T10:04:59Z';
const own = { header: 'x-signature', algorithm: 'sha512', encoding: 'base64', prefix: 'v1,' };
const timed = { header: 'x-signature', timestampHeader: 'x-time', separator: '.' };
const seconds = String(now.getTime() / 1000 - 299);

const signed: readonly (readonly [string, object, Record<string, string>])[] = [
  ['typeform', { scheme: 'typeform' }, { 'typeform-signature': `sha256=${hmac('base64')}` }],
  ['delighted', { scheme: 'delighted' }, { 'x-delighted-webhook-signature': `sha256=${hmac('hex')}` }],
  [
    'zendesk',
    { scheme: 'zendesk' },
    { 'x-zendesk-webhook-signature': hmac('base64', at), 'x-zendesk-webhook-signature-timestamp': at },
  ],
  ['hmac', { scheme: 'hmac', signature: own }, { 'x-signature': `v1,${hmac('base64', '', 'sha512')}` }],
  [
    'hmac with a time',
    { scheme: 'hmac', signature: timed },
    { 'x-signature': hmac('hex', `${seconds}.`), 'x-time': seconds },
  ],
];

describe.each(signed)('a request of %s', (_name, source, headers) => {
  test('is accepted with its signature', () => {
    expect(isAccepted(source, headers)).toBe(true);
  });

  test('is refused with another body, a changed, shorter or missing signature', () => {
    expect(isAccepted(source, headers, Buffer.from('{"comment": "other"}'))).toBe(false);
    for (const [name, value] of Object.entries(headers)) {
      expect(isAccepted(source, { ...headers, [name]: `${value.slice(0, -5)}AAAA=` })).toBe(false);
      expect(isAccepted(source, { ...headers, [name]: value.slice(0, -1) })).toBe(false);
      expect(isAccepted(source, { ...headers, [name]: '' })).toBe(false);
    }
    expect(isAccepted(source, {})).toBe(false);
  });
});

test.each(['2026-06-01T09:54:59Z', '2026-06-01T10:05:01Z', 'yesterday', ''])(
  'a request is refused more than five minutes from its signed time: %s',
  (time) => {
    const headers = {
      'x-zendesk-webhook-signature': hmac('base64', time),
      'x-zendesk-webhook-signature-timestamp': time,
    };
    expect(isAccepted({ scheme: 'zendesk' }, headers)).toBe(false);
  },
);
