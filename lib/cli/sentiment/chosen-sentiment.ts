import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { shippedSentimentModel } from '../../analysis/sentiment/model/shipped-model.ts';
import { loadSentimentModel } from '../../analysis/sentiment/model/trained-model.ts';
import type { SentimentModel } from '../../analysis/sentiment/sentiment-model.ts';
import type { ObjectStore } from '../../store/object-store.ts';
import { readDeployedWeights, readSentimentPointer } from '../../store/settings/sentiment-config.ts';
import type { Shell } from '../shell.ts';

/** The model in a weights file, or the built-in one. Throws `file-corrupt` for any other file. */
export const sentimentOfFile = async (
  shell: Pick<Shell, 'directory'>,
  path: string | undefined,
): Promise<SentimentModel> =>
  path === undefined
    ? shippedSentimentModel()
    : loadSentimentModel(await readFile(resolve(shell.directory, path)));

/** The model that a deployment uses for English. */
export const deployedSentiment = async (bucket: ObjectStore): Promise<SentimentModel> => {
  const bytes = await readDeployedWeights(bucket, await readSentimentPointer(bucket));
  return bytes === undefined ? shippedSentimentModel() : loadSentimentModel(bytes);
};
