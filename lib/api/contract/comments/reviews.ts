import { z } from 'zod';
import { sentimentLabel } from '../../../analysis/analysis.ts';
import { followUp, followUpStatus } from '../../../feedback/reviews/review.ts';
import { list } from '../basis/agree.ts';
import { count, yes } from '../basis/figures.ts';
import { operation } from '../basis/operation.ts';
import { scope, touchpointId } from '../basis/parameters.ts';
import { routes } from '../routes.ts';

const corrected = {
  label: sentimentLabel.exactOptional().describe('The correct result.'),
  themes: list(z.string()).exactOptional().describe('All themes that it is about; empty if none fits.'),
};

const signature = {
  by: z.string().describe('Who said so.'),
  at: z.string().describe('ISO instant.'),
};

/** What people say of a response. */
export const reviewView = z
  .object({
    revision: count.describe('For the next change: 0 where nothing was said yet.'),
    corrections: list(
      z.object({ answer: z.int().nonnegative().describe('Its index.'), ...corrected, ...signature }),
    ),
    followUp: followUp.exactOptional(),
  })
  .meta({
    id: 'Review',
    description:
      'Figures, filters and themes keep the result of the model; it learns from corrections (verbatim adapt, verbatim teach).',
  });
export type ReviewView = z.output<typeof reviewView>;

const reviewBody = z
  .strictObject({
    revision: count.describe('The revision that was read; 0 if there was none.'),
    corrections: z.array(
      z.strictObject({
        answer: z.int().nonnegative(),
        label: sentimentLabel.exactOptional(),
        themes: z.array(z.string().min(1)).max(50).exactOptional(),
      }),
    ),
    followUp: z
      .strictObject({ status: followUpStatus, owner: z.string().trim().min(1).max(80).exactOptional() })
      .exactOptional(),
  })
  .meta({
    id: 'ReviewChange',
    description: 'The complete correction and follow-up of the response; what is left out is removed.',
    examples: [
      { revision: 0, corrections: [{ answer: 0, label: 'negative' }], followUp: { status: 'open' } },
    ],
  });
export type ReviewChange = z.output<typeof reviewBody>;

export const reviewResponse = operation(routes.reviewResponse, {
  summary: 'Corrects the sentiment and themes of a response, and stores who follows it up.',
  subject: 'feedback',
  role: 'analyst',
  params: z.strictObject({ touchpoint: touchpointId, response: z.string().min(1) }),
  query: z.strictObject({
    written: z.string().min(1).describe('As the response says it in `GET /comments`.'),
  }),
  body: reviewBody,
  status: 200,
  answer: reviewView,
  errors: ['not-found', 'changed-meanwhile'],
});

const correctedComment = z
  .object({
    touchpoint: z.string(),
    responseId: z.string(),
    question: z.string(),
    text: z.string(),
    ...corrected,
    ...signature,
  })
  .meta({ id: 'CorrectedComment' });
export type CorrectedComment = z.output<typeof correctedComment>;

export const listCorrections = operation(routes.listCorrections, {
  summary: 'Corrected comments, with the correct sentiment and themes.',
  subject: 'feedback',
  role: 'analyst',
  query: z.strictObject(scope),
  status: 200,
  answer: z
    .object({
      corrections: list(correctedComment),
      examined: z.object({ responses: count, of: count }).describe('Responses read, of those in the scope.'),
      suppressed: yes,
      partial: yes,
    })
    .meta({ id: 'Corrections' }),
  errors: ['not-found'],
});
