import { readFileSync } from 'node:fs';
import { assetPath } from '../../../assets.ts';
import { type ExplainingModel, loadSentimentModel } from './trained-model.ts';

/** The weights that this release ships, from `models/` in the repository and beside the code in a function's bundle. */
export const shippedWeights = 'models/sentiment.bin';

/** The engine of this release. Reads 4 MB: make it once. */
export const shippedSentimentModel = (): ExplainingModel =>
  loadSentimentModel(readFileSync(assetPath(shippedWeights)));
