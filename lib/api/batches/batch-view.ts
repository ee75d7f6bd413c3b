import { type Mapping, mapping } from '../../feedback/mapping/mapping.ts';
import type { AnswerLedger, RowLedger } from '../../feedback/response/ledger.ts';
import type { Effects } from '../../pipeline/effects.ts';
import { failedParts } from '../../pipeline/redrive/failed-parts.ts';
import { readManifest } from '../../pipeline/summarize/summarize-messages.ts';
import { type Batch, failedChunks } from '../../store/batches/batch.ts';
import type { OverlapCounts } from '../../store/batches/batch-store.ts';
import { objectKeys } from '../../store/keys.ts';
import type { BatchView, Coverage, Progress } from '../contract/batches.ts';

export const progressOf = (batch: Batch): Progress => {
  const { chunksDone, chunksTotal, summariesDone, summariesTotal } = batch;
  return {
    chunksDone: chunksDone.length,
    chunksFailed: failedChunks(batch).length,
    ...(chunksTotal === undefined ? {} : { chunksTotal }),
    summariesDone: summariesDone.length,
    ...(summariesTotal === undefined ? {} : { summariesTotal }),
  };
};

const overlappingRows = (rows: RowLedger, { duplicate, updated }: OverlapCounts): RowLedger => ({
  ...rows,
  accepted: rows.accepted - duplicate - updated,
  duplicate: rows.duplicate + duplicate,
  updated: rows.updated + updated,
});

const withoutAnswers = (all: AnswerLedger, { answers }: OverlapCounts): AnswerLedger => ({
  asked: all.asked - answers.asked,
  scored: all.scored - answers.scored,
  'no-content': all['no-content'] - answers['no-content'],
  'no-comment': all['no-comment'] - answers['no-comment'],
  'unsupported-language': all['unsupported-language'] - answers['unsupported-language'],
});

const rejectedRows = ({ rejected }: RowLedger): number =>
  Object.values(rejected).reduce((sum, count) => sum + count, 0);

export const batchView = async (effects: Effects, batch: Batch): Promise<BatchView> => {
  const { batches } = effects;
  const { rows, answers } = batch;
  const {
    chunksDone: _done,
    chunksFailed: _failed,
    chunksTotal: _total,
    summariesDone: _sums,
    summariesFailed: _lost,
    summariesTotal: _due,
    ...rest
  } = batch;
  const overlap = await batches.overlapOf(batch.batchId);
  const failures = await failedParts(effects, batch);
  return {
    ...rest,
    ...(rows === undefined ? {} : { rows: overlappingRows(rows, overlap) }),
    ...(answers === undefined ? {} : { answers: withoutAnswers(answers, overlap) }),
    progress: progressOf(batch),
    ...(failures.length === 0 ? {} : { failures }),
    possibleDuplicates: overlap.possibleDuplicate,
    ...(rows !== undefined && rejectedRows(rows) > 0 ? { rejects: objectKeys.rejects(batch.batchId) } : {}),
  };
};

/** Where and when the responses of a batch were given; undefined until the whole file is read. */
export const coverageOf = async (effects: Effects, batch: Batch): Promise<Coverage | undefined> => {
  const manifest = await readManifest(effects, batch);
  if (manifest === undefined) return undefined;
  const touchpoints = Object.keys(manifest.cells).toSorted();
  const dated = [...new Set(Object.values(manifest.cells).flat())]
    .filter((cell) => cell !== 'undated')
    .toSorted();
  const [first, last] = [dated[0], dated.at(-1)];
  return { touchpoints, ...(first === undefined || last === undefined ? {} : { from: first, to: last }) };
};

/** The mapping that the batch was read with; undefined for a file that could not be read at all. */
export const mappingOf = async ({ objects }: Effects, batchId: string): Promise<Mapping | undefined> => {
  const stored = await objects.read(objectKeys.mapping(batchId));
  return stored === undefined ? undefined : mapping.parse(JSON.parse(stored.toString()));
};
