import { asDisclosed } from '../disclosure/disclosed-copy.ts';
import { startMonthByDimension } from '../disclosure/month-by-dimension.ts';
import { type Condition, type Narrowing, narrowingTo } from '../disclosure/narrowing.ts';
import { type Disclosed, isFullySuppressed } from '../disclosure/parts.ts';
import { readableCells } from '../disclosure/readable-cells.ts';
import { type DayRange, rangeOf } from '../disclosure/series.ts';
import { VerbatimError } from '../errors.ts';
import { type CellContent, type Copy, type CountedCopy, latestCopies } from '../feedback/response/copy.ts';
import { cellKind } from '../metrics/calendar/calendar.ts';
import { defaultThresholds } from '../metrics/figures/metrics-settings.ts';
import type { Dimension } from '../metrics/tally/dimensions.ts';
import type { Stores } from '../store/stores.ts';
import { type Deadline, tooSlow } from './deadline.ts';
import {
  responsesAtLeast,
  responsesIn,
  type StoredCell,
  type StoredRange,
  storedCells,
} from './stored-cells.ts';

/** Which stored responses are read. */
export interface ScanScope extends StoredRange {
  /** All of them must hold, and the months of the range are read whole. Default: none. */
  readonly where?: readonly Condition[] | undefined;
}

export interface ScanCell {
  readonly touchpoint: string;
  readonly cell: string;
  /** What may be disclosed of its piece: its day, week or month. */
  readonly disclosed: Disclosed;
}

/** What a scan will read. */
export interface ScanPlan {
  /** Touchpoint by touchpoint, month by month, days in order, then responses without a day; last `undated`. */
  readonly cells: readonly ScanCell[];
  /** Responses in them, before conditions. */
  readonly responses: number;
  /** Ratings in them that may be disclosed, by the key of their scale, before conditions. */
  readonly ratings: Readonly<Record<string, number>>;
  /** When reading must stop. Default: never. */
  readonly deadline?: Deadline | undefined;
  readonly narrowing?: Narrowing;
  /** The declared dimensions, which take precedence. */
  readonly dimensions: readonly Dimension[];
  /** Respondents; 0 discloses everything. */
  readonly minRespondents: number;
  /** Known when the scan is finished. */
  readonly outcome: ScanOutcome;
}

/** The outcome of a scan. */
export interface ScanOutcome {
  /** Some of the scope is not counted: it is below the minimum group size, or would reveal a group that is. */
  partial: boolean;
  /** Something is counted. */
  found: boolean;
}

/** The default limit: what a request has time for. */
export const defaultScanLimit = 200_000;

const cellsAhead = 8;

type Reading = Pick<Stores, 'feedback' | 'summaries'>;

const ratingsIn = (cells: readonly (StoredCell & ScanCell)[]): Record<string, number> => {
  const ratings: Record<string, number> = {};
  const rated = cells.flatMap(({ tally, disclosed }) =>
    Object.entries(tally.ratings).filter(([scale]) => scale in disclosed.tally.ratings),
  );
  for (const [scale, counts] of rated)
    ratings[scale] = Object.values(counts).reduce((sum, count) => sum + count, ratings[scale] ?? 0);
  return ratings;
};

export interface ScanOptions {
  /** Responses. Default {@link defaultScanLimit}. */
  readonly limit?: number | undefined;
  /** Respondents; 0 discloses everything. Default 5. */
  readonly minRespondents?: number;
  /** The declared dimensions. Default: none. */
  readonly dimensions?: readonly Dimension[] | undefined;
  /** The months of the range are read whole, because dimensions are disclosed by month. Default: if there are conditions. */
  readonly byMonth?: boolean;
  /** Default: none. */
  readonly deadline?: Deadline;
}

const forEver: DayRange = { from: '0000-01-01', to: '9999-12-31' };

/** Whole months: what may be read of a day depends on its month. */
const monthsOf = <Range extends StoredRange>(range: Range): Range => ({
  ...range,
  from: range.from?.slice(0, 7),
  to: range.to?.slice(0, 7),
});

/** Responses without a day are requested if their whole month is. */
const isAsked = ({ cell }: StoredCell, range: DayRange): boolean => {
  if (cellKind(cell) === 'undated') return true;
  const { from, to } = rangeOf(cell, cell);
  return range.from <= from && to <= range.to;
};

const monthOf = ({ touchpoint, cell }: Pick<ScanCell, 'touchpoint' | 'cell'>): string =>
  `${touchpoint}#${cell.slice(0, 7)}`;

const inMonths = <Each extends Pick<ScanCell, 'touchpoint' | 'cell'>>(cells: readonly Each[]): Each[] =>
  [...Map.groupBy(cells, monthOf).values()].flat();

/** The cells that may be read, with what may be disclosed of their pieces, and whether that is everything requested. */
const askedCells = async (
  { summaries }: Reading,
  scope: StoredRange,
  minRespondents: number,
): Promise<{ cells: (StoredCell & ScanCell)[]; partial: boolean }> => {
  const range = rangeOf(scope.from ?? forEver.from, scope.to ?? forEver.to);
  const stored = await storedCells(summaries, monthsOf(scope));
  const readable = new Map(
    [...Map.groupBy(stored, ({ touchpoint }) => touchpoint)].map(([touchpoint, cells]) => [
      touchpoint,
      readableCells(cells, range, minRespondents),
    ]),
  );
  const asked = stored.filter((cell) => isAsked(cell, range));
  const cells = asked.flatMap((one) => {
    const disclosed = readable.get(one.touchpoint)?.get(one.cell);
    return disclosed === undefined ? [] : [{ ...one, disclosed }];
  });
  const partial = cells.length < asked.length || cells.some(({ disclosed }) => disclosed.incomplete === true);
  return { cells: inMonths(cells), partial };
};

const tooLarge = (limit: number, got: string): VerbatimError =>
  new VerbatimError('scan-too-large', 'too many responses to read one by one', {
    expected: `at most ${limit}: one touchpoint, a shorter period, or a higher scanLimit in config/metrics.yaml`,
    got,
  });

/** Suppressed responses do not count towards the limit, so only twice as many are surely too many. */
const refuseFarTooLarge = async (
  { summaries }: Reading,
  range: StoredRange,
  limit: number,
): Promise<void> => {
  if (!Number.isFinite(limit)) return;
  const responses = await responsesAtLeast(summaries, range);
  if (responses > 2 * limit) throw tooLarge(limit, `at least ${responses}`);
};

/**
 * The cells of a scope, as the summaries list them, strongly consistent. Leaves out what may not be counted
 * (`readableCells`). Throws `scan-too-large` before anything is read if they have more responses
 * than the limit.
 */
export const planScan = async (
  effects: Reading,
  { where = [], ...range }: ScanScope,
  options: ScanOptions = {},
): Promise<ScanPlan> => {
  const { limit = defaultScanLimit, minRespondents = defaultThresholds.figures, dimensions = [] } = options;
  const { deadline, byMonth = where.length > 0 } = options;
  const narrowing = where.length === 0 ? {} : { narrowing: narrowingTo(where, dimensions) };
  const asked = byMonth ? monthsOf(range) : range;
  await refuseFarTooLarge(effects, asked, limit);
  const { cells, partial } = await askedCells(effects, asked, minRespondents);
  const responses = responsesIn(cells);
  if (responses > limit) throw tooLarge(limit, String(responses));
  return {
    cells: cells.map(({ touchpoint, cell, disclosed }) => ({ touchpoint, cell, disclosed })),
    responses,
    ratings: ratingsIn(cells),
    deadline,
    ...narrowing,
    dimensions,
    minRespondents,
    outcome: { partial, found: false },
  };
};

const nothing = { copies: [], departures: [] };

const refuseWhenLate = ({ deadline, responses }: ScanPlan, read: number): void => {
  if (!deadline?.isOver()) return;
  throw tooSlow(deadline, `${read} of ${responses} read`);
};

/** A cell with its copies that count. */
interface ReadCell<Each> extends ScanCell {
  readonly copies: readonly Each[];
}

type ReadContent<Each> = (cell: ScanCell) => Promise<CellContent<Each>>;

/**
 * Reads a few cells in parallel: only those are in memory. Throws `scan-too-slow` if the plan's deadline
 * passes before all is read.
 */
async function* readAhead<Each extends CountedCopy>(
  plan: ScanPlan,
  read: ReadContent<Each>,
): AsyncGenerator<ReadCell<Each>> {
  const ahead: { cell: ScanCell; content: Promise<CellContent<Each>> }[] = [];
  let done = 0;
  const next = async (): Promise<ReadCell<Each>[]> => {
    refuseWhenLate(plan, done);
    const first = ahead.shift();
    if (first === undefined) return [];
    const copies = latestCopies((await first.content) ?? nothing);
    done += copies.length;
    return [{ ...first.cell, copies }];
  };
  for (const cell of plan.cells) {
    const content = read(cell);
    // Thrown where it is awaited; until then an unhandled rejection would end the process.
    content.catch(() => undefined);
    ahead.push({ cell, content });
    if (ahead.length >= cellsAhead) yield* await next();
  }
  while (ahead.length > 0) yield* await next();
}

/** A month of a touchpoint that was read whole. */
export interface ReadMonth<Each> {
  readonly touchpoint: string;
  /** What may be disclosed of it by each value of the dimension. */
  readonly disclosed: Readonly<Record<string, Disclosed>>;
  readonly kept: readonly Each[];
}

const startMonth = <Each extends CountedCopy>(plan: ScanPlan, dimension: Dimension, cell: ScanCell) => {
  const month = startMonthByDimension(dimension, plan.dimensions);
  const kept: Each[] = [];
  return {
    name: monthOf(cell),
    add(copies: readonly Each[]): void {
      for (const copy of copies) {
        month.add(copy);
        if (plan.narrowing?.keeps(copy)) kept.push(copy);
      }
    },
    finish(): ReadMonth<Each> {
      const disclosed = month.disclosed(plan.minRespondents);
      // Whether any response has no value is suppressed with the others, because the sides would reveal it.
      if (Object.values(disclosed).every(isFullySuppressed)) plan.outcome.partial = true;
      return { touchpoint: cell.touchpoint, disclosed, kept };
    },
  };
};

/** Reads a plan's months, each broken down by a dimension or pair; keeps what meets the plan's conditions. */
export async function* monthsByDimension<Each extends CountedCopy>(
  plan: ScanPlan,
  dimension: Dimension,
  read: ReadContent<Each>,
): AsyncGenerator<ReadMonth<Each>> {
  let month: ReturnType<typeof startMonth<Each>> | undefined;
  for await (const { copies, ...cell } of readAhead(plan, read)) {
    if (month !== undefined && month.name !== monthOf(cell)) {
      yield month.finish();
      month = undefined;
    }
    month ??= startMonth<Each>(plan, dimension, cell);
    month.add(copies);
  }
  if (month !== undefined) yield month.finish();
}

/** Records in a scan's outcome what is counted of a piece. */
export const noteDisclosed = ({ outcome }: ScanPlan, piece: Disclosed): void => {
  if (isFullySuppressed(piece) || piece.incomplete) outcome.partial = true;
  if (!isFullySuppressed(piece)) outcome.found = true;
};

async function* scanMeeting<Each extends CountedCopy>(
  plan: ScanPlan,
  { dimension, value }: Narrowing,
  read: ReadContent<Each>,
): AsyncGenerator<Each[]> {
  for await (const { disclosed, kept } of monthsByDimension(plan, dimension, read)) {
    const piece = disclosed[value];
    if (piece === undefined) continue;
    noteDisclosed(plan, piece);
    if (!isFullySuppressed(piece)) yield kept.map((copy) => asDisclosed(copy, piece));
  }
}

async function* scanAll<Each extends CountedCopy>(
  plan: ScanPlan,
  read: ReadContent<Each>,
): AsyncGenerator<Each[]> {
  for await (const { copies, disclosed } of readAhead(plan, read)) {
    noteDisclosed(plan, disclosed);
    yield copies.map((copy) => asDisclosed(copy, disclosed));
  }
}

const scan = <Each extends CountedCopy>(plan: ScanPlan, read: ReadContent<Each>): AsyncGenerator<Each[]> =>
  plan.narrowing === undefined ? scanAll(plan, read) : scanMeeting(plan, plan.narrowing, read);

/** The copies that count, as they may be disclosed, without their texts; strongly consistent. */
export const scanCounted = ({ feedback }: Reading, plan: ScanPlan): AsyncGenerator<CountedCopy[]> =>
  scan(plan, ({ touchpoint, cell }) => feedback.countCell(touchpoint, cell));

/** The copies that count, as they may be disclosed; strongly consistent. */
export const scanCopies = ({ feedback }: Reading, plan: ScanPlan): AsyncGenerator<Copy[]> =>
  scan(plan, ({ touchpoint, cell }) => feedback.readCell(touchpoint, cell));
