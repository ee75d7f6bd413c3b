import { CarryOver } from '../../insights/responses/carry-over.ts';
import { ConflictReport } from '../../insights/responses/conflict-report.ts';
import { ConsistencyReport } from '../../insights/responses/consistency-report.ts';
import { addDays } from '../../metrics/calendar/calendar.ts';
import { issuesOfResponses } from '../../query/issues/issues-of-responses.ts';
import { scanParts } from '../../query/scan-facets.ts';
import { scanCopies, scanCounted } from '../../query/scan-responses.ts';
import {
  isScopeSuppressed,
  isSuppressed,
  partialOf,
  prepareScan,
  type ScanContext,
  scopeOf,
  withPeriod,
} from '../../query/scan-scope.ts';
import type { ParsedRequest } from '../contract/basis/operation.ts';
import {
  type CarryOverAnswer,
  type ConflictsAnswer,
  type ConsistencyAnswer,
  readCarryOver,
  readConflicts,
  readConsistency,
} from '../contract/scans.ts';
import { type Route, route } from '../route.ts';
import { metricThere, scaleOf, scalesOf } from './drivers-view.ts';
import { knownDimensions, requireDimensions } from './known-dimensions.ts';

const conflictsIn = async (
  context: ScanContext,
  asked: ParsedRequest<typeof readConflicts>['query'],
): Promise<ConflictsAnswer> => {
  const scan = await prepareScan(context, asked);
  const { plan, settings, thresholds } = scan;
  const touchpoints = [...new Set(plan.cells.map(({ touchpoint }) => touchpoint))];
  const issuesOf = await issuesOfResponses(context.effects, touchpoints);
  const report = new ConflictReport({ ...settings, thresholds, issuesOf });
  for await (const copies of scanCopies(context.effects, plan)) for (const copy of copies) report.add(copy);
  await requireDimensions(context, asked, plan);
  return isSuppressed(scan)
    ? { ...scopeOf(asked), suppressed: true }
    : { ...scopeOf(asked), ...partialOf(scan), conflicts: report.conflicts() };
};

const consistencyIn = async (
  context: ScanContext,
  asked: ParsedRequest<typeof readConsistency>['query'],
): Promise<ConsistencyAnswer> => {
  const byMonth = asked.where !== undefined || asked.by !== 'touchpoint';
  const scan = await prepareScan(context, asked, { byMonth });
  const report = new ConsistencyReport(asked.by);
  for await (const { touchpoint, parts } of scanParts(context.effects, scan.plan, asked.by))
    report.add(touchpoint, parts);
  await requireDimensions(context, asked, scan.plan);
  const head = { by: asked.by, ...scopeOf(asked, byMonth) };
  if (isSuppressed(scan)) return { ...head, suppressed: true };
  const tests = report.tests(scan.settings);
  const known = tests.length > 0 ? {} : { known: await knownDimensions(context.effects, scan.plan) };
  return { ...head, ...partialOf(scan), tests, ...known };
};

/** Earlier feedback and that of the scope, at any touchpoint. */
const earlierScope = (
  from: string | undefined,
  to: string | undefined,
  lookbackDays: number,
): { from?: string; to?: string } => ({
  ...(from === undefined ? {} : { from: addDays(from.length === 7 ? `${from}-01` : from, -lookbackDays) }),
  ...(to === undefined ? {} : { to }),
});

const carryOverIn = async (
  context: ScanContext,
  asked: ParsedRequest<typeof readCarryOver>['query'],
): Promise<CarryOverAnswer> => {
  const { from, to, lookback } = asked;
  const now = await prepareScan(context, asked);
  const span = { ...scopeOf(asked), lookbackDays: lookback };
  if (isScopeSuppressed(now)) return { ...span, suppressed: true };
  const metric = asked.metric ?? metricThere(now.plan) ?? 'nps';
  const scale = scaleOf({ ...asked, metric }, scalesOf(now.plan, metric));
  const search = new CarryOver(scale, now.settings.satisfiedFrom?.[scale]);
  for await (const copies of scanCounted(context.effects, now.plan))
    for (const copy of copies) search.meet(copy);
  const head = { ...span, scale };
  const { figures } = now.thresholds;
  if (isSuppressed(now) || Object.values(search.people).some((count) => count > 0 && count < figures))
    return { ...head, suppressed: true };
  const earlier = earlierScope(from, to, lookback);
  const before = await prepareScan(context, earlier, { deadline: now.plan.deadline });
  for await (const copies of scanCounted(context.effects, before.plan))
    for (const copy of copies) search.add(copy);
  return {
    ...head,
    ...partialOf(now),
    ...partialOf(before),
    people: search.people,
    carriedOver: search.carriedOver({ ...now.settings, minRespondents: figures }),
  };
};

/** Where score and text disagree, where touchpoints differ by channel, and earlier feedback of dissatisfied respondents. */
export const conflictRoutes = (context: ScanContext): Route[] => [
  route(readConflicts, async ({ query }) => conflictsIn(context, await withPeriod(context, query))),
  route(readConsistency, async ({ query }) => consistencyIn(context, await withPeriod(context, query))),
  route(readCarryOver, async ({ query }) => carryOverIn(context, await withPeriod(context, query))),
];
