import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Measured } from './measures.ts';

/** How a model fared on one set. `calibrationError` is over 15 bins. */
export interface SetScore extends Measured {
  readonly measure: string;
  readonly texts: number;
  readonly calibrationError: number;
}

/** The scores of the shipped model, as last measured. */
export interface Scores {
  readonly version: string;
  readonly sets: Readonly<Record<string, SetScore>>;
}

export const scoresFile = resolve(import.meta.dirname, '../sentiment-scores.json');

export const readScores = (): Scores | undefined =>
  existsSync(scoresFile) ? (JSON.parse(readFileSync(scoresFile, 'utf8')) as Scores) : undefined;
