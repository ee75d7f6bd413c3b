import { z } from 'zod';
import { findingsAnswer } from '../../insights/findings/findings-answer.ts';
import { operation } from './basis/operation.ts';
import { against, period, range, stageId, touchpointId } from './basis/parameters.ts';
import { routes } from './routes.ts';

export type { Finding, OngoingProblem } from '../../insights/findings/finding.ts';
export type { FindingsAnswer, HeadlineScore } from '../../insights/findings/findings-answer.ts';

/**
 * Findings are always computed over the whole journey, and their significance too: a touchpoint or a stage only filters
 * the list.
 */
export const readFindings = operation(routes.readFindings, {
  summary: 'Changes and ongoing problems, as one ranked list in plain words.',
  subject: 'findings',
  role: 'viewer',
  query: z
    .strictObject({
      period: period
        .optional()
        .describe(
          'The day or month, instead of `from` and `to`; default: the latest month with enough responses, `undated` if no response has a date.',
        ),
      ...range,
      against: against.default('previous'),
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
