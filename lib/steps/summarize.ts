import { type Copy, latestCopies, overlapsByBatch } from '../feedback/copy.ts';
import { mergeCounts } from '../feedback/ledger.ts';
import { addDays, cellKind, firstDayOfWeek, lastDayOfMonth } from '../metrics/calendar.ts';
import { sumTallies, tallyOf } from '../metrics/tally.ts';
import { noOverlap, type OverlapCounts } from '../store/batch-store.ts';
import { inParallel } from '../store/in-parallel.ts';
import { type SummaryKey, wholeTime } from '../store/keys.ts';
import type { StoredSummary, Summary, SummaryStore, VersionCounts } from '../store/summary-store.ts';
import type { Effects } from './effects.ts';
import { settleIfSummarized } from './finish.ts';
import type { SummarizeMessage } from './messages.ts';

const cellsAtOnce = 8;
/** Each loser of a race reads again; more rounds than there can be writers at once. */
const attempts = 50;

type SummaryContent = Omit<Summary, keyof SummaryKey>;

const noVersions: VersionCounts = { sentiment: {}, theme: {} };

const mergeVersions = (left: VersionCounts, right: VersionCounts): VersionCounts => ({
  sentiment: mergeCounts(left.sentiment, right.sentiment),
  theme: mergeCounts(left.theme, right.theme),
});

const versionsOf = (copies: readonly Copy[]): VersionCounts => {
  const counts = { sentiment: {} as Record<string, number>, theme: {} as Record<string, number> };
  for (const { answers, versions } of copies) {
    const scored = answers.filter(({ analysis }) => analysis.status === 'scored').length;
    if (scored === 0) continue;
    counts.sentiment[versions.sentiment] = (counts.sentiment[versions.sentiment] ?? 0) + scored;
    counts.theme[versions.theme] = (counts.theme[versions.theme] ?? 0) + scored;
  }
  return counts;
};

/** The sum of summaries; of none, an empty one. */
export const sumSummaries = (summaries: readonly Summary[]): SummaryContent => ({
  tally: sumTallies(summaries.map(({ tally }) => tally)),
  versions: summaries.map(({ versions }) => versions).reduce(mergeVersions, noVersions),
});

/**
 * Writes a summary so that of two at once the one with the newer inputs stays: the revision is read before the inputs,
 * and a write over another revision is done again from the start. An unchanged summary is not written.
 * Returns what is stored in the end; undefined where there is and was nothing.
 */
const recompute = async (
  summaries: SummaryStore,
  key: SummaryKey,
  compute: (stored: StoredSummary | undefined) => Promise<SummaryContent>,
): Promise<StoredSummary | undefined> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const stored = await summaries.read(key);
    const summary: Summary = { ...key, ...(await compute(stored)) };
    const unchanged = stored === undefined ? summary.tally.responses === 0 : sameContent(stored, summary);
    if (unchanged) return stored;
    if (await summaries.replace(summary, stored?.revision))
      return { ...summary, revision: (stored?.revision ?? 0) + 1 };
  }
  throw new Error(
    `${key.touchpoint} ${key.grain} ${key.period} changed under each of ${attempts} attempts to summarize it`,
  );
};

const sameContent = (left: Summary, right: Summary): boolean => canonical(left) === canonical(right);

const byKey = ([left]: [string, unknown], [right]: [string, unknown]): number =>
  Number(left > right) - Number(left < right);

const canonical = ({ tally, versions, overlaps = {} }: Summary): string =>
  JSON.stringify([tally, versions, overlaps], (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(byKey))
      : value,
  );

const isPossibleDuplicate = ({ sourceId, respondent }: Copy): boolean =>
  sourceId === undefined && respondent === undefined;

const summarizeCell = async (effects: Effects, touchpoint: string, cell: string): Promise<void> => {
  const kind = cellKind(cell);
  const key: SummaryKey = { touchpoint, grain: kind, period: kind === 'undated' ? wholeTime : cell };
  const summary = await recompute(effects.summaries, key, async (stored) => {
    const copies = await effects.feedback.readCell(touchpoint, cell);
    const latest = latestCopies(copies);
    return { tally: tallyOf(latest), versions: versionsOf(latest), ...countOverlaps(copies, stored) };
  });
  if (summary === undefined) return;
  for (const [batchId, counts] of Object.entries(summary.overlaps ?? {})) {
    await effects.batches.putOverlap(batchId, `${touchpoint}#${cell}`, counts, summary.revision);
  }
};

/** Batches that had an overlap and have none now keep zeros, so that a crash can't leave their old counts standing. */
const countOverlaps = (
  copies: readonly Copy[],
  stored: StoredSummary | undefined,
): Pick<Summary, 'overlaps'> => {
  const overlaps: Record<string, OverlapCounts> = {};
  for (const batchId of Object.keys(stored?.overlaps ?? {})) overlaps[batchId] = noOverlap;
  for (const [batchId, { duplicates, updates }] of overlapsByBatch(copies)) {
    overlaps[batchId] = {
      duplicate: duplicates.length,
      updated: updates.length,
      possibleDuplicate: duplicates.filter(isPossibleDuplicate).length,
      answers: tallyOf(duplicates).answers,
    };
  }
  return Object.keys(overlaps).length === 0 ? {} : { overlaps };
};

/** The sums that a cell is part of, and what each is the sum of. Smaller before larger: the larger reads the smaller. */
const summarizeWeek = ({ summaries }: Effects, touchpoint: string, week: string) =>
  recompute(summaries, { touchpoint, grain: 'week', period: week }, async () =>
    sumSummaries(await summaries.readSeries(touchpoint, 'day', week, addDays(week, 6))),
  );

const summarizeMonth = ({ summaries }: Effects, touchpoint: string, month: string) =>
  recompute(summaries, { touchpoint, grain: 'month', period: month }, async () =>
    sumSummaries([
      ...(await summaries.readSeries(touchpoint, 'day', `${month}-01`, lastDayOfMonth(month))),
      ...(await summaries.readSeries(touchpoint, 'month-only', month, month)),
    ]),
  );

const summarizeWholeTime = ({ summaries }: Effects, touchpoint: string) =>
  recompute(summaries, { touchpoint, grain: 'all', period: wholeTime }, async () =>
    sumSummaries([
      ...(await summaries.readSeries(touchpoint, 'month')),
      ...(await summaries.readSeries(touchpoint, 'undated')),
    ]),
  );

const distinct = (values: readonly string[]): string[] => [...new Set(values)];

/**
 * Recomputes the cells of a touchpoint, then the weeks and months they are part of, then the whole; the last message of
 * a run completes its batch.
 */
export const summarizeTouchpoint = async (effects: Effects, message: SummarizeMessage): Promise<void> => {
  const { touchpoint, cells, run } = message;
  await inParallel(cells, cellsAtOnce, (cell) => summarizeCell(effects, touchpoint, cell));
  const days = cells.filter((cell) => cellKind(cell) === 'day');
  const months = cells.filter((cell) => cellKind(cell) !== 'undated').map((cell) => cell.slice(0, 7));
  await inParallel(distinct(days.map(firstDayOfWeek)), cellsAtOnce, (week) =>
    summarizeWeek(effects, touchpoint, week),
  );
  await inParallel(distinct(months), cellsAtOnce, (month) => summarizeMonth(effects, touchpoint, month));
  await summarizeWholeTime(effects, touchpoint);
  effects.log('touchpoint summarized', { touchpoint, cells: cells.length });
  if (run === undefined) return;
  const batch = await effects.batches.summaryDone(run.batchId, run.runId, run.message);
  if (batch !== undefined) await settleIfSummarized(effects, batch);
};
