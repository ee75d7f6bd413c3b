const methods = ['GET', 'POST', 'PUT', 'DELETE'] as const;
export type Method = (typeof methods)[number];

/** With its parameters in braces: `GET /batches/{batch}`. */
export type RouteSignature = `${Method} /${string}`;

/**
 * Every route of the API under the name that it has in the client and, as `operationId`, in the OpenAPI document. A new route is
 * listed here, declared in the file of its subject and in operations.ts, and answered by a `route()` in lib/api.
 */
export const routes = {
  listTouchpoints: 'GET /touchpoints',
  touchpointSummaries: 'GET /touchpoints/{touchpoint}/summaries',
  stageSummaries: 'GET /stages/{stage}/summaries',
  listPersonas: 'GET /personas',
  personaSummaries: 'GET /personas/{persona}/summaries',
  readJourney: 'GET /journey',
  readJourneyReport: 'GET /journey/report',
  readScorecard: 'GET /scorecard',
  readTrend: 'GET /trends',
  readChanges: 'GET /changes',
  readFindings: 'GET /findings',
  listIssues: 'GET /issues',
  decideIssue: 'POST /touchpoints/{touchpoint}/issues/{issue}/decisions',
  undoIssueDecision: 'DELETE /touchpoints/{touchpoint}/issues/{issue}/decisions',
  touchpointFeedback: 'GET /touchpoints/{touchpoint}/feedback',
  explainResponse: 'GET /touchpoints/{touchpoint}/feedback/{response}/explanation',
  listComments: 'GET /comments',
  reviewResponse: 'PUT /touchpoints/{touchpoint}/feedback/{response}/review',
  listCorrections: 'GET /corrections',
  readDrivers: 'GET /drivers',
  readScores: 'GET /scores',
  readBursts: 'GET /bursts',
  readConflicts: 'GET /conflicts',
  readConsistency: 'GET /consistency',
  readCarryOver: 'GET /carry-over',
  exportView: 'GET /export',
  listBatches: 'GET /batches',
  readBatch: 'GET /batches/{batch}',
  undoBatch: 'DELETE /batches/{batch}',
  redriveBatch: 'POST /batches/{batch}/redrive',
  redriveAll: 'POST /redrive',
  previewUndo: 'GET /batches/{batch}/undo-preview',
  correctBatch: 'POST /batches/{batch}/mapping',
  listRejects: 'GET /batches/{batch}/rejects',
  listThemes: 'GET /themes',
  readTheme: 'GET /themes/{theme}',
  discoverThemes: 'GET /themes/discovered',
  readTaxonomy: 'GET /taxonomy',
  changeTaxonomy: 'POST /taxonomy',
  previewTaxonomy: 'POST /taxonomy/preview',
  askErasure: 'POST /erasures',
  readErasure: 'GET /erasures/{erasure}',
  confirmErasure: 'POST /erasures/{erasure}/confirmation',
  startReanalysis: 'POST /reanalyses',
  readReanalysis: 'GET /reanalyses/{reanalysis}',
  listDigests: 'GET /digests',
  readDigest: 'GET /digests/{scope}/{grain}/{period}',
  listAlerts: 'GET /alerts',
  tryAlerts: 'POST /alerts/try',
  listActions: 'GET /actions',
  enterAction: 'POST /actions',
  readSettings: 'GET /config',
  readConfig: 'GET /config/{file}',
  writeConfig: 'PUT /config/{file}',
  sendResponses: 'POST /responses',
  receiveWebhook: 'POST /webhooks/{source}',
  stageUpload: 'POST /uploads',
  listUploadParts: 'GET /uploads/{upload}/parts',
  joinUpload: 'POST /uploads/{upload}/join',
  previewUpload: 'POST /uploads/{upload}/preview',
  confirmUpload: 'POST /uploads/{upload}/confirm',
} as const satisfies Readonly<Record<string, RouteSignature>>;

interface Route {
  readonly method: Method;
  readonly path: `/${string}`;
}

/** @example splitRoute('GET /batches/{batch}') // { method: 'GET', path: '/batches/{batch}' } */
export const splitRoute = (signature: RouteSignature): Route => {
  const method = methods.find((one) => signature.startsWith(`${one} /`));
  if (method === undefined) throw new TypeError(`${signature} is not a method and a path`);
  return { method, path: `/${signature.slice(`${method} /`.length)}` };
};

/** @example routeName('GET /batches') // 'listBatches' */
export const routeName = (signature: RouteSignature): string =>
  Object.entries(routes).find(([, known]) => known === signature)?.[0] ?? signature;
