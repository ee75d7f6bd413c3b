import { checkAnswer } from '../../api/client/check-answer.ts';
import { type ApiClient, createClient } from '../../api/client/client.ts';
import { VerbatimError } from '../../errors.ts';
import type { Shell } from '../shell.ts';
import { defaultDirectory, runningCloud } from './endpoints.ts';
import { signedFetch } from './signed-fetch.ts';

/** A client of the API at `base`, for as long as the signal lets it. Each call throws the error that the API names, or `unreachable`. */
export const createApiClient = (base: string, signal: AbortSignal): ApiClient =>
  createClient({
    base,
    check: checkAnswer,
    fetch: (url, init) =>
      signedFetch(url, { signal, ...init }).catch((cause: unknown) => {
        throw new VerbatimError('unreachable', 'the API does not answer', { got: url.origin, cause });
      }),
  });

export interface ApiOptions {
  /** The API's URL; default: that of the local cloud in `directory`. */
  readonly api?: string;
  readonly directory?: string;
}

/** The API named by a command's options. */
export const apiOf = async (
  shell: Shell,
  { api, directory = defaultDirectory }: ApiOptions,
): Promise<ApiClient> => {
  const base = api ?? shell.environment['VERBATIM_API'] ?? runningCloud(shell, directory).endpoints.api;
  return createApiClient(base, shell.interrupted);
};
