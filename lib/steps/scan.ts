import { VerbatimError } from '../errors.ts';
import { type CellContent, type Copy, type CountedCopy, latestCopies } from '../feedback/copy.ts';
import { cellKind } from '../metrics/calendar.ts';
import { defaultThresholds } from '../metrics/confidentiality.ts';
import { type Condition, type Narrowing, narrowingTo } from '../report/narrowing.ts';
import { readableCells } from '../report/readable-cells.ts';
import { type DayRange, rangeOf } from '../report/series.ts';
import type { Deadline } from './deadline.ts';
import type { Effects } from './effects.ts';
import { responsesIn, type StoredCell, type StoredRange, storedCells } from './stored-cells.ts';

/** Which stored responses are read. */
export interface ScanScope extends StoredRange {
  /** All of them must hold. Default: none. */
  readonly where?: readonly Condition[] | undefined;
}

export interface ScanCell {
  readonly touchpoint: string;
  readonly cell: string;
}

/** What a scan is going to read. */
export interface ScanPlan {
  /** Touchpoint by touchpoint, days in order, then months without a day, then `undated`. */
  readonly cells: readonly ScanCell[];
  /** Responses in them, before conditions. */
  readonly responses: number;
  /** Some of the scope is not read, for being of too few people or giving such away. */
  readonly partly: boolean;
  /** Ratings in them, by the key of their scale, before conditions. */
  readonly ratings: Readonly<Record<string, number>>;
  /** Reading stops there. Default: none. */
  readonly deadline?: Deadline | undefined;
  /** Conditions, and whether what they leave must be withheld; known when the scan is through. */
  readonly narrowing: Narrowing;
}

/** Where no limit is configured: what a request has time for. */
export const defaultScanLimit = 200_000;

const cellsAhead = 8;

type Reading = Pick<Effects, 'feedback' | 'summaries'>;

const ratingsIn = (cells: readonly StoredCell[]): Record<string, number> => {
  const ratings: Record<string, number> = {};
  for (const [scale, counts] of cells.flatMap(({ tally }) => Object.entries(tally.ratings)))
    ratings[scale] = Object.values(counts).reduce((sum, count) => sum + count, ratings[scale] ?? 0);
  return ratings;
};

export interface ScanOptions {
  /** Responses. Default {@link defaultScanLimit}. */
  readonly limit?: number | undefined;
  /** People; 0 reads everything. Default 5. */
  readonly leastPeople?: number;
  /** Default: none. */
  readonly deadline?: Deadline;
}

const forEver: DayRange = { from: '0000-01-01', to: '9999-12-31' };

/** Whole months: what may be read of a day depends on its month. */
const monthsOf = ({ touchpoint, from, to }: ScanScope): StoredRange => ({
  touchpoint,
  from: from?.slice(0, 7),
  to: to?.slice(0, 7),
});

/** A month without a day is asked for where all of it is. */
const isAsked = ({ cell }: StoredCell, range: DayRange): boolean => {
  if (cellKind(cell) === 'undated') return true;
  const { from, to } = rangeOf(cell, cell);
  return range.from <= from && to <= range.to;
};

/** The cells that may be read, and whether that is all that was asked for. */
const askedCells = async (
  { summaries }: Reading,
  scope: ScanScope,
  leastPeople: number,
): Promise<{ cells: StoredCell[]; partly: boolean }> => {
  const range = rangeOf(scope.from ?? forEver.from, scope.to ?? forEver.to);
  const stored = await storedCells(summaries, monthsOf(scope));
  const readable = new Map(
    [...Map.groupBy(stored, ({ touchpoint }) => touchpoint)].map(([touchpoint, cells]) => [
      touchpoint,
      readableCells(cells, range, leastPeople),
    ]),
  );
  const mayRead = ({ touchpoint, cell }: StoredCell) => readable.get(touchpoint)?.has(cell) === true;
  const asked = stored.filter((cell) => isAsked(cell, range));
  const cells = asked.filter(mayRead);
  return { cells, partly: cells.length < asked.length };
};

/**
 * The cells of a scope, as the summaries list them, strongly consistent; of nothing, none. Left out is what may not be counted
 * for confidentiality (`readableCells`). Throws `scan-too-large` before anything is read where they hold more responses
 * than the limit.
 */
export const planScan = async (
  effects: Reading,
  scope: ScanScope,
  { limit = defaultScanLimit, leastPeople = defaultThresholds.figures, deadline }: ScanOptions = {},
): Promise<ScanPlan> => {
  const { cells, partly } = await askedCells(effects, scope, leastPeople);
  const responses = responsesIn(cells);
  if (responses > limit)
    throw new VerbatimError('scan-too-large', 'there are too many responses to read them one by one', {
      expected: `at most ${limit}: one touchpoint, a shorter time, or a higher scanLimit in config/metrics.yaml`,
      got: String(responses),
    });
  return {
    cells: cells.map(({ touchpoint, cell }) => ({ touchpoint, cell })),
    responses,
    partly,
    ratings: ratingsIn(cells),
    deadline,
    narrowing: narrowingTo(scope.where ?? []),
  };
};

const nothing = { copies: [], departures: [] };

const refuseWhenLate = ({ deadline, responses }: ScanPlan, read: number): void => {
  if (!deadline?.isOver()) return;
  throw new VerbatimError('scan-too-slow', 'the responses could not all be read in the time of a request', {
    expected: 'one touchpoint or a shorter time',
    got: `${read} of ${responses} read in ${deadline.seconds} seconds`,
  });
};

/**
 * Reads a few cells ahead: memory holds them and no more, however many there are. Throws `scan-too-slow` where the plan's deadline
 * is over before all is read.
 */
async function* readAhead<Each extends CountedCopy>(
  plan: ScanPlan,
  read: (cell: ScanCell) => Promise<CellContent<Each>>,
): AsyncGenerator<Each[]> {
  const ahead: Promise<CellContent<Each>>[] = [];
  let done = 0;
  const next = async (): Promise<Each[]> => {
    refuseWhenLate(plan, done);
    const copies = latestCopies((await ahead.shift()) ?? nothing);
    done += copies.length;
    return copies.filter(plan.narrowing.keeps);
  };
  for (const cell of plan.cells) {
    const reading = read(cell);
    // Told where it is awaited; unheard until then it would end the process.
    reading.catch(() => undefined);
    ahead.push(reading);
    if (ahead.length >= cellsAhead) yield await next();
  }
  while (ahead.length > 0) yield await next();
}

/** The copies that count, cell by cell, without their texts; strongly consistent. */
export const scanCounted = ({ feedback }: Reading, plan: ScanPlan): AsyncGenerator<CountedCopy[]> =>
  readAhead(plan, ({ touchpoint, cell }) => feedback.countCell(touchpoint, cell));

/** The copies that count, cell by cell; strongly consistent. */
export const scanCopies = ({ feedback }: Reading, plan: ScanPlan): AsyncGenerator<Copy[]> =>
  readAhead(plan, ({ touchpoint, cell }) => feedback.readCell(touchpoint, cell));
