import pMap from 'p-map';
import type { FindingsAnswer } from '../../insights/findings/findings-answer.ts';
import { addDays } from '../../metrics/calendar/calendar.ts';
import { knownActions } from '../../query/findings/known-actions.ts';
import { readFindings } from '../../query/findings/read-findings.ts';
import { cellOf } from '../../query/read-disclosed-ranges.ts';
import type { AlertRule } from '../../reports/alerts/alert-rule-schema.ts';
import { type AlertState, nextState, type Observation } from '../../reports/alerts/alert-state.ts';
import { observe } from '../../reports/alerts/alert-watch.ts';
import type { SourceDays } from '../../reports/alerts/silence.ts';
import { stateKey, type Watched, type WatchedTouchpoint } from '../../reports/alerts/watched.ts';
import { wallClock } from '../../reports/due-runs.ts';
import { uploadsPrefix, wholeTime } from '../../store/keys.ts';
import type { StoredAlert } from '../../store/report-store.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import type { ReportConfiguration, ReportContext, ReportEffects } from './report-effects.ts';

/** The input of a check. */
interface AlertInput {
  readonly effects: Pick<ReportEffects, 'summaries' | 'feedback' | 'issues' | 'batches' | 'reports' | 'now'>;
  readonly configuration: Pick<Configuration, 'journey' | 'metrics' | 'themes'> &
    Pick<ReportConfiguration, 'alertRules' | 'plannedActions'>;
  /** The reporting time zone. */
  readonly zone: string;
}

const touchpointsAtOnce = 4;
const batchesPerPage = 100;
/** Sources are identified by their uploads over this many days. */
const sourceDaysLookedAt = 400;
const touchpointDaysLookedAt = 120;

const daysNeeded = (rules: readonly AlertRule[]): number =>
  Math.max(
    0,
    ...rules.map((rule) => {
      if (rule.kind === 'finding') return 0;
      if (rule.kind === 'silence') return rule.of === 'touchpoints' ? touchpointDaysLookedAt : 0;
      return rule.days + ('against' in rule ? rule.against : 0);
    }),
  );

const readTouchpoints = async (
  { effects: { summaries }, configuration }: AlertInput,
  rules: readonly AlertRule[],
  today: string,
): Promise<WatchedTouchpoint[]> => {
  const needed = daysNeeded(rules);
  if (needed === 0) return [];
  const journey = await configuration.journey();
  const names = new Map(
    journey.stages.flatMap(({ touchpoints }) => touchpoints.map(({ id, name }) => [id, name ?? id] as const)),
  );
  const headlines = await summaries.readHeadlines('all', wholeTime, wholeTime);
  const span = { from: addDays(today, -needed), to: today };
  return pMap(
    headlines,
    async ({ touchpoint: id }) => ({
      id,
      name: names.get(id) ?? id,
      days: (await summaries.readSeries(id, 'day', span)).map(cellOf),
    }),
    { concurrency: touchpointsAtOnce },
  );
};

/** @example sourceOf('uploads/delivery/2026/may.csv') // 'delivery' */
const sourceOf = (objectKey: string): string => {
  const folders = objectKey.slice(uploadsPrefix.length).split('/').slice(0, -1);
  return folders[0] ?? '';
};

const readFolders = async (
  { effects: { batches }, zone }: AlertInput,
  rules: readonly AlertRule[],
  today: string,
): Promise<SourceDays[]> => {
  if (!rules.some((rule) => rule.kind === 'silence' && rule.of === 'folders')) return [];
  const days = new Map<string, Set<string>>();
  const oldest = addDays(today, -sourceDaysLookedAt);
  let cursor: string | undefined;
  do {
    const page = await batches.list(batchesPerPage, cursor);
    for (const { objectKey, uploadedAt } of page.batches) {
      if (!objectKey.startsWith(uploadsPrefix)) continue;
      const source = sourceOf(objectKey);
      days.set(source, (days.get(source) ?? new Set()).add(wallClock(new Date(uploadedAt), zone).day));
    }
    cursor = (page.batches.at(-1)?.uploadedAt ?? '') < oldest ? undefined : page.cursor;
  } while (cursor !== undefined);
  return [...days].map(([source, some]) => ({
    source,
    name: source === '' ? 'the top folder' : `the folder ${source}`,
    evidence: '/batches?limit=100',
    days: [...some].toSorted(),
  }));
};

/** The changes in the days of finding rules; windows end yesterday. */
const readFindingsOf = async (
  { effects, configuration }: AlertInput,
  rules: readonly AlertRule[],
  today: string,
): Promise<Pick<Watched, 'findings'>> => {
  const spans = new Set(rules.flatMap((rule) => (rule.kind === 'finding' ? [rule.days] : [])));
  if (spans.size === 0) return {};
  const context = {
    effects: { ...effects, milliseconds: () => effects.now().getTime() },
    configuration,
    actions: await knownActions({ effects, configuration }),
  };
  const findings = new Map<number, FindingsAnswer>();
  for (const days of spans) {
    const range = { from: addDays(today, -days), to: addDays(today, -1) };
    findings.set(days, await readFindings(context, { range, against: 'previous', today, lang: 'en' }));
  }
  return { findings };
};

const readWatched = async (
  lookout: AlertInput,
  rules: readonly AlertRule[],
): Promise<{ readonly watched: Watched; readonly stored: ReadonlyMap<string, StoredAlert> }> => {
  const { effects, configuration, zone } = lookout;
  const { day: today } = wallClock(effects.now(), zone);
  const stored = new Map((await effects.reports.alerts()).map((alert) => [stateKey(alert), alert]));
  const watched = {
    today,
    touchpoints: await readTouchpoints(lookout, rules, today),
    folders: await readFolders(lookout, rules, today),
    states: stored,
    options: await configuration.metrics(),
    ...(await readFindingsOf(lookout, rules, today)),
  };
  return { watched, stored };
};

/** What the rules would raise now, without storing or sending anything. */
export const currentObservations = async (lookout: AlertInput): Promise<Observation[]> => {
  const rules = (await lookout.configuration.alertRules()) ?? [];
  const { watched } = await readWatched(lookout, rules);
  return rules.flatMap((rule) => observe(rule, watched));
};

const noticeOf = ({ rule, subject, raised, text, evidence }: AlertState) => ({
  subject: `${raised ? 'Alert' : 'Cleared'}: ${rule}, ${subject}`,
  text: `${raised ? '' : 'Cleared. '}${text}\n\nEvidence: GET ${evidence}\nAll alerts: verbatim alerts`,
});

/** The alerts of a removed rule are removed without notice. */
const clearedOf = (stored: Iterable<StoredAlert>, rules: readonly AlertRule[], now: string): AlertState[] => {
  const known = new Set(rules.map(({ id }) => id));
  return [...stored]
    .filter(({ rule, raised }) => raised && !known.has(rule))
    .map(({ revision: _revision, ...state }) => ({ ...state, raised: false, since: now, told: true }));
};

/**
 * Checks everything that the rules watch, records what was raised and cleared, and sends each change once: it is recorded first,
 * then sent, then marked as sent. So of two checks at the same time one sends it, and if one dies before sending, the next
 * one does.
 */
export const watchAlerts = async (lookout: AlertInput & Pick<ReportContext, 'effects'>): Promise<void> => {
  const { effects, configuration } = lookout;
  const now = effects.now().toISOString();
  const rules = (await configuration.alertRules()) ?? [];
  const { watched, stored } = await readWatched(lookout, rules);
  const seen = rules.flatMap((rule) => observe(rule, watched));
  const states = seen.flatMap((observation) => {
    const { revision: _revision, ...before } = stored.get(stateKey(observation)) ?? {};
    return nextState('rule' in before ? before : undefined, observation, now) ?? [];
  });
  const unreported = [...stored.values()]
    .filter(({ told }) => !told)
    .map(({ revision: _revision, ...state }) => state);
  const byKey = new Map(
    [...unreported, ...states, ...clearedOf(stored.values(), rules, now)].map((state) => [
      stateKey(state),
      state,
    ]),
  );
  for (const [key, state] of byKey) await settle(effects, state, stored.get(key));
  effects.log('alerts watched', {
    rules: rules.length,
    seen: seen.length,
    raised: states.filter(({ raised }) => raised).length,
  });
};

const same = (state: AlertState, { revision: _revision, ...stored }: StoredAlert): boolean =>
  JSON.stringify(state) === JSON.stringify(stored);

const settle = async (
  { reports, notify }: ReportEffects,
  state: AlertState,
  stored: StoredAlert | undefined,
): Promise<void> => {
  let revision = stored?.revision;
  if (stored === undefined || !same(state, stored)) {
    if (!(await reports.replaceAlert(state, revision))) return;
    revision = (revision ?? 0) + 1;
  }
  if (state.told) return;
  await notify(noticeOf(state));
  await reports.replaceAlert({ ...state, told: true }, revision);
};
