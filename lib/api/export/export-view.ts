import { pngOf } from '../../charts/files/render-png.ts';
import { VerbatimError } from '../../errors.ts';
import type { FeedbackPage } from '../contract/comments/feedback.ts';
import {
  type ExportedView,
  type ExportFormat,
  exportContentTypes,
  exportedViews,
  exportView,
} from '../contract/exports.ts';
import { type Route, route } from '../route.ts';
import { csvOf } from './csv-export.ts';
import { driversChart, journeyChart, summariesChart, touchpointsChart, trendChart } from './export-charts.ts';
import {
  changeRows,
  driverRows,
  journeyRows,
  scorecardRows,
  summaryRows,
  touchpointRows,
  trendRows,
} from './export-rows.ts';
import { feedbackRows } from './feedback-rows.ts';
import type { FlatRow } from './flat-rows.ts';

/** A view's route and its answer as a table. An export is the view's own answer: whatever that suppresses is in no export either. */
interface Exported {
  readonly path: (query: URLSearchParams) => string;
  readonly rows: (answer: never) => FlatRow[];
  /** As SVG; absent where the view is a list of words or of differences. */
  readonly chart?: (answer: never) => string;
}

const taken = (query: URLSearchParams, name: string): string | undefined => {
  const value = query.get(name) ?? undefined;
  query.delete(name);
  return value;
};

const ofTouchpoint = (query: URLSearchParams, view: string): string => {
  const touchpoint = taken(query, 'touchpoint');
  if (touchpoint !== undefined) return `/touchpoints/${encodeURIComponent(touchpoint)}/${view}`;
  const stage = view === 'summaries' ? taken(query, 'stage') : undefined;
  if (stage !== undefined) return `/stages/${encodeURIComponent(stage)}/${view}`;
  throw new VerbatimError('usage', 'parameter "touchpoint" is missing', {
    expected: 'the id of a touchpoint',
  });
};

const views: Readonly<Record<ExportedView, Exported>> = {
  touchpoints: { path: () => '/touchpoints', rows: touchpointRows, chart: touchpointsChart },
  summaries: {
    path: (query) => ofTouchpoint(query, 'summaries'),
    rows: summaryRows,
    chart: summariesChart,
  },
  journey: { path: () => '/journey', rows: journeyRows, chart: journeyChart },
  scorecard: { path: () => '/scorecard', rows: scorecardRows },
  trends: { path: () => '/trends', rows: trendRows, chart: trendChart },
  changes: { path: () => '/changes', rows: changeRows },
  drivers: { path: () => '/drivers', rows: driverRows, chart: driversChart },
  feedback: {
    path: (query) => ofTouchpoint(query, 'feedback'),
    rows: ({ feedback }: FeedbackPage) => feedbackRows(feedback),
  },
};

const chartOf = (answer: unknown, { chart }: Exported): string => {
  if (chart !== undefined) return chart(answer as never);
  const charted = exportedViews.filter((name) => views[name].chart !== undefined);
  throw new VerbatimError('usage', 'this view has no chart', { expected: `view=${charted.join(', ')}` });
};

const written = async (
  answer: unknown,
  format: ExportFormat,
  view: Exported,
): Promise<string | Uint8Array<ArrayBuffer>> => {
  switch (format) {
    case 'json':
      return JSON.stringify(answer);
    case 'csv':
      return csvOf(view.rows(answer as never));
    case 'svg':
      return chartOf(answer, view);
    default:
      return pngOf(chartOf(answer, view));
  }
};

/** Has the API answer a path, as if it had been asked from outside. */
type Ask = (path: string) => Response | Promise<Response>;

/** `GET /export`: any view as CSV or JSON, and as a chart what is one. */
export const exportRoutes = (ask: Ask): Route[] => [
  route(exportView, async ({ query: { view: name, format } }, context) => {
    const query = new URL(context.req.url).searchParams;
    for (const own of ['view', 'format']) query.delete(own);
    const view = views[name];
    const answer = await ask(`${view.path(query)}?${query}`);
    if (!answer.ok) return answer;
    const body = await written(await answer.json(), format, view);
    return context.body(body, 200, {
      'content-type': exportContentTypes[format],
      'content-disposition': `attachment; filename="verbatim-${name}.${format}"`,
    });
  }),
];
