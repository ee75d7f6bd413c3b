import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { S3Middleware, S3Store } from '@20minutes/s3rver';

/**
 * Requests for one key are answered in order: a reader gets the object before a write or after it. The response body is read from the file
 * that was opened, even if the key is overwritten meanwhile.
 */
export const oneAtATime = (): S3Middleware => {
  const lastOfKey = new Map<string, Promise<void>>();
  return async ({ path, query }, next) => {
    if ('partNumber' in query) return next();
    const mine = (lastOfKey.get(path) ?? Promise.resolve()).then(next, next);
    lastOfKey.set(path, mine);
    try {
      await mine;
    } finally {
      if (lastOfKey.get(path) === mine) lastOfKey.delete(path);
    }
  };
};

/** Writes to a temporary file and renames it: neither a reader nor a crash leaves half an object. Its hash is removed first, and computed again. */
const putWhole = async (path: string, body: Buffer | Readable): Promise<[number, string]> => {
  const hash = createHash('md5');
  let bytes = 0;
  const beside = `${path}.writing`;
  const counted = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  };
  await pipeline(Buffer.isBuffer(body) ? Readable.from([body]) : body, counted, createWriteStream(beside));
  await rm(`${path}.md5`, { force: true });
  await rename(beside, path);
  return [bytes, hash.digest('hex')];
};

/** The store writes objects in place, and fails on a description that a crash left half written; this prevents both. */
export const keepObjectsWhole = (store: S3Store): void => {
  const getMetadata = store.getMetadata.bind(store);
  store.putContent = putWhole;
  store.getMetadata = async (bucket, key) => {
    try {
      return await getMetadata(bucket, key);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      await rm(store.getResourcePath(bucket, key, 'metadata.json'), { force: true });
      return getMetadata(bucket, key);
    }
  };
};
