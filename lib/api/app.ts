import { type Context, Hono } from 'hono';
import { errorView, statusOf, VerbatimError } from '../errors.ts';
import { keepFindings } from '../query/findings/kept-findings.ts';
import type { ApiContext } from './api-context.ts';
import { batchRoutes } from './batches/batches.ts';
import { erasureRoutes } from './batches/erasures.ts';
import { reanalysisRoutes } from './batches/reanalyses.ts';
import { type Caller, requireAccess } from './caller.ts';
import { commentRoutes } from './comments/comments-view.ts';
import { reviewRoutes } from './comments/reviews.ts';
import { exportRoutes } from './export/export-view.ts';
import { journeyReportRoutes } from './export/journey-report.ts';
import { openApiDocument, signatureOf } from './openapi.ts';
import { type Checks, type LookAtAnswer, type Route, serve } from './route.ts';
import { scanRoutes } from './scans/scans.ts';
import { taxonomyRoutes } from './themes/taxonomy-view.ts';
import { themeRoutes } from './themes/themes-view.ts';
import { changeRoutes } from './views/changes-view.ts';
import { discoveredRoutes } from './views/discovered-themes.ts';
import { personaRoutes } from './views/facets-view.ts';
import { findingRoutes } from './views/findings-view.ts';
import { issueRoutes } from './views/issues-view.ts';
import { journeyRoutes } from './views/journey-view.ts';
import { scorecardRoutes } from './views/scorecard-view.ts';
import { summaryRoutes } from './views/summaries-view.ts';
import { touchpointRoutes } from './views/touchpoints-view.ts';
import { trendRoutes } from './views/trends-view.ts';

/** Clients get our own errors, with their place in a file; of any other error only that there was one. */
const errorBody = (error: Error) =>
  error instanceof VerbatimError ? errorView(error) : { code: 'internal', message: 'internal error' };

export interface ApiOptions {
  /** Routes that need more than the context: of uploads, of reports. */
  readonly further?: readonly Route[];
  /** Default: nothing is logged. */
  readonly look?: LookAtAnswer;
  /** The caller of a request. Default: an administrator, where only one person has access. */
  readonly callerOf?: (context: Context) => Caller;
  /** Default: the system's clock. */
  readonly now?: () => Date;
}

/** Marks the requests that the API makes to itself; no external request can have it. */
const exporting = Object.freeze({ exporting: true });

/** The caller's role was checked for the export, which includes its view. */
const admitting =
  (callerOf: (context: Context) => Caller): Checks['admit'] =>
  (operation, request) => {
    if (request.env === exporting) return operation.role === 'anyone' ? {} : { role: operation.role };
    const caller = callerOf(request);
    requireAccess(caller, operation, request);
    return caller;
  };

const routesOf = (api: ApiContext, now: () => Date): Route[] => {
  const context = { ...api, kept: keepFindings(api.milliseconds) };
  return [
    ...touchpointRoutes(context),
    ...summaryRoutes(context),
    ...personaRoutes(context),
    ...journeyRoutes(context),
    ...scorecardRoutes(context),
    ...trendRoutes(context),
    ...changeRoutes(context),
    ...findingRoutes(context),
    ...issueRoutes(context, now),
    ...commentRoutes(context),
    ...reviewRoutes(context, now),
    ...scanRoutes(context),
    ...batchRoutes(context),
    ...discoveredRoutes(context),
    ...themeRoutes(context),
    ...taxonomyRoutes(context, now),
    ...reanalysisRoutes(context, now),
    ...erasureRoutes(context, now),
  ];
};

/** The HTTP API: requests in, JSON out. Its routes are listed at `/` and described at `/openapi.json`; docs/api.md documents each. */
export const createApi = (
  context: ApiContext,
  {
    further = [],
    look = () => undefined,
    callerOf = () => ({ role: 'admin' }),
    now = () => new Date(),
  }: ApiOptions = {},
): Hono => {
  const api = new Hono();
  const askItself = (path: string) => api.request(path, undefined, exporting);
  const routes = [
    ...routesOf(context, now),
    ...exportRoutes(context, askItself),
    ...journeyReportRoutes(askItself),
    ...further,
  ];
  const checks = { look, admit: admitting(callerOf) };
  for (const each of routes) serve(api, each, checks);
  const signatures = routes.map(({ operation }) => signatureOf(operation));

  api.get('/', ({ json }) => json({ name: 'Verbatim', routes: signatures }));
  api.get('/openapi.json', ({ json }) => json(openApiDocument()));
  api.notFound(({ json }) =>
    json({ error: { code: 'not-found', message: 'route not found', expected: signatures.join(' · ') } }, 404),
  );
  api.onError((error) => {
    const status = statusOf(error);
    context.effects.log('request failed', {
      status,
      code: error instanceof VerbatimError ? error.code : 'internal',
      name: error.name,
    });
    return new Response(JSON.stringify({ error: errorBody(error) }), {
      status,
      headers: { 'content-type': 'application/json' },
    });
  });
  return api;
};
