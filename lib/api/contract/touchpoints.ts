import { z } from 'zod';
import type { TouchpointEntry } from '../../query/touchpoint-list.ts';
import { list, schemaOf } from './basis/agree.ts';
import { count, figures, suppressedShape, yes } from './basis/figures.ts';
import { operation } from './basis/operation.ts';
import { routes } from './routes.ts';

export const placeShape = {
  id: z.string().meta({ examples: ['delivery'] }),
  name: z.string(),
  owner: z.string().exactOptional().describe('The role or team responsible for it.'),
  stage: z
    .object({ id: z.string(), name: z.string() })
    .exactOptional()
    .describe('Absent for a touchpoint outside the journey.'),
};

const touchpointEntry = schemaOf<TouchpointEntry>()(
  z.union([
    z.object({ ...placeShape, ...suppressedShape }),
    z.object({ ...placeShape, partial: yes, incomplete: yes, responses: count, figures }),
  ]),
).meta({ id: 'TouchpointEntry' });

export const listTouchpoints = operation(routes.listTouchpoints, {
  summary: 'Touchpoints in journey order, then those outside the journey.',
  subject: 'journey',
  role: 'viewer',
  forLimited: true,
  status: 200,
  answer: z
    .object({
      touchpoints: list(touchpointEntry),
      earliestMonth: z
        .string()
        .describe('The first month with feedback, of the ten years up to the latest one.')
        .meta({ examples: ['2025-06'] }),
      latestMonth: z
        .string()
        .describe(
          'The latest month with feedback, which is read where a request names no time; without any, the present one.',
        )
        .meta({ examples: ['2026-05'] }),
    })
    .meta({ id: 'Touchpoints' }),
});
