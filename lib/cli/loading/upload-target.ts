import { basename } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { ApiClient } from '../../api/client/client.ts';
import { VerbatimError } from '../../errors.ts';
import type { SourceFile } from '../../feedback/reading/source.ts';
import { uploadsPrefix } from '../../store/keys.ts';
import { localBucket } from '../connection/deployment-bucket.ts';
import { asVerbatimError } from '../failures.ts';

/** The key of a file on disk in the bucket. @example uploadKeyOf('/tmp/may.csv', 'delivery') // 'uploads/delivery/may.csv' */
export const uploadKeyOf = (path: string, touchpoint: string | undefined): string => {
  if (touchpoint?.includes('/')) {
    throw new VerbatimError('usage', "a touchpoint id can't contain a slash", {
      expected: 'no slash',
      got: touchpoint,
    });
  }
  return `${uploadsPrefix}${touchpoint === undefined ? '' : `${touchpoint}/`}${basename(path)}`;
};

/** The bucket that feedback is uploaded to. */
export interface UploadTarget {
  putFile(key: string, file: SourceFile): Promise<void>;
  putText(key: string, text: string): Promise<void>;
}

/** Where files are put, and who says what became of them. */
export interface UploadConnection {
  readonly target: UploadTarget;
  readonly client: ApiClient;
}

const targetOf = (client: S3Client, bucket: string): UploadTarget => {
  const put = async (key: string, body: NonNullable<Upload['params']>['Body']): Promise<void> => {
    try {
      await new Upload({ client, params: { Bucket: bucket, Key: key, Body: body } }).done();
    } catch (cause) {
      const known = asVerbatimError(cause);
      if (known.code !== 'internal') throw known;
      throw new VerbatimError('unreachable', 'the upload to the bucket failed', {
        file: key,
        got: cause instanceof Error ? cause.name : 'no answer',
        cause,
      });
    }
  };
  return {
    // An empty stream has no part to send.
    putFile: (key, file) => put(key, file.sizeBytes === 0 ? '' : file.bytes()),
    putText: put,
  };
};

/** The bucket of a local cloud. */
export const localTarget = (cloud: Parameters<typeof localBucket>[0]): UploadTarget => {
  const { client, bucket } = localBucket(cloud);
  return targetOf(client, bucket);
};

/** A bucket in AWS, with the account's default credentials and region. */
export const cloudTarget = (bucket: string): UploadTarget => targetOf(new S3Client({}), bucket);
