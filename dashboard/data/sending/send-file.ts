import { ApiError, api, type StagedUpload } from '../../shared/api.ts';
import { begunUploadOf, forgetBegunUpload, noteBegunUpload } from './begun-uploads.ts';

/** Larger files are uploaded with the command line. */
const maxBytes = 1024 * 1024 * 1024;

export const isTooLarge = ({ size }: Blob): boolean => size > maxBytes;

interface Sending {
  /** Bytes sent so far. */
  readonly onProgress: (bytes: number) => void;
  readonly signal: AbortSignal;
}

const refused = (status: number | undefined, message: string): ApiError =>
  new ApiError(status, status === undefined ? 'unreachable' : 'conflict', message);

/** XMLHttpRequest, because `fetch` does not report upload progress. */
const put = (url: string, body: Blob, { onProgress, signal }: Sending): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
    request.addEventListener('load', () =>
      request.status < 300 ? resolve() : reject(refused(request.status, 'the file was not taken')),
    );
    for (const ended of ['error', 'abort', 'timeout'])
      request.addEventListener(ended, () => reject(refused(undefined, 'the connection failed')));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.open('PUT', url);
    request.send(body);
  });

/** Without a type: the URL is signed for the bytes only. */
const sliceOf = (file: File, from: number, bytes: number): Blob => file.slice(from, from + bytes, '');

/** Before the URLs of the parts expire, new ones are requested, with the parts that have arrived. */
const partsAtOnce = 4;

/** Sends the parts that have not arrived, and joins them. */
const putParts = async (file: File, uploadId: string, { onProgress, signal }: Sending): Promise<void> => {
  for (;;) {
    const { parts } = await api.listUploadParts({ upload: uploadId }, { signal });
    const missing = parts.flatMap(({ url, ...part }) => (url === undefined ? [] : [{ ...part, url }]));
    let sent = file.size - missing.reduce((sum, { bytes }) => sum + bytes, 0);
    onProgress(sent);
    if (missing.length === 0) break;
    for (const { url, from, bytes } of missing.slice(0, partsAtOnce)) {
      const before = sent;
      await put(url, sliceOf(file, from, bytes), { onProgress: (part) => onProgress(before + part), signal });
      sent = before + bytes;
    }
  }
  await api.joinUpload({ upload: uploadId }, { signal });
};

/** An unfinished upload of the same file, if it still exists: a staged one is kept for a day. */
const begunBefore = async (file: File, signal: AbortSignal): Promise<StagedUpload | undefined> => {
  const begun = begunUploadOf(file);
  if (begun === undefined) return undefined;
  try {
    await api.listUploadParts({ upload: begun.uploadId }, { signal });
    return begun;
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) throw error;
    forgetBegunUpload(begun.uploadId);
    return undefined;
  }
};

/**
 * Announces a file and uploads its bytes: one over 50 MB in parts, continuing after those that have arrived if the same
 * file is sent again, even after the page was closed.
 *
 * @throws ApiError what the API refused, or that the bytes did not arrive
 */
export const sendFile = async (file: File, sending: Sending): Promise<StagedUpload> => {
  const { name, size: bytes } = file;
  const { signal } = sending;
  const staged =
    (await begunBefore(file, signal)) ?? (await api.stageUpload({ body: { name, bytes } }, { signal }));
  if (staged.url !== undefined) {
    await put(staged.url, sliceOf(file, 0, bytes), sending);
    return staged;
  }
  noteBegunUpload(file, staged);
  await putParts(file, staged.uploadId, sending);
  forgetBegunUpload(staged.uploadId);
  return staged;
};
