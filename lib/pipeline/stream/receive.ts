import { createHash } from 'node:crypto';
import { VerbatimError } from '../../errors.ts';
import { maxRequestBytes, type StreamRequest } from '../../feedback/stream/streamed-response.ts';
import { objectKeys } from '../../store/keys.ts';
import type { Effects } from '../effects.ts';

/** What a request of responses is received with. */
export interface ReceiveEffects extends Pick<Effects, 'objects' | 'batches'> {
  readonly now: () => Date;
}

/** How long a key is remembered at least. */
const rememberedForMs = 7 * 24 * 3_600_000;

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 32);

/** A response without an id gets one of its request, so that a request that is collected twice counts once. */
const withIds = (request: StreamRequest, requestId: string): StreamRequest => ({
  ...request,
  responses: request.responses.map((response, index) => ({ id: `${requestId}-${index}`, ...response })),
});

/** @throws VerbatimError `request-too-large` */
export const requireRequestSize = (bytes: number): void => {
  if (bytes > maxRequestBytes)
    throw new VerbatimError('request-too-large', 'the request is too large', {
      expected: `at most ${maxRequestBytes} bytes`,
      got: `${bytes} bytes`,
    });
};

/**
 * Takes responses in: they wait in the bucket until the next collection. The key is remembered first, so that the same key with other
 * responses is refused before anything of them is stored. One that was answered is not stored again: an earlier state of a response would
 * count again. One that was not answered can be repeated.
 *
 * @param key of the request, unique within its source
 * @throws VerbatimError `conflict` if the key was used with other responses in the last seven days, `request-too-large`
 */
export const receiveResponses = async (
  { objects, batches, now }: ReceiveEffects,
  key: string,
  request: StreamRequest,
): Promise<void> => {
  const content = JSON.stringify(request);
  requireRequestSize(Buffer.byteLength(content));
  const receivedAt = now();
  const id = digestOf(JSON.stringify([request.source, key]));
  const expiresAt = new Date(receivedAt.getTime() + rememberedForMs);
  const claim = { id, content: digestOf(content), expiresAt };
  const known = await batches.claimRequest(claim);
  if (known.content !== claim.content)
    throw new VerbatimError('conflict', 'the idempotency key was used for other responses', {
      expected: 'a new key for new responses, the same responses for the same key',
    });
  if (known.isStored) return;
  await objects.write(objectKeys.waiting(id, receivedAt), JSON.stringify(withIds(request, id)));
  await batches.markRequestStored(claim);
};
