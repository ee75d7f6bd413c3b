import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { sortBy } from 'remeda';
import type { SavedLog } from '../../feedback/response/identity/packed-entries.ts';
import { createRespondents, type Respondents } from '../../feedback/response/identity/respondents.ts';
import type { Response } from '../../feedback/response/response.ts';
import type { BatchRun, Manifest } from '../../store/batches/batch.ts';
import { objectKeys } from '../../store/keys.ts';
import type { ObjectStore } from '../../store/object-store.ts';
import { allWritten } from '../../write-each.ts';

const compress = promisify(gzip);
/** Unless the context of a reading says otherwise. The last chunk of a run may have fewer. */
export const responsesPerChunk = 1000;
/** Parallel writes while reading continues: limits memory. */
const writesAhead = 4;

/** Cuts a run's responses into chunks and records their cells. */
export interface ChunkWriter {
  add(response: Response): Promise<void>;
  /** Chunks so far, including skipped ones. */
  readonly cut: number;
  /** The cells by touchpoint, so far. */
  readonly cells: ReadonlyMap<string, ReadonlySet<string>>;
  /** Responses without a date by touchpoint, so far. */
  readonly undated: ReadonlyMap<string, number>;
  /** Where the respondents are, so far. */
  readonly respondents: Respondents;
  /** The responses of the chunk that is not cut yet, a line of JSON each. */
  readonly open: readonly string[];
  /** Waits until every complete chunk is written. */
  flush(): Promise<void>;
  /** Writes the rest and waits until everything is written. */
  close(): Promise<Manifest>;
}

/** Writes a few objects at a time while reading continues. */
const writerAhead = (objects: ObjectStore) => {
  const underWay: Promise<void>[] = [];
  const write = async (key: string, text: string): Promise<void> =>
    objects.write(key, await compress(text, { level: 1 }));
  const oldest = async (): Promise<void> => {
    try {
      await underWay.shift();
    } catch (error) {
      await Promise.allSettled(underWay);
      throw error;
    }
  };
  return {
    async write(key: string, text: string): Promise<void> {
      if (underWay.length >= writesAhead) await oldest();
      const writing = write(key, text);
      // Awaited later, where a failure is thrown; until then it must not count as unhandled.
      writing.catch(() => undefined);
      underWay.push(writing);
    },
    async done(): Promise<void> {
      await allWritten(underWay);
    },
  };
};

const manifestOf = (chunks: number, cells: ReadonlyMap<string, ReadonlySet<string>>): Manifest => {
  const sorted = sortBy([...cells], ([touchpoint]) => touchpoint);
  return {
    chunks,
    cells: Object.fromEntries(sorted.map(([touchpoint, days]) => [touchpoint, [...days].toSorted()])),
  };
};

/** What an earlier function had cut. */
export interface CutSoFar {
  readonly cut: number;
  readonly cells: Readonly<Record<string, readonly string[]>>;
  readonly undated: Readonly<Record<string, number>>;
  readonly open: readonly string[];
  readonly respondents: SavedLog;
}

const cellsOf = (before: CutSoFar | undefined): Map<string, Set<string>> =>
  new Map(Object.entries(before?.cells ?? {}).map(([touchpoint, days]) => [touchpoint, new Set(days)]));

/** Chunks are a pure function of the file: reading it again, or resuming after what was cut, gives the same ones. */
export const chunkWriter = (
  objects: ObjectStore,
  { batchId, runId }: BatchRun,
  { before, perChunk = responsesPerChunk }: { readonly before?: CutSoFar; readonly perChunk?: number },
): ChunkWriter => {
  const cells = cellsOf(before);
  const undated = new Map(Object.entries(before?.undated ?? {}));
  const respondents = createRespondents(before?.respondents);
  const ahead = writerAhead(objects);
  let lines = [...(before?.open ?? [])];
  let cut = before?.cut ?? 0;

  const cutChunk = async (): Promise<void> => {
    const chunk = cut;
    const text = `${lines.join('\n')}\n`;
    cut += 1;
    lines = [];
    await ahead.write(objectKeys.chunk(batchId, runId, chunk), text);
  };

  return {
    async add(response) {
      const days = cells.get(response.touchpoint) ?? new Set();
      cells.set(response.touchpoint, days.add(response.cell));
      if (response.cell === 'undated')
        undated.set(response.touchpoint, (undated.get(response.touchpoint) ?? 0) + 1);
      if (response.respondent !== undefined)
        respondents.add(response.respondent, [response.touchpoint, response.cell]);
      if (lines.push(JSON.stringify(response)) === perChunk) await cutChunk();
    },
    get cut() {
      return cut;
    },
    cells,
    undated,
    respondents,
    get open() {
      return lines;
    },
    flush: ahead.done,
    async close() {
      if (lines.length > 0) await cutChunk();
      await ahead.done();
      return { ...manifestOf(cut, cells), respondents: respondents.size };
    },
  };
};
