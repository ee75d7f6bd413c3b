import { setTimeout as wait } from 'node:timers/promises';
import type { ApiClient } from '../../api/client/client.ts';
import type { BatchView } from '../../api/contract/batches.ts';
import { VerbatimError } from '../../errors.ts';

const goingOn: readonly BatchView['status'][] = ['ingesting', 'analyzing'];

/** True for a batch that will not change any more without a person. */
export const isSettled = ({ status }: BatchView): boolean => !goingOn.includes(status);

/** The rows of a batch that are read and analyzed, by its chunks. */
export const rowsAnalyzed = ({ rows, progress }: BatchView): number => {
  const { chunksDone, chunksFailed, chunksTotal } = progress;
  if (rows === undefined || chunksTotal === undefined) return 0;
  return chunksTotal === 0 ? rows.read : Math.floor((rows.read * (chunksDone + chunksFailed)) / chunksTotal);
};

export interface FollowedUpload {
  readonly objectKey: string;
  /** How many batches to expect: one, or one for each member of a zip. */
  readonly batches: number;
  /** The batches of this object before the upload, as `statusMarks` gives them. */
  readonly before: ReadonlySet<string>;
}

/** Identifies a batch in one state. */
export const statusMark = ({
  batchId,
  runId,
  status,
}: Pick<BatchView, 'batchId' | 'runId' | 'status'>): string => `${batchId} ${runId} ${status}`;

/** An earlier reading of the file that this upload replaces: not what was uploaded. */
const isReplaced = ({ batchId, status }: BatchView, before: ReadonlySet<string>): boolean =>
  status === 'superseded' && [...before].some((mark) => mark.startsWith(`${batchId} `));

export interface FollowOptions {
  readonly onProgress: (batches: readonly BatchView[]) => void;
  readonly signal: AbortSignal;
  /** Milliseconds between two polls. Default 250. */
  readonly everyMs?: number;
  /** After this long without anything new the file was already loaded, and its batches are the answer. Default 8,000. */
  readonly settleMs?: number;
  /** This long without progress is an error. Default 180,000. */
  readonly patienceMs?: number;
}

/** The batches of an object now. */
export const batchesOf = async (client: ApiClient, objectKey: string): Promise<readonly BatchView[]> =>
  (await client.listBatches({ object: objectKey, limit: 100 })).batches;

interface Look {
  readonly all: readonly BatchView[];
  /** The batches whose state changed since the upload. */
  readonly fresh: readonly BatchView[];
}

/** The answer, once all batches are settled, or the file turns out to have been loaded before. */
const answerOf = (
  { all, fresh }: Look,
  expected: number,
  isKnown: boolean,
): readonly BatchView[] | undefined => {
  if (fresh.length >= expected && fresh.every(isSettled)) return fresh;
  if (!isKnown || fresh.length > 0 || all.length < expected) return undefined;
  const counting = all.filter(({ status }) => status !== 'superseded');
  return counting.length > 0 ? counting : all;
};

const stateOf = ({ fresh }: Look): string =>
  JSON.stringify(fresh.map(({ progress, ...batch }) => [statusMark(batch), progress]));

const nothingHappens = (objectKey: string, fresh: readonly BatchView[]): VerbatimError =>
  new VerbatimError(
    'unreachable',
    'the pipeline makes no progress with the file; see the logs of the functions',
    {
      file: objectKey,
      got:
        fresh.length === 0
          ? 'no batch'
          : fresh.map(({ batchId, status }) => `${batchId} ${status}`).join(', '),
    },
  );

/**
 * Waits until all batches of an upload are settled, and returns them. For a file that was loaded before, returns its
 * existing batches. Throws `unreachable` if nothing happens.
 */
export const followUpload = async (
  client: ApiClient,
  { objectKey, batches: expected, before }: FollowedUpload,
  { onProgress, signal, everyMs = 250, settleMs = 8_000, patienceMs = 180_000 }: FollowOptions,
): Promise<readonly BatchView[]> => {
  let state = '';
  let idleMs = 0;
  for (;;) {
    const all = await batchesOf(client, objectKey);
    const look = {
      all,
      fresh: all.filter((batch) => !before.has(statusMark(batch)) && !isReplaced(batch, before)),
    };
    onProgress(look.fresh);
    idleMs = stateOf(look) === state ? idleMs + everyMs : 0;
    state = stateOf(look);
    const answer = answerOf(look, expected, idleMs >= settleMs);
    if (answer !== undefined) return answer;
    if (idleMs >= patienceMs) throw nothingHappens(objectKey, look.fresh);
    await wait(everyMs, undefined, { signal });
  }
};
