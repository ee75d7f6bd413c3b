import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { z } from 'zod';
import { VerbatimError } from '../../errors.ts';
import { type StreamRequest, streamRequest } from '../../feedback/stream/streamed-response.ts';
import { type PayloadRead, readPayload } from '../../feedback/stream/webhooks/payloads.ts';
import { isSigned } from '../../feedback/stream/webhooks/signature.ts';
import type { WebhookSettings, WebhookSource } from '../../feedback/stream/webhooks/webhook-settings.ts';
import type { Log } from '../../pipeline/effects.ts';
import { type ReceiveEffects, receiveResponses, requireRequestSize } from '../../pipeline/stream/receive.ts';
import { receiveWebhook } from '../contract/stream/webhooks.ts';
import { type Route, route } from '../route.ts';

export interface WebhookEffects extends ReceiveEffects {
  readonly log: Log;
  /** The content of `config/webhooks.yaml`. */
  readonly settings: () => Promise<WebhookSettings>;
  /** The secret of each source, by its name. */
  readonly secrets: () => Promise<Readonly<Record<string, string>>>;
}

interface Named {
  readonly name: string;
  readonly source: WebhookSource;
}

const bodyOf = async ({ req }: Context): Promise<Buffer> => {
  const body = Buffer.from(await req.arrayBuffer());
  requireRequestSize(body.length);
  return body;
};

/** The source, if there is one of this name. */
const sourceNamed = async ({ settings }: WebhookEffects, name: string): Promise<WebhookSource> => {
  const { sources } = await settings();
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (source !== undefined) return source;
  throw new VerbatimError('not-found', 'source not found', {
    expected: 'a source of config/webhooks.yaml',
  });
};

/** Says no more than that it is wrong. */
const requireSigned = async (
  { secrets, now }: WebhookEffects,
  { name, source }: Named,
  request: Parameters<typeof isSigned>[1],
): Promise<void> => {
  const all = await secrets();
  const secret = Object.hasOwn(all, name) ? all[name] : undefined;
  if (secret !== undefined && secret !== '' && isSigned(source, request, { secret, now: now() })) return;
  throw new VerbatimError('unauthorized', 'the signature is wrong');
};

interface Received extends Pick<PayloadRead, 'unmapped'> {
  /** Undefined for an event that is not about a response. */
  readonly request: StreamRequest | undefined;
}

/** A payload that is signed and can't be read is an error of its settings: the sender gets the place, not the value. */
const receivedIn = ({ name, source }: Named, body: Buffer): Received => {
  try {
    const { responses, unmapped } = readPayload(source, JSON.parse(body.toString()));
    if (responses.length === 0) return { request: undefined, unmapped };
    const { touchpoint, solicited } = source;
    return { request: streamRequest.parse({ source: name, touchpoint, solicited, responses }), unmapped };
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    const place = error instanceof z.ZodError ? error.issues[0]?.path.join('.') : undefined;
    throw new VerbatimError('usage', `"${place || 'the body'}" is invalid`, {
      expected: `a payload of ${source.scheme}`,
    });
  }
};

/** Takes in what others send by themselves. */
export const webhookRoutes = (effects: WebhookEffects): Route[] => [
  route(receiveWebhook, async ({ params: { source: name } }, context) => {
    const named = { name, source: await sourceNamed(effects, name) };
    const body = await bodyOf(context);
    await requireSigned(effects, named, { body, header: (header) => context.req.header(header) });
    const { request, unmapped } = receivedIn(named, body);
    // A repeated delivery is the same body, and every response in it has an id.
    const key = createHash('sha256').update(body).digest('hex');
    if (request !== undefined) await receiveResponses(effects, key, request);
    const accepted = request?.responses.length ?? 0;
    effects.log('webhook received', { source: name, accepted, unmapped: unmapped.length });
    return { accepted, unmapped };
  }),
];
