import { z } from 'zod';
import { line, responsePart, scaleEnds, sourceName } from '../streamed-response.ts';

/** The content of `config/webhooks.yaml`: what may send responses by a webhook, and how each is read. */

const columns = [
  'comment',
  'praise',
  'improve',
  'reason',
  'respondent',
  'account',
  'channel',
  'language',
  'attribute',
] as const;

/** What a field of a payload becomes: a text, a rating by its scale, or an attribute under its own name. */
const target = z.union(
  [z.enum(columns), z.string().refine((name) => scaleEnds(name) !== undefined)],
  `${columns.join(', ')}, or a rating such as nps or csat:1-5`,
);

const header = z.string().regex(/^[A-Za-z0-9-]{1,100}$/, 'the name of a header');

/** How a sender signs. */
export const signatureScheme = z.strictObject({
  header,
  algorithm: z.enum(['sha256', 'sha512', 'sha1']).default('sha256'),
  encoding: z.enum(['hex', 'base64']).default('hex'),
  /** What the header has before the signature. */
  prefix: z.string().max(20).default(''),
  /** The header with the time of the request, ISO or seconds (not milliseconds) since 1970: it is signed before the body, and requests of other times are refused. */
  timestampHeader: header.exactOptional(),
  /** What is between time and body where they are signed. */
  separator: z.string().max(5).default(''),
});
export type SignatureScheme = z.output<typeof signatureScheme>;

const shared = {
  /** The touchpoint of its responses. */
  touchpoint: line,
  solicited: z.boolean().default(true),
};

/** What fields become, by their names in the payload. */
export const mappedFields = z
  .record(z.string(), target)
  .superRefine((given, context) => {
    for (const [name, set] of Object.entries(given))
      if (set === 'attribute' && !responsePart.safeParse({ attributes: { [name]: '' } }).success)
        context.addIssue({ code: 'custom', path: [name], message: 'a name that an attribute can have' });
  })
  .default({});

const source = z.discriminatedUnion('scheme', [
  z.strictObject({ scheme: z.literal('typeform'), ...shared, fields: mappedFields }),
  z.strictObject({ scheme: z.literal('delighted'), ...shared, fields: mappedFields }),
  z.strictObject({ scheme: z.literal('zendesk'), ...shared }),
  z.strictObject({ scheme: z.literal('hmac'), ...shared, signature: signatureScheme }),
]);
export type WebhookSource = z.output<typeof source>;

export const webhookSettings = z.strictObject({ sources: z.record(sourceName, source).default({}) });
export type WebhookSettings = z.output<typeof webhookSettings>;
