import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { columnMeaning } from '../../../lib/feedback/mapping/mapping.ts';
import { voice } from '../../../lib/feedback/response/response.ts';
import { ApiError, type MappingOverride } from '../../shared/api.ts';
import { isTooLarge, sendFile } from './send-file.ts';

/**
 * Files being uploaded, and those that wait to be checked. Waiting uploads survive a reload: a staged file is kept for a
 * day, and so are its overrides.
 */

const override = z.object({
  columns: z.record(z.string(), z.union([z.string(), columnMeaning])).exactOptional(),
  sheet: z.string().exactOptional(),
  touchpoint: z.string().exactOptional(),
  timeZone: z.string().exactOptional(),
  voice: voice.exactOptional(),
  solicited: z.boolean().exactOptional(),
  source: z.string().exactOptional(),
  independent: z.boolean().exactOptional(),
});

const waiting = z.object({
  id: z.string(),
  name: z.string(),
  bytes: z.number(),
  stagedAt: z.number(),
  /** The object that it will be loaded as. */
  object: z.string(),
  /** The overrides of its mapping. */
  said: override,
  /** It was confirmed, and its batch is awaited. */
  confirmed: z.boolean(),
  /** The batch of the same bytes that existed before. */
  known: z.string().exactOptional(),
});
export type WaitingFile = z.infer<typeof waiting>;

export interface SendingFile {
  readonly key: string;
  readonly name: string;
  readonly bytes: number;
  readonly sent: number;
  readonly failed?: ApiError | 'too-large';
  readonly retry: () => void;
  readonly stop: () => void;
}

interface Uploads {
  readonly sending: readonly SendingFile[];
  readonly waiting: readonly WaitingFile[];
}

const storageKey = 'verbatim.uploads';
const dayMilliseconds = 86_400_000;

const kept = (): WaitingFile[] => {
  try {
    const files = z.array(waiting).parse(JSON.parse(localStorage.getItem(storageKey) ?? '[]'));
    return files.filter(({ stagedAt }) => Date.now() - stagedAt < dayMilliseconds);
  } catch {
    // Invalid, or storage is blocked: nothing waits.
    return [];
  }
};

let current: Uploads = { sending: [], waiting: kept() };
const listeners = new Set<() => void>();

const change = (next: Partial<Uploads>): void => {
  current = { ...current, ...next };
  try {
    localStorage.setItem(storageKey, JSON.stringify(current.waiting));
  } catch {
    // Storage is blocked or full: it is kept until the page is closed.
  }
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useUploads = (): Uploads => useSyncExternalStore(subscribe, () => current);

export const useWaitingFile = (id: string): WaitingFile | undefined =>
  useUploads().waiting.find((file) => file.id === id);

export const changeWaiting = (
  id: string,
  said: Partial<Pick<WaitingFile, 'said' | 'confirmed' | 'known'>>,
): void => change({ waiting: current.waiting.map((file) => (file.id === id ? { ...file, ...said } : file)) });

export const forgetWaiting = (id: string): void =>
  change({ waiting: current.waiting.filter((file) => file.id !== id) });

const changeSending = (key: string, next: Partial<SendingFile>): void =>
  change({ sending: current.sending.map((file) => (file.key === key ? { ...file, ...next } : file)) });

const withoutSending = (key: string): readonly SendingFile[] =>
  current.sending.filter((file) => file.key !== key);

export interface SendOptions {
  /** What is known of the mapping before the check. */
  readonly said?: MappingOverride;
}

/**
 * Uploads a file to staging. Its state is in {@link useUploads}.
 *
 * @returns the id of the upload, where it arrived
 */
export const send = (file: File, { said = {} }: SendOptions = {}): Promise<string | undefined> => {
  const key = crypto.randomUUID();
  const aborted = new AbortController();
  const stop = (): void => {
    aborted.abort();
    change({ sending: withoutSending(key) });
  };
  const attempt = async (): Promise<string | undefined> => {
    try {
      const onProgress = (sent: number): void => changeSending(key, { sent });
      const { uploadId, object } = await sendFile(file, { onProgress, signal: aborted.signal });
      const staged = { id: uploadId, name: file.name, bytes: file.size, object, said, confirmed: false };
      change({
        sending: withoutSending(key),
        waiting: [{ ...staged, stagedAt: Date.now() }, ...current.waiting],
      });
      return uploadId;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (!aborted.signal.aborted) changeSending(key, { failed: error });
      return undefined;
    }
  };
  const retry = (): void => {
    change({
      sending: current.sending.map(({ failed: _failed, ...rest }) =>
        rest.key === key ? { ...rest, sent: 0 } : { ...rest, ...(_failed ? { failed: _failed } : {}) },
      ),
    });
    void attempt();
  };
  const entry = { key, name: file.name, bytes: file.size, sent: 0, retry, stop };
  const tooLarge = isTooLarge(file);
  change({ sending: [...current.sending, tooLarge ? { ...entry, failed: 'too-large' } : entry] });
  return tooLarge ? Promise.resolve(undefined) : attempt();
};
