import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** A request as a service gets it. */
export interface ServiceRequest {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export const jsonOf = (body: Buffer): unknown => JSON.parse(body.toString());

/** Who signed a request, and for which service. */
export interface Signer {
  readonly accessKeyId: string;
  readonly service: string;
}

export type Verified =
  | ({ readonly ok: true } & Signer)
  | { readonly ok: false; readonly reason: 'unsigned' | 'unknown-key' | 'mismatch' | 'expired' };

export interface VerifyOptions {
  /** The secret of an access key; undefined if there is no such key. */
  readonly secretOf: (accessKeyId: string) => string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** How far the clock of the one who signed may be off; 900 in AWS. */
  readonly skewSeconds: number;
}

/** What a request says of its signature: in its `Authorization` header, or in the query of a presigned URL. */
interface Claim extends Signer {
  /** `20261130/us-east-1/s3/aws4_request` */
  readonly scope: string;
  readonly region: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `20261130T080000Z` */
  readonly date: string;
  /** Seconds that a presigned URL holds. */
  readonly expires?: number;
}

const queryPairs = (url: string): [string, string][] => {
  const [, query = ''] = url.split('?');
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      return [decodeURIComponent(name), decodeURIComponent(value)];
    });
};

const claimOf = ({ url, headers }: ServiceRequest): Claim | undefined => {
  const query = new Map(queryPairs(url));
  const [, ...inHeader] =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  const names = ['X-Amz-Credential', 'X-Amz-SignedHeaders', 'X-Amz-Signature'];
  const [credential = '', signedHeaders = '', signature = ''] =
    inHeader.length > 0 ? inHeader : names.map((name) => query.get(name) ?? '');
  const [accessKeyId = '', ...scope] = credential.split('/');
  const [, region = '', service = ''] = scope;
  if (accessKeyId === '' || service === '' || signature === '') return undefined;
  const expires = query.get('X-Amz-Expires');
  return {
    accessKeyId,
    region,
    service,
    scope: scope.join('/'),
    signedHeaders: signedHeaders.split(';'),
    signature,
    date: query.get('X-Amz-Date') ?? String(headers['x-amz-date'] ?? ''),
    ...(expires === undefined ? {} : { expires: Number(expires) }),
  };
};

const sha256 = (value: Buffer | string): string => createHash('sha256').update(value).digest('hex');
const hmac = (key: Buffer | string, value: string): Buffer =>
  createHmac('sha256', key).update(value).digest();

/** Percent-encoding of RFC 3986. */
const encode = (value: string): string =>
  encodeURIComponent(value).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** S3 takes the path as it was sent; every other service encodes it once more. */
const canonicalPath = (url: string, service: string): string => {
  const [path = '/'] = url.split('?');
  return service === 's3' ? path : path.split('/').map(encode).join('/');
};

const canonicalQuery = (url: string): string =>
  queryPairs(url)
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
    .join('&');

const headerOf = (headers: IncomingHttpHeaders, name: string): string =>
  [headers[name] ?? ''].flat().join(',').trim().replace(/\s+/g, ' ');

/** The hash that was signed for the body; undefined if it is not the body's. */
const payloadHash = ({ headers, body }: ServiceRequest, { expires }: Claim): string | undefined => {
  const stated = headers['x-amz-content-sha256'];
  if (stated === undefined) return expires === undefined ? sha256(body) : 'UNSIGNED-PAYLOAD';
  if (stated === 'UNSIGNED-PAYLOAD') return stated;
  return stated === sha256(body) ? String(stated) : undefined;
};

const signatureOf = (
  request: ServiceRequest,
  claim: Claim,
  { secret, hash }: Record<'secret' | 'hash', string>,
) => {
  const canonical = [
    request.method,
    canonicalPath(request.url, claim.service),
    canonicalQuery(request.url),
    ...claim.signedHeaders.map((name) => `${name}:${headerOf(request.headers, name)}`),
    '',
    claim.signedHeaders.join(';'),
    hash,
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', claim.date, claim.scope, sha256(canonical)].join('\n');
  const key = [claim.date.slice(0, 8), claim.region, claim.service, 'aws4_request'].reduce<Buffer | string>(
    hmac,
    `AWS4${secret}`,
  );
  return hmac(key, text).toString('hex');
};

const timeOf = (date: string): number =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

const isInTime = ({ date, expires }: Claim, { now, skewSeconds }: VerifyOptions): boolean => {
  const age = (now - timeOf(date)) / 1000;
  if (expires !== undefined) return age >= -skewSeconds && age <= expires;
  return Math.abs(age) <= skewSeconds;
};

/**
 * Verifies the signature (version 4) of a request, or of a presigned URL, with the secret of its access key.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export const verify = (request: ServiceRequest, options: VerifyOptions): Verified => {
  const claim = claimOf(request);
  if (claim === undefined) return { ok: false, reason: 'unsigned' };
  const secret = options.secretOf(claim.accessKeyId);
  if (secret === undefined) return { ok: false, reason: 'unknown-key' };
  if (!isInTime(claim, options)) return { ok: false, reason: 'expired' };
  const hash = payloadHash(request, claim);
  if (hash === undefined) return { ok: false, reason: 'mismatch' };
  const expected = signatureOf(request, claim, { secret, hash });
  if (expected !== claim.signature) return { ok: false, reason: 'mismatch' };
  return { ok: true, accessKeyId: claim.accessKeyId, service: claim.service };
};
