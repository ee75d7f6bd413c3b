import type { Context, Hono } from 'hono';
import { VerbatimError } from '../../errors.ts';
import { periodOf, previousPeriod, type ReportPeriod } from '../../metrics/calendar/report-period.ts';
import type { ConfidentialityThresholds } from '../../metrics/figures/metrics-settings.ts';
import { type MetricsSettings, thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import type { Effects } from '../../pipeline/effects.ts';
import { type FinishedDigest, openingOf } from '../../pipeline/report/issue-digests.ts';
import type { ReportConfiguration, ReportEffects } from '../../pipeline/report/report-effects.ts';
import { lookAround } from '../../pipeline/report/watch-alerts.ts';
import { gatherDigest, gatherDigests } from '../../query/gather-digest.ts';
import { latestDay } from '../../query/latest-day.ts';
import { readDisclosedRanges } from '../../query/read-disclosed-ranges.ts';
import { requireTouchpoint } from '../../query/touchpoint-list.ts';
import { type ActionEffect, actionEffect, actionWindows } from '../../reports/action-effect.ts';
import { type Action, actionOf, actionSchema } from '../../reports/actions.ts';
import type { Observation } from '../../reports/alerts/alert-state.ts';
import { digestOf } from '../../reports/digest/digest.ts';
import { digestPage } from '../../reports/digest/digest-html.ts';
import { digestMarkdown } from '../../reports/digest/digest-markdown.ts';
import { type DigestMaterial, wholeScope } from '../../reports/digest/digest-material.ts';
import { periodNamed, spanOf } from '../../reports/digest/report-span.ts';
import { wallClock } from '../../reports/due-runs.ts';
import type { CalendarSettings } from '../../reports/schedules.ts';
import { objectKeys } from '../../store/keys.ts';
import type { IssuedDigest, StoredAlert } from '../../store/report-store.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import { parseParameters } from '../query-parameters.ts';
import { parseBody } from '../request-body.ts';
import { alertsParameters, digestParameters, digestPath, digestsParameters } from './report-parameters.ts';

export const reportRoutes = [
  'GET /digests?year',
  'GET /digests/{_all|touchpoint}/{day|week|month|quarter}/{period|latest}?format=json|md|html&fresh',
  'GET /alerts?now',
  'GET /actions',
  'POST /actions',
] as const;

export interface DigestList {
  readonly digests: readonly IssuedDigest[];
}

/** A digest as it was issued, or as it would be now. */
export interface DigestAnswer extends FinishedDigest {
  /** False where it was computed for this request. */
  readonly issued: boolean;
}

export interface AlertList {
  /** Raised and cleared, as of the last look. */
  readonly alerts: readonly Omit<StoredAlert, 'revision' | 'baseline'>[];
  /** What the rules would raise now, where it was asked for. */
  readonly alarming?: readonly Omit<Observation, 'verdict' | 'baseline'>[];
}

export interface ActionList {
  readonly actions: readonly (Action & { readonly effect: ActionEffect })[];
}

/** What the routes of reports need beside the API's own. */
export interface ReportApi {
  readonly effects: Pick<Effects, 'objects' | 'feedback' | 'summaries' | 'batches'> &
    Pick<ReportEffects, 'reports' | 'now'>;
  readonly configuration: Configuration & ReportConfiguration;
  /** The reporting zone. */
  readonly zone: string;
}

type DigestRequest = ReturnType<(typeof digestPath)['parse']>;

/** The period that is meant; `latest` is the last one with feedback that is over. */
const periodAsked = async (
  { effects, zone }: ReportApi,
  calendar: CalendarSettings,
  { grain, period }: DigestRequest,
): Promise<ReportPeriod> => {
  if (period !== 'latest') return periodNamed(grain, period, calendar);
  const today = wallClock(effects.now(), zone).day;
  const latest = periodOf(grain, await latestDay(effects.summaries, today), calendar);
  return latest.lastDay < today ? latest : previousPeriod(latest, calendar);
};

const materialOf = async (
  { effects, configuration, zone }: ReportApi,
  calendar: CalendarSettings,
  scope: string,
  period: ReportPeriod,
  thresholds: ConfidentialityThresholds,
): Promise<DigestMaterial> => {
  const span = spanOf(period, wallClock(effects.now(), zone).day, calendar);
  const journey = await configuration.journey();
  if (scope === wholeScope.id)
    return (await gatherDigests(effects, journey, span, calendar, thresholds)).whole;
  const material = await gatherDigest(effects, journey, scope, span, calendar, thresholds);
  if (material !== undefined) return material;
  throw new VerbatimError('not-found', 'there is no such touchpoint', { got: scope });
};

const readIssued = async (
  { effects }: ReportApi,
  scope: string,
  { grain, period }: ReportPeriod,
): Promise<DigestAnswer | undefined> => {
  const stored = await effects.objects.read(objectKeys.digest(scope, grain, period, 'json'));
  return stored === undefined
    ? undefined
    : { ...(JSON.parse(stored.toString()) as FinishedDigest), issued: true };
};

const digestAnswer = async (api: ReportApi, asked: DigestRequest, fresh: boolean): Promise<DigestAnswer> => {
  const calendar = await api.configuration.calendar();
  const period = await periodAsked(api, calendar, asked);
  const issued = fresh ? undefined : await readIssued(api, asked.scope, period);
  if (issued !== undefined) return issued;
  const settings = await api.configuration.metrics();
  const material = await materialOf(api, calendar, asked.scope, period, thresholdsOf(settings));
  return { digest: digestOf(material, settings), issued: false };
};

const answerIn = (context: Context, format: 'json' | 'md' | 'html', answer: DigestAnswer): Response => {
  switch (format) {
    case 'json':
      return context.json(answer);
    case 'md':
      return context.body(digestMarkdown(answer.digest, openingOf(answer)), 200, {
        'content-type': 'text/markdown; charset=utf-8',
      });
    case 'html':
      return context.html(digestPage(answer.digest, openingOf(answer)));
  }
};

const alertList = async ({ effects, configuration, zone }: ReportApi, now: boolean): Promise<AlertList> => {
  const alerts = (await effects.reports.alerts()).map(
    ({ revision: _revision, baseline: _baseline, ...alert }) => alert,
  );
  if (!now) return { alerts };
  const seen = await lookAround(effects, configuration, zone);
  const alarming = seen
    .filter(({ verdict }) => verdict === 'alarming')
    .map(({ verdict: _verdict, baseline: _baseline, ...observation }) => observation);
  return { alerts, alarming };
};

const actionsInOrder = async ({ effects, configuration }: ReportApi): Promise<Action[]> => {
  const planned = await configuration.plannedActions();
  const known = new Set(planned.map(({ id }) => id));
  const entered = (await effects.reports.actions()).filter(({ id }) => !known.has(id));
  return [...planned, ...entered].toSorted(
    (left, right) => Number(left.date < right.date) - Number(left.date > right.date),
  );
};

const effectOf = async (
  { effects, zone }: ReportApi,
  action: Action,
  settings: MetricsSettings,
): Promise<ActionEffect> => {
  const windows = actionWindows(action.date, wallClock(effects.now(), zone).day);
  if (windows.after === undefined) return { ...windows, changes: [], suppressed: false };
  const { figures } = thresholdsOf(settings);
  const ranges = [windows.before, windows.after];
  const [before, after] = await readDisclosedRanges(effects.summaries, action.touchpoint, ranges, figures);
  if (before === undefined || after === undefined) throw new Error('two ranges were read');
  return actionEffect(action, windows, before, after, settings);
};

/** Adds the routes of digests, alerts and actions. */
export const addReports = (api: Hono, reports: ReportApi): void => {
  const { effects, configuration, zone } = reports;

  api.get('/digests', async (context) => {
    const { year } = parseParameters(digestsParameters, context.req.query());
    const digests = await effects.reports.digestsOf(year ?? wallClock(effects.now(), zone).day.slice(0, 4));
    return context.json({ digests } satisfies DigestList);
  });

  api.get('/digests/:scope/:grain/:period', async (context) => {
    const { format, fresh } = parseParameters(digestParameters, context.req.query());
    const asked = parseParameters(digestPath, context.req.param());
    return answerIn(context, format, await digestAnswer(reports, asked, fresh === 'true'));
  });

  api.get('/alerts', async (context) => {
    const { now } = parseParameters(alertsParameters, context.req.query());
    return context.json(await alertList(reports, now === 'true'));
  });

  api.get('/actions', async (context) => {
    const [actions, settings] = await Promise.all([actionsInOrder(reports), configuration.metrics()]);
    const judged = await Promise.all(
      actions.map(async (action) => ({ ...action, effect: await effectOf(reports, action, settings) })),
    );
    return context.json({ actions: judged } satisfies ActionList);
  });

  api.post('/actions', async (context) => {
    const action = actionOf(await parseBody(actionSchema, context, 'date, touchpoint, theme?, text'));
    await requireTouchpoint(effects.summaries, configuration, action.touchpoint);
    if (await effects.reports.putAction(action)) return context.json(action, 201);
    throw new VerbatimError('conflict', 'an action has this id', { got: action.id });
  });
};
