import { z } from 'zod';
import { list } from './basis/agree.ts';
import { count } from './basis/figures.ts';
import { operation } from './basis/operation.ts';
import { routes } from './routes.ts';

const settings = z
  .object({
    zone: z
      .string()
      .describe('The reporting zone, in which a day is a day.')
      .meta({ examples: ['Europe/Berlin'] }),
    today: z.string().describe('The day there now.'),
    confidentiality: z
      .object({ figures: count, quotes: count })
      .describe('Under how many people figures and quotes are suppressed; 0 where confidentiality is off.'),
    minimumSample: count.describe('Under it a figure is uncertain, and never ranked.'),
    scanLimit: count.describe('Most responses that one request reads one by one.'),
    dimensions: list(z.string()).describe(
      'What summaries are broken down by, in addition to the touchpoint; a pair is `channel+plan`.',
    ),
    weightedBy: z.string().exactOptional().describe('The dimension that headlines are weighted by.'),
    satisfiedFrom: z
      .record(z.string(), z.number())
      .describe(
        'The lowest rating that counts as satisfied, by the key of its CSAT scale, where it is configured.',
      ),
    languages: list(z.string()).describe('Whose comments are scored, ISO 639-1.'),
    limits: z
      .object({
        responsesPerBatch: count.exactOptional(),
        responsesPerMonth: count.exactOptional(),
        newTouchpoints: count,
      })
      .describe('How much may be loaded before a person is asked; what is absent has no limit.'),
  })
  .meta({ id: 'Settings' });

export const readSettings = operation(routes.readSettings, {
  summary: 'What the deployment and the files under config/ settle.',
  subject: 'settings',
  role: 'viewer',
  status: 200,
  answer: settings,
});
