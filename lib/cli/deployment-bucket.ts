import { S3Client } from '@aws-sdk/client-s3';
import type { Command } from 'commander';
import { Option } from 'commander';
import { VerbatimError } from '../errors.ts';
import { clientSettings } from '../local/clients.ts';
import { type ObjectStore, s3ObjectStore } from '../store/object-store.ts';
import { defaultDirectory, runningCloud } from './endpoints.ts';
import type { Shell } from './shell.ts';

export interface BucketOptions {
  readonly bucket?: string;
  readonly directory: string;
}

/** Adds the options with which a command finds the bucket of a deployment. */
export const withBucketOptions = (command: Command): Command =>
  command
    .option('--bucket <name>', 'the bucket of a deployment in AWS in place of the local cloud')
    .addOption(
      new Option('--directory <path>', 'where the local cloud keeps its data').default(defaultDirectory),
    );

/** The bucket of a deployment: in AWS by its name, else that of the local cloud. Throws `unreachable` where none runs. */
export const deploymentBucket = (shell: Shell, { bucket, directory }: BucketOptions): ObjectStore => {
  if (bucket !== undefined) return s3ObjectStore(new S3Client({}), bucket);
  const { endpoints, outputs } = runningCloud(shell, directory);
  const name = outputs['Bucket'];
  if (name === undefined) throw new VerbatimError('unknown-resource', 'the stack has no output named Bucket');
  const client = new S3Client({ ...clientSettings, endpoint: endpoints.s3, forcePathStyle: true });
  return s3ObjectStore(client, name);
};
