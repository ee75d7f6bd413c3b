import pMap from 'p-map';
import { uniqueBy } from 'remeda';
import type { Analyzer } from '../../analysis/analyzer-contract.ts';
import type { FileEvidence } from '../../analysis/file-evidence.ts';
import type { CellName, Copy } from '../../feedback/response/copy.ts';
import { type AnswerLedger, emptyAnswerLedger, mergeAnswerLedgers } from '../../feedback/response/ledger.ts';
import { tallyOf } from '../../metrics/tally/tally.ts';
import { isInRange, type StoredRange, storedCells } from '../../query/stored-cells.ts';
import { isCurrent, type Manifest } from '../../store/batches/batch.ts';
import type { Rewrite } from '../../store/feedback-store.ts';
import { fitCopy } from '../../store/items/fit-copy.ts';
import { objectKeys } from '../../store/keys.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import { allBatches } from '../all-batches.ts';
import type { Effects } from '../effects.ts';
import type { ReanalyzeMessage } from '../messages.ts';
import { summarizeIfRead } from '../summarize/finish.ts';
import { cellsLeftFor } from '../undo/departures.ts';
import { analyzeAnswers, evidenceIn } from './analyze.ts';
import { scoreOtherLanguages } from './other-languages.ts';

/** A few seconds of work: enough to share among functions, and never more than one has time for. */
const responsesPerMessage = 1000;
const cellsPerMessage = 100;
/** The loser of a race tries again; more rounds than there can be writers at once. */
const attempts = 20;
const runId = 'r1';

/** A cell to analyze again. */
type ReanalyzedCell = CellName & { readonly responses: number };

/** Some cells of one touchpoint. */
type Portion = Pick<ReanalyzeMessage, 'touchpoint' | 'cells'>;

/** Groups the cells of a touchpoint up to a thousand responses; a larger cell is a group of its own. */
const portionsOf = (cells: readonly ReanalyzedCell[]): Portion[] => {
  const portions: { touchpoint: string; cells: string[] }[] = [];
  let room = 0;
  for (const { touchpoint, cell, responses } of cells) {
    const last = portions.at(-1);
    const fits = last?.touchpoint === touchpoint && responses <= room && last.cells.length < cellsPerMessage;
    if (fits) last.cells.push(cell);
    else portions.push({ touchpoint, cells: [cell] });
    room = (fits ? room : responsesPerMessage) - responses;
  }
  return portions;
};

const manifestOf = (portions: readonly Portion[]): Manifest => {
  const byTouchpoint = Map.groupBy(portions, ({ touchpoint }) => touchpoint);
  const cells = [...byTouchpoint].map(([touchpoint, all]): [string, string[]] => [
    touchpoint,
    all.flatMap((portion) => portion.cells),
  ]);
  return { chunks: portions.length, cells: Object.fromEntries(cells) };
};

const batchesAtOnce = 16;
/** A guess: how many responses left a cell is not known. */
const responsesLeft = 100;

/** Cells that responses left for a later upload: they have no summary if all did, and count again if it is undone. */
const leftCells = async (effects: Effects, scope: StoredRange): Promise<ReanalyzedCell[]> => {
  const sources = await allBatches(effects, ({ source }) => source !== undefined);
  const left = await pMap(sources, (batch) => cellsLeftFor(effects, batch), { concurrency: batchesAtOnce });
  return left
    .flat()
    .filter((cell) => isInRange(cell, scope))
    .map(({ touchpoint, cell }) => ({ touchpoint, cell, responses: responsesLeft }));
};

/** All cells with responses in a range, touchpoint by touchpoint. */
const cellsToAnalyze = async (effects: Effects, scope: StoredRange): Promise<ReanalyzedCell[]> => {
  const stored = (await storedCells(effects.summaries, scope)).map(
    ({ touchpoint, cell, tally }): ReanalyzedCell => ({ touchpoint, cell, responses: tally.responses }),
  );
  const all = uniqueBy(
    [...stored, ...(await leftCells(effects, scope))],
    ({ touchpoint, cell }) => `${touchpoint} ${cell}`,
  );
  return [...Map.groupBy(all, ({ touchpoint }) => touchpoint).values()].flat();
};

export interface ReanalysisRequest {
  /** A new id. */
  readonly id: string;
  readonly scope: StoredRange;
  /** ISO instant. */
  readonly requestedAt: string;
}

/**
 * Starts a new analysis of stored feedback under the currently configured sentiment and theme versions. What messages need is
 * written first, so that a second request completes what a crash left unfinished. A scope without
 * feedback is complete at once.
 */
export const requestReanalysis = async (
  effects: Effects,
  { id, scope, requestedAt }: ReanalysisRequest,
): Promise<void> => {
  const { objects, batches, analyzeQueue } = effects;
  const portions = portionsOf(await cellsToAnalyze(effects, scope));
  await objects.write(objectKeys.manifest(id, runId), JSON.stringify(manifestOf(portions)));
  await batches.beginReanalysis({
    reanalysisId: id,
    requestedAt,
    scope,
    chunksTotal: portions.length,
  });
  await analyzeQueue.send(
    portions.map((portion, chunk) => ({ kind: 'reanalyze', batchId: id, runId, chunk, ...portion })),
  );
  effects.log('reanalysis requested', { reanalysisId: id, messages: portions.length });
  const begun = await batches.read(id);
  if (portions.length === 0 && begun !== undefined) await summarizeIfRead(effects, begun);
};

const isOf = ({ versions }: Copy, { versions: current }: Analyzer): boolean =>
  versions.sentiment === current.sentiment && versions.theme === current.theme;

/** What the files that copies came in show, as it was when the files were loaded. */
const evidenceOf = async (
  { batches }: Effects,
  copies: readonly Copy[],
): Promise<ReadonlyMap<string, FileEvidence>> => {
  const evidence = new Map<string, FileEvidence>();
  for (const { batchId } of copies)
    if (!evidence.has(batchId)) evidence.set(batchId, evidenceIn((await batches.read(batchId)) ?? {}));
  return evidence;
};

/** The copies with other versions, and their new analyses. */
const rewritesOf = async (
  effects: Effects,
  analyzer: Analyzer,
  copies: readonly Copy[],
): Promise<Rewrite[]> => {
  const outdated = copies.filter((copy) => !isOf(copy, analyzer));
  const evidence = await evidenceOf(effects, outdated);
  const analyzed = outdated.map(
    (copy): Copy => ({
      ...copy,
      answers: analyzeAnswers(analyzer, copy, evidence.get(copy.batchId)),
      versions: analyzer.versions,
    }),
  );
  const scored = await scoreOtherLanguages(effects, analyzer, analyzed);
  return scored
    .map(fitCopy)
    .map((copy, index) => ({ copy, replaces: outdated[index]?.versions ?? copy.versions }));
};

/**
 * Rewrites the copies of a cell that other versions have analyzed, until none is left. The configuration is read for each
 * round, so that of two reanalyses under two taxonomies at once the newer one wins.
 */
const reanalyzeCell = async (
  effects: Effects,
  configuration: Pick<Configuration, 'analyzer'>,
  { touchpoint, cell }: CellName,
): Promise<AnswerLedger> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const analyzer = await configuration.analyzer();
    const { copies } = await effects.feedback.readCell(touchpoint, cell);
    const rewrites = await rewritesOf(effects, analyzer, copies);
    if ((await effects.feedback.rewrite(rewrites)) === 0) {
      const others = copies.filter((copy) => isOf(copy, analyzer));
      return tallyOf([...others, ...rewrites.map(({ copy }) => copy)]).answers;
    }
  }
  throw new Error(`${touchpoint} ${cell} changed during each of ${attempts} attempts to analyze it again`);
};

/**
 * Analyzes the stored responses of some cells again, then counts them as done; the last message has all cells summarized.
 * Can be repeated: what already has the current versions stays unchanged. A copy that is undone meanwhile does not return.
 */
export const reanalyzeCells = async (
  effects: Effects,
  configuration: Pick<Configuration, 'analyzer'>,
  { batchId, runId: run, chunk, touchpoint, cells }: ReanalyzeMessage,
): Promise<void> => {
  if (!isCurrent(await effects.batches.read(batchId), run)) return;
  let answers = emptyAnswerLedger;
  for (const cell of cells) {
    answers = mergeAnswerLedgers(answers, await reanalyzeCell(effects, configuration, { touchpoint, cell }));
  }
  const progress = await effects.batches.chunkDone({ batchId, runId: run }, chunk, answers);
  if (progress !== undefined) await summarizeIfRead(effects, progress);
};
