import { readFile, rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { assetPath } from '../../assets.ts';
import { VerbatimError } from '../../errors.ts';
import { objectKeys } from '../../store/keys.ts';
import { type BucketOptions, deploymentBucket, withBucketOptions } from '../connection/deployment-bucket.ts';
import type { Shell } from '../shell.ts';

/** Where the taxonomy of a team is stored. */
export interface TaxonomyPlace {
  readonly name: string;
  read(): Promise<string>;
  /**
   * Takes the place of what was read; a bucket keeps that under `config/taxonomy/history/`. Throws `conflict` where
   * somebody else has changed it meanwhile.
   */
  replace(before: string, after: string): Promise<void>;
}

export interface TaxonomyPlaceOptions extends BucketOptions {
  readonly taxonomy?: string;
}

export const withTaxonomyPlace = (command: Command): Command =>
  withBucketOptions(
    command.option('--taxonomy <file>', 'taxonomy file to edit; default: that of the deployment'),
  );

const refuseChanged = (name: string, before: string, now: string): void => {
  if (now !== before)
    throw new VerbatimError('conflict', 'the taxonomy was changed by someone else in the meantime', {
      file: name,
      expected: 'run the command again',
    });
};

const inFile = (shell: Shell, name: string): TaxonomyPlace => {
  const path = resolve(shell.directory, name);
  return {
    name,
    read: () => readFile(path, 'utf8'),
    replace: async (before, after) => {
      refuseChanged(name, before, await readFile(path, 'utf8'));
      // A crash leaves the old file or the new one, never half of it.
      await writeFile(`${path}.new`, after);
      await rename(`${path}.new`, path);
    },
  };
};

const pack = 'taxonomies/cx-core.yaml';

const inBucket = (shell: Shell, options: BucketOptions): TaxonomyPlace => {
  const bucket = deploymentBucket(shell, options);
  const read = async (): Promise<string> =>
    (await bucket.read(objectKeys.taxonomy))?.toString() ?? (await readFile(assetPath(pack), 'utf8'));
  return {
    name: objectKeys.taxonomy,
    read,
    replace: async (before, after) => {
      await bucket.write(objectKeys.taxonomyVersion(shell.now().toISOString()), before);
      refuseChanged(objectKeys.taxonomy, before, await read());
      await bucket.write(objectKeys.taxonomy, after);
    },
  };
};

/** The file given by the option, otherwise the taxonomy of the deployment, which starts as the general theme pack. */
export const taxonomyPlace = (shell: Shell, options: TaxonomyPlaceOptions): TaxonomyPlace =>
  options.taxonomy === undefined ? inBucket(shell, options) : inFile(shell, options.taxonomy);
