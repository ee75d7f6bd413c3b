import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SignatureScheme, WebhookSource } from './webhook-settings.ts';

/** A request as it came. */
export interface SignedRequest {
  readonly body: Buffer;
  readonly header: (name: string) => string | undefined;
}

const plain = { algorithm: 'sha256', prefix: 'sha256=', separator: '' } as const;

/**
 * typeform: https://www.typeform.com/developers/webhooks/secure-your-webhooks/;
 * delighted: https://app.delighted.com/docs/api/webhooks;
 * zendesk: https://developer.zendesk.com/documentation/webhooks/verifying/
 */
const schemes: Readonly<Record<'typeform' | 'delighted' | 'zendesk', SignatureScheme>> = {
  typeform: { ...plain, header: 'typeform-signature', encoding: 'base64' },
  delighted: { ...plain, header: 'x-delighted-webhook-signature', encoding: 'hex' },
  zendesk: {
    ...plain,
    prefix: '',
    header: 'x-zendesk-webhook-signature',
    encoding: 'base64',
    timestampHeader: 'x-zendesk-webhook-signature-timestamp',
  },
};

/** How far the time of a request may be from ours, for clocks that differ and slow networks; a copy that somebody sends later is refused. */
const toleranceMs = 5 * 60_000;

const timeOf = (written: string): number =>
  /^\d{9,11}$/.test(written) ? Number(written) * 1000 : Date.parse(written);

/** Takes as long for every wrong signature of this length. */
const isEqual = (left: string, right: string): boolean => {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
};

/**
 * True if the request was signed with the secret, and, where the scheme signs its time, within five minutes of `now`.
 *
 * @example isSigned({ scheme: 'typeform', touchpoint: 'checkout', solicited: true, fields: {} }, request, { secret, now: new Date() })
 */
export const isSigned = (
  source: WebhookSource,
  { body, header }: SignedRequest,
  { secret, now }: { readonly secret: string; readonly now: Date },
): boolean => {
  const scheme = source.scheme === 'hmac' ? source.signature : schemes[source.scheme];
  const hmac = createHmac(scheme.algorithm, secret);
  if (scheme.timestampHeader !== undefined) {
    const written = header(scheme.timestampHeader) ?? '';
    // A time that can't be read is NaN, which is within nothing.
    if (!(Math.abs(timeOf(written) - now.getTime()) <= toleranceMs)) return false;
    hmac.update(`${written}${scheme.separator}`);
  }
  const expected = `${scheme.prefix}${hmac.update(body).digest(scheme.encoding)}`;
  return isEqual(header(scheme.header) ?? '', expected);
};
