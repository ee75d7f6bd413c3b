import { z } from 'zod';
import { type ErrorView, errorCodes } from '../../../errors.ts';
import { schemaOf } from './agree.ts';

/** An error as data: of a request, or of a refused batch. */
export const errorView = schemaOf<ErrorView>()(
  z.object({
    code: z.enum(errorCodes).describe('Stable: for clients to act on.'),
    message: z.string().describe('For people, in English.'),
    file: z.string().exactOptional(),
    row: z.int().positive().exactOptional().describe('1 for the first data row.'),
    column: z.string().exactOptional(),
    expected: z.string().exactOptional().describe('What is allowed there.'),
    got: z.string().exactOptional().describe('What was found; never the text of a comment.'),
  }),
).meta({
  id: 'Error',
  examples: [
    { code: 'usage', message: 'parameter "grain" is invalid', expected: '"day" or "week" or "month"' },
  ],
});

/** The body of every answer that is an error. */
export const errorAnswer = z.object({ error: errorView }).meta({ id: 'ErrorAnswer' });

/** Errors of the routes that read stored responses one by one. */
export const scanErrors = ['not-found', 'scan-too-large', 'scan-too-slow'] as const;
