import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { RejectedRow } from '../../feedback/response/outcome.ts';
import type { RejectsFormat } from '../../feedback/response/rejects.ts';
import type { ObjectStore } from '../../store/object-store.ts';

/** Writes the rejected rows of a batch as they come; a batch without any writes no object. */
export interface RejectsWriter {
  add(row: RejectedRow): Promise<void>;
  /** Completes the object, which appears only now. */
  close(): Promise<void>;
  /** Drops what was written so far; no effect after `close`. */
  abandon(): Promise<void>;
}

export const rejectsWriter = (objects: ObjectStore, key: string, format: RejectsFormat): RejectsWriter => {
  let lines: PassThrough | undefined;
  let written: Promise<void> | undefined;

  const start = (): PassThrough => {
    const stream = new PassThrough();
    written = objects.writeStream(key, stream);
    // Awaited in close, where a failure is thrown; until then it must not count as unhandled.
    written.catch(() => undefined);
    stream.write(format.header);
    return stream;
  };

  return {
    async add(row) {
      lines ??= start();
      if (!lines.write(format.line(row))) await Promise.race([once(lines, 'drain'), written]);
    },
    async close() {
      lines?.end();
      await written;
      lines = undefined;
    },
    async abandon() {
      lines?.destroy(new Error('abandoned'));
      await written?.catch(() => undefined);
    },
  };
};
