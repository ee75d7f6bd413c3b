import { z } from 'zod';
import { answerLedger } from '../basis/figures.ts';
import { operation } from '../basis/operation.ts';
import { scope } from '../basis/parameters.ts';
import { batchStatus, progress, reanalysisScope } from '../batches.ts';
import { routes } from '../routes.ts';

const reanalysisView = z
  .object({
    reanalysisId: z.string(),
    status: batchStatus,
    requestedAt: z.string().describe('ISO instant.'),
    scope: reanalysisScope,
    progress: progress.describe('Here, chunks are groups of cells.'),
    answers: answerLedger.exactOptional().describe('Known when it is complete.'),
  })
  .meta({ id: 'Reanalysis' });
export type ReanalysisView = z.output<typeof reanalysisView>;

export const startReanalysis = operation(routes.startReanalysis, {
  summary: 'Analyzes stored feedback again with the configured taxonomy and model.',
  subject: 'themes',
  role: 'admin',
  query: z.strictObject(scope),
  status: 202,
  answer: reanalysisView,
  errors: ['not-found'],
});

export const readReanalysis = operation(routes.readReanalysis, {
  summary: 'The progress of a reanalysis.',
  subject: 'themes',
  role: 'viewer',
  params: z.strictObject({ reanalysis: z.string().min(1) }),
  status: 200,
  answer: reanalysisView,
  errors: ['not-found'],
});
