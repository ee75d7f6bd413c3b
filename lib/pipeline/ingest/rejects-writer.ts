import { Readable } from 'node:stream';
import type { RejectedRow } from '../../feedback/response/outcome.ts';
import type { RejectsFormat } from '../../feedback/response/rejects.ts';
import type { BatchRun } from '../../store/batches/batch.ts';
import { objectKeys } from '../../store/keys.ts';
import type { ObjectStore } from '../../store/object-store.ts';

/** Writes the rejected rows of a batch as they come; a batch without any writes no object. */
export interface RejectsWriter {
  add(row: RejectedRow): Promise<void>;
  /** Parts written so far, which the object is made of. */
  readonly parts: number;
  /** The lines that are in no part yet. */
  readonly open: string;
  /** Writes the object. */
  close(): Promise<void>;
}

/** What an earlier function had written. */
export type RejectsSoFar = Pick<RejectsWriter, 'parts' | 'open'>;

const partCharacters = 4 * 1024 * 1024;

async function* joined(
  objects: ObjectStore,
  parts: readonly string[],
  [first, last]: readonly [string, string],
): AsyncGenerator<Buffer> {
  yield Buffer.from(first);
  for (const part of parts) {
    const object = await objects.open(part);
    if (object === undefined) throw new Error(`the part ${part} is missing`);
    yield* object.bytes();
  }
  yield Buffer.from(last);
}

/** As chunks, parts are a pure function of the file: whoever resumes from a checkpoint, or reads again, writes the same. */
export const rejectsWriter = (
  objects: ObjectStore,
  { batchId, runId }: BatchRun,
  { format, before }: { readonly format: RejectsFormat; readonly before?: RejectsSoFar | undefined },
): RejectsWriter => {
  let { parts, open } = before ?? { parts: 0, open: '' };
  const partKey = (part: number): string => objectKeys.checkpointRejects(batchId, runId, part);
  return {
    async add(row) {
      open += format.line(row);
      if (open.length < partCharacters) return;
      await objects.write(partKey(parts), open);
      parts += 1;
      open = '';
    },
    get parts() {
      return parts;
    },
    get open() {
      return open;
    },
    async close() {
      if (parts === 0 && open === '') return;
      const keys = Array.from({ length: parts }, (_, part) => partKey(part));
      const bytes = joined(objects, keys, [format.header, open]);
      await objects.writeStream(objectKeys.rejects(batchId), Readable.from(bytes));
    },
  };
};
