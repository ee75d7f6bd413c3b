import { S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { signedHeaders } from '../../../lib/cli/connection/signed-fetch.ts';

const { config } = new S3Client({
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
});

const signatureOf = async (url: string): Promise<string> => {
  const request = {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'if-match': '"1"' },
    body: '{}',
  } as const;
  return (await signedHeaders(new URL(url), request, config))['authorization'] ?? '';
};

test('a request is signed for the region in the address of the API, whatever region the user has', async () => {
  const url = 'https://k3x.execute-api.eu-west-1.amazonaws.com/batches';
  expect(await signatureOf(url)).toContain('/eu-west-1/execute-api/aws4_request');
  expect(await signatureOf('https://feedback.example.org/batches')).toContain('/us-east-1/execute-api/');
});

test('the signature covers every header that is sent', async () => {
  const signature = await signatureOf('https://k3x.execute-api.eu-west-1.amazonaws.com/config/journey');
  expect(signature).toMatch(/SignedHeaders=content-type;host;if-match;/);
});
