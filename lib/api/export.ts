import type { Hono } from 'hono';
import { VerbatimError } from '../errors.ts';
import { csvOf } from '../report/csv-export.ts';
import type { FlatRow } from '../report/flat-rows.ts';
import { lineChart } from '../report/line-chart.ts';
import {
  changeRows,
  feedbackRows,
  journeyRows,
  scorecardRows,
  summaryRows,
  touchpointRows,
  trendRows,
} from './export-rows.ts';
import type { FeedbackPage } from './feedback-page.ts';
import type { TrendView } from './trends.ts';

/** A view's route and its answer as a table. An export is the view's own answer: whatever that withholds is in no export either. */
interface ExportedView {
  readonly path: (query: URLSearchParams) => string;
  readonly rows: (answer: never) => FlatRow[];
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
  touchpoints: { path: () => '/touchpoints', rows: touchpointRows },
  summaries: { path: (query) => ofTouchpoint(query, 'summaries'), rows: summaryRows },
  journey: { path: () => '/journey', rows: journeyRows },
  scorecard: { path: () => '/scorecard', rows: scorecardRows },
  trends: { path: () => '/trends', rows: trendRows },
  changes: { path: () => '/changes', rows: changeRows },
  feedback: {
    path: (query) => ofTouchpoint(query, 'feedback'),
    rows: ({ feedback }: FeedbackPage) => feedbackRows(feedback),
  },
};

const formats = ['csv', 'json', 'svg'] as const;
type Format = (typeof formats)[number];

const contentTypes: Readonly<Record<Format, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
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

const units = (metric: string): { readonly unit: string; format(value: number): string } => {
  if (metric === 'volume') return { unit: 'responses', format: String };
  const digits = (value: number): string => String(Math.round(value * 100) / 100);
  if (/^nps:|:net$/.test(metric)) return { unit: 'points, −100 to 100', format: digits };
  if (metric.startsWith('rating:')) return { unit: 'mean', format: digits };
  return { unit: 'share', format: (value) => `${Math.round(value * 1000) / 10}%` };
};

/** A trend as a chart. */
export const trendChart = ({ metric, touchpoint, stage, grain, points }: TrendView): string => {
  const of = touchpoint ?? stage ?? 'the journey';
  return lineChart(
    points.map(({ period, value, figure, judged, broken }) => ({
      label: period,
      value: figure?.value ?? value,
      low: figure?.low,
      high: figure?.high,
      n: figure?.n,
      uncertain: figure?.enough === false,
      anomalous: judged?.anomalous,
      broken,
    })),
    { title: `${metric} of ${of} by the ${grain}`, ...units(metric) },
  );
};

const written = (
  answer: unknown,
  format: Format,
  name: string | undefined,
  { rows }: ExportedView,
): string => {
  if (format === 'json') return JSON.stringify(answer);
  if (format === 'csv') return csvOf(rows(answer as never));
  if (name === 'trends') return trendChart(answer as TrendView);
  throw new VerbatimError('usage', 'this view is no chart', {
    expected: 'view=trends with format=svg',
    got: name ?? '',
  });
};

export const exportRoutes = [
  'GET /export?view=touchpoints|summaries|journey|scorecard|trends|changes|feedback&format=csv|json|svg and the parameters of the view',
] as const;

/** Adds exports: any view as CSV or JSON, and trends as a chart. */
export const addExport = (api: Hono): void => {
  api.get('/export', async (context) => {
    const query = new URL(context.req.url).searchParams;
    const name = taken(query, 'view');
    const format = formatOf(taken(query, 'format'));
    const view = viewNamed(name);
    const answer = await api.request(`${view.path(query)}?${query}`);
    if (!answer.ok) return answer;
    const body = written(await answer.json(), format, name, view);
    return context.body(body, 200, {
      'content-type': contentTypes[format],
      'content-disposition': `attachment; filename="verbatim-${name}.${format}"`,
    });
  });
};
