import { z } from 'zod';
import { findingsAnswer } from '../../insights/findings/finding.ts';
import { operation } from './basis/operation.ts';
import { period, range, stageId, touchpointId } from './basis/parameters.ts';
import { routes } from './routes.ts';

export type {
  Finding,
  FindingsAnswer,
  HeadlineScore,
  StandingProblem,
} from '../../insights/findings/finding.ts';

/**
 * The whole journey is looked at in any case, and what is certain is certain over all of it: a touchpoint or a stage only chooses from
 * the list.
 */
export const readFindings = operation(routes.readFindings, {
  summary: 'What changed and what still hurts, as one ranked list in plain words.',
  subject: 'findings',
  role: 'viewer',
  query: z
    .strictObject({
      period: period
        .optional()
        .describe('The day or month itself, in place of `from` and `to`; default: the latest month.'),
      ...range,
      against: z.enum(['previous', 'season']).default('previous'),
      touchpoint: touchpointId.optional(),
      stage: stageId.optional(),
      lang: z.enum(['en', 'de']).default('en').describe('The language of names and sentences.'),
    })
    .refine(({ touchpoint, stage }) => touchpoint === undefined || stage === undefined, {
      path: ['stage'],
      error: 'a touchpoint or a stage',
    }),
  status: 200,
  answer: findingsAnswer,
  errors: ['not-found'],
});
