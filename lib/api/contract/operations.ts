import type { Operation } from './basis/operation.ts';
import {
  correctBatch,
  listBatches,
  listRejects,
  previewUndo,
  readBatch,
  redriveAll,
  redriveBatch,
  undoBatch,
} from './batches.ts';
import { readChanges, readTrend } from './changes.ts';
import { explainResponse, listComments, touchpointFeedback } from './comments/feedback.ts';
import { listCorrections, reviewResponse } from './comments/reviews.ts';
import { readDrivers, readScores } from './drivers.ts';
import { exportView } from './exports.ts';
import { readFindings } from './findings.ts';
import { readJourney, readJourneyReport, readScorecard } from './journey.ts';
import { askErasure, confirmErasure, readErasure } from './people/erasures.ts';
import { enterAction, listActions, listAlerts, listDigests, readDigest, tryAlerts } from './reports.ts';
import type { routes } from './routes.ts';
import { readBursts, readCarryOver, readConflicts, readConsistency } from './scans.ts';
import { readConfig, readSettings, writeConfig } from './settings.ts';
import { sendResponses } from './stream/responses.ts';
import { receiveWebhook } from './stream/webhooks.ts';
import { listPersonas, personaSummaries, stageSummaries, touchpointSummaries } from './summaries.ts';
import { decideIssue, listIssues, undoIssueDecision } from './themes/issues.ts';
import { readReanalysis, startReanalysis } from './themes/reanalyses.ts';
import { changeTaxonomy, previewTaxonomy, readTaxonomy } from './themes/taxonomy.ts';
import { discoverThemes, listThemes, readTheme } from './themes/themes.ts';
import { listTouchpoints } from './touchpoints.ts';
import { confirmUpload, joinUpload, listUploadParts, previewUpload, stageUpload } from './uploads.ts';

/**
 * The declaration of every route, by its name.
 */
export const operations = {
  listTouchpoints,
  touchpointSummaries,
  stageSummaries,
  listPersonas,
  personaSummaries,
  readJourney,
  readJourneyReport,
  readScorecard,
  readTrend,
  readChanges,
  readFindings,
  listIssues,
  decideIssue,
  undoIssueDecision,
  touchpointFeedback,
  explainResponse,
  listComments,
  reviewResponse,
  listCorrections,
  readDrivers,
  readScores,
  readBursts,
  readConflicts,
  readConsistency,
  readCarryOver,
  exportView,
  listBatches,
  readBatch,
  undoBatch,
  redriveBatch,
  redriveAll,
  previewUndo,
  correctBatch,
  listRejects,
  listThemes,
  readTheme,
  discoverThemes,
  readTaxonomy,
  changeTaxonomy,
  previewTaxonomy,
  askErasure,
  readErasure,
  confirmErasure,
  startReanalysis,
  readReanalysis,
  listDigests,
  readDigest,
  listAlerts,
  tryAlerts,
  listActions,
  enterAction,
  readSettings,
  readConfig,
  writeConfig,
  sendResponses,
  receiveWebhook,
  stageUpload,
  listUploadParts,
  joinUpload,
  previewUpload,
  confirmUpload,
} as const satisfies Readonly<Record<keyof typeof routes, Operation>>;

export type Operations = typeof operations;
