import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

const setScore = z.object({
  measure: z.string(),
  texts: z.number(),
  value: z.number(),
  low: z.number(),
  high: z.number(),
  calibrationError: z.number(),
});

const scores = z.object({ version: z.string(), sets: z.record(z.string(), setScore) });

/** How a model fared on one set. `calibrationError` is over 15 bins. */
export type SetScore = Readonly<z.infer<typeof setScore>>;

/** The scores of the shipped model, as last measured. */
export type Scores = Readonly<z.infer<typeof scores>>;

export const scoresFile = resolve(import.meta.dirname, '../sentiment-scores.json');

export const readScores = (): Scores | undefined =>
  existsSync(scoresFile) ? scores.parse(JSON.parse(readFileSync(scoresFile, 'utf8'))) : undefined;
