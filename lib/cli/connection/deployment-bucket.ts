import { S3Client } from '@aws-sdk/client-s3';
import type { Command } from 'commander';
import { VerbatimError } from '../../errors.ts';
import type { EndpointsFile } from '../../local/cloud/holder.ts';
import { clientSettings } from '../../local/emulators/clients.ts';
import type { ObjectStore } from '../../store/object-store.ts';
import { s3ObjectStore } from '../../store/objects/s3-object-store.ts';
import type { Shell } from '../shell.ts';
import { directoryOption, runningCloud } from './endpoints.ts';

export interface BucketOptions {
  readonly bucket?: string;
  readonly directory: string;
}

/** Adds the options that say which bucket a deployment uses. */
export const withBucketOptions = (command: Command): Command =>
  command
    .option('--bucket <name>', 'bucket of a deployment in AWS; default: the local cloud')
    .addOption(directoryOption());

/** The bucket of a local cloud, with a client for it. */
export const localBucket = ({
  endpoints,
  outputs,
}: Pick<EndpointsFile, 'outputs'> & { readonly endpoints: { readonly s3: string } }) => {
  const bucket = outputs['Bucket'];
  if (bucket === undefined)
    throw new VerbatimError('unknown-resource', 'the stack has no output named Bucket');
  return {
    client: new S3Client({ ...clientSettings, endpoint: endpoints.s3, forcePathStyle: true }),
    bucket,
  };
};

/** The bucket of a deployment: in AWS by its name, otherwise that of the local cloud. Throws `unreachable` if none runs. */
export const deploymentBucket = (shell: Shell, { bucket, directory }: BucketOptions): ObjectStore => {
  if (bucket !== undefined) return s3ObjectStore(new S3Client({}), bucket);
  const local = localBucket(runningCloud(shell, directory));
  return s3ObjectStore(local.client, local.bucket);
};
