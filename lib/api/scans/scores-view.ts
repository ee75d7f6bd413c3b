import type { Hono } from 'hono';
import { z } from 'zod';
import { type BurstReport, BurstSearch } from '../../insights/responses/burst-report.ts';
import { type ScaleScores, ScoreReport } from '../../insights/responses/score-report.ts';
import { scanCopies, scanCounted } from '../../query/scan-responses.ts';
import {
  type AnsweredScope,
  type AskedScope,
  isSuppressed,
  partialOf,
  prepareScan,
  type ScanEffects,
  type Suppressed,
  scopeOf,
} from '../../query/scan-scope.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import { parseParameters, scopeParameters } from '../query-parameters.ts';

const parameters = z.strictObject(scopeParameters);

export const scoreRoutes = ['GET /scores?touchpoint&from&to&where', 'GET /bursts?touchpoint&from&to&where'];

export type ScoresAnswer = AnsweredScope & ({ readonly scales: readonly ScaleScores[] } | Suppressed);
export type BurstsAnswer = AnsweredScope & (BurstReport | Suppressed);

const readScores = async (
  effects: ScanEffects,
  configuration: Configuration,
  scope: AskedScope,
): Promise<ScoresAnswer> => {
  const scan = await prepareScan(effects, configuration, scope);
  const { plan, settings, thresholds } = scan;
  const report = new ScoreReport({ ...settings, minRespondents: thresholds.figures });
  for await (const copies of scanCounted(effects, plan)) for (const copy of copies) report.add(copy);
  return isSuppressed(scan)
    ? { ...scopeOf(scope), suppressed: true }
    : { ...scopeOf(scope), ...partialOf(scan), scales: report.scales() };
};

const readBursts = async (
  effects: ScanEffects,
  configuration: Configuration,
  scope: AskedScope,
): Promise<BurstsAnswer> => {
  const scan = await prepareScan(effects, configuration, scope);
  const { plan, settings, thresholds } = scan;
  const search = new BurstSearch();
  for await (const copies of scanCopies(effects, plan)) search.meet(copies);
  if (isSuppressed(scan)) return { ...scopeOf(scope), suppressed: true };
  for await (const copies of scanCopies(effects, plan)) search.add(copies);
  return {
    ...scopeOf(scope),
    ...partialOf(scan),
    ...search.report({ ...settings, minRespondents: thresholds.figures }),
  };
};

/** `GET /scores`: scores of everybody, of commenters and of the silent. `GET /bursts`: clones and bursts, and figures without them. */
export const addScores = (api: Hono, effects: ScanEffects, configuration: Configuration): void => {
  api.get('/scores', async (context) =>
    context.json(await readScores(effects, configuration, parseParameters(parameters, context.req.query()))),
  );
  api.get('/bursts', async (context) =>
    context.json(await readBursts(effects, configuration, parseParameters(parameters, context.req.query()))),
  );
};
