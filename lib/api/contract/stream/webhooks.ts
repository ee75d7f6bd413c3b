import { z } from 'zod';
import { list } from '../basis/agree.ts';
import { count } from '../basis/figures.ts';
import { operation } from '../basis/operation.ts';
import { routes } from '../routes.ts';

export const receiveWebhook = operation(routes.receiveWebhook, {
  summary: 'Takes in what a source of config/webhooks.yaml sends, signed with the secret of that source.',
  subject: 'uploads',
  role: 'anyone',
  params: z.strictObject({ source: z.string().min(1) }),
  body: z.unknown().meta({ id: 'WebhookPayload', description: 'As the source sends it; at most 1 MB.' }),
  // The signature is of the body as it came.
  bodyOptional: true,
  status: 202,
  answer: z
    .object({
      accepted: count.describe('Responses; 0 for an event that is not about a response.'),
      unmapped: list(z.string()).describe('Fields with a value that nothing was made of.'),
    })
    .meta({ id: 'WebhookReceived' }),
  errors: ['not-found', 'unauthorized', 'request-too-large'],
});
