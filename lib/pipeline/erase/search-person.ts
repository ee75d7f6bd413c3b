import pMap from 'p-map';
import type { CellName } from '../../feedback/response/copy.ts';
import { type Batch, isOpen } from '../../store/batches/batch.ts';
import { allBatches } from '../all-batches.ts';
import { cellsIn } from '../summarize/summarize-messages.ts';
import { searchMergedPlaces } from '../undo/remove-places.ts';
import type { PersonSearch } from './batch-objects.ts';
import type { EraseContext, EraseEffects } from './erase-effects.ts';
import { addFound, type FoundCounts } from './erasure.ts';
import { removeLakeFiles, searchLake } from './lake-files.ts';
import { copiesIn, type PersonCopy, searchDepartures, searchReviews } from './person-items.ts';
import { searchDigests, searchOutcomes } from './report-files.ts';
import { cellsOfPerson } from './respondent-index.ts';
import {
  byFile,
  cellsByName,
  type FileWalk,
  isPaused,
  type Paused,
  together,
  type Walk,
  walkChunks,
  walkFiles,
} from './walk-files.ts';

/** Searches everything that is stored for a person, and removes what is found if that is asked for; pauses when the time is short. */

const yearsOf = (cells: readonly CellName[], now: Date): string[] => {
  const current = now.getUTCFullYear();
  const dated = cells.map(({ cell }) => Number(cell.slice(0, 4))).filter((year) => year > 0);
  const first = Math.min(current, ...dated);
  return Array.from({ length: current - first + 2 }, (_, index) => String(first + index));
};

/** What is known of the person from one search for the next: after the copies are gone nothing else names the responses. */
export interface Known {
  readonly hash: string;
  readonly responseIds: readonly string[];
  readonly sourceIds: readonly string[];
  readonly cells: readonly CellName[];
}

export interface SearchResult extends Known {
  readonly found: FoundCounts;
  readonly files: readonly string[];
  readonly filesSearched: number;
  readonly filesUnread: readonly string[];
  /** True if a file with rows of the person is being loaded. */
  readonly isLoading: boolean;
}

const batchesAtOnce = 16;

/** A batch with the cells in which it noted the person. */
interface NotedBatch {
  readonly batch: Batch;
  readonly cells: readonly CellName[];
}

const notedIn = (effects: EraseEffects, batches: readonly Batch[], hash: string): Promise<NotedBatch[]> =>
  pMap(batches, async (batch) => ({ batch, cells: await cellsOfPerson(effects, batch, hash) }), {
    concurrency: batchesAtOnce,
  });

/** The person's stored copies, by what each batch noted of its respondents, and in the cells that an earlier search found. */
const storedCopies = (
  effects: EraseEffects,
  { hash, cells }: Pick<Known, 'hash' | 'cells'>,
  noted: readonly NotedBatch[],
): Promise<PersonCopy[]> => {
  const all = [...cells, ...noted.flatMap(({ cells: own }) => own)];
  return copiesIn(effects, cellsIn({ cells: cellsByName(all) }), hash);
};

/** The person's responses that are stored now or wait in chunks, with those that an earlier search found. */
const knownOf = (before: Known, waiting: Walk, copies: readonly PersonCopy[]): Known => ({
  hash: before.hash,
  responseIds: together(before.responseIds, [
    ...waiting.responseIds,
    ...copies.map(({ responseId }) => responseId),
  ]),
  sourceIds: together(before.sourceIds, [
    ...waiting.sourceIds,
    ...copies.flatMap(({ sourceId }) => sourceId ?? []),
  ]),
  cells: cellsIn({ cells: cellsByName([...before.cells, ...cellsIn(waiting), ...copies]) }),
});

const isReplaced = ({ batch: { status } }: NotedBatch): boolean =>
  status === 'superseded' || status === 'refused' || status === 'held';

/**
 * The tables may still have rows of a batch whose copies are gone, under ids that nothing names any more: files with days that it had of the
 * person are removed until the next night. An undo removes these files at once.
 */
const removeOutdatedFiles = (effects: EraseEffects, noted: readonly NotedBatch[]): Promise<void> =>
  removeLakeFiles(
    effects,
    noted.filter(isReplaced).flatMap(({ cells }) => cells),
  );

/** The places that sources keep of all their batches. */
const searchAllPlaces = async (
  effects: EraseEffects,
  batches: readonly Batch[],
  person: PersonSearch,
): Promise<number> => {
  let places = 0;
  for (const source of new Set(batches.flatMap((batch) => batch.source ?? [])))
    places += await searchMergedPlaces(effects, source, person);
  return places;
};

interface SearchOptions extends Pick<FileWalk, 'from' | 'note'> {
  readonly apply: boolean;
}

/**
 * Searches all places; with `apply`, removes what is found: the copies after what they name, then their rows in the tables for analysis. What is long is done file by file, in
 * the order of their keys: a file that comes meanwhile is loaded without the person.
 */
export const searchPerson = async (
  context: EraseContext,
  before: Known,
  { apply, from, note }: SearchOptions,
): Promise<SearchResult | Paused> => {
  const { effects } = context;
  const batches = await allBatches(effects);
  const all = byFile(batches);
  const waiting = await walkChunks(context, all, { hash: before.hash, from });
  if (isPaused(waiting)) return waiting;
  const noted = await notedIn(effects, batches, before.hash);
  const copies = await storedCopies(effects, before, noted);
  const known = knownOf(before, waiting, copies);
  const person = { hash: known.hash, responseIds: new Set(known.responseIds), apply };
  if (apply) await removeOutdatedFiles(effects, noted);
  const inFiles = await walkFiles(context, all, { person, from: waiting, note });
  if (isPaused(inFiles)) return inFiles;
  const found = addFound(inFiles.found, {
    places: await searchAllPlaces(effects, batches, person),
    copies: copies.length,
    reviews: await searchReviews(effects, known.cells, person),
    departures: await searchDepartures(effects, known.cells, person),
    digestQuotes: await searchDigests(effects, yearsOf(known.cells, effects.now()), person),
    outcomes: await searchOutcomes(effects, person, known.sourceIds),
  });
  if (apply) await effects.feedback.remove(copies.map(({ key }) => key));
  const lake = await searchLake(effects, known.cells, person);
  const { files: uploads, filesUnread } = inFiles;
  const named = new Set(uploads);
  const files = [...uploads, ...lake.files];
  const isLoading = batches.some((batch) => named.has(batch.objectKey) && isOpen(batch));
  return {
    ...{ files, filesUnread, filesSearched: all.length },
    found: addFound(found, { lakeRows: lake.rows }),
    ...known,
    isLoading,
  };
};
