import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { VerbatimError } from '../errors.ts';
import type { SourceFile } from '../feedback/source.ts';

/** The bucket. */
export interface ObjectStore {
  /** The object as a file whose bytes are fetched as they are asked for; undefined where there is none. */
  open(key: string): Promise<SourceFile | undefined>;
  /** The whole object; undefined where there is none. For small ones. */
  read(key: string): Promise<Buffer | undefined>;
  write(key: string, body: string | Uint8Array): Promise<void>;
  /** Writes an object of unknown size in parts. It appears whole at the end, or, when `body` fails, not at all. */
  writeStream(key: string, body: Readable): Promise<void>;
  /** No error where there is none. */
  remove(key: string): Promise<void>;
}

const isMissing = (error: unknown): boolean => error instanceof NoSuchKey || error instanceof NotFound;

const undefinedIfMissing = async <Result>(work: () => Promise<Result>): Promise<Result | undefined> => {
  try {
    return await work();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

/** The bucket over the S3 API. */
export const s3ObjectStore = (client: S3Client, bucket: string): ObjectStore => {
  const fetchRange = async (key: string, start: number, end: number): Promise<Readable> => {
    const range = { Range: `bytes=${start}-${end - 1}` };
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, ...range }));
    if (Body === undefined)
      throw new VerbatimError('unreachable', 'the object came without a body', { file: key });
    return Body as Readable;
  };

  /** A stream at once, its bytes when they arrive; whoever stops reading closes the connection. */
  const bytesOf = (key: string, start: number, end: number): Readable => {
    const bytes = new PassThrough();
    if (start >= end) return bytes.end();
    fetchRange(key, start, end)
      .then((body) => pipeline(body, bytes))
      .catch((error: Error) => bytes.destroy(error));
    return bytes;
  };

  return {
    open: (key) =>
      undefinedIfMissing(async () => {
        const { ContentLength: sizeBytes = 0 } = await client.send(
          new HeadObjectCommand({ Bucket: bucket, Key: key }),
        );
        return { name: key, sizeBytes, bytes: (start = 0, end = sizeBytes) => bytesOf(key, start, end) };
      }),

    read: (key) =>
      undefinedIfMissing(async () => {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return Buffer.from((await Body?.transformToByteArray()) ?? []);
      }),

    async write(key, body) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
    },

    async writeStream(key, body) {
      await new Upload({ client, params: { Bucket: bucket, Key: key, Body: body } }).done();
    },

    async remove(key) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
  };
};
