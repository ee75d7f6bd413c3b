import { z } from 'zod';
import type { StagedUpload } from '../../shared/api.ts';

/** Unfinished uploads in parts that were started in this browser. A file is recognized by its name, size and time of change. */

const begunUpload = z.object({
  name: z.string(),
  size: z.number(),
  lastModified: z.number(),
  uploadId: z.string(),
  object: z.string(),
  expiresInSeconds: z.number(),
});
type BegunUpload = z.infer<typeof begunUpload>;

type KnownFile = Pick<File, 'name' | 'size' | 'lastModified'>;

const storageKey = 'verbatim.begun';
const maxRemembered = 20;

const remembered = (): BegunUpload[] => {
  try {
    return z.array(begunUpload).parse(JSON.parse(localStorage.getItem(storageKey) ?? '[]'));
  } catch {
    // Invalid, or storage is blocked: no unfinished uploads.
    return [];
  }
};

const remember = (uploads: readonly BegunUpload[]): void => {
  try {
    localStorage.setItem(storageKey, JSON.stringify(uploads.slice(0, maxRemembered)));
  } catch {
    // Storage is blocked or full: next time the file is sent from the beginning.
  }
};

export const begunUploadOf = ({ name, size, lastModified }: KnownFile): StagedUpload | undefined => {
  const begun = remembered().find(
    (upload) => upload.name === name && upload.size === size && upload.lastModified === lastModified,
  );
  return (
    begun && { uploadId: begun.uploadId, object: begun.object, expiresInSeconds: begun.expiresInSeconds }
  );
};

export const forgetBegunUpload = (uploadId: string): void =>
  remember(remembered().filter((upload) => upload.uploadId !== uploadId));

export const noteBegunUpload = (
  { name, size, lastModified }: KnownFile,
  { uploadId, object, expiresInSeconds }: StagedUpload,
): void => {
  const others = remembered().filter((upload) => upload.uploadId !== uploadId);
  remember([{ name, size, lastModified, uploadId, object, expiresInSeconds }, ...others]);
};
