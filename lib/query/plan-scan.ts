import { type Condition, type Narrowing, narrowingTo } from '../disclosure/narrowing.ts';
import type { Disclosed } from '../disclosure/parts.ts';
import { readableCells } from '../disclosure/readable-cells.ts';
import { type DayRange, rangeOf } from '../disclosure/series.ts';
import { VerbatimError } from '../errors.ts';
import { cellKind } from '../metrics/calendar/calendar.ts';
import { defaultThresholds } from '../metrics/figures/metrics-settings.ts';
import type { Dimension } from '../metrics/tally/dimensions.ts';
import type { Stores } from '../store/stores.ts';
import type { Deadline } from './deadline.ts';
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

export type Reading = Pick<Stores, 'feedback' | 'summaries'>;

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

/** Names the month of a touchpoint that a cell is in. */
export const monthOf = ({ touchpoint, cell }: Pick<ScanCell, 'touchpoint' | 'cell'>): string =>
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
