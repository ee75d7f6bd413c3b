import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect } from 'vitest';
import type { LocalCloud } from '../../lib/local/cloud/cloud.ts';
import { clientSettings } from '../../lib/local/emulators/clients.ts';

/** Puts an object into the bucket of a cloud by a real client, as a team does. */
export const putInto = async (
  { endpoints, outputs }: LocalCloud,
  key: string,
  body: Uint8Array | string,
): Promise<void> => {
  const client = new S3Client({ ...clientSettings, endpoint: endpoints.s3, forcePathStyle: true });
  await client.send(new PutObjectCommand({ Bucket: outputs['Bucket'], Key: key, Body: body }));
  client.destroy();
};

/** An object of the bucket of a cloud; it must be there. */
export const getFrom = async ({ endpoints, outputs }: LocalCloud, key: string): Promise<Buffer> => {
  const client = new S3Client({ ...clientSettings, endpoint: endpoints.s3, forcePathStyle: true });
  const { Body } = await client.send(new GetObjectCommand({ Bucket: outputs['Bucket'], Key: key }));
  const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
  client.destroy();
  return bytes;
};

/** What the API of a cloud answers at a path, which must be 200. */
export const askOf = async <Answer>({ endpoints }: LocalCloud, path: string): Promise<Answer> => {
  const answer = await fetch(`${endpoints.api}${path}`);
  expect(answer.status, path).toBe(200);
  return (await answer.json()) as Answer;
};
