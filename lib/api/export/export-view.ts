import type { Hono } from 'hono';
import { pngOf } from '../../charts/render-png.ts';
import { VerbatimError } from '../../errors.ts';
import type { FeedbackPage } from '../views/feedback-page.ts';
import { csvOf } from './csv-export.ts';
import { driversChart, journeyChart, summariesChart, touchpointsChart, trendChart } from './export-charts.ts';
import {
  changeRows,
  driverRows,
  feedbackRows,
  journeyRows,
  scorecardRows,
  summaryRows,
  touchpointRows,
  trendRows,
} from './export-rows.ts';
import type { FlatRow } from './flat-rows.ts';

/** A view's route and its answer as a table. An export is the view's own answer: whatever that suppresses is in no export either. */
interface ExportedView {
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

const views: Readonly<Record<string, ExportedView>> = {
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

const formats = ['csv', 'json', 'svg', 'png'] as const;
type Format = (typeof formats)[number];

const contentTypes: Readonly<Record<Format, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
};

const formatOf = (name: string | undefined): Format => {
  const format = formats.find((known) => known === (name ?? 'csv'));
  if (format !== undefined) return format;
  throw new VerbatimError('usage', 'parameter "format" is wrong', { expected: formats.join(', ') });
};

const viewNamed = (name: string | undefined): ExportedView => {
  const view = name === undefined || !Object.hasOwn(views, name) ? undefined : views[name];
  if (view !== undefined) return view;
  throw new VerbatimError('usage', 'parameter "view" is wrong', { expected: Object.keys(views).join(', ') });
};

const chartOf = (answer: unknown, { chart }: ExportedView): string => {
  if (chart !== undefined) return chart(answer as never);
  const charted = Object.keys(views).filter((name) => views[name]?.chart !== undefined);
  throw new VerbatimError('usage', 'this view is no chart', { expected: `view=${charted.join(', ')}` });
};

const written = async (
  answer: unknown,
  format: Format,
  view: ExportedView,
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

export const exportRoutes = [
  'GET /export?view=touchpoints|summaries|journey|scorecard|trends|changes|drivers|feedback&format=csv|json|svg|png and the parameters of the view',
] as const;

/** Adds exports: any view as CSV or JSON, and as a chart what is one. */
export const addExport = (api: Hono): void => {
  api.get('/export', async (context) => {
    const query = new URL(context.req.url).searchParams;
    const name = taken(query, 'view');
    const format = formatOf(taken(query, 'format'));
    const view = viewNamed(name);
    const answer = await api.request(`${view.path(query)}?${query}`);
    if (!answer.ok) return answer;
    const body = await written(await answer.json(), format, view);
    return context.body(body, 200, {
      'content-type': contentTypes[format],
      'content-disposition': `attachment; filename="verbatim-${name}.${format}"`,
    });
  });
};
