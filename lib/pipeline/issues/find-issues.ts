import pMap from 'p-map';
import { chunk } from 'remeda';
import { type Copy, latestCopies } from '../../feedback/response/copy.ts';
import { type IssueClause, inFixedOrder } from '../../insights/issues/clause.ts';
import type { TracedIssue } from '../../insights/issues/issue.ts';
import { clausesOf } from '../../insights/issues/recorded/clauses-of.ts';
import { methodOfIssues, recordIssues, sourceOf } from '../../insights/issues/recorded/record-issues.ts';
import { addDays, addMonths } from '../../metrics/calendar/calendar.ts';
import { type MetricsSettings, thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import { wholeTime } from '../../store/keys.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import type { Effects } from '../effects.ts';
import type { IssuesMessage } from '../messages.ts';

/** Half a year: long enough for a quarter after the quarter before. */
const daysRead = 26 * 7;
/** The maximum for a function's time and memory (docs/adr/0037). */
const maxClauses = 20_000;
/** The last days, in which something may have begun. */
const daysOfLook = 7;
const cellsAtOnce = 8;
/** Each loser of a race reads again; more rounds than there can be writers at once. */
const attempts = 20;

type Reading = Pick<Effects, 'feedback' | 'summaries'>;

/** The days of the last half year that have comments, the latest first. */
const daysToRead = async ({ summaries }: Reading, touchpoint: string): Promise<string[]> => {
  const months = await summaries.readSeries(touchpoint, 'month');
  const last = months.at(-1)?.period;
  if (last === undefined) return [];
  const days = await summaries.readSeries(touchpoint, 'day', { from: `${addMonths(last, -6)}-01` });
  const daysWithComments = days.filter(({ tally }) => tally.answers.scored > 0).map(({ period }) => period);
  const latest = daysWithComments.at(-1);
  if (latest === undefined) return [];
  return daysWithComments.filter((day) => day > addDays(latest, -daysRead)).toReversed();
};

interface ClausesRead {
  readonly from: string;
  readonly to: string;
  /** In their fixed order. */
  readonly clauses: readonly IssueClause[];
}

/** The clauses of the last days, as many whole days as fit into the limit. */
const readClauses = async (
  reading: Reading,
  touchpoint: string,
  { dimensions = [] }: MetricsSettings,
): Promise<ClausesRead | undefined> => {
  const days = await daysToRead(reading, touchpoint);
  const [to] = days;
  if (to === undefined) return undefined;
  const clauses: IssueClause[] = [];
  const readDay = async (day: string): Promise<readonly Copy[]> =>
    latestCopies(await reading.feedback.readCell(touchpoint, day));
  for (const some of chunk(days, cellsAtOnce)) {
    const read = await pMap(some, readDay);
    for (const [index, copies] of read.entries()) {
      const said = copies.flatMap((copy) => clausesOf(copy, dimensions));
      if (clauses.length > 0 && clauses.length + said.length > maxClauses)
        return { from: addDays(some[index] ?? to, 1), to, clauses: inFixedOrder(clauses) };
      clauses.push(...said);
    }
  }
  return { from: addDays(to, 1 - daysRead), to, clauses: inFixedOrder(clauses) };
};

/** Imported on first use: word vectors take a while to load. */
const trace = async ({ clauses, to }: ClausesRead, settings: MetricsSettings): Promise<TracedIssue[]> => {
  const { traceIssues } = await import('../../insights/issues/find-issues.ts');
  const lookedAt = addDays(to, 1 - daysOfLook);
  const [earlier, later] = [
    clauses.filter(({ day = '' }) => day < lookedAt),
    clauses.filter(({ day = '' }) => day >= lookedAt),
  ];
  return traceIssues(earlier, later, { thresholds: thresholdsOf(settings), looks: { daysBetweenLooks: 1 } });
};

type Finding = Pick<Effects, 'feedback' | 'summaries' | 'issues' | 'log'>;

const noClauses: ClausesRead = { from: '', to: '', clauses: [] };

/** Finds and stores once; false if another writer was faster. The stored revision is read before the comments. */
const findOnce = async (
  effects: Finding,
  settings: MetricsSettings,
  touchpoint: string,
): Promise<boolean> => {
  const previous = await effects.issues.read(touchpoint);
  const said = (await readClauses(effects, touchpoint, settings)) ?? noClauses;
  const { clauses, from, to } = said;
  if (clauses.length === 0 && previous === undefined) return true;
  const source = sourceOf(clauses, [thresholdsOf(settings), settings.dimensions ?? []]);
  if (previous?.source === source && previous.method === methodOfIssues) return true;
  const found = clauses.length === 0 ? [] : await trace(said, settings);
  const decided = (await effects.issues.decisions(touchpoint)).map(({ descriptor }) => descriptor);
  const issues = recordIssues(found, { touchpoint, from, to, source }, { previous, decided });
  const isStored = await effects.issues.replace(issues, previous?.revision);
  if (isStored)
    effects.log('issues found', { touchpoint, clauses: clauses.length, issues: issues.issues.length });
  return isStored;
};

/**
 * Finds the issues of a touchpoint in its stored comments of half a year, and stores them with the identities that they had. Skipped if
 * nothing has changed since. Of two runs at once, the one that read later is kept.
 */
export const findTouchpointIssues = async (
  effects: Finding,
  configuration: Pick<Configuration, 'metrics'>,
  { touchpoint }: IssuesMessage,
): Promise<void> => {
  const settings = await configuration.metrics();
  for (let attempt = 0; attempt < attempts; attempt += 1)
    if (await findOnce(effects, settings, touchpoint)) return;
  throw new Error(`the issues of ${touchpoint} changed during each of ${attempts} attempts to find them`);
};

/** Requests the issues of every touchpoint without issues, or with issues of another version of the method. */
export const askForMissingIssues = async (
  effects: Pick<Effects, 'summaries' | 'issues' | 'summarizeQueue' | 'log'>,
): Promise<void> => {
  const [withFeedback, marks] = await Promise.all([
    effects.summaries.readHeadlines('all', wholeTime, wholeTime),
    effects.issues.marks(),
  ]);
  const known = new Set(
    marks.filter(({ method }) => method === methodOfIssues).map(({ touchpoint }) => touchpoint),
  );
  const missing = withFeedback
    .map(({ touchpoint }) => touchpoint)
    .filter((touchpoint) => !known.has(touchpoint));
  await effects.summarizeQueue.send(missing.map((touchpoint) => ({ kind: 'issues', touchpoint })));
  effects.log('issues asked for', { touchpoints: missing.length });
};
