import { ApiError, api, type StagedUpload } from '../shared/api.ts';

/** Larger files are put into the bucket by the command line. */
const maxBytes = 100 * 1024 * 1024;

export const isTooLarge = ({ size }: Blob): boolean => size > maxBytes;

interface Sending {
  /** Bytes that have left so far. */
  readonly onProgress: (bytes: number) => void;
  readonly signal: AbortSignal;
}

const refused = (status: number | undefined, message: string): ApiError =>
  new ApiError(status, status === undefined ? 'unreachable' : 'conflict', message);

/** By XMLHttpRequest: `fetch` does not say how much has left. */
const put = (url: string, body: Blob, { onProgress, signal }: Sending): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
    request.addEventListener('load', () =>
      request.status < 300 ? resolve() : reject(refused(request.status, 'the file was not taken')),
    );
    for (const ended of ['error', 'abort', 'timeout'])
      request.addEventListener(ended, () => reject(refused(undefined, 'the file did not arrive')));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.open('PUT', url);
    request.send(body);
  });

/**
 * Announces a file and puts its bytes where the API says.
 *
 * @throws ApiError what the API refused, or that the bytes did not arrive
 */
export const sendFile = async (file: File, sending: Sending): Promise<StagedUpload> => {
  const { name, size: bytes } = file;
  const staged = await api.stageUpload({ body: { name, bytes } }, { signal: sending.signal });
  // Without a type: the URL is signed for the bytes with nothing beside them.
  await put(staged.url, file.slice(0, bytes, ''), sending);
  return staged;
};
