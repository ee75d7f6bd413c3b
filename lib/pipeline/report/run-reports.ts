import { VerbatimError } from '../../errors.ts';
import { type DueRun, dueRuns } from '../../reports/due-runs.ts';
import type { CalendarSettings, ReportSchedule } from '../../reports/schedules.ts';
import { publishDigests } from './publish-digests.ts';
import type { ReportContext, ReportEffects } from './report-effects.ts';
import { watchAlerts } from './watch-alerts.ts';

/** Longer than a run may take: a run that is not finished by then has died, and is taken over. */
export const leaseSeconds = 20 * 60;

/** Rules without a schedule are checked every morning. */
const dailyCheck: ReportSchedule = { id: 'alerts', kind: 'alerts', every: 'day', at: 6 };

const calendarOf = async (configuration: ReportContext['configuration']): Promise<CalendarSettings> => {
  const calendar = await configuration.calendar();
  const isWatched = calendar.schedules.some(({ kind }) => kind === 'alerts');
  if (isWatched || ((await configuration.alertRules())?.length ?? 0) === 0) return calendar;
  return { ...calendar, schedules: [...calendar.schedules, dailyCheck] };
};

/** Errors that do not undo a run: mails that were not sent. */
type UnsentErrors = readonly unknown[];

const perform = async (
  context: ReportContext,
  calendar: CalendarSettings,
  run: DueRun,
): Promise<UnsentErrors> => {
  if (run.schedule.kind === 'digest') return publishDigests(context, calendar, run);
  await watchAlerts(context);
  return [];
};

/** Alerts are about now: of several missed checks one is enough. */
const withoutMissedChecks = (runs: readonly DueRun[]): readonly DueRun[] =>
  runs[0]?.schedule.kind === 'alerts' ? runs.slice(-1) : runs;

/** Runs of one schedule in order; stops at the first that fails or is claimed by another worker: a later one may not overtake it. */
const runInOrder = async (
  effects: ReportEffects,
  runs: readonly DueRun[],
  work: (run: DueRun) => Promise<UnsentErrors>,
): Promise<UnsentErrors> => {
  const losses: unknown[] = [];
  for (const run of withoutMissedChecks(runs)) {
    const id = { schedule: run.schedule.id, period: run.period.period };
    if (!(await effects.reports.claimRun(id, effects.now(), leaseSeconds))) break;
    try {
      losses.push(...(await work(run)));
    } catch (error) {
      await effects.reports.releaseRun(id);
      throw error;
    }
    await effects.reports.finishRun(id);
  }
  return losses;
};

/**
 * Does what the configured schedules require by now. A run is identified by schedule and period: a missed one is made up,
 * a finished one is not repeated, and one that died or failed is retried at the next call. A failing schedule does
 * not delay the others. The first error, also of a mail, is thrown at the end.
 */
export const runReports = async (context: ReportContext): Promise<void> => {
  const { effects, configuration, zone } = context;
  const calendar = await calendarOf(configuration);
  const due = dueRuns(calendar, { now: effects.now(), zone }, await effects.reports.lastDone());
  const failures: unknown[] = [];
  for (const [schedule, runs] of Map.groupBy(due, (run) => run.schedule.id)) {
    try {
      const work = (run: DueRun) => perform(context, calendar, run);
      failures.push(...(await runInOrder(effects, runs, work)));
    } catch (error) {
      const code = error instanceof VerbatimError ? error.code : 'internal';
      effects.log('run failed', { schedule, code, name: error instanceof Error ? error.name : typeof error });
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
};
