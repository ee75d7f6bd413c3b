import type { z } from 'zod';
import { pngOf } from '../../charts/files/render-png.ts';
import { standalone } from '../../charts/files/standalone.ts';
import { VerbatimError } from '../../errors.ts';
import type { AnswerOf, Operation } from '../contract/basis/operation.ts';
import { readChanges, readTrend } from '../contract/changes.ts';
import { touchpointFeedback } from '../contract/comments/feedback.ts';
import { readDrivers } from '../contract/drivers.ts';
import {
  type ExportedView,
  type ExportFormat,
  exportContentTypes,
  exportedViews,
  exportView,
} from '../contract/exports.ts';
import { readJourney, readScorecard } from '../contract/journey.ts';
import { touchpointSummaries } from '../contract/summaries.ts';
import { listTouchpoints } from '../contract/touchpoints.ts';
import { type Route, route } from '../route.ts';
import { csvOf } from './csv-export.ts';
import { driversChart } from './driver-charts.ts';
import { type Chart, journeyChart, summariesChart, touchpointsChart, trendChart } from './export-charts.ts';
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

/** A view's route and its answer as a table. An export is the view's own answer: it suppresses the same. */
interface Exported<Answer = unknown> {
  readonly path: (query: URLSearchParams) => string;
  readonly rows: (answer: Answer) => FlatRow[];
  /** Absent where the view is a list of words or of differences. */
  readonly chart?: (answer: Answer) => Chart;
}

/** The answer comes as JSON: the schema of its route proves what it is. */
const exported = <Declared extends Operation>(
  { answer: schema }: Declared & { readonly answer: z.ZodType<AnswerOf<Declared>> },
  { path, rows, chart }: Exported<AnswerOf<Declared>>,
): Exported => ({
  path,
  rows: (answer) => rows(schema.parse(answer)),
  ...(chart === undefined ? {} : { chart: (answer) => chart(schema.parse(answer)) }),
});

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
  touchpoints: exported(listTouchpoints, {
    path: () => '/touchpoints',
    rows: touchpointRows,
    chart: touchpointsChart,
  }),
  summaries: exported(touchpointSummaries, {
    path: (query) => ofTouchpoint(query, 'summaries'),
    rows: summaryRows,
    chart: summariesChart,
  }),
  journey: exported(readJourney, { path: () => '/journey', rows: journeyRows, chart: journeyChart }),
  scorecard: exported(readScorecard, { path: () => '/scorecard', rows: scorecardRows }),
  trends: exported(readTrend, { path: () => '/trends', rows: trendRows, chart: trendChart }),
  changes: exported(readChanges, { path: () => '/changes', rows: changeRows }),
  drivers: exported(readDrivers, { path: () => '/drivers', rows: driverRows, chart: driversChart }),
  feedback: exported(touchpointFeedback, {
    path: (query) => ofTouchpoint(query, 'feedback'),
    rows: ({ feedback }) => feedbackRows(feedback),
  }),
};

const chartOf = (answer: unknown, { chart }: Exported): string => {
  if (chart !== undefined) {
    const { picture, ...words } = chart(answer);
    return standalone(picture, words);
  }
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
      return csvOf(view.rows(answer));
    case 'svg':
      return chartOf(answer, view);
    default:
      return pngOf(chartOf(answer, view));
  }
};

/** Has the API answer a path, as for an external request. */
type Ask = (path: string) => Response | Promise<Response>;

/** `GET /export`: any view as CSV or JSON, and some as a chart. */
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
