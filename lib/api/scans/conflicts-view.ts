import type { Hono } from 'hono';
import { z } from 'zod';
import { type CarriedOver, CarryOver } from '../../insights/responses/carry-over.ts';
import { type Conflict, ConflictReport } from '../../insights/responses/conflict-report.ts';
import { type Consistency, ConsistencyReport } from '../../insights/responses/consistency-report.ts';
import { addDays } from '../../metrics/calendar/calendar.ts';
import { scanParts } from '../../query/scan-facets.ts';
import { scanCopies, scanCounted } from '../../query/scan-responses.ts';
import {
  type AnsweredScope,
  isScopeSuppressed,
  isSuppressed,
  partialOf,
  prepareScan,
  type ScanEffects,
  type Suppressed,
  scopeOf,
} from '../../query/scan-scope.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import { parseParameters, scope, scopeParameters } from '../query-parameters.ts';
import { scaleOf, scalesOf } from './drivers-view.ts';

const conflictParameters = z.strictObject(scopeParameters);
const consistencyParameters = z.strictObject({
  by: z.string().min(1).default('channel'),
  ...scopeParameters,
});
const carryOverParameters = z.strictObject({
  metric: z.enum(['nps', 'csat', 'ces', 'rating']).default('nps'),
  scale: z.string().min(1).optional(),
  /** Days before `from` that are looked back on. */
  lookback: z.coerce.number().int().min(1).max(1100).default(180),
  ...scope,
});

export const conflictRoutes = [
  'GET /conflicts?touchpoint&from&to&where',
  'GET /carry-over?metric=nps|csat|ces|rating&scale&touchpoint&from&to&lookback',
  'GET /consistency?by=channel|touchpoint|DIMENSION&touchpoint&from&to&where',
];

export type ConflictsAnswer = AnsweredScope & ({ readonly conflicts: readonly Conflict[] } | Suppressed);
export type ConsistencyAnswer = AnsweredScope & { readonly by: string } & (
    | { readonly tests: readonly Consistency[] }
    | Suppressed
  );
export type CarryOverAnswer = AnsweredScope & { readonly lookbackDays: number } & (
    | {
        readonly scale: string;
        /** People who rated now and can be followed. */
        readonly people: { readonly unhappy: number; readonly others: number };
        readonly carriedOver: readonly CarriedOver[];
      }
    | Suppressed
  );

const readConflicts = async (
  effects: ScanEffects,
  configuration: Configuration,
  asked: z.infer<typeof conflictParameters>,
): Promise<ConflictsAnswer> => {
  const scan = await prepareScan(effects, configuration, asked);
  const { plan, settings, thresholds } = scan;
  const report = new ConflictReport({ ...settings, thresholds });
  for await (const copies of scanCopies(effects, plan)) for (const copy of copies) report.add(copy);
  return isSuppressed(scan)
    ? { ...scopeOf(asked), suppressed: true }
    : { ...scopeOf(asked), ...partialOf(scan), conflicts: report.conflicts() };
};

const readConsistency = async (
  effects: ScanEffects,
  configuration: Configuration,
  asked: z.infer<typeof consistencyParameters>,
): Promise<ConsistencyAnswer> => {
  const byMonth = asked.where !== undefined || asked.by !== 'touchpoint';
  const scan = await prepareScan(effects, configuration, asked, { byMonth });
  const report = new ConsistencyReport(asked.by);
  for await (const { touchpoint, parts } of scanParts(effects, scan.plan, asked.by))
    report.add(touchpoint, parts);
  const head = { by: asked.by, ...scopeOf(asked, byMonth) };
  return isSuppressed(scan)
    ? { ...head, suppressed: true }
    : { ...head, ...partialOf(scan), tests: report.tests(scan.settings) };
};

/** What was said before and in the scope, at any touchpoint. */
const earlierScope = (
  from: string | undefined,
  to: string | undefined,
  lookbackDays: number,
): { from?: string; to?: string } => ({
  ...(from === undefined ? {} : { from: addDays(from.length === 7 ? `${from}-01` : from, -lookbackDays) }),
  ...(to === undefined ? {} : { to }),
});

const readCarryOver = async (
  effects: ScanEffects,
  configuration: Configuration,
  asked: z.infer<typeof carryOverParameters>,
): Promise<CarryOverAnswer> => {
  const { from, to, lookback } = asked;
  const now = await prepareScan(effects, configuration, asked);
  const span = { ...scopeOf(asked), lookbackDays: lookback };
  if (isScopeSuppressed(now)) return { ...span, suppressed: true };
  const scale = scaleOf(asked, scalesOf(now.plan, asked.metric));
  const search = new CarryOver(scale, now.settings.satisfiedFrom?.[scale]);
  for await (const copies of scanCounted(effects, now.plan)) for (const copy of copies) search.meet(copy);
  const head = { ...span, scale };
  const { figures } = now.thresholds;
  if (isSuppressed(now) || Object.values(search.people).some((count) => count > 0 && count < figures))
    return { ...head, suppressed: true };
  const earlier = earlierScope(from, to, lookback);
  const before = await prepareScan(effects, configuration, earlier, { deadline: now.plan.deadline });
  for await (const copies of scanCounted(effects, before.plan)) for (const copy of copies) search.add(copy);
  return {
    ...head,
    ...partialOf(now),
    ...partialOf(before),
    people: search.people,
    carriedOver: search.carriedOver({ ...now.settings, minRespondents: figures }),
  };
};

/** Where score and words disagree, where touchpoints differ by channel, and what unhappy people said before. */
export const addConflicts = (api: Hono, effects: ScanEffects, configuration: Configuration): void => {
  api.get('/conflicts', async (context) =>
    context.json(
      await readConflicts(effects, configuration, parseParameters(conflictParameters, context.req.query())),
    ),
  );
  api.get('/carry-over', async (context) =>
    context.json(
      await readCarryOver(effects, configuration, parseParameters(carryOverParameters, context.req.query())),
    ),
  );
  api.get('/consistency', async (context) =>
    context.json(
      await readConsistency(
        effects,
        configuration,
        parseParameters(consistencyParameters, context.req.query()),
      ),
    ),
  );
};
