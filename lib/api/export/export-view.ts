import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { VerbatimError } from '../../errors.ts';
import type { FlatRow } from '../../insights/journey/figure-rows.ts';
import { deadlineIn, tooSlow } from '../../query/deadline.ts';
import { objectKeys } from '../../store/keys.ts';
import type { Download, ObjectStore } from '../../store/object-store.ts';
import { bodyBytes, maxAnswerBytes } from '../answer-size.ts';
import type { ApiContext } from '../api-context.ts';
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
import { joinPages, listsOf } from '../contract/pages.ts';
import { touchpointSummaries } from '../contract/summaries.ts';
import { listTouchpoints } from '../contract/touchpoints.ts';
import { type Route, route } from '../route.ts';
import { csvOf } from './csv-export.ts';
import type { Chart } from './export-charts.ts';
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

/** A view's route and its answer as a table. An export is the view's own answer: it suppresses the same. */
interface Exported<Answer = unknown> {
  readonly route: string;
  readonly path: (query: URLSearchParams) => string;
  readonly rows: (answer: Answer) => FlatRow[];
  /** Absent where the view is a list of words or of differences. */
  readonly chart?: (answer: Answer) => Promise<Chart>;
}

/** The answer comes as JSON: the schema of its route proves what it is. */
const exported = <Declared extends Operation>(
  { name, answer: schema }: Declared & { readonly answer: z.ZodType<AnswerOf<Declared>> },
  { path, rows, chart }: Omit<Exported<AnswerOf<Declared>>, 'route'>,
): Exported => ({
  route: name,
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

/** Loaded on demand: only charts need the chart libraries. */
const charts = () => import('./export-charts.ts');

const views: Readonly<Record<ExportedView, Exported>> = {
  touchpoints: exported(listTouchpoints, {
    path: () => '/touchpoints',
    rows: touchpointRows,
    chart: async (answer) => (await charts()).touchpointsChart(answer),
  }),
  summaries: exported(touchpointSummaries, {
    path: (query) => ofTouchpoint(query, 'summaries'),
    rows: summaryRows,
    chart: async (answer) => (await charts()).summariesChart(answer),
  }),
  journey: exported(readJourney, {
    path: () => '/journey',
    rows: journeyRows,
    chart: async (answer) => (await charts()).journeyChart(answer),
  }),
  scorecard: exported(readScorecard, { path: () => '/scorecard', rows: scorecardRows }),
  trends: exported(readTrend, {
    path: () => '/trends',
    rows: trendRows,
    chart: async (answer) => (await charts()).trendChart(answer),
  }),
  changes: exported(readChanges, { path: () => '/changes', rows: changeRows }),
  drivers: exported(readDrivers, {
    path: () => '/drivers',
    rows: driverRows,
    chart: async (answer) => (await import('./driver-charts.ts')).driversChart(answer),
  }),
  feedback: exported(touchpointFeedback, {
    path: (query) => ofTouchpoint(query, 'feedback'),
    rows: ({ feedback }) => feedbackRows(feedback),
  }),
};

const chartOf = async (answer: unknown, { chart }: Exported): Promise<string> => {
  if (chart !== undefined) {
    const { standalone } = await import('../../charts/files/standalone.ts');
    const { picture, ...words } = await chart(answer);
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
    default: {
      const { pngOf } = await import('../../charts/files/render-png.ts');
      return pngOf(await chartOf(answer, view));
    }
  }
};

/** Has the API answer a path, as for an external request. */
type Ask = (path: string) => Response | Promise<Response>;

/** A request ends after 29 seconds: the rest is for the last page and for writing. */
const joiningSeconds = 12;

/** A view that pages by itself: a file has all pages, up to a `limit` that is asked for. */
const joinedLists: Partial<Record<ExportedView, readonly string[]>> = { feedback: ['feedback'] };

const listsIn = (name: ExportedView): readonly string[] =>
  joinedLists[name] ?? Object.keys(listsOf(views[name].route) ?? {});

class Refused extends Error {
  readonly answer: Response;
  constructor(answer: Response) {
    super('the view is refused');
    this.answer = answer;
  }
}

interface Reading {
  readonly ask: Ask;
  readonly milliseconds: () => number;
}

/** The whole answer of a view: the API's own pages are joined. */
const readWhole = async (
  { ask, milliseconds }: Reading,
  name: ExportedView,
  query: URLSearchParams,
): Promise<unknown> => {
  const deadline = deadlineIn(joiningSeconds, milliseconds);
  const path = views[name].path(query);
  const read = async (more: Readonly<Record<string, string>>): Promise<unknown> => {
    const answer = await ask(`${path}?${new URLSearchParams({ ...Object.fromEntries(query), ...more })}`);
    if (!answer.ok) throw new Refused(answer);
    return answer.json();
  };
  const isOnePage = query.has('limit') || query.has('cursor');
  const first = await read(name === 'feedback' && !isOnePage ? { limit: '200' } : {});
  if (isOnePage) return first;
  return joinPages(listsIn(name), first, (cursor) => {
    if (deadline.isOver()) throw tooSlow(deadline, 'the view was not read to its end');
    return read({ ...(name === 'feedback' ? { limit: '200' } : {}), cursor });
  });
};

const expiresInSeconds = 900;

/** A file that is too large for an answer is stored for a day, and the answer leads to it. */
const answerWith = async (
  objects: ObjectStore,
  body: string | Uint8Array<ArrayBuffer>,
  { name, contentType }: Pick<Download, 'name' | 'contentType'>,
): Promise<Response> => {
  const bytes = typeof body === 'string' ? bodyBytes(body) : Math.ceil(body.length / 3) * 4;
  if (bytes <= maxAnswerBytes)
    return new Response(body, {
      headers: { 'content-type': contentType, 'content-disposition': `attachment; filename="${name}"` },
    });
  const key = objectKeys.export(randomUUID(), name);
  await objects.write(key, body);
  const location = await objects.downloadUrl(key, { name, contentType, expiresInSeconds });
  return new Response(null, { status: 303, headers: { location } });
};

/** `GET /export`: any view as CSV or JSON, and some as a chart. */
export const exportRoutes = ({ effects, milliseconds }: ApiContext, ask: Ask): Route[] => [
  route(exportView, async ({ query: { view: name, format } }, context) => {
    const query = new URL(context.req.url).searchParams;
    for (const own of ['view', 'format']) query.delete(own);
    try {
      const answer = await readWhole({ ask, milliseconds }, name, query);
      const file = { name: `verbatim-${name}.${format}`, contentType: exportContentTypes[format] };
      return await answerWith(effects.objects, await written(answer, format, views[name]), file);
    } catch (error) {
      if (error instanceof Refused) return error.answer;
      throw error;
    }
  }),
];
