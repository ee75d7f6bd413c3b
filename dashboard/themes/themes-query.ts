import { queryOptions } from '@tanstack/react-query';
import { api, type TaxonomyStep } from '../shared/api.ts';
import { monthsUntil, type Scope, type Span } from '../shared/scope/scope.ts';

/** The part of the journey that an address asks for, as the API takes it: a touchpoint lies in one stage. */
const partOf = ({ tp, stage }: Scope) => ({
  touchpoint: tp,
  stage: tp === undefined ? stage : undefined,
});

/** Every theme over the part and the time. */
export const themesQuery = (scope: Scope, span: Span) => {
  const asked = { ...span, ...partOf(scope), against: scope.against };
  return queryOptions({
    queryKey: ['themes', asked],
    queryFn: ({ signal }) => api.listThemes(asked, { signal }),
  });
};

/** Where a theme is mentioned, in which words, and its quotes. */
export const themeQuery = (theme: string, scope: Scope, span: Span) => {
  const asked = { theme, ...span, ...partOf(scope) };
  return queryOptions({
    queryKey: ['themes', 'one', asked],
    queryFn: ({ signal }) => api.readTheme(asked, { signal }),
  });
};

export type TrendKind = 'share' | 'net';

const monthsBefore = { week: 3, month: 12 } as const;

/** A theme over the last thirteen weeks, or twelve months, up to the end of the time. */
export const themeTrendQuery = (
  { theme, kind }: { readonly theme: string; readonly kind: TrendKind },
  scope: Scope,
  { to }: Span,
) => {
  const grain = scope.grain === 'month' ? 'month' : 'week';
  const from = monthsUntil(to.slice(0, 7), monthsBefore[grain]).at(-1) ?? to;
  const asked = { metric: `theme:${theme}:${kind}`, ...partOf(scope), grain, from, to } as const;
  return queryOptions({
    queryKey: ['themes', 'trend', asked],
    queryFn: ({ signal }) => api.readTrend(asked, { signal }),
  });
};

export type DiscoveredKind = 'unassigned' | 'rising';

/** Topics in customers' words: those without a theme, or what is said more than in the period before. */
export const discoveredQuery = (kind: DiscoveredKind, { tp }: Scope, span: Span) => {
  const asked = {
    ...span,
    touchpoint: tp,
    limit: 8,
    ...(kind === 'rising'
      ? ({ scope: 'all', against: 'previous' } as const)
      : ({ scope: 'unassigned' } as const)),
  };
  return queryOptions({
    queryKey: ['themes', 'discovered', asked],
    queryFn: ({ signal }) => api.discoverThemes(asked, { signal }),
  });
};

/** What a step would do to the comments of the time. */
export const previewQuery = (step: TaxonomyStep, { tp }: Scope, span: Span) => {
  const asked = { ...span, touchpoint: tp };
  return queryOptions({
    queryKey: ['taxonomy', 'preview', step, asked],
    queryFn: ({ signal }) => api.previewTaxonomy({ ...asked, body: step }, { signal }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
};

/** Does a step on the text that was looked at, and on no other. */
export const takeStep = (step: TaxonomyStep, etag: string) =>
  api.changeTaxonomy({ body: step }, { headers: { 'if-match': `"${etag}"` } });

const lookMilliseconds = 700;

export const reanalysisQuery = (reanalysis: string) =>
  queryOptions({
    queryKey: ['reanalysis', reanalysis],
    queryFn: ({ signal }) => api.readReanalysis({ reanalysis }, { signal }),
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.status === 'analyzing' ? lookMilliseconds : false,
  });
