import { z } from 'zod';

/** A place between two rows of a file: what is after it can be read without what is before it. */
export const readingPoint = z.object({
  /** The first byte after it, of the file as it is stored. */
  byte: z.int().nonnegative(),
  rowsBefore: z.int().nonnegative(),
  /** True if the text before it has broken bytes. */
  damaged: z.boolean(),
});
export type ReadingPoint = Readonly<z.infer<typeof readingPoint>>;

/** A reading of rows that resumes where an earlier one stopped. */
export interface Resume {
  /** Where to begin. Default: at the first row. */
  readonly point?: ReadingPoint | undefined;
  /** Told of each point when all rows before it were taken. */
  passed(point: ReadingPoint): void;
}

/** How far a text is read. */
export interface Position {
  /** The byte after what was read last, if a record begins there. */
  next: number | undefined;
}

/** The byte to begin at; `position` is kept up to date. */
export interface Start {
  readonly byte: number;
  readonly position: Position;
}

/** What a reading of records needs to know to tell its points. */
interface Reading {
  readonly resume: Resume | undefined;
  /** Whether broken bytes were found so far. */
  readonly damage: { readonly found: boolean };
  /** How many of the first records are no rows. Default 0. */
  readonly headerRecords?: number;
}

/** How many records, with those of the header, are before the point where a reading begins. */
export const recordsBefore = ({ resume, headerRecords = 0 }: Omit<Reading, 'damage'>): number =>
  resume?.point === undefined ? 0 : resume.point.rowsBefore + headerRecords;

/** The batches of records of a reading, which tells its points as they are passed. */
export async function* recordsFrom<Record>(
  read: (start?: Start) => AsyncIterable<readonly Record[]>,
  reading: Reading,
): AsyncGenerator<readonly Record[]> {
  const { resume, damage, headerRecords = 0 } = reading;
  if (resume === undefined) return yield* read();
  const position: Position = { next: undefined };
  let rowsBefore = recordsBefore(reading) - headerRecords;
  for await (const batch of read({ byte: resume.point?.byte ?? 0, position })) {
    rowsBefore += batch.length;
    yield batch;
    const byte = position.next;
    if (byte !== undefined && rowsBefore >= 0) resume.passed({ byte, rowsBefore, damaged: damage.found });
  }
}
