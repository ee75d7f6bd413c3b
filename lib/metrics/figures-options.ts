import { parse } from 'yaml';
import { z } from 'zod';
import { VerbatimError } from '../errors.ts';
import type { FiguresOptions } from './figures.ts';

const figuresOptions = z.strictObject({
  minimumSample: z.int().positive().exactOptional(),
  satisfiedFrom: z.record(z.string().regex(/^csat:/, 'the key of a CSAT scale'), z.number()).exactOptional(),
});

/**
 * The content of `config/metrics.yaml`: what a team counts as satisfied, and how few answers are too few.
 *
 * @throws VerbatimError `usage` with the place and what is allowed there
 * @example parseFiguresOptions('satisfiedFrom: { "csat:1-5": 5 }', 'config/metrics.yaml') // top box only
 */
export const parseFiguresOptions = (text: string, file: string): FiguresOptions => {
  const parsed = figuresOptions.safeParse(parse(text) ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new VerbatimError('usage', `${issue?.path.join('.') || 'the file'} is wrong`, {
    file,
    expected: issue?.message ?? 'minimumSample and satisfiedFrom',
  });
};
