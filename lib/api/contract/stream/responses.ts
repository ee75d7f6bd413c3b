import { z } from 'zod';
import { streamRequest } from '../../../feedback/stream/streamed-response.ts';
import { count } from '../basis/figures.ts';
import { operation } from '../basis/operation.ts';
import { routes } from '../routes.ts';

/** Names the request, so that a repeated one never counts twice. */
export const idempotencyKey = 'idempotency-key';

export const sendResponses = operation(routes.sendResponses, {
  summary: 'Takes in responses, 1 to 500 at once; they are loaded within minutes.',
  subject: 'uploads',
  role: 'analyst',
  requiredHeaders: {
    [idempotencyKey]:
      'Of up to 200 characters, unique within the source. For seven days the same key with the same body is answered as before; with another body it is a `conflict`.',
  },
  body: streamRequest.meta({
    id: 'StreamRequest',
    description: 'At most 1 MB.',
    examples: [
      {
        source: 'shop-app',
        touchpoint: 'checkout',
        responses: [
          { id: '8313', submittedAt: '2026-05-31T10:20:00Z', comment: 'Quick', ratings: { nps: 9 } },
        ],
      },
    ],
  }),
  status: 202,
  answer: z.object({ accepted: count.describe('Responses.') }).meta({ id: 'ResponsesAccepted' }),
  errors: ['conflict', 'request-too-large'],
});
