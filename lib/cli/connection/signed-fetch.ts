import { createHash, createHmac } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';
import type { ClientRequest } from '../../api/client/client.ts';

const bytesOf = (secret: ArrayBuffer | ArrayBufferView): Uint8Array =>
  ArrayBuffer.isView(secret)
    ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength)
    : new Uint8Array(secret);

/** SHA-256 for the signer, by Node's crypto. */
class NodeSha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash =
      secret === undefined
        ? createHash('sha256')
        : createHmac('sha256', typeof secret === 'string' ? secret : bytesOf(secret));
  }
  update(chunk: Uint8Array | string): void {
    this.#hash.update(chunk);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {}
}

const isLoopback = ({ hostname }: URL): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);

const signedHeaders = async (
  url: URL,
  method: string,
  body: string | undefined,
): Promise<Record<string, string>> => {
  // The client only provides the account's credentials and region, found as every AWS tool finds them.
  const { credentials, region } = new S3Client({}).config;
  const signer = new SignatureV4({ credentials, region, service: 'execute-api', sha256: NodeSha256 });
  const signed = await signer.sign({
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: { host: url.host },
    ...(body === undefined ? {} : { body }),
  });
  return signed.headers;
};

/** A request to the API: signed with the default AWS credentials, unless the API is on this machine. */
export const signedFetch = async (url: URL, init: ClientRequest): Promise<Response> => {
  const signed = isLoopback(url) ? {} : await signedHeaders(url, init.method, init.body);
  return fetch(url, { ...init, headers: { ...init.headers, ...signed } });
};
