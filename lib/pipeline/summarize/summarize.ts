import { sortBy } from 'remeda';
import { type CellName, type CountedCopy, latestCopies } from '../../feedback/response/copy.ts';
import { cellKind, firstDayOfWeek } from '../../metrics/calendar/calendar.ts';
import { type Dimension, valueIn } from '../../metrics/tally/dimensions.ts';
import { startFacetCounter } from '../../metrics/tally/facets.ts';
import { startTallier } from '../../metrics/tally/tally.ts';
import { canaryTouchpoint, type SummaryKey, wholeTime } from '../../store/keys.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import {
  type FacetSummary,
  isEmpty,
  type StoredFacets,
  type StoredSummary,
  type Summary,
} from '../../store/summary-item.ts';
import type { Standing, SummaryStore } from '../../store/summary-store.ts';
import { allWritten, writeEach } from '../../write-each.ts';
import type { Effects } from '../effects.ts';
import type { SummarizeMessage } from '../messages.ts';
import { settleIfSummarized } from './finish.ts';
import { type CellOverlaps, overlapsIn, putOverlaps } from './overlaps.ts';
import { type Computed, readSums } from './period-sums.ts';

/** The input of summarizing: the stores, and the declared dimensions. */
export interface Summarizer extends Pick<Effects, 'feedback' | 'summaries' | 'batches'> {
  readonly dimensions: readonly Dimension[];
}

const cellsAtOnce = 8;
/** The loser of a race reads again; more rounds than there can be writers at once. */
const attempts = 50;

/** Counts the scored answers of a response under the versions that scored them. */
const countVersions = (
  counts: { readonly sentiment: Record<string, number>; readonly theme: Record<string, number> },
  { answers, versions }: Pick<CountedCopy, 'answers' | 'versions'>,
): void => {
  const scored = answers.filter(({ analysis }) => analysis.status === 'scored').length;
  if (scored === 0) return;
  counts.sentiment[versions.sentiment] = (counts.sentiment[versions.sentiment] ?? 0) + scored;
  counts.theme[versions.theme] = (counts.theme[versions.theme] ?? 0) + scored;
};

/** Counts the copies that count, each read once, as a whole and by each dimension. */
const countCopies = (copies: Iterable<CountedCopy>, dimensions: readonly Dimension[]): Computed => {
  const tallier = startTallier();
  const counters = dimensions.map((dimension) => startFacetCounter(valueIn(dimension)));
  const versions = { sentiment: {}, theme: {} };
  for (const written of copies) {
    const copy = { ...written, answers: written.answers };
    tallier.add(copy);
    countVersions(versions, copy);
    for (const counter of counters) counter.add(copy);
  }
  return {
    whole: { tally: tallier.finish(), versions },
    facets: counters.map((counter) => counter.finish()),
  };
};

/** A cell that all responses have left may still have counts of its batches. */
const holdsNothing = (summary: Summary | FacetSummary): boolean =>
  isEmpty(summary) && ('facets' in summary || summary.overlaps === undefined);

/**
 * A whole is written the first time even if it holds nothing: another function that has read older responses meanwhile finds it, and reads
 * again, with all facets.
 */
const needsNoItem = (summary: Summary | FacetSummary): boolean =>
  'facets' in summary && holdsNothing(summary);

/**
 * The whole is written last and always, a month always: their revisions tell readers that something of the touchpoint, or of its responses in the
 * month, may have changed, even if it counts the same.
 */
const marksChange = (summary: Summary | FacetSummary, stored: object | undefined): boolean =>
  stored !== undefined && ['all', 'month'].includes(summary.grain) && !('facets' in summary);

/** Writes changes; false if another writer was faster, true if done. */
const writeChanged = async (
  summaries: SummaryStore,
  summary: Summary | FacetSummary,
  stored: StoredSummary | StoredFacets | undefined,
): Promise<boolean> => {
  const unchanged = stored === undefined ? needsNoItem(summary) : sameContent(stored, summary);
  return (unchanged && !marksChange(summary, stored)) || summaries.replace(summary, stored?.revision);
};

/**
 * Writes the summaries of a period so that of two writers at once the newer inputs win: the revisions are read before the inputs, and a
 * write over another revision starts again. Unchanged summaries are not written, except months and the whole; a sealed one stays as it is. `standing` is
 * what was read under the keys before this call.
 */
const recompute = async (
  { summaries, dimensions }: Summarizer,
  { key, standing }: { readonly key: SummaryKey; readonly standing: Standing | undefined },
  compute: (stored: StoredSummary | undefined, attempt: number) => Promise<Computed>,
): Promise<StoredSummary | undefined> => {
  let known = standing;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    known ??= (await summaries.readStanding([key], dimensions))[0];
    if (known === undefined) break;
    const { whole: stored, facets: storedFacets } = known;
    if (stored?.sealed === true) return stored;
    const { whole, facets } = await compute(stored, attempt);
    const written = await allWritten([
      writeChanged(summaries, { ...key, ...whole }, stored),
      ...facets.map((part, index) =>
        writeChanged(
          summaries,
          { ...key, dimension: dimensions[index] ?? '', facets: part },
          storedFacets[index],
        ),
      ),
    ]);
    if (written.every(Boolean)) return settled({ ...key, ...whole }, stored);
    known = undefined;
  }
  throw new Error(
    `${key.touchpoint} ${key.grain} ${key.period} changed during each of ${attempts} attempts to summarize it`,
  );
};

/** The summary as it stands now; undefined where there is and was nothing. */
const settled = (summary: Summary, stored: StoredSummary | undefined): StoredSummary | undefined => {
  if (stored !== undefined && sameContent(stored, summary)) return stored;
  return stored === undefined && holdsNothing(summary)
    ? undefined
    : { ...summary, revision: (stored?.revision ?? 0) + 1 };
};

const sameContent = (left: Summary | FacetSummary, right: Summary | FacetSummary): boolean =>
  canonical(left) === canonical(right);

/** Tallies and facets have their keys in order; the rest is put in order here. */
const canonical = (summary: Summary | FacetSummary): string => {
  if ('facets' in summary) return JSON.stringify(summary.facets);
  const { tally, versions, overlaps = {}, cells } = summary;
  const { sentiment, theme } = versions;
  return JSON.stringify([tally, inOrder(sentiment), inOrder(theme), inOrder(overlaps), cells]);
};

const inOrder = <Value>(values: Readonly<Record<string, Value>>): [string, Value][] =>
  sortBy(Object.entries(values), ([name]) => name);

export const summaryKeyOf = (touchpoint: string, cell: string): SummaryKey => {
  const grain = cellKind(cell);
  return { touchpoint, grain, period: grain === 'undated' ? wholeTime : cell };
};

/** A cell as its stored responses make it. */
export interface CountedCell extends Computed {
  /** What each of its batches shares with earlier uploads. */
  readonly overlaps: CellOverlaps['all'];
}

export const countCell = async (
  { feedback, dimensions }: Pick<Summarizer, 'feedback' | 'dimensions'>,
  { touchpoint, cell }: CellName,
  stored: StoredSummary | undefined,
): Promise<CountedCell> => {
  const content = await feedback.countCell(touchpoint, cell);
  const { whole, facets } = countCopies(latestCopies(content), dimensions);
  const { kept, all } = overlapsIn(content, stored ?? {});
  return { whole: { ...whole, ...kept }, facets, overlaps: all };
};

const summarizeCell = async (
  summarizer: Summarizer,
  { touchpoint, cell }: CellName,
  standing: Standing | undefined,
): Promise<void> => {
  const key = summaryKeyOf(touchpoint, cell);
  let all: CellOverlaps['all'] = {};
  const summary = await recompute(summarizer, { key, standing }, async (stored) => {
    const { overlaps, ...computed } = await countCell(summarizer, { touchpoint, cell }, stored);
    all = overlaps;
    return computed;
  });
  if (summary !== undefined)
    await putOverlaps(summarizer.batches, { touchpoint, cell, revision: summary.revision }, all);
};

/** Reads the stored summaries of many cells at once: a separate read would cost as much as the cell. */
const summarizeCells = async (
  summarizer: Summarizer,
  touchpoint: string,
  cells: readonly string[],
): Promise<void> => {
  const keys = cells.map((cell) => summaryKeyOf(touchpoint, cell));
  const standing = await summarizer.summaries.readStanding(keys, summarizer.dimensions);
  await writeEach(cells, (cell, index) => summarizeCell(summarizer, { touchpoint, cell }, standing[index]), {
    concurrency: cellsAtOnce,
  });
};

/** All of them from one reading of their parts, after the stored summaries; one that loses a race reads its own parts again. */
const sumPeriods = async (summarizer: Summarizer, keys: readonly SummaryKey[]): Promise<void> => {
  const [first] = keys;
  if (first === undefined) return;
  const { touchpoint } = first;
  const standing = await summarizer.summaries.readStanding(keys, summarizer.dimensions);
  const together = await readSums(summarizer, touchpoint, keys);
  await writeEach(
    keys,
    (key, index) =>
      recompute(summarizer, { key, standing: standing[index] }, async (_stored, attempt) => {
        const sumOf = attempt === 0 ? together : await readSums(summarizer, touchpoint, [key]);
        return sumOf(key);
      }),
    { concurrency: cellsAtOnce },
  );
};

/** The weeks and months that cells are part of. */
const periodsOf = (touchpoint: string, cells: readonly string[]): SummaryKey[] => {
  const days = cells.filter((cell) => cellKind(cell) === 'day');
  const dated = cells.filter((cell) => cellKind(cell) !== 'undated');
  const weeks = new Set(days.map(firstDayOfWeek));
  const months = new Set(dated.map((cell) => cell.slice(0, 7)));
  return [
    ...[...weeks].map((period): SummaryKey => ({ touchpoint, grain: 'week', period })),
    ...[...months].map((period): SummaryKey => ({ touchpoint, grain: 'month', period })),
  ];
};

/**
 * Recomputes the cells of a touchpoint that any of the messages names, each once, then the weeks and months they are part of, then the whole, and asks
 * for its issues.
 *
 * @param messages of one touchpoint
 */
export const summarizeTogether = async (
  effects: Effects,
  configuration: Pick<Configuration, 'metrics'>,
  messages: readonly SummarizeMessage[],
): Promise<void> => {
  const [first] = messages;
  if (first === undefined) return;
  const { touchpoint } = first;
  const cells = [...new Set(messages.flatMap((message) => message.cells))].toSorted();
  const { dimensions = [] } = await configuration.metrics();
  const summarizer: Summarizer = { ...effects, dimensions };
  await summarizeCells(summarizer, touchpoint, cells);
  await sumPeriods(summarizer, periodsOf(touchpoint, cells));
  await sumPeriods(summarizer, [{ touchpoint, grain: 'all', period: wholeTime }]);
  effects.log('touchpoint summarized', { touchpoint, cells: cells.length, messages: messages.length });
  if (touchpoint !== canaryTouchpoint) await effects.summarizeQueue.send([{ kind: 'issues', touchpoint }]);
};

/** Counts messages as done whose cells are summarized, each batch once; the last message of a run completes its batch. */
export const countSummarized = async (
  effects: Effects,
  messages: readonly SummarizeMessage[],
): Promise<void> => {
  const runs = messages.flatMap((message) => message.run ?? []);
  for (const ofRun of Map.groupBy(runs, ({ batchId, runId }) => `${batchId}.${runId}`).values()) {
    const [run] = ofRun;
    if (run === undefined) continue;
    const batch = await effects.batches.summariesDone(
      run,
      ofRun.map(({ message }) => message),
    );
    if (batch !== undefined) await settleIfSummarized(effects, batch);
  }
};

/** Both, for one message. */
export const summarizeTouchpoint = async (
  effects: Effects,
  configuration: Pick<Configuration, 'metrics'>,
  message: SummarizeMessage,
): Promise<void> => {
  await summarizeTogether(effects, configuration, [message]);
  await countSummarized(effects, [message]);
};
