import { VerbatimError } from '../../../errors.ts';

/** What was saved as lines of JSON and bytes, read in the order in which it was written. */
export interface SavedBytes {
  json(): Promise<unknown>;
  /** A copy of the next bytes, with memory of its own. */
  bytes(count: number): Promise<Buffer<ArrayBuffer>>;
  /** Bytes read so far. */
  readonly position: number;
  /** Ends the reading early. */
  close(): Promise<void>;
}

export const jsonLine = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value)}\n`);

const truncated = (): VerbatimError =>
  new VerbatimError('file-truncated', 'what was saved is incomplete', {
    expected: 'the complete file',
    got: 'the end',
  });

export const savedBytes = (chunks: AsyncIterable<Buffer>): SavedBytes => {
  const source = chunks[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  let position = 0;
  const taken = (count: number): Buffer => {
    const first = held.subarray(0, count);
    held = held.subarray(first.length);
    position += first.length;
    return first;
  };
  const refill = async (): Promise<void> => {
    if (held.length > 0) return;
    const next = await source.next();
    if (next.done === true) throw truncated();
    held = next.value;
  };
  return {
    async json() {
      const parts: Buffer[] = [];
      for (let isEnd = false; !isEnd; ) {
        await refill();
        const end = held.indexOf('\n');
        isEnd = end >= 0;
        parts.push(taken(isEnd ? end + 1 : held.length));
      }
      return JSON.parse(Buffer.concat(parts).toString());
    },
    async bytes(count) {
      const all = Buffer.allocUnsafeSlow(count);
      for (let filled = 0; filled < count; ) {
        await refill();
        filled += taken(count - filled).copy(all, filled);
      }
      return all;
    },
    get position() {
      return position;
    },
    async close() {
      await source.return?.();
    },
  };
};
