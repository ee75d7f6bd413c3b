import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Analyzer } from '../../analysis/analyzer-contract.ts';
import type { FileEvidence } from '../../analysis/file-evidence.ts';
import { VerbatimError } from '../../errors.ts';
import type { AnalyzedAnswer, Copy } from '../../feedback/response/copy.ts';
import { type AnswerText, type Response, response } from '../../feedback/response/response.ts';
import { tallyOf } from '../../metrics/tally/tally.ts';
import { type Batch, isCurrent } from '../../store/batches/batch.ts';
import { fitCopy } from '../../store/items/fit-copy.ts';
import { copyKey, objectKeys } from '../../store/keys.ts';
import type { Effects } from '../effects.ts';
import type { AnalyzeMessage } from '../messages.ts';
import { summarizeIfRead } from '../summarize/finish.ts';
import { cellsIn, summarizeMessages } from '../summarize/summarize-messages.ts';
import { byTouchpoint } from '../undo/departures.ts';
import { removeOutdated } from '../undo/remove-copies.ts';
import { scoreOtherLanguages } from './other-languages.ts';

/** The responses of a chunk, each line checked, without those of people who were erased and of months that were sealed meanwhile. */
const readChunk = async ({ objects, batches }: Effects, key: string): Promise<Response[]> => {
  const body = await objects.read(key);
  if (body === undefined)
    throw new VerbatimError('not-found', 'the chunk is no longer stored; upload the file again', {
      file: key,
    });
  const lines = createInterface({
    input: Readable.from([body]).pipe(createGunzip()),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  const responses: Response[] = [];
  for await (const line of lines) responses.push(response.parse(JSON.parse(line)));
  const [erased, { sealedBefore = '' }] = await Promise.all([batches.tombstones(), batches.retentionMarks()]);
  return responses.filter(
    ({ respondent, cell }) =>
      (respondent === undefined || !erased.has(respondent)) && cell.slice(0, 7) >= sealedBefore,
  );
};

/** What the file of a batch shows of its comments. */
export const evidenceIn = ({ languages, repeated }: FileEvidence): FileEvidence => ({
  ...(languages === undefined ? {} : { languages }),
  ...(repeated === undefined ? {} : { repeated }),
});

/**
 * The answers of a response, each with its analysis.
 *
 * @param file what the file that it came in shows of it
 */
export const analyzeAnswers = (
  analyzer: Analyzer,
  { answers, declaredLanguage }: Pick<Copy, 'declaredLanguage'> & { readonly answers: readonly AnswerText[] },
  file?: FileEvidence,
): AnalyzedAnswer[] =>
  answers.map(({ question, role, text }) => ({
    question,
    role,
    text,
    analysis: analyzer.analyze({
      question,
      role,
      text,
      ...(declaredLanguage === undefined ? {} : { declaredLanguage }),
      ...(file === undefined ? {} : { file }),
    }),
  }));

const analyzedBy =
  (analyzer: Analyzer, batch: Batch) =>
  (response: Response): Copy => ({
    ...response,
    answers: analyzeAnswers(analyzer, response, evidenceIn(batch)),
    batchId: batch.batchId,
    uploadedAt: batch.uploadedAt,
    versions: analyzer.versions,
  });

/**
 * Scores one chunk and stores its copies, then counts it as done; the last one finishes the batch. A repeated message
 * stores the same copies again. A batch that is undone meanwhile loses the copies: whichever of the two comes last
 * removes them.
 */
export const analyzeChunk = async (
  effects: Effects,
  analyzer: Analyzer,
  message: AnalyzeMessage,
): Promise<void> => {
  const { batchId, runId, chunk, key } = message;
  const batch = await effects.batches.read(batchId);
  if (!isCurrent(batch, runId)) return yieldTo(effects, message);
  const read = (await readChunk(effects, key)).map(analyzedBy(analyzer, batch));
  const copies = (await scoreOtherLanguages(effects, analyzer, read)).map(fitCopy);
  await effects.feedback.put(copies);
  await removeErased(effects, copies);
  const progress = await effects.batches.chunkDone(message, chunk, tallyOf(copies).answers);
  if (progress === undefined) await yieldTo(effects, message);
  else await summarizeIfRead(effects, progress);
};

/** An erasure that began after the chunk was read may have searched before it was stored. */
const removeErased = async ({ batches, feedback }: Effects, copies: readonly Copy[]): Promise<void> => {
  const erased = await batches.tombstones();
  const late = copies.filter(({ respondent }) => respondent !== undefined && erased.has(respondent));
  if (late.length > 0) await feedback.remove(late.map(copyKey));
};

/** Removes the copies of a chunk, and has their cells summarized again. */
const removeChunk = async (effects: Effects, { batchId, key }: AnalyzeMessage): Promise<void> => {
  const responses = await readChunk(effects, key);
  await effects.feedback.remove(responses.map((response) => copyKey({ ...response, batchId })));
  await effects.summarizeQueue.send(summarizeMessages(byTouchpoint(responses)));
};

/** Removes from its cells what the chunk of an earlier run stored after a newer run began, and has them summarized again. */
const removeLate = async (effects: Effects, newer: Batch, { key }: AnalyzeMessage): Promise<void> => {
  const touched = byTouchpoint(await readChunk(effects, key));
  await removeOutdated(effects, newer, cellsIn({ cells: touched }));
  await effects.summarizeQueue.send(summarizeMessages(touched));
};

/**
 * Cleans up after a run that lost its batch while writing, in this attempt or in one that crashed: removes its chunk, or,
 * if a newer run writes under the same keys, has that run write the chunk again. A run that begins during the removal may
 * also have lost what it wrote.
 */
const yieldTo = async (effects: Effects, message: AnalyzeMessage): Promise<void> => {
  const { batchId, runId } = message;
  const before = await effects.batches.read(batchId);
  if (before === undefined || before.runId === runId) await removeChunk(effects, message);
  else await removeLate(effects, before, message);
  const batch = await effects.batches.read(batchId);
  if (batch === undefined || batch.runId === runId) return;
  const key = objectKeys.chunk(batchId, batch.runId, message.chunk);
  if ((await effects.objects.open(key)) !== undefined) {
    await effects.analyzeQueue.send([{ ...message, runId: batch.runId, key }]);
  }
};

/** Counts a chunk that failed permanently, so that the rest of its batch is summarized. */
export const failChunk = async (
  effects: Effects,
  { batchId, runId, chunk }: Pick<AnalyzeMessage, 'batchId' | 'runId' | 'chunk'>,
): Promise<void> => {
  effects.log('chunk failed', { batchId, runId, chunk });
  const progress = await effects.batches.chunkFailed({ batchId, runId }, chunk);
  if (progress !== undefined) await summarizeIfRead(effects, progress);
};
