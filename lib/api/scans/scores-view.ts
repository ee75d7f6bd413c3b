import { BurstSearch } from '../../insights/responses/burst-report.ts';
import { ScoreReport } from '../../insights/responses/score-report.ts';
import { scanCopies, scanCounted } from '../../query/scan-responses.ts';
import {
  type AskedScope,
  isSuppressed,
  partialOf,
  prepareScan,
  type ScanContext,
  scopeOf,
  withPeriod,
} from '../../query/scan-scope.ts';
import { readScores, type ScoresAnswer } from '../contract/drivers.ts';
import { type BurstsAnswer, readBursts } from '../contract/scans.ts';
import { type Route, route } from '../route.ts';
import { requireDimensions } from './known-dimensions.ts';

const scoresIn = async (context: ScanContext, scope: AskedScope): Promise<ScoresAnswer> => {
  const scan = await prepareScan(context, scope);
  const { plan, settings, thresholds } = scan;
  const report = new ScoreReport({ ...settings, minRespondents: thresholds.figures });
  for await (const copies of scanCounted(context.effects, plan)) for (const copy of copies) report.add(copy);
  await requireDimensions(context, scope, plan);
  return isSuppressed(scan)
    ? { ...scopeOf(scope), suppressed: true }
    : { ...scopeOf(scope), ...partialOf(scan), scales: report.scales() };
};

const burstsIn = async (context: ScanContext, scope: AskedScope): Promise<BurstsAnswer> => {
  const scan = await prepareScan(context, scope);
  const { plan, settings, thresholds } = scan;
  const search = new BurstSearch();
  for await (const copies of scanCopies(context.effects, plan)) search.meet(copies);
  await requireDimensions(context, scope, plan);
  if (isSuppressed(scan)) return { ...scopeOf(scope), suppressed: true };
  for await (const copies of scanCopies(context.effects, plan)) search.add(copies);
  return {
    ...scopeOf(scope),
    ...partialOf(scan),
    ...search.report({ ...settings, minRespondents: thresholds.figures }),
  };
};

/** `GET /scores`: scores of all respondents, with and without comments. `GET /bursts`: clones and bursts, and figures without them. */
export const scoreRoutes = (context: ScanContext): Route[] => [
  route(readScores, async ({ query }) => scoresIn(context, await withPeriod(context, query))),
  route(readBursts, ({ query }) => burstsIn(context, query)),
];
