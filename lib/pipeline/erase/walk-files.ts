import { mapValues, sortBy } from 'remeda';
import type { CellName } from '../../feedback/response/copy.ts';
import { identityKeyOf } from '../../feedback/response/identity/identity.ts';
import type { Batch } from '../../store/batches/batch.ts';
import { cellsIn } from '../summarize/summarize-messages.ts';
import { byTouchpoint } from '../undo/departures.ts';
import {
  type ChunkLine,
  inChunks,
  type PersonSearch,
  searchCheckpoints,
  searchChunks,
  searchPlaces,
  searchRejects,
  searchSamples,
} from './batch-objects.ts';
import type { EraseContext, EraseEffects } from './erase-effects.ts';
import { addFound, type FoundCounts, nothingFound, type Progress } from './erasure.ts';
import { searchRawFile } from './raw-files.ts';
import { searchRespondents } from './respondent-index.ts';

/** Goes through uploaded files and what their batches have in the bucket, file by file; pauses when the time is short. */

export const together = (left: readonly string[], right: readonly string[]): string[] =>
  [...new Set([...left, ...right])].toSorted();

/** The batches of each file, in the order of the files' keys. */
export type ByFile = readonly (readonly [key: string, batches: readonly Batch[]])[];

export const byFile = (batches: readonly Batch[]): ByFile =>
  sortBy([...Map.groupBy(batches, ({ objectKey }) => objectKey)], ([key]) => key);

/** How far a search has come. */
export type Walk = Omit<Progress, 'search'>;

/** Where a search ran out of time. */
export interface Paused {
  readonly paused: Walk;
}

export const isPaused = (outcome: object): outcome is Paused => 'paused' in outcome;

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
export const walkChunks = async (
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

const searchBatch = async (
  effects: EraseEffects,
  batch: Batch,
  {
    person,
    rows = new Set(),
  }: { readonly person: PersonSearch; readonly rows: ReadonlySet<number> | undefined },
): Promise<Partial<FoundCounts>> => ({
  chunkLines: await searchChunks(effects, batch, person),
  rejects:
    (await searchRejects(effects, batch, { rows, apply: person.apply })) +
    (rows.size === 0 ? 0 : await searchCheckpoints(effects, batch, person.apply)),
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
/** A search that twice took all of a function's time will do so again. */
const maxTries = 2;

export interface FileWalk {
  readonly person: PersonSearch;
  /** Where an earlier call ran out of time. */
  readonly from: Walk;
  /** Writes down how far the search has come. */
  readonly note: (walk: Walk) => Promise<void>;
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
  if (times >= maxTries) {
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
export const walkFiles = async (
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
