import pMap from 'p-map';
import { VerbatimError } from '../../errors.ts';
import type { Effects } from '../../pipeline/effects.ts';
import { objectKeys } from '../../store/keys.ts';
import { partBytes } from '../contract/uploads.ts';
import { readRequest, urlExpiresInSeconds } from './staged-upload.ts';

/** A large file is uploaded in parts, each an object under `staging/`: one that has arrived need not be sent again. */

interface Part {
  readonly part: number;
  readonly from: number;
  readonly bytes: number;
}

/** @example partsOf(60 * 1024 ** 2) // three: 25 MB, 25 MB and 10 MB */
const partsOf = (fileBytes: number): Part[] =>
  Array.from({ length: Math.ceil(fileBytes / partBytes) }, (_, index) => {
    const from = index * partBytes;
    return { part: index + 1, from, bytes: Math.min(partBytes, fileBytes - from) };
  });

const partsAtOnce = 8;

interface ArrivedPart extends Part {
  readonly key: string;
  readonly arrived: boolean;
}

/** The size shows that it is complete: an object appears only when all of its bytes are there. */
const partsThere = async (effects: Effects, uploadId: string): Promise<ArrivedPart[]> => {
  const { bytes } = await readRequest(effects, uploadId);
  const keys = objectKeys.staged(uploadId);
  return pMap(
    partsOf(bytes),
    async (part) => {
      const key = keys.part(part.part);
      const there = await effects.objects.open(key);
      return { ...part, key, arrived: there?.sizeBytes === part.bytes };
    },
    { concurrency: partsAtOnce },
  );
};

/**
 * The parts of an upload, with a URL for each that has not arrived.
 *
 * @throws VerbatimError `not-found` where the upload is none, or no longer
 */
export const listParts = async (effects: Effects, uploadId: string) => ({
  parts: await pMap(
    await partsThere(effects, uploadId),
    async ({ key, arrived, ...part }) =>
      arrived
        ? part
        : { ...part, url: await effects.objects.uploadUrl(key, part.bytes, urlExpiresInSeconds) },
    { concurrency: partsAtOnce },
  ),
  expiresInSeconds: urlExpiresInSeconds,
});

/**
 * Joins the parts into the staged file, and removes them. Can be repeated.
 *
 * @returns the size of the file in bytes
 * @throws VerbatimError `not-found`, and `conflict` while parts are missing
 */
export const joinParts = async (effects: Effects, uploadId: string): Promise<{ bytes: number }> => {
  const { objects } = effects;
  const { bytes } = await readRequest(effects, uploadId);
  const { file } = objectKeys.staged(uploadId);
  if ((await objects.open(file))?.sizeBytes === bytes) return { bytes };
  const parts = await partsThere(effects, uploadId);
  const missing = parts.filter(({ arrived }) => !arrived);
  if (missing.length > 0)
    throw new VerbatimError('conflict', 'not all parts of the file have been uploaded', {
      expected: `${parts.length} parts`,
      got: `${parts.length - missing.length}, without ${missing.map(({ part }) => part).join(', ')}`,
    });
  const keys = parts.map(({ key }) => key);
  await objects.join(keys, file);
  await pMap(keys, (key) => objects.remove(key), { concurrency: partsAtOnce });
  return { bytes };
};
