import pMap from 'p-map';
import { chunk } from 'remeda';
import { rangeOf } from '../../disclosure/series.ts';
import { type Copy, latestCopies } from '../../feedback/response/copy.ts';
import { type IssueClause, inFixedOrder } from '../../insights/issues/clause.ts';
import type { TracedIssue } from '../../insights/issues/issue.ts';
import { clausesOf, type SentenceScorer } from '../../insights/issues/recorded/clauses-of.ts';
import { methodOfIssues, recordIssues, sourceOf } from '../../insights/issues/recorded/record-issues.ts';
import { addDays, addMonths, cellKind, lastDayOfMonth } from '../../metrics/calendar/calendar.ts';
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

interface CellsToRead {
  /** First and last day; both `undated` if nothing has a date. */
  readonly from: string;
  readonly to: string;
  /** Days, months without a day, `undated`: the latest first. */
  readonly cells: readonly string[];
}

const lastDayOf = (cell: string): string => (cellKind(cell) === 'month-only' ? lastDayOfMonth(cell) : cell);

/** The cells of the last half year that have comments, and those without a date. */
const cellsToRead = async ({ summaries }: Reading, touchpoint: string): Promise<CellsToRead | undefined> => {
  const months = await summaries.readSeries(touchpoint, 'month');
  const since = addMonths(months.at(-1)?.period ?? '1900-07', -6);
  const series = await Promise.all([
    summaries.readSeries(touchpoint, 'day', { from: `${since}-01` }),
    summaries.readSeries(touchpoint, 'month-only', { from: since }),
    summaries.readSeries(touchpoint, 'undated'),
  ]);
  const [days = [], monthsOnly = [], undated = []] = series.map((cells) =>
    cells.filter(({ tally }) => tally.answers.scored > 0).map(({ period }) => period),
  );
  const dated = [...days, ...monthsOnly].toSorted((left, right) =>
    lastDayOf(left) < lastDayOf(right) ? 1 : -1,
  );
  const withoutDate = undated.length === 0 ? [] : ['undated'];
  const [latest] = dated;
  if (latest === undefined)
    return withoutDate.length === 0 ? undefined : { from: 'undated', to: 'undated', cells: withoutDate };
  const to = lastDayOf(latest);
  const from = addDays(to, 1 - daysRead);
  return { from, to, cells: [...dated.filter((cell) => rangeOf(cell, cell).from >= from), ...withoutDate] };
};

interface ClausesRead {
  readonly from: string;
  readonly to: string;
  /** In their fixed order. */
  readonly clauses: readonly IssueClause[];
}

/** The first day that is read if a cell and all before it are left out. */
const dayAfter = (cell: string, { from }: CellsToRead): string =>
  cellKind(cell) === 'undated' ? from : addDays(lastDayOf(cell), 1);

interface Searching {
  readonly settings: MetricsSettings;
  readonly scorer: SentenceScorer;
}

/** The clauses of the last days, as many whole days as fit into the limit. */
const readClauses = async (
  reading: Reading,
  touchpoint: string,
  { settings: { dimensions = [] }, scorer }: Searching,
): Promise<ClausesRead | undefined> => {
  const asked = await cellsToRead(reading, touchpoint);
  if (asked === undefined) return undefined;
  const clauses: IssueClause[] = [];
  const readCell = async (cell: string): Promise<readonly Copy[]> =>
    latestCopies(await reading.feedback.readCell(touchpoint, cell));
  for (const some of chunk(asked.cells, cellsAtOnce)) {
    const read = await pMap(some, readCell);
    for (const [index, copies] of read.entries()) {
      const said = copies.flatMap((copy) => clausesOf(copy, dimensions, scorer));
      if (clauses.length > 0 && clauses.length + said.length > maxClauses)
        return {
          from: dayAfter(some[index] ?? asked.to, asked),
          to: asked.to,
          clauses: inFixedOrder(clauses),
        };
      clauses.push(...said);
    }
  }
  return { from: asked.from, to: asked.to, clauses: inFixedOrder(clauses) };
};

/** What is checked for new issues: the last seven days, or the last month if no day is known. Without any date nothing is compared. */
const partByLook = ({ clauses, to }: ClausesRead): [earlier: IssueClause[], later: IssueClause[]] => {
  const days = clauses.flatMap(({ day = 'undated' }) => (cellKind(day) === 'day' ? [day] : []));
  const latest = days.reduce((last, day) => (day > last ? day : last), '');
  const lookedAt = latest === '' ? to.slice(0, 7) : addDays(latest, 1 - daysOfLook);
  if (to === 'undated') return [[], [...clauses]];
  const isLater = ({ day = '' }: IssueClause): boolean => day >= lookedAt;
  return [clauses.filter((clause) => !isLater(clause)), clauses.filter(isLater)];
};

/** Imported on first use: word vectors take a while to load. */
const trace = async (read: ClausesRead, settings: MetricsSettings): Promise<TracedIssue[]> => {
  const { traceIssues } = await import('../../insights/issues/find-issues.ts');
  const [earlier, later] = partByLook(read);
  return traceIssues(earlier, later, { thresholds: thresholdsOf(settings), looks: { daysBetweenLooks: 1 } });
};

type Finding = Pick<Effects, 'feedback' | 'summaries' | 'issues' | 'log'>;

const noClauses: ClausesRead = { from: '', to: '', clauses: [] };

/** Finds and stores once; false if another writer was faster. The stored revision is read before the comments. */
const findOnce = async (effects: Finding, searching: Searching, touchpoint: string): Promise<boolean> => {
  const { settings } = searching;
  const previous = await effects.issues.read(touchpoint);
  const said = (await readClauses(effects, touchpoint, searching)) ?? noClauses;
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
  configuration: Pick<Configuration, 'metrics' | 'analyzer'>,
  { touchpoint }: IssuesMessage,
): Promise<void> => {
  const [settings, scorer] = await Promise.all([configuration.metrics(), configuration.analyzer()]);
  const searching = { settings, scorer };
  for (let attempt = 0; attempt < attempts; attempt += 1)
    if (await findOnce(effects, searching, touchpoint)) return;
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
