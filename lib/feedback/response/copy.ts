import type { Analysis } from '../../analysis/analysis.ts';
import type { AnalyzerVersions } from '../../analysis/analyzer-contract.ts';
import { idStartOf } from './identity/places.ts';
import type { AnswerText, Response } from './response.ts';

export interface AnalyzedAnswer extends AnswerText {
  readonly analysis: Analysis;
}

/**
 * A copy is a response as one batch loaded it, with its analysis. Batches never overwrite each other: a response in
 * two batches has two copies, and readers use the latest ({@link latestCopies}).
 */
export interface Copy extends Omit<Response, 'answers'> {
  readonly answers: readonly AnalyzedAnswer[];
  readonly batchId: string;
  /** When the batch's file was uploaded, ISO instant. */
  readonly uploadedAt: string;
  readonly versions: AnalyzerVersions;
}

/** A copy without its texts: all that is needed for counting. */
export interface CountedCopy extends Omit<Copy, 'answers'> {
  readonly answers: readonly { readonly analysis: Analysis }[];
}

/**
 * A record that responses have left a cell: the copies of another batch no longer count there, because the later upload
 * has them in another cell. It belongs to both batches, and is removed with either.
 */
export interface Departure {
  readonly touchpoint: string;
  readonly cell: string;
  /** The batch whose copies left. */
  readonly from: string;
  readonly fromRun: string;
  /** The later batch. The same one if a later row of the file moved them. */
  readonly to: string;
  readonly toRun: string;
  /** When the file of `to` was uploaded, ISO instant. */
  readonly uploadedAt: string;
  /** From 0: many responses need several. */
  readonly page: number;
  /** Each by the first ten characters of its id. */
  readonly responses: readonly string[];
}

/** A cell: a touchpoint, and a day, a month or `undated`. */
export type CellName = Pick<Copy, 'touchpoint' | 'cell'>;

/** The content of a cell. */
export interface CellContent<Each> {
  readonly copies: readonly Each[];
  readonly departures: readonly Departure[];
}

/** Identifies and orders copies. */
type Identified = Pick<Copy, 'responseId' | 'batchId' | 'uploadedAt' | 'occurrence' | 'fingerprint'>;
/** The order of batches. */
type Uploaded = Pick<Copy, 'batchId' | 'uploadedAt'>;

const compare = (left: string, right: string): number => Number(left > right) - Number(left < right);

/** The order of uploads: the later one wins. */
export const byUpload = (left: Uploaded, right: Uploaded): number =>
  compare(left.uploadedAt, right.uploadedAt) || compare(left.batchId, right.batchId);

const byRow = (left: Identified, right: Identified): number =>
  byUpload(left, right) || left.occurrence - right.occurrence;

const groupByResponse = <Each extends Identified>(copies: Iterable<Each>): Map<string, Each[]> =>
  Map.groupBy(copies, (copy) => copy.responseId);

/** The first upload that moved a copy out of its cell; undefined if it still counts there. */
type LeftFor = (copy: Identified) => Uploaded | undefined;

/** A batch that was uploaded again since does not count here: its upload is later. */
const leftFor = (departures: readonly Departure[]): LeftFor => {
  if (departures.length === 0) return () => undefined;
  const departed = new Map<string, Uploaded[]>();
  for (const { from, to, uploadedAt, responses } of departures) {
    for (const start of responses) {
      const key = `${from} ${start}`;
      const known = departed.get(key);
      if (known === undefined) departed.set(key, [{ batchId: to, uploadedAt }]);
      else known.push({ batchId: to, uploadedAt });
    }
  }
  return (copy) =>
    departed
      .get(`${copy.batchId} ${idStartOf(copy.responseId)}`)
      ?.filter((later) => byUpload(copy, later) <= 0)
      .toSorted(byUpload)[0];
};

/**
 * The copy that counts of each response: of the latest upload, and in it of the last row. None of a response that has left
 * the cell. In the order of first occurrence.
 */
export const latestCopies = <Each extends Identified>({ copies, departures }: CellContent<Each>): Each[] => {
  const left = leftFor(departures);
  return [...groupByResponse(copies).values()]
    .map((group) => group.reduce((latest, copy) => (byRow(latest, copy) < 0 ? copy : latest)))
    .filter((copy) => left(copy) === undefined);
};

/**
 * What a batch has in common with earlier uploads: `duplicates` have the same content, `updates` a different one,
 * possibly another cell. Rows that repeat a row of their own file are not included.
 */
export interface Overlap<Each> {
  readonly duplicates: readonly Each[];
  readonly updates: readonly Each[];
}

/** A row that overlaps: its batch, and whether its content was the same as in the earlier copy. */
interface Overlapping<Each> {
  readonly batchId: string;
  readonly kind: keyof Overlap<Each>;
  readonly copy: Each;
}

/** The last copy of each batch, with the first one of the next batch. */
const neighbours = <Each extends Identified>(copies: readonly Each[]): [Each, Each | undefined][] =>
  copies
    .map((copy, index): [Each, Each | undefined] => [copy, copies[index + 1]])
    .filter(([copy, next]) => next?.batchId !== copy.batchId);

/** What follows a copy: the batch that moves its response away, or the next one of the cell. */
const overlappingWith = <Each extends Identified>(
  copy: Each,
  next: Each | undefined,
  mover: Uploaded | undefined,
): Overlapping<Each> | undefined => {
  if (mover !== undefined && (next === undefined || byUpload(mover, next) < 0))
    return mover.batchId === copy.batchId ? undefined : { batchId: mover.batchId, kind: 'updates', copy };
  if (next === undefined) return undefined;
  const kind = next.fingerprint === copy.fingerprint ? 'duplicates' : 'updates';
  return { batchId: next.batchId, kind, copy: next };
};

/**
 * The overlap of every batch that has one, from the content of a cell. Each row overlaps with the upload just before it
 * that has its response, in the cell where that upload has it. A pure function of what is stored, in any order.
 */
export const overlapsByBatch = <Each extends Identified>({
  copies,
  departures,
}: CellContent<Each>): Map<string, Overlap<Each>> => {
  const left = leftFor(departures);
  const overlapping = [...groupByResponse(copies).values()]
    .flatMap((group) => neighbours(group.toSorted(byRow)))
    .map(([copy, next]) => overlappingWith(copy, next, left(copy)))
    .filter((found) => found !== undefined);
  const overlaps = new Map<string, { duplicates: Each[]; updates: Each[] }>();
  for (const { batchId, kind, copy } of overlapping) {
    const overlap = overlaps.get(batchId) ?? { duplicates: [], updates: [] };
    overlaps.set(batchId, overlap);
    overlap[kind].push(copy);
  }
  return overlaps;
};
