import { VerbatimError } from '../../errors.ts';
import { identityKeyOf, respondentHash } from '../../feedback/response/identity/identity.ts';
import type { EraseMessage, RewriteFile } from '../messages.ts';
import { cellsIn, summarizeMessages } from '../summarize/summarize-messages.ts';
import { byTouchpoint } from '../undo/departures.ts';
import { searchSamples } from './batch-objects.ts';
import type { EraseContext, EraseEffects } from './erase-effects.ts';
import {
  type Erasure,
  type FoundCounts,
  noProgress,
  type Progress,
  readErasure,
  writeErasure,
} from './erasure.ts';
import { markClosed, markOpen } from './open-erasures.ts';
import { searchRawFile } from './raw-files.ts';
import { type Known, type SearchResult, searchPerson } from './search-person.ts';
import { cellsByName, isPaused, type Walk } from './walk-files.ts';

/**
 * Erases a person: searches everything that is stored, removes what is found, has the figures it was in computed again, and searches
 * once more. A tombstone, the keyed hash of the person, is written first: ingest and analyze drop the person from then on. All of it
 * can be repeated.
 */

const knownIn = (erasure: Erasure, { settings }: EraseContext): Known => {
  const { respondent, responseIds = [], sourceIds = [], cells = {} } = erasure;
  const hash =
    erasure.hash ??
    (respondent === undefined ? '' : respondentHash(identityKeyOf(settings.identityKey), respondent));
  return {
    hash,
    responseIds,
    sourceIds,
    cells: cellsIn({ cells }),
  };
};

const noted = ({ responseIds, sourceIds, cells, files, filesSearched, filesUnread }: SearchResult) => ({
  responseIds: [...responseIds],
  sourceIds: [...sourceIds],
  cells: cellsByName(cells),
  files: [...files],
  filesSearched,
  filesUnread: [...filesUnread],
});

/** Writes down how far a search has come, and has it go on in a new message. */
const resumeLater = async (
  { objects, ingestQueue, log }: EraseEffects,
  erasure: Erasure,
  progress: Progress,
): Promise<void> => {
  await writeErasure(objects, { ...erasure, progress });
  await ingestQueue.send([{ kind: 'erase', erasureId: erasure.id }]);
  log('erasure goes on later', { erasureId: erasure.id, search: progress.search });
};

const noteIn =
  ({ objects }: EraseEffects, erasure: Erasure, search: Progress['search']) =>
  (walk: Walk): Promise<void> =>
    writeErasure(objects, { ...erasure, progress: { ...walk, search } });

/** What a person is called in files is replaced by its hash here: nothing else needs it. */
const preview = async (
  context: EraseContext,
  { respondent: _name, progress, ...asked }: Erasure,
  known: Known,
): Promise<void> => {
  const erasure = { ...asked, hash: known.hash };
  const note = noteIn(context.effects, erasure, 'before');
  const result = await searchPerson(context, known, { apply: false, from: progress ?? noProgress, note });
  if (isPaused(result)) return resumeLater(context.effects, erasure, { ...result.paused, search: 'before' });
  await writeErasure(context.effects.objects, {
    ...erasure,
    ...noted(result),
    status: 'preview',
    found: result.found,
  });
};

const isNothing = (found: FoundCounts): boolean => Object.values(found).every((number) => number === 0);

/** An erasure at one of its searches. */
interface Step {
  readonly erasure: Erasure;
  readonly known: Known;
  /** Where this search ran out of time. */
  readonly from: Walk;
}

/** What was found is written down before it is removed: a second attempt would find less. */
const searchFirst = async (context: EraseContext, { erasure, known, from }: Step): Promise<void> => {
  const { effects } = context;
  await effects.batches.putTombstone(known.hash);
  const note = noteIn(effects, erasure, 'before');
  const before = await searchPerson(context, known, { apply: false, from, note });
  if (isPaused(before)) return resumeLater(effects, erasure, { ...before.paused, search: 'before' });
  const searched = { ...erasure, ...noted(before), found: erasure.found ?? before.found };
  await writeErasure(effects.objects, searched);
  // Its steps have read the person already, and write what they read: the search would be too early.
  if (before.isLoading)
    throw new VerbatimError('conflict', 'a file with rows of the person is being loaded', {
      expected: 'the erasure continues afterwards',
    });
  await remove(context, { erasure: searched, known: before, from: noProgress });
};

const remove = async (context: EraseContext, { erasure, known, from }: Step): Promise<void> => {
  const { effects } = context;
  const note = noteIn(effects, erasure, 'removal');
  const removed = await searchPerson(context, known, { apply: true, from, note });
  if (isPaused(removed)) return resumeLater(effects, erasure, { ...removed.paused, search: 'removal' });
  await effects.summarizeQueue.send(summarizeMessages(byTouchpoint(known.cells)));
  const filesUnread = [...new Set([...(erasure.filesUnread ?? []), ...removed.filesUnread])];
  await certify(context, { erasure: { ...erasure, filesUnread }, known, from: noProgress });
};

/** Searches once more: the erasure is done if nothing is found. */
const certify = async (context: EraseContext, { erasure, known, from }: Step): Promise<void> => {
  const { effects } = context;
  const note = noteIn(effects, erasure, 'after');
  const after = await searchPerson(context, known, { apply: false, from, note });
  if (isPaused(after)) return resumeLater(effects, erasure, { ...after.paused, search: 'after' });
  const isDone = isNothing(after.found);
  const { responseIds: _ids, sourceIds: _sourceIds, ...certificate } = erasure;
  await writeErasure(effects.objects, {
    ...(isDone ? certificate : erasure),
    status: isDone ? 'done' : 'incomplete',
    doneAt: effects.now().toISOString(),
    remaining: after.found,
  });
  effects.log('person erased', { erasureId: erasure.id, isDone, copies: erasure.found?.copies });
  if (!isDone)
    throw new VerbatimError('conflict', 'something of the person is still stored', { expected: 'try again' });
};

const steps = { before: searchFirst, removal: remove, after: certify } as const;

/** From the search that ran out of time, if one did. */
const erase = (context: EraseContext, { progress, ...erasure }: Erasure, known: Known): Promise<void> =>
  steps[progress?.search ?? 'before'](context, { erasure, known, from: progress ?? noProgress });

/** Searches for a person who is to be erased, or erases one whose erasure was confirmed. */
export const runErasure = async (context: EraseContext, { erasureId }: EraseMessage): Promise<void> => {
  const erasure = await readErasure(context.effects.objects, erasureId);
  if (erasure === undefined) return;
  const { effects } = context;
  const known = knownIn(erasure, context);
  const isAtWork = erasure.status !== 'preview' && erasure.status !== 'done';
  if (isAtWork) await markOpen(effects.objects, erasureId, effects.now());
  if (erasure.status === 'asked') await preview(context, erasure, known);
  else if (isAtWork) await erase(context, erasure, known);
  const { status, progress } = (await readErasure(effects.objects, erasureId)) ?? erasure;
  if (progress === undefined && (status === 'preview' || status === 'done'))
    await markClosed(effects.objects, erasureId);
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
