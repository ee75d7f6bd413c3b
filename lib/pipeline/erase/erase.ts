import { VerbatimError } from '../../errors.ts';
import type { CellName } from '../../feedback/response/copy.ts';
import { identityKeyOf, respondentHash } from '../../feedback/response/identity/identity.ts';
import type { Batch } from '../../store/batches/batch.ts';
import type { EraseMessage, RewriteFile } from '../messages.ts';
import { summarizeMessages } from '../summarize/summarize-messages.ts';
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
import {
  addFound,
  type Erasure,
  type FoundCounts,
  nothingFound,
  readErasure,
  writeErasure,
} from './erasure.ts';
import { copiesOf, searchDepartures, searchReviews, sourceIdsOf } from './person-items.ts';
import { searchRawFile } from './raw-files.ts';
import { searchDigests, searchOutcomes } from './report-files.ts';

/**
 * Erases a person: searches everything that is stored, removes what is found, has the figures it was in computed again, and searches
 * once more. A tombstone, the keyed hash of the person, is written first: ingest and analyze drop the person from then on. All of it
 * can be repeated.
 */

const batchesPerPage = 100;

const allBatches = async ({ batches }: Pick<EraseEffects, 'batches'>): Promise<Batch[]> => {
  const all: Batch[] = [];
  let cursor: string | undefined;
  do {
    const page = await batches.list(batchesPerPage, cursor);
    all.push(...page.batches);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return all;
};

const yearsOf = (cells: readonly CellName[], now: Date): string[] => {
  const current = now.getUTCFullYear();
  const dated = cells.map(({ cell }) => Number(cell.slice(0, 4))).filter((year) => year > 0);
  const first = Math.min(current, ...dated);
  return Array.from({ length: current - first + 2 }, (_, index) => String(first + index));
};

/** What is known of the person from one search for the next: after the copies are gone nothing else names the responses. */
interface Known {
  readonly hash: string;
  readonly responseIds: readonly string[];
  readonly sourceIds: readonly string[];
  readonly cells: readonly CellName[];
}

interface SearchResult extends Known {
  readonly found: FoundCounts;
  readonly files: readonly string[];
  readonly filesSearched: number;
  readonly filesUnread: readonly string[];
  /** True if a file with rows of the person is being loaded. */
  readonly isLoading: boolean;
}

const together = (left: readonly string[], right: readonly string[]): string[] =>
  [...new Set([...left, ...right])].toSorted();

/** The person's responses that are stored now or wait in chunks, with those that an earlier search found. */
const knownOf = async (effects: EraseEffects, before: Known, batches: readonly Batch[]) => {
  const copies = await copiesOf(effects, before.hash);
  const waiting: ChunkLine[] = [];
  for (const batch of batches) waiting.push(...(await inChunks(effects, batch, before.hash)));
  const places = [...copies, ...waiting].map(({ touchpoint, cell }) => ({ touchpoint, cell }));
  const cells = [...before.cells, ...places];
  const named = byTouchpoint(cells);
  const all = Object.entries(named).flatMap(([touchpoint, some]) =>
    some.map((cell) => ({ touchpoint, cell })),
  );
  return {
    copies,
    known: {
      hash: before.hash,
      responseIds: together(
        before.responseIds,
        [...copies, ...waiting].map(({ responseId }) => responseId),
      ),
      sourceIds: together(before.sourceIds, [
        ...waiting.flatMap(({ sourceId }) => sourceId ?? []),
        ...(await sourceIdsOf(effects, all, before.hash)),
      ]),
      cells: all,
    },
  };
};

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
  places: await searchPlaces(effects, batch, person),
});

/** The rows of the person in all files, with what the batches of these files have in the bucket. */
const searchFiles = async (
  { effects, settings }: EraseContext,
  person: PersonSearch,
  batches: readonly Batch[],
) => {
  const people = { key: identityKeyOf(settings.identityKey), hashes: new Set([person.hash]) };
  let found = nothingFound;
  const files: string[] = [];
  const filesUnread: string[] = [];
  const byObject = Map.groupBy(batches, ({ objectKey }) => objectKey);
  for (const [key, own] of byObject) {
    // The rejects name their rows by the numbers in the file: before the file loses them.
    const { rows, byBatch, isUnread } = await searchRawFile(effects, key, { people, apply: false });
    if (isUnread) filesUnread.push(key);
    for (const batch of own)
      found = addFound(
        found,
        await searchBatch(effects, batch, { person, rows: byBatch.get(batch.batchId) }),
      );
    if (rows > 0 && person.apply) await searchRawFile(effects, key, { people, apply: true });
    if (rows > 0) files.push(key);
    found = addFound(found, { rawRows: rows });
  }
  const sources = new Set(batches.flatMap(({ source }) => source ?? []));
  for (const source of sources)
    found = addFound(found, { places: await searchMergedPlaces(effects, source, person) });
  return { found, files, filesSearched: byObject.size, filesUnread };
};

/** Searches all places; with `apply`, removes what is found: the copies last, because they name the rest. */
const search = async (context: EraseContext, before: Known, apply: boolean): Promise<SearchResult> => {
  const { effects } = context;
  const batches = await allBatches(effects);
  const { copies, known } = await knownOf(effects, before, batches);
  const person = { hash: known.hash, responseIds: new Set(known.responseIds), apply };
  const inFiles = await searchFiles(context, person, batches);
  const found = addFound(inFiles.found, {
    copies: copies.length,
    reviews: await searchReviews(effects, known.cells, person),
    departures: await searchDepartures(effects, known.cells, person),
    digestQuotes: await searchDigests(effects, yearsOf(known.cells, effects.now()), person),
    outcomes: await searchOutcomes(effects, person, known.sourceIds),
  });
  if (apply) await effects.feedback.remove(copies.map(({ key }) => key));
  const named = new Set(inFiles.files);
  const isLoading = batches.some(
    ({ objectKey, status }) => named.has(objectKey) && (status === 'ingesting' || status === 'analyzing'),
  );
  return { ...inFiles, found, ...known, isLoading };
};

const knownIn = (erasure: Erasure, { settings }: EraseContext): Known => {
  const { respondent, responseIds = [], sourceIds = [], cells = {} } = erasure;
  const hash =
    erasure.hash ??
    (respondent === undefined ? '' : respondentHash(identityKeyOf(settings.identityKey), respondent));
  return {
    hash,
    responseIds,
    sourceIds,
    cells: Object.entries(cells).flatMap(([touchpoint, some]) => some.map((cell) => ({ touchpoint, cell }))),
  };
};

const noted = ({ responseIds, sourceIds, cells, files, filesSearched, filesUnread }: SearchResult) => ({
  responseIds: [...responseIds],
  sourceIds: [...sourceIds],
  cells: Object.fromEntries(
    Object.entries(byTouchpoint(cells)).map(([touchpoint, some]) => [touchpoint, [...some]]),
  ),
  files: [...files],
  filesSearched,
  filesUnread: [...filesUnread],
});

/** What a person is called in files is replaced by its hash here: nothing else needs it. */
const preview = async (
  context: EraseContext,
  { respondent: _name, ...erasure }: Erasure,
  known: Known,
): Promise<void> => {
  const result = await search(context, known, false);
  await writeErasure(context.effects.objects, {
    ...erasure,
    ...noted(result),
    hash: known.hash,
    status: 'preview',
    found: result.found,
  });
};

const isNothing = (found: FoundCounts): boolean => Object.values(found).every((number) => number === 0);

const erase = async (context: EraseContext, erasure: Erasure, known: Known): Promise<void> => {
  const { effects } = context;
  await effects.batches.putTombstone(known.hash);
  // What was found is written down before it is removed: a second attempt would find less.
  const before = await search(context, known, false);
  const searched = { ...erasure, ...noted(before), found: erasure.found ?? before.found };
  await writeErasure(effects.objects, searched);
  // Its steps have read the person already, and write what they read: the search would be too early.
  if (before.isLoading)
    throw new VerbatimError('conflict', 'a file with rows of the person is being loaded', {
      expected: 'the erasure continues afterwards',
    });
  await search(context, before, true);
  await effects.summarizeQueue.send(summarizeMessages(byTouchpoint(before.cells)));
  const after = await search(context, before, false);
  const isDone = isNothing(after.found);
  const { responseIds: _ids, sourceIds: _sourceIds, ...certificate } = searched;
  await writeErasure(effects.objects, {
    ...(isDone ? certificate : searched),
    status: isDone ? 'done' : 'incomplete',
    doneAt: effects.now().toISOString(),
    remaining: after.found,
  });
  effects.log('person erased', { erasureId: erasure.id, isDone, copies: before.found.copies });
  if (!isDone)
    throw new VerbatimError('conflict', 'something of the person is still stored', { expected: 'try again' });
};

/** Searches for a person who is to be erased, or erases one whose erasure was confirmed. */
export const runErasure = async (context: EraseContext, { erasureId }: EraseMessage): Promise<void> => {
  const erasure = await readErasure(context.effects.objects, erasureId);
  if (erasure === undefined) return;
  const known = knownIn(erasure, context);
  if (erasure.status === 'asked') return preview(context, erasure, known);
  if (erasure.status === 'confirmed' || erasure.status === 'incomplete') await erase(context, erasure, known);
};

/** Rewrites a file that was uploaded after people in it had been erased. */
export const rewriteFile = async (
  { effects, settings }: EraseContext,
  { key }: RewriteFile,
): Promise<void> => {
  const people = { key: identityKeyOf(settings.identityKey), hashes: await effects.batches.tombstones() };
  const { rows, byBatch } = await searchRawFile(effects, key, { people, apply: false });
  if (rows === 0) return;
  for (const batchId of byBatch.keys()) await searchSamples(effects, { batchId }, true);
  await searchRawFile(effects, key, { people, apply: true });
  effects.log('file rewritten', { key, rows });
};
