import { z } from 'zod';
import { manyPeople } from '../tally/respondents.ts';

const dimension = z
  .string()
  .regex(/^[^+|#]+(\+[^+|#]+)?$/, 'a dimension, or two joined by + (no | and no # in names)');

/** Tallies count people exactly as far as this, so no threshold can be greater. */
const people = z.int().min(2).max(manyPeople);
const confidentiality = z.union([
  z.literal('off'),
  z.strictObject({ figures: people.exactOptional(), quotes: people.exactOptional() }),
]);

const personaId = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');
const persona = z.strictObject({
  id: personaId,
  name: z.string().min(1).exactOptional(),
  where: z.record(z.string(), z.array(z.string()).min(1)).refine((where) => {
    const dimensions = Object.keys(where).length;
    return dimensions === 1 || dimensions === 2;
  }, 'the values of one dimension or of two'),
});

const weights = z.strictObject({
  by: dimension,
  shares: z
    .record(z.string(), z.number().positive())
    .refine((shares) => Math.abs(Object.values(shares).reduce((sum, share) => sum + share, 0) - 1) < 0.005, {
      message: 'shares that add up to 1',
    }),
});

/** The content of `config/metrics.yaml`. */
export const metricsSettings = z.strictObject({
  personas: z.array(persona).exactOptional(),
  weights: weights.exactOptional(),
  confidentiality: confidentiality.exactOptional(),
  dimensions: z.array(dimension).max(20).exactOptional(),
  minimumSample: z.int().positive().exactOptional(),
  scanLimit: z.int().positive().exactOptional(),
  satisfiedFrom: z.record(z.string().regex(/^csat:/, 'the key of a CSAT scale'), z.number()).exactOptional(),
});
