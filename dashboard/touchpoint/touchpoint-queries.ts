import { queryOptions } from '@tanstack/react-query';
import { api } from '../shared/api.ts';
import type { Scope, Span } from '../shared/scope/scope.ts';
import { trendGrain, trendSpan } from './presentation/trend.ts';

/** A series of a touchpoint over the weeks up to a period. */
export const trendQuery = (touchpoint: string, metric: string, period: Span) => {
  const span = trendSpan(period);
  const asked = { touchpoint, metric, ...span, grain: trendGrain(span) };
  return queryOptions({
    queryKey: ['trend', asked],
    queryFn: ({ signal }) => api.readTrend(asked, { signal }),
  });
};

export const actionsQuery = queryOptions({
  queryKey: ['actions'],
  queryFn: ({ signal }) => api.listActions({}, { signal }),
});

/** What changed at one touchpoint, or over all of them, taken apart into customers and mix. */
export const changesQuery = (period: Span, against: Scope['against'], touchpoint?: string) =>
  queryOptions({
    queryKey: ['changes', period, against, touchpoint],
    queryFn: ({ signal }) => api.readChanges({ ...period, against, touchpoint }, { signal }),
  });

/** Its figures by month, up to that in which the period ends: themes are counted by the month. */
export const monthsQuery = (touchpoint: string, period: Span) => {
  const asked = { touchpoint, from: trendSpan(period).from.slice(0, 7), to: period.to.slice(0, 7) };
  return queryOptions({
    queryKey: ['touchpoint-months', asked],
    queryFn: async ({ signal }) => {
      const series = await api.touchpointSummaries({ ...asked, grain: 'month' }, { signal });
      return 'summaries' in series ? series.summaries : [];
    },
  });
};

interface Narrowed extends Span {
  readonly touchpoint: string;
  readonly where: string | undefined;
}

export const driversQuery = (
  asked: Narrowed,
  metric: 'nps' | 'csat' | 'ces' | 'rating' | 'sentiment' | undefined,
) =>
  queryOptions({
    queryKey: ['drivers', asked, metric],
    queryFn: ({ signal }) => api.readDrivers({ ...asked, metric }, { signal }),
  });

export const consistencyQuery = (asked: Narrowed, by: string) =>
  queryOptions({
    queryKey: ['consistency', asked, by],
    queryFn: ({ signal }) => api.readConsistency({ ...asked, by }, { signal }),
  });

export const silenceQuery = (asked: Narrowed) =>
  queryOptions({
    queryKey: ['scores', asked],
    queryFn: ({ signal }) => api.readScores(asked, { signal }),
  });

export const conflictsQuery = (asked: Narrowed) =>
  queryOptions({
    queryKey: ['conflicts', asked],
    queryFn: ({ signal }) => api.readConflicts(asked, { signal }),
  });

/** The newest comments that match, and how many there are: what `/comments` counts under the same filters. */
export const quotesQuery = (
  asked: Narrowed,
  { theme, issue, label, score, signal: heard }: Scope,
  limit: number,
) => {
  const [scale, values = ''] = score?.split('=') ?? [];
  const [low = '', high = low] = values.split('..');
  const filters = {
    ...asked,
    theme,
    issue,
    label,
    signal: heard,
    score: scale === undefined ? undefined : `${scale}:${low}-${high}`,
  };
  return queryOptions({
    queryKey: ['quotes', filters, limit],
    queryFn: ({ signal }) => api.listComments({ ...filters, limit }, { signal }),
    staleTime: 300_000,
  });
};

/** As many as the API counts at once. */
const maxCounted = 100;

/** How many comments each of these has, as `/comments` counts them, in one request; 0 where they are too few to be read. */
export const countsQuery = (asked: Narrowed, filters: readonly Scope[]) => {
  const names = filters.slice(0, maxCounted).map(countedName);
  return queryOptions({
    queryKey: ['counts', asked, names],
    queryFn: async ({ signal }) => {
      const { counted = {} } = await api.listComments(
        { ...asked, counted: names.join(','), limit: 1 },
        { signal },
      );
      return Object.fromEntries(names.map((name) => [name, counted[name] ?? 0]));
    },
    enabled: names.length > 0,
    staleTime: 300_000,
  });
};

export const countedName = ({ theme, issue }: Scope): string =>
  issue === undefined ? `theme:${theme}` : `issue:${issue}`;

/** Why the comments of a response have their sentiment. */
export const explanationQuery = (touchpoint: string, response: string, { from, to }: Span) =>
  queryOptions({
    queryKey: ['explanation', touchpoint, response],
    queryFn: ({ signal }) => api.explainResponse({ touchpoint, response, from, to }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
