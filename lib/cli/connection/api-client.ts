import type { BatchView } from '../../api/batches/batch-view.ts';
import type { ReanalysisView } from '../../api/batches/reanalyses.ts';
import type { ConflictsAnswer, ConsistencyAnswer } from '../../api/scans/conflicts-view.ts';
import type { DriversAnswer } from '../../api/scans/drivers-view.ts';
import type { DiscoveredThemes } from '../../api/views/discovered-themes.ts';
import type { FeedbackPage } from '../../api/views/feedback-page.ts';
import { type ErrorCode, type ErrorView, isErrorCode, VerbatimError } from '../../errors.ts';
import type { Mapping } from '../../feedback/mapping/mapping.ts';
import type { TouchpointEntry } from '../../query/touchpoint-list.ts';
import type { Shell } from '../shell.ts';
import { defaultDirectory, runningCloud } from './endpoints.ts';
import { type Method, signedFetch } from './signed-fetch.ts';

export interface BatchPage {
  readonly batches: readonly BatchView[];
  readonly cursor?: string;
}

export type BatchDetails = BatchView & { readonly mapping?: Mapping };

/** Query parameters; undefined ones are left out. */
export type Query = Readonly<Record<string, string | undefined>>;

/** The HTTP API as functions. Each throws the error that the API returned, or `unreachable`. */
export interface ApiClient {
  touchpoints(): Promise<{ readonly touchpoints: readonly TouchpointEntry[] }>;
  feedback(touchpoint: string, query: Query): Promise<FeedbackPage>;
  batches(query: Query): Promise<BatchPage>;
  batch(batchId: string): Promise<BatchDetails>;
  undo(batchId: string): Promise<{ readonly batchId: string }>;
  discoveredThemes(query: Query): Promise<DiscoveredThemes>;
  drivers(query: Query): Promise<DriversAnswer>;
  conflicts(query: Query): Promise<ConflictsAnswer>;
  consistency(query: Query): Promise<ConsistencyAnswer>;
  startReanalysis(query: Query): Promise<ReanalysisView>;
  reanalysis(id: string): Promise<ReanalysisView>;
  /** Any view: the answer of `GET /<path>`. */
  view<Answer>(path: readonly string[], query: Query): Promise<Answer>;
  /** Sends JSON to `POST /<path>`. */
  enter<Answer>(path: readonly string[], content: unknown): Promise<Answer>;
  /** The raw bytes of an export. */
  download(path: readonly string[], query: Query): Promise<Uint8Array>;
}

interface ErrorBody {
  readonly error?: Partial<Omit<ErrorView, 'code'>> & { readonly code?: string };
}

const codeOf = (status: number, code: string | undefined): ErrorCode => {
  if (code !== undefined && isErrorCode(code)) return code;
  return status === 404 ? 'not-found' : 'unreachable';
};

const refusal = async (response: Response, url: URL): Promise<VerbatimError> => {
  const body = (await response.json().catch(() => ({}))) as ErrorBody;
  const { code, message, ...details } = body.error ?? {};
  return new VerbatimError(codeOf(response.status, code), message ?? 'the API rejected the request', {
    got: `status ${response.status} from ${url.origin}${url.pathname}`,
    ...details,
  });
};

const ask = async (url: URL, method: Method, signal: AbortSignal, body?: string): Promise<Response> => {
  const response = await signedFetch(url, method, signal, body).catch((cause: unknown) => {
    throw new VerbatimError('unreachable', 'the API does not answer', { got: url.origin, cause });
  });
  if (!response.ok) throw await refusal(response, url);
  return response;
};

const send = async <Answer>(url: URL, method: Method, signal: AbortSignal, body?: string): Promise<Answer> =>
  (await (await ask(url, method, signal, body)).json()) as Answer;

/** A client of the API at `base`. */
export const createApiClient = (base: string, signal: AbortSignal): ApiClient => {
  const at = (path: readonly string[], query: Query = {}): URL => {
    const url = new URL(path.map(encodeURIComponent).join('/'), base.endsWith('/') ? base : `${base}/`);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, value);
    }
    return url;
  };
  return {
    touchpoints: () => send(at(['touchpoints']), 'GET', signal),
    feedback: (touchpoint, query) => send(at(['touchpoints', touchpoint, 'feedback'], query), 'GET', signal),
    batches: (query) => send(at(['batches'], query), 'GET', signal),
    batch: (batchId) => send(at(['batches', batchId]), 'GET', signal),
    undo: (batchId) => send(at(['batches', batchId]), 'DELETE', signal),
    discoveredThemes: (query) => send(at(['themes', 'discovered'], query), 'GET', signal),
    drivers: (query) => send(at(['drivers'], query), 'GET', signal),
    conflicts: (query) => send(at(['conflicts'], query), 'GET', signal),
    consistency: (query) => send(at(['consistency'], query), 'GET', signal),
    startReanalysis: (query) => send(at(['reanalyses'], query), 'POST', signal),
    reanalysis: (id) => send(at(['reanalyses', id]), 'GET', signal),
    view: (path, query) => send(at(path, query), 'GET', signal),
    enter: (path, content) => send(at(path), 'POST', signal, JSON.stringify(content)),
    download: async (path, query) =>
      new Uint8Array(await (await ask(at(path, query), 'GET', signal)).arrayBuffer()),
  };
};

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
