import { queryOptions } from '@tanstack/react-query';
import { createClient } from '../../lib/api/client/client.ts';
import { sessionFetch } from './session/session.ts';

export { ApiError } from '../../lib/api/client/api-error.ts';
export type { BatchDetails, BatchView, RejectedRow, UndoPreview } from '../../lib/api/contract/batches.ts';
export type { ChangesView, TrendView } from '../../lib/api/contract/changes.ts';
export type { ResponseExplanation } from '../../lib/api/contract/comments/feedback.ts';
/** What the API answers with. Views take these types from here, so that it is one place that knows where they stand. */
export type { ReviewChange, ReviewView as Review } from '../../lib/api/contract/comments/reviews.ts';
export type { DriversAnswer, ScoresAnswer } from '../../lib/api/contract/drivers.ts';
export type {
  Finding,
  FindingsAnswer,
  HeadlineScore,
} from '../../lib/api/contract/findings.ts';
export type { JourneyView, MapTouchpoint, ScorecardView } from '../../lib/api/contract/journey.ts';
export type { ActionList, DigestAnswer } from '../../lib/api/contract/reports.ts';
export type { ConflictsAnswer, ConsistencyAnswer } from '../../lib/api/contract/scans.ts';
export type { ConfigChange, ConfigFile } from '../../lib/api/contract/settings.ts';
export type { SummarySeries } from '../../lib/api/contract/summaries.ts';
export type {
  TaxonomyPreview,
  TaxonomyStepBody as TaxonomyStep,
  TaxonomyView,
} from '../../lib/api/contract/themes/taxonomy.ts';
export type { DiscoveredThemes, ThemeDetails, ThemesAnswer } from '../../lib/api/contract/themes/themes.ts';
export type { StagedUpload, TablePreview } from '../../lib/api/contract/uploads.ts';
export type { Distribution } from '../../lib/feedback/mapping/columns/distribution.ts';
export type {
  ColumnMapping,
  ColumnMeaning,
  Mapping,
  MappingQuestion,
  MappingWarning,
} from '../../lib/feedback/mapping/mapping.ts';
export type { MappingOverride } from '../../lib/feedback/mapping/mapping-override.ts';
export type { FileShape } from '../../lib/feedback/reading/source.ts';
export type { Evidence, ShownFigure } from '../../lib/insights/findings/finding.ts';
export type { TouchpointMoment } from '../../lib/insights/journey/moments-of-truth.ts';
export type { ScorecardRow } from '../../lib/insights/journey/scorecard.ts';
export type { Figure } from '../../lib/metrics/figures/figure.ts';
export type { Figures } from '../../lib/metrics/figures/figures.ts';
export type { ThemeChange, ThemeEntry as Theme, ThemeFacts } from '../../lib/query/themes/read-themes.ts';
export type { Digest } from '../../lib/reports/digest/digest.ts';

/** The API, by the contract that it is served under. Every view asks through here, and nowhere else. */
export const api = createClient({
  base: new URL('/api', location.href),
  fetch: sessionFetch,
});

/** Responses that match, as `GET /comments` answers them. */
export type CommentsPage = Awaited<ReturnType<typeof api.listComments>>;
export type CommentEntry = CommentsPage['comments'][number];
export type CommentAnswer = CommentEntry['answers'][number];

/** The touchpoints in the order of the journey, which many parts need. */
export const touchpointsQuery = queryOptions({
  queryKey: ['touchpoints'],
  queryFn: ({ signal }) => api.listTouchpoints({}, { signal }),
});

export type Issue = Awaited<ReturnType<typeof api.listIssues>>['issues'][number];

/** The issues of a touchpoint in a span of time, the most said first; of all its days without one. */
export const issuesQuery = (
  touchpoint: string,
  span: { readonly from?: string; readonly to?: string } = {},
) =>
  queryOptions({
    queryKey: ['issues', touchpoint, span.from, span.to],
    queryFn: ({ signal }) => api.listIssues({ touchpoint, ...span, limit: 50 }, { signal }),
  });

/** The latest month with feedback: what is looked at where the address names no time. */
export const latestMonthQuery = queryOptions({
  ...touchpointsQuery,
  select: ({ latestMonth }) => latestMonth,
});

/** From the first to the last month with feedback. */
export const datedMonthsQuery = queryOptions({
  ...touchpointsQuery,
  select: ({ earliestMonth, latestMonth }) => ({ from: earliestMonth, to: latestMonth }),
});

/** The themes that comments are filed under from now on. */
export const taxonomyQuery = queryOptions({
  queryKey: ['taxonomy'],
  queryFn: ({ signal }) => api.readTaxonomy({}, { signal }),
});

/** What the deployment settles: thresholds, zone, limits. */
export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => api.readSettings({}, { signal }),
});
