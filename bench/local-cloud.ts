import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { LocalCloud } from '../lib/local/cloud/cloud.ts';
import { clientSettings } from '../lib/local/emulators/clients.ts';

/** For a cloud that shares the machine with others. */
export const anyPort = { api: 0, s3: 0, sqs: 0, dynamodb: 0 };

/** Puts a file into the bucket, as a team's own script would. */
export const upload = async (cloud: LocalCloud, key: string, body: string | Buffer): Promise<void> => {
  const client = new S3Client({ ...clientSettings, endpoint: cloud.endpoints.s3, forcePathStyle: true });
  await client.send(new PutObjectCommand({ Bucket: cloud.outputs['Bucket'], Key: key, Body: body }));
  client.destroy();
};

export const temporaryDirectory = (): { readonly directory: string; readonly remove: () => void } => {
  const directory = mkdtempSync(join(tmpdir(), 'verbatim-bench-'));
  return { directory, remove: () => rmSync(directory, { recursive: true }) };
};
