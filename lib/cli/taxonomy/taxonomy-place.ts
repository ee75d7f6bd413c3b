import { readFile, rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { editTaxonomy } from '../../analysis/taxonomy/taxonomy-edits.ts';
import { undoEdit } from '../../analysis/taxonomy/taxonomy-history.ts';
import { objectKeys } from '../../store/keys.ts';
import {
  readStoredTaxonomy,
  replaceTaxonomy,
  type StoredTaxonomy,
  type TakenStep,
  type TaxonomyStep,
  takeStep,
  taxonomyOvertaken,
} from '../../store/settings/stored-taxonomy.ts';
import { type BucketOptions, deploymentBucket, withBucketOptions } from '../connection/deployment-bucket.ts';
import type { Shell } from '../shell.ts';

/** Where the taxonomy of a team is stored. */
export interface TaxonomyPlace {
  readonly name: string;
  read(): Promise<StoredTaxonomy>;
  /** What comes of an edit, or of taking the latest back; nothing is written. */
  step(before: StoredTaxonomy, step: Exclude<TaxonomyStep, { text: string }>): Promise<TakenStep>;
  /**
   * Takes the place of what was read; a bucket keeps that under `config/taxonomy/history/`. Throws `conflict` where
   * somebody else has changed it meanwhile.
   */
  replace(before: StoredTaxonomy, after: string): Promise<void>;
}

export interface TaxonomyPlaceOptions extends BucketOptions {
  readonly taxonomy?: string;
}

export const withTaxonomyPlace = (command: Command): Command =>
  withBucketOptions(
    command.option('--taxonomy <file>', 'taxonomy file to edit; default: that of the deployment'),
  );

const inFile = (shell: Shell, name: string): TaxonomyPlace => {
  const path = resolve(shell.directory, name);
  return {
    name,
    read: async () => ({ text: await readFile(path, 'utf8'), name }),
    step: async ({ text }, step) =>
      'undo' in step
        ? undoEdit(text, name)
        : editTaxonomy(text, name, { edit: step.edit, at: shell.now().toISOString() }),
    replace: async (before, after) => {
      if (before.text !== (await readFile(path, 'utf8')))
        throw taxonomyOvertaken(name, 'run the command again');
      // A crash leaves the old file or the new one, never half of it.
      await writeFile(`${path}.new`, after);
      await rename(`${path}.new`, path);
    },
  };
};

const inBucket = (shell: Shell, options: BucketOptions): TaxonomyPlace => {
  const bucket = deploymentBucket(shell, options);
  const at = shell.now().toISOString();
  return {
    name: objectKeys.taxonomy,
    read: () => readStoredTaxonomy(bucket),
    step: (before, step) => takeStep(bucket, before, { step, at }),
    replace: (before, text) => replaceTaxonomy(bucket, before, { text, at }),
  };
};

/** The file given by the option, otherwise the taxonomy of the deployment, which starts as the general theme pack. */
export const taxonomyPlace = (shell: Shell, options: TaxonomyPlaceOptions): TaxonomyPlace =>
  options.taxonomy === undefined ? inBucket(shell, options) : inFile(shell, options.taxonomy);
