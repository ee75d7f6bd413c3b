import pMap from 'p-map';
import { mapValues, sortBy } from 'remeda';
import type { CellName } from '../../feedback/response/copy.ts';
import { identityKeyOf } from '../../feedback/response/identity/identity.ts';
import { type Batch, isOpen } from '../../store/batches/batch.ts';
import { allBatches } from '../all-batches.ts';
import { cellsIn } from '../summarize/summarize-messages.ts';
import { byTouchpoint } from '../undo/departures.ts';
import { searchMergedPlaces } from '../undo/remove-places.ts';
import {
  type ChunkLine,
  inChunks,
  type PersonSearch,
  searchChunks,
  searchPlaces,
  searchRejects,
  searchSamples,
} from './batch-objects.ts';
import type { EraseContext, EraseEffects } from './erase-effects.ts';
import { addFound, type FoundCounts, nothingFound, type Progress } from './erasure.ts';
import { removeLakeFiles, searchLake } from './lake-files.ts';
import { copiesIn, type PersonCopy, searchDepartures, searchReviews } from './person-items.ts';
import { searchRawFile } from './raw-files.ts';
import { searchDigests, searchOutcomes } from './report-files.ts';
import { cellsOfPerson, searchRespondents } from './respondent-index.ts';

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

const together = (left: readonly string[], right: readonly string[]): string[] =>
  [...new Set([...left, ...right])].toSorted();

/** The batches of each file, in the order of the files' keys. */
type ByFile = readonly (readonly [key: string, batches: readonly Batch[]])[];

const byFile = (batches: readonly Batch[]): ByFile =>
  sortBy([...Map.groupBy(batches, ({ objectKey }) => objectKey)], ([key]) => key);

/** How far a search has come. */
export type Walk = Omit<Progress, 'search'>;

/** Where a search ran out of time. */
interface Paused {
  readonly paused: Walk;
}

export const isPaused = (outcome: SearchResult | Walk | Paused): outcome is Paused => 'paused' in outcome;

/** Enough to read one more file, several times. */
const reserveMs = 300_000;

/** The same walk, with what the chunks of one more file name. */
const withChunks = (walk: Walk, key: string, lines: readonly ChunkLine[]): Walk => ({
  ...walk,
  chunksUpTo: key,
  responseIds: together(
    walk.responseIds,
    lines.map(({ responseId }) => responseId),
  ),
  sourceIds: together(
    walk.sourceIds,
    lines.flatMap(({ sourceId }) => sourceId ?? []),
  ),
  cells: cellsByName([...cellsIn(walk), ...lines]),
});

/** The person's responses that wait in chunks. */
const walkChunks = async (
  { effects, remainingMs }: EraseContext,
  files: ByFile,
  { hash, from }: { readonly hash: string; readonly from: Walk },
): Promise<Walk | Paused> => {
  let walk = from;
  for (const [key, batches] of files) {
    if (key <= (walk.chunksUpTo ?? '')) continue;
    if (remainingMs() < reserveMs) return { paused: walk };
    const lines: ChunkLine[] = [];
    for (const batch of batches) lines.push(...(await inChunks(effects, batch, hash)));
    walk = withChunks(walk, key, lines);
  }
  return walk;
};

export const cellsByName = (cells: readonly CellName[]): Walk['cells'] =>
  mapValues(byTouchpoint(cells), (some) => [...some]);

const batchesAtOnce = 16;

/** The person's stored copies, by what each batch noted of its respondents, and in the cells that an earlier search found. */
const storedCopies = async (
  effects: EraseEffects,
  { hash, cells }: Pick<Known, 'hash' | 'cells'>,
  batches: readonly Batch[],
): Promise<PersonCopy[]> => {
  const noted = await pMap(batches, (batch) => cellsOfPerson(effects, batch, hash), {
    concurrency: batchesAtOnce,
  });
  return copiesIn(effects, cellsIn({ cells: cellsByName([...cells, ...noted.flat()]) }), hash);
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

const searchBatch = async (
  effects: EraseEffects,
  batch: Batch,
  {
    person,
    rows = new Set(),
  }: { readonly person: PersonSearch; readonly rows: ReadonlySet<number> | undefined },
): Promise<Partial<FoundCounts>> => ({
  chunkLines: await searchChunks(effects, batch, person),
  rejects: await searchRejects(effects, batch, { rows, apply: person.apply }),
  samples: rows.size === 0 ? 0 : await searchSamples(effects, batch, person.apply),
  places: (await searchPlaces(effects, batch, person)) + (await searchRespondents(effects, batch, person)),
});

/** The rows of the person in one file, with what its batches have in the bucket. */
const searchFile = async (
  { effects, settings }: EraseContext,
  person: PersonSearch,
  [key, own]: ByFile[number],
) => {
  const people = { key: identityKeyOf(settings.identityKey), hashes: new Set([person.hash]) };
  // The rejects name their rows by the numbers in the file: before the file loses them.
  const { rows, byBatch, isUnread } = await searchRawFile(effects, key, { people, apply: false });
  let found = addFound(nothingFound, { rawRows: rows });
  for (const batch of own)
    found = addFound(found, await searchBatch(effects, batch, { person, rows: byBatch.get(batch.batchId) }));
  if (rows > 0 && person.apply) await searchRawFile(effects, key, { people, apply: true });
  return { found, hasRows: rows > 0, isUnread };
};

/** Searching and rewriting take a second for 1.6 MB of CSV at worst: the time that is kept for one file is enough for this (bench/erase.ts). */
const longFileBytes = 200_000_000;
/** Whoever dies twice in a whole function's time will do so again. */
const mostTries = 2;

interface FileWalk extends Pick<SearchOptions, 'note'> {
  readonly person: PersonSearch;
  readonly from: Walk;
}

/** What a file had of the person, after the files before it. */
const withFile = (
  { trying: _ended, ...walk }: Walk,
  key: string,
  { found, hasRows, isUnread }: Awaited<ReturnType<typeof searchFile>>,
): Walk => ({
  ...walk,
  filesUpTo: key,
  found: addFound(walk.found, found),
  files: hasRows ? [...walk.files, key] : walk.files,
  filesUnread: isUnread ? [...walk.filesUnread, key] : walk.filesUnread,
});

/**
 * A large file has a function to itself. What is tried is written down before: a file whose search ends the function twice is named as unread,
 * and the search goes on after it.
 */
const tryLongFile = async (
  context: EraseContext,
  file: ByFile[number],
  { person, from: walk, note }: FileWalk,
): Promise<Walk | Paused> => {
  const [key] = file;
  const times = walk.trying?.key === key ? walk.trying.times : undefined;
  if (times === undefined) return { paused: { ...walk, trying: { key, times: 0 } } };
  if (times >= mostTries) {
    context.effects.log('file too large to search', { key });
    return withFile(walk, key, { found: nothingFound, hasRows: false, isUnread: true });
  }
  await note({ ...walk, trying: { key, times: times + 1 } });
  return withFile(walk, key, await searchFile(context, person, file));
};

const walkFile = async (
  context: EraseContext,
  file: ByFile[number],
  given: FileWalk,
): Promise<Walk | Paused> => {
  const [key] = file;
  const size = (await context.effects.objects.open(key))?.sizeBytes ?? 0;
  if (size >= (context.longFileBytes ?? longFileBytes)) return tryLongFile(context, file, given);
  return withFile(given.from, key, await searchFile(context, given.person, file));
};

/** The rows of the person in all files, from where an earlier call ran out of time. */
const walkFiles = async (
  context: EraseContext,
  files: ByFile,
  { person, from, note }: FileWalk,
): Promise<Walk | Paused> => {
  let walk = from;
  for (const file of files) {
    const [key] = file;
    if (key <= (walk.filesUpTo ?? '')) continue;
    if (context.remainingMs() < reserveMs) return { paused: walk };
    const after = await walkFile(context, file, { person, from: walk, note });
    if (isPaused(after)) return after;
    walk = after;
  }
  return walk;
};

const isReplaced = ({ status }: Batch): boolean =>
  status === 'superseded' || status === 'refused' || status === 'held';

/**
 * The tables may still have rows of a batch whose copies are gone, under ids that nothing names any more: files with days that it had of the
 * person are removed until the next night.
 */
const removeOutdatedFiles = async (
  effects: EraseEffects,
  batches: readonly Batch[],
  hash: string,
): Promise<void> => {
  // An undo removes these files at once.
  const gone = batches.filter(isReplaced);
  const noted = await pMap(gone, (batch) => cellsOfPerson(effects, batch, hash), {
    concurrency: batchesAtOnce,
  });
  await removeLakeFiles(effects, noted.flat());
};

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

interface SearchOptions {
  readonly apply: boolean;
  /** Where an earlier call ran out of time. */
  readonly from: Walk;
  /** Writes down how far the search has come. */
  readonly note: (walk: Walk) => Promise<void>;
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
  const copies = await storedCopies(effects, before, batches);
  const known = knownOf(before, waiting, copies);
  const person = { hash: known.hash, responseIds: new Set(known.responseIds), apply };
  if (apply) await removeOutdatedFiles(effects, batches, person.hash);
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
