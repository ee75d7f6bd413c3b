import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import pMap from 'p-map';
import { VerbatimError } from '../../errors.ts';
import type { SourceFile } from '../../feedback/reading/source.ts';
import type { ObjectNotes, ObjectStore } from '../object-store.ts';

const isMissing = (error: unknown): boolean => error instanceof NoSuchKey || error instanceof NotFound;

const undefinedIfMissing = async <Result>(work: () => Promise<Result>): Promise<Result | undefined> => {
  try {
    return await work();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

/** A key as it is written in the header that names the source of a copy. */
const inCopySource = (bucket: string, key: string): string =>
  `${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;

interface Bucket {
  readonly client: S3Client;
  readonly bucket: string;
}

/** Bytes of an object as it was when it was opened. */
interface Opened {
  readonly key: string;
  readonly tag: string;
}

const replacedMeanwhile = (key: string): VerbatimError =>
  new VerbatimError('changed-meanwhile', 'the file was replaced while it was read', {
    file: key,
    expected: 'the new file is read on its own',
  });

const writtenMeanwhile = (key: string): VerbatimError =>
  new VerbatimError('changed-meanwhile', 'the file was replaced before it was written', {
    file: key,
    expected: 'it is read again',
  });

const withoutTag = (key: string): VerbatimError =>
  new VerbatimError('unreachable', 'the object has no tag', { file: key });

const fetchRange = async (
  { client, bucket }: Bucket,
  { key, tag }: Opened,
  [start, end]: readonly [number, number],
): Promise<Readable> => {
  const part = { Range: `bytes=${start}-${end - 1}`, IfMatch: tag };
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, ...part }));
    if (Body instanceof Readable) return Body;
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412)
      throw replacedMeanwhile(key);
    throw error;
  }
  throw new VerbatimError('unreachable', 'the object has no body', { file: key });
};

/** Returns a stream at once, its bytes when they arrive; stopping to read closes the connection. */
const bytesOf = (from: Bucket, opened: Opened, [start, end]: readonly [number, number]): Readable => {
  const bytes = new PassThrough();
  if (start >= end) return bytes.end();
  fetchRange(from, opened, [start, end])
    .then((body) => pipeline(body, bytes))
    .catch((error: Error) => bytes.destroy(error));
  return bytes;
};

/** A smaller object is fetched as a whole when its first bytes are read: each request for a part would cost as much. */
const fetchedWhole = 256 * 1024;

const smallBytes = (from: Bucket, opened: Opened, size: number): SourceFile['bytes'] => {
  let whole: Promise<Buffer> | undefined;
  const fetched = (): Promise<Buffer> => {
    whole ??= buffer(bytesOf(from, opened, [0, size])).catch((error: unknown) => {
      whole = undefined;
      throw error;
    });
    return whole;
  };
  async function* part(start: number, end: number): AsyncGenerator<Buffer> {
    if (start < end) yield (await fetched()).subarray(start, end);
  }
  return (start = 0, end = size) => Readable.from(part(start, end), { objectMode: false });
};

/** Headers carry ASCII only. */
const mapNotes = (notes: ObjectNotes, change: (text: string) => string): ObjectNotes =>
  Object.fromEntries(Object.entries(notes).map(([name, text]) => [name, change(text)]));

/** 404: removed meanwhile; 409: two wrote at the same moment; 412: another state. */
const isConditionRefused = (error: unknown): boolean =>
  error instanceof S3ServiceException && [404, 409, 412].includes(error.$metadata.httpStatusCode ?? 0);

const reading = (from: Bucket): Pick<ObjectStore, 'open' | 'read' | 'readTagged' | 'list'> => {
  const { client, bucket } = from;
  return {
    open: (key) =>
      undefinedIfMissing(async () => {
        const { ContentLength: sizeBytes = 0, ETag: tag } = await client.send(
          new HeadObjectCommand({ Bucket: bucket, Key: key }),
        );
        if (tag === undefined) throw withoutTag(key);
        return {
          name: key,
          sizeBytes,
          tag,
          bytes:
            sizeBytes <= fetchedWhole
              ? smallBytes(from, { key, tag }, sizeBytes)
              : (start = 0, end = sizeBytes) => bytesOf(from, { key, tag }, [start, end]),
        };
      }),

    async list(prefix, after) {
      const { Contents = [] } = await client.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, StartAfter: after }),
      );
      return Contents.map(({ Key: key = '', Size: sizeBytes = 0 }) => ({ key, sizeBytes }));
    },

    read: (key) =>
      undefinedIfMissing(async () => {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return Buffer.from((await Body?.transformToByteArray()) ?? []);
      }),

    readTagged: (key) =>
      undefinedIfMissing(async () => {
        const { Body, ETag, LastModified, Metadata } = await client.send(
          new GetObjectCommand({ Bucket: bucket, Key: key }),
        );
        if (ETag === undefined || LastModified === undefined) throw withoutTag(key);
        return {
          body: Buffer.from((await Body?.transformToByteArray()) ?? []),
          tag: ETag,
          writtenAt: LastModified.toISOString(),
          notes: mapNotes(Metadata ?? {}, decodeURIComponent),
        };
      }),
  };
};

const joinsAtOnce = 8;

/** The bucket's lifecycle removes what a failed attempt had joined. */
const joinObjects = async (
  { client, bucket }: Bucket,
  parts: readonly string[],
  to: string,
): Promise<void> => {
  const target = { Bucket: bucket, Key: to };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
  const Parts = await pMap(
    parts,
    async (part, index) => {
      const PartNumber = index + 1;
      const CopySource = inCopySource(bucket, part);
      const copied = await client.send(
        new UploadPartCopyCommand({ ...target, UploadId, PartNumber, CopySource }),
      );
      return { PartNumber, ETag: copied.CopyPartResult?.ETag };
    },
    { concurrency: joinsAtOnce },
  );
  await client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }));
};

const ifStill = (tag: string | undefined) => (tag === undefined ? { IfNoneMatch: '*' } : { IfMatch: tag });

type Changing = Omit<ObjectStore, keyof ReturnType<typeof reading> | 'uploadUrl' | 'downloadUrl'>;

const changing = ({ client, bucket }: Bucket): Changing => ({
  async write(key, body) {
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
  },

  async replace(key, body, { tag, notes }) {
    const condition = ifStill(tag);
    const Metadata = mapNotes(notes, encodeURIComponent);
    try {
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, Metadata, ...condition }),
      );
      return true;
    } catch (error) {
      if (isConditionRefused(error)) return false;
      throw error;
    }
  },

  async writeStream(key, body, over) {
    const condition = over === undefined ? {} : ifStill(over.tag);
    try {
      await new Upload({ client, params: { Bucket: bucket, Key: key, Body: body, ...condition } }).done();
    } catch (error) {
      if (over !== undefined && isConditionRefused(error)) throw writtenMeanwhile(key);
      throw error;
    }
  },

  async copy(from, to) {
    await client.send(
      new CopyObjectCommand({ Bucket: bucket, Key: to, CopySource: inCopySource(bucket, from) }),
    );
  },

  join: (parts, to) => joinObjects({ client, bucket }, parts, to),

  async remove(key) {
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
  },
});

/**
 * The bucket over the S3 API.
 *
 * @param presigning signs URLs for others; it must not add checksums of its own, for it never sees the bytes
 */
export const s3ObjectStore = (
  client: S3Client,
  bucket: string,
  presigning: S3Client = client,
): ObjectStore => ({
  ...reading({ client, bucket }),
  ...changing({ client, bucket }),
  uploadUrl: (key, sizeBytes, expiresInSeconds) =>
    getSignedUrl(presigning, new PutObjectCommand({ Bucket: bucket, Key: key, ContentLength: sizeBytes }), {
      expiresIn: expiresInSeconds,
      signableHeaders: new Set(['host', 'content-length']),
    }),
  downloadUrl: (key, { name, contentType, expiresInSeconds }) =>
    getSignedUrl(
      presigning,
      new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentType: contentType,
        ResponseContentDisposition: `attachment; filename="${name}"`,
      }),
      { expiresIn: expiresInSeconds },
    ),
});
