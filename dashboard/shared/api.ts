import { queryOptions } from '@tanstack/react-query';
import { type infer as Infer, number, object, optional, string } from 'zod/mini';
import type { BatchView } from '../../lib/api/contract/batches.ts';
import type { ChangesView } from '../../lib/api/contract/changes.ts';
import type { JourneyView, MapTouchpoint, ScorecardView } from '../../lib/api/contract/journey.ts';
import type { ThemeFact } from '../../lib/insights/journey/journey-map.ts';
import type { ScorecardRow } from '../../lib/insights/journey/scorecard.ts';
import type { Figure } from '../../lib/metrics/figures/figure.ts';
import type { TouchpointEntry } from '../../lib/query/touchpoint-list.ts';
import type { Span } from './scope.ts';

/** What the API answers with. Views take these types from here, so that it is one place that knows where they stand. */
export type { Figure, JourneyView, MapTouchpoint, ScorecardRow, ScorecardView, ThemeFact };

const errorBody = object({
  error: object({
    code: string(),
    message: string(),
    file: optional(string()),
    row: optional(number()),
    column: optional(string()),
    expected: optional(string()),
    got: optional(string()),
  }),
});
type ErrorBody = Infer<typeof errorBody>['error'];

/** What the API refused, in its own words; `unreachable` where nothing answered. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: ErrorBody;

  constructor(status: number, body: ErrorBody) {
    super(body.message);
    this.name = 'ApiError';
    this.status = status;
    this.body = body;
  }
}

const failureOf = async (response: Response): Promise<ApiError> => {
  const parsed = errorBody.safeParse(await response.json().catch(() => undefined));
  return new ApiError(
    response.status,
    parsed.success
      ? parsed.data.error
      : { code: 'internal', message: `the server answered ${response.status}` },
  );
};

type Parameters = Readonly<Record<string, string | number | undefined>>;

const pathWith = (path: string, parameters: Parameters): string => {
  const given = Object.entries(parameters).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? `/api${path}` : `/api${path}?${new URLSearchParams(given)}`;
};

const request = async (url: string, init: RequestInit): Promise<Response> => {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiError(0, { code: 'unreachable', message: 'no answer from the server' });
  }
};

const answerOf = async <Answer>(response: Response): Promise<Answer> => {
  if (!response.ok) throw await failureOf(response);
  return response.json();
};

const get = async <Answer>(path: string, parameters: Parameters, signal: AbortSignal): Promise<Answer> =>
  answerOf<Answer>(await request(pathWith(path, parameters), { signal }));

/** The routes that the page reads and writes. Every view asks through here, and nowhere else. */
export const api = {
  touchpoints: (signal: AbortSignal) =>
    get<{ readonly touchpoints: readonly TouchpointEntry[] }>('/touchpoints', {}, signal),
  journey: (span: Span, signal: AbortSignal) =>
    get<JourneyView>('/journey', { ...span, grain: 'month' }, signal),
  scorecard: (span: Span, signal: AbortSignal) => get<ScorecardView>('/scorecard', { ...span }, signal),
  changes: (
    parameters: { readonly touchpoint?: string; readonly against?: string } & Partial<Span>,
    signal: AbortSignal,
  ) => get<ChangesView>('/changes', parameters, signal),
  batches: (signal: AbortSignal) =>
    get<{ readonly batches: readonly BatchView[]; readonly cursor?: string }>(
      '/batches',
      { limit: 100 },
      signal,
    ),
};

/** The touchpoints in the order of the journey, which many parts need. */
export const touchpointsQuery = queryOptions({
  queryKey: ['touchpoints'],
  queryFn: ({ signal }) => api.touchpoints(signal),
});

/** The latest month with feedback: what is looked at where the address names no time. */
export const latestMonthQuery = queryOptions({
  queryKey: ['latest-month'],
  queryFn: async ({ signal }) => {
    const { after } = await api.changes({}, signal);
    return after.from.slice(0, 7);
  },
});
