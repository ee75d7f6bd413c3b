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

/** @example regionIn('k3x.execute-api.eu-west-1.amazonaws.com') // 'eu-west-1' */
const regionIn = (host: string): string | undefined =>
  /\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/.exec(host)?.[1];

/** What signs requests. Default: the credentials and the region that every AWS tool finds. */
type SigningConfig = Pick<S3Client['config'], 'credentials' | 'region'>;

/** The request's own headers and those of its signature, which covers them and the body. */
export const signedHeaders = async (
  url: URL,
  { method, headers, body }: ClientRequest,
  { credentials, region }: SigningConfig = new S3Client({}).config,
): Promise<Record<string, string>> => {
  const signer = new SignatureV4({
    credentials,
    // An API answers only to signatures for its own region; a domain of one's own does not name it.
    region: regionIn(url.hostname) ?? region,
    service: 'execute-api',
    sha256: NodeSha256,
  });
  const { host: _host, ...signed } = (
    await signer.sign({
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { ...headers, host: url.host },
      ...(body === undefined ? {} : { body }),
    })
  ).headers;
  return signed;
};

/**
 * A request to the API: signed with the default AWS credentials, unless the API is on this machine. A redirect leads to a file with a
 * signature in its URL: S3 refuses the headers of another one.
 */
export const signedFetch = async (url: URL, init: ClientRequest): Promise<Response> => {
  const headers = isLoopback(url) ? init.headers : await signedHeaders(url, init);
  const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
  const location = answer.status === 303 ? answer.headers.get('location') : null;
  return location === null
    ? answer
    : fetch(location, init.signal === undefined ? {} : { signal: init.signal });
};
