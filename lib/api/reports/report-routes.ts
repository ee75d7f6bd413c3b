import type { Context } from 'hono';
import { z } from 'zod';
import { VerbatimError } from '../../errors.ts';
import { addDays } from '../../metrics/calendar/calendar.ts';
import { periodOf, previousPeriod, type ReportPeriod } from '../../metrics/calendar/report-period.ts';
import { type ConfidentialityThresholds, thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import type { Effects } from '../../pipeline/effects.ts';
import type { ReportConfiguration, ReportEffects } from '../../pipeline/report/report-effects.ts';
import { currentObservations } from '../../pipeline/report/watch-alerts.ts';
import { gatherDigest, gatherDigests } from '../../query/digest/gather-digest.ts';
import { digestWriter } from '../../query/digest/write-digest.ts';
import { knownActions } from '../../query/findings/known-actions.ts';
import type { FindingsContext } from '../../query/findings/read-findings.ts';
import { latestDay } from '../../query/latest-day.ts';
import { requireTheme, requireTouchpoint } from '../../query/touchpoint-list.ts';
import { actionOf } from '../../reports/actions.ts';
import type { AlertRule } from '../../reports/alerts/alert-rule-schema.ts';
import { falseAlarmsOf } from '../../reports/alerts/yearly.ts';
import type { Digest } from '../../reports/digest/digest.ts';
import { digestMarkdown } from '../../reports/digest/digest-markdown.ts';
import type { DigestLanguage } from '../../reports/digest/digest-material.ts';
import { type DigestMaterial, wholeScope } from '../../reports/digest/digest-material.ts';
import { openingOf } from '../../reports/digest/narrative.ts';
import { periodNamed, spanOf } from '../../reports/digest/report-span.ts';
import { wallClock } from '../../reports/due-runs.ts';
import type { CalendarSettings } from '../../reports/schedules.ts';
import { objectKeys } from '../../store/keys.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import type { Answered, ParsedRequest } from '../contract/basis/operation.ts';
import type { Limits } from '../contract/people/access.ts';
import {
  type ActionList,
  type AlertList,
  type DigestAnswer,
  type DigestFormat,
  type DigestParameters,
  enterAction,
  finishedDigestShape,
  listActions,
  listAlerts,
  listDigests,
  pptxType,
  readDigest,
  tryAlerts,
} from '../contract/reports.ts';
import { type Route, route } from '../route.ts';
import { effectOf } from './effect-of-action.ts';

/** What the routes of reports need besides the API's context. */
export interface ReportApi {
  readonly effects: Pick<Effects, 'objects' | 'feedback' | 'summaries' | 'issues' | 'batches'> &
    Pick<ReportEffects, 'reports' | 'now'>;
  readonly configuration: Configuration & ReportConfiguration;
  /** The reporting time zone. */
  readonly zone: string;
}

/** The requested period; `latest` is the last complete one with feedback. */
const periodAsked = async (
  { effects, zone }: ReportApi,
  calendar: CalendarSettings,
  { grain, period }: DigestParameters,
): Promise<ReportPeriod> => {
  if (period !== 'latest') return periodNamed(grain, period, calendar);
  const today = wallClock(effects.now(), zone).day;
  const latest = periodOf(grain, await latestDay(effects.summaries, today), calendar);
  return latest.lastDay < today ? latest : previousPeriod(latest, calendar);
};

interface DigestPlan {
  readonly scope: string;
  readonly period: ReportPeriod;
  readonly calendar: CalendarSettings;
}

const materialOf = async (
  { effects, configuration, zone }: ReportApi,
  { scope, period, calendar }: DigestPlan,
  thresholds: ConfidentialityThresholds,
): Promise<DigestMaterial> => {
  const span = spanOf(period, wallClock(effects.now(), zone).day, calendar);
  const journey = await configuration.journey();
  const request = { span, cut: calendar, thresholds };
  if (scope === wholeScope.id) return (await gatherDigests(effects, journey, request)).whole;
  const material = await gatherDigest(effects, journey, { ...request, touchpoint: scope });
  if (material !== undefined) return material;
  throw new VerbatimError('not-found', 'touchpoint not found', { got: scope });
};

const finishedDigest = z.object(finishedDigestShape);

/** As it was issued; one of a form that is no longer written counts as not issued, and is computed again. */
const readIssued = async (
  { effects }: ReportApi,
  scope: string,
  { grain, period }: ReportPeriod,
): Promise<DigestAnswer | undefined> => {
  const stored = await effects.objects.read(objectKeys.digest({ scope, grain, period }, 'json'));
  if (stored === undefined) return undefined;
  const { data } = finishedDigest.safeParse(JSON.parse(stored.toString()));
  return data && { ...data, issued: true };
};

const todayOf = ({ effects, zone }: ReportApi): string => wallClock(effects.now(), zone).day;

const findingsContext = async (api: ReportApi): Promise<FindingsContext> => ({
  effects: { ...api.effects, milliseconds: () => api.effects.now().getTime() },
  configuration: api.configuration,
  actions: await knownActions(api),
});

/** How a digest is asked for: anew, and in which language. */
interface DigestForm {
  readonly fresh: boolean;
  /** Default: as it was issued, otherwise English. */
  readonly lang?: DigestLanguage | undefined;
}

const digestAnswer = async (
  api: ReportApi,
  asked: DigestParameters,
  { fresh, lang }: DigestForm,
): Promise<DigestAnswer> => {
  const calendar = await api.configuration.calendar();
  const period = await periodAsked(api, calendar, asked);
  const issued = fresh ? undefined : await readIssued(api, asked.scope, period);
  if (issued !== undefined && (lang === undefined || issued.digest.lang === lang)) return issued;
  const settings = await api.configuration.metrics();
  const material = await materialOf(api, { scope: asked.scope, period, calendar }, thresholdsOf(settings));
  const telling = { span: material.span, today: todayOf(api), lang: lang ?? 'en' };
  const tell = await digestWriter(await findingsContext(api), telling);
  return { digest: await tell(material), issued: false };
};

const fileName = ({ scope, span: { period } }: Digest, ending: string): string =>
  `verbatim-${scope.id === wholeScope.id ? 'journey' : scope.id}-${period.grain}-${period.period}.${ending}`;

const answerIn = async (
  context: Context,
  format: DigestFormat,
  answer: DigestAnswer,
): Promise<DigestAnswer | Response> => {
  switch (format) {
    case 'json':
      return answer;
    case 'md':
      return context.body(digestMarkdown(answer.digest, openingOf(answer.narrative)), 200, {
        'content-type': 'text/markdown; charset=utf-8',
      });
    case 'html': {
      // Loaded on demand: it needs the chart libraries.
      const { digestPage } = await import('../../reports/digest/digest-html.ts');
      return new Response(digestPage(answer.digest, openingOf(answer.narrative)), {
        headers: { 'content-type': 'text/html; charset=UTF-8' },
      });
    }
    case 'pptx': {
      const { digestSlides } = await import('../../reports/slides/digest-slides.ts');
      return context.body(await digestSlides(answer.digest), 200, {
        'content-type': pptxType,
        'content-disposition': `attachment; filename="${fileName(answer.digest, 'pptx')}"`,
      });
    }
  }
};

/** A rule with the false alarms that a year of it brings. */
const ratedRule = (rule: AlertRule): AlertList['rules'][number] => {
  const falseAlarmsAYear = falseAlarmsOf(rule);
  const { id, kind } = rule;
  return {
    id,
    kind,
    ...('level' in rule && { level: rule.level }),
    ...(falseAlarmsAYear !== undefined && { falseAlarmsAYear }),
  };
};

const alertList = async ({ effects, configuration, zone }: ReportApi, now: boolean): Promise<AlertList> => {
  const alerts = (await effects.reports.alerts()).map(
    ({ revision: _revision, baseline: _baseline, ...alert }) => alert,
  );
  const rules = ((await configuration.alertRules()) ?? []).map(ratedRule);
  if (!now) return { rules, alerts };
  const seen = await currentObservations({ effects, configuration, zone });
  const alarming = seen
    .filter(({ verdict }) => verdict === 'alarming')
    .map(({ verdict: _verdict, baseline: _baseline, ...observation }) => observation);
  return { rules, alerts, alarming };
};

/** The actions that a caller may read. Their effects are on all respondents, so that a viewer of some segments reads none. */
const actionsFor = ({ touchpoints, segments }: Limits, { actions, ...rest }: ActionList): ActionList => {
  const readable = actions.filter(
    ({ touchpoint }) =>
      segments === undefined && (touchpoints === undefined || touchpoints.includes(touchpoint)),
  );
  return { ...rest, actions: readable };
};

/** The middle of a day is in that day in every zone. */
const dayAfter = (day: string): Date => new Date(`${addDays(day, 1)}T12:00:00Z`);

/** As if it were the day after the last one with feedback. */
const triedRules = async (
  { effects, configuration, zone }: ReportApi,
  { rules }: ParsedRequest<typeof tryAlerts>['body'],
): Promise<Answered<typeof tryAlerts>> => {
  const day = await latestDay(effects.summaries, wallClock(effects.now(), zone).day);
  const now = (): Date => dayAfter(day);
  const alertRules = async () => rules;
  const seen = await currentObservations({
    effects: { ...effects, now },
    configuration: { ...configuration, alertRules },
    zone,
  });
  return {
    rules: rules.map(ratedRule),
    day,
    checked: seen.length,
    alarming: seen
      .filter(({ verdict }) => verdict === 'alarming')
      .map(({ rule, subject, text, evidence }) => ({ rule, subject, text, evidence })),
  };
};

const contextOf = ({ effects, zone }: ReportApi) => ({
  summaries: effects.summaries,
  today: wallClock(effects.now(), zone).day,
});

const judgedActions = async (api: ReportApi): Promise<ActionList> => {
  const [actions, settings] = await Promise.all([knownActions(api), api.configuration.metrics()]);
  const judged = actions.map(async (action) => ({
    ...action,
    effect: await effectOf(contextOf(api), action, settings),
  }));
  return { actions: await Promise.all(judged) };
};

/** Routes of digests, alerts and actions. */
export const reportRoutes = (api: ReportApi): Route[] => {
  const { effects, configuration, zone } = api;
  return [
    route(listDigests, async ({ query: { year = wallClock(effects.now(), zone).day.slice(0, 4) } }) => ({
      digests: await effects.reports.digestsOf(year),
    })),
    route(readDigest, async ({ params, query: { format, fresh, lang } }, context) =>
      answerIn(context, format, await digestAnswer(api, params, { fresh: fresh === 'true', lang })),
    ),
    route(listAlerts, ({ query: { now } }) => alertList(api, now === 'true')),
    route(tryAlerts, ({ body }) => triedRules(api, body)),
    route(listActions, async ({ caller }) => actionsFor(caller, await judgedActions(api))),
    route(enterAction, async ({ body }) => {
      const action = actionOf(body);
      const { touchpoint, theme } = action;
      await requireTouchpoint(effects.summaries, configuration, touchpoint);
      if (theme !== undefined)
        await requireTheme({ summaries: effects.summaries, configuration }, [touchpoint], theme);
      if (await effects.reports.putAction(action)) return action;
      throw new VerbatimError('conflict', 'an action with this id exists', { got: action.id });
    }),
  ];
};
