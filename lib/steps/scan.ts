import { VerbatimError } from '../errors.ts';
import { type Copy, type CountedCopy, latestCopies } from '../feedback/copy.ts';
import { lastDayOfMonth } from '../metrics/calendar.ts';
import type { Tally } from '../metrics/tally.ts';
import { type Condition, type Narrowing, narrowingTo } from '../report/narrowing.ts';
import { inParallel } from '../store/in-parallel.ts';
import { wholeTime } from '../store/keys.ts';
import type { Effects } from './effects.ts';

/** Which stored responses are read. */
export interface ScanScope {
  /** Default: all. */
  readonly touchpoint?: string | undefined;
  /** First and last day or month, both included. Default: all time, undated responses included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
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
  /** Ratings in them, by the key of their scale, before conditions. */
  readonly ratings: Readonly<Record<string, number>>;
  /** Conditions, and whether what they leave must be withheld; known when the scan is through. */
  readonly narrowing: Narrowing;
}

/** Where no limit is configured. */
export const defaultScanLimit = 1_000_000;

const touchpointsAtOnce = 8;
const cellsAhead = 8;

type Reading = Pick<Effects, 'feedback' | 'summaries'>;

interface CountedCell extends ScanCell {
  readonly tally: Tally;
}

const lastDayOf = (period: string): string => (period.length === 7 ? lastDayOfMonth(period) : period);
const firstDayOf = (period: string): string => (period.length === 7 ? `${period}-01` : period);

/** A response that knows only its month is in the period if the whole month is. */
const isWithin = (month: string, { from, to }: ScanScope): boolean =>
  (from === undefined || firstDayOf(from) <= `${month}-01`) &&
  (to === undefined || lastDayOfMonth(month) <= lastDayOf(to));

const cellsOf = async (
  { summaries }: Reading,
  touchpoint: string,
  scope: ScanScope,
): Promise<CountedCell[]> => {
  const { from, to } = scope;
  const wholly = from === undefined && to === undefined;
  const [days, months, undated] = await Promise.all([
    summaries.readSeries(touchpoint, 'day', from, to === undefined ? undefined : lastDayOf(to)),
    summaries.readSeries(touchpoint, 'month-only', from?.slice(0, 7), to?.slice(0, 7)),
    wholly ? summaries.readSeries(touchpoint, 'undated') : [],
  ]);
  return [...days, ...months.filter(({ period }) => isWithin(period, scope)), ...undated].map(
    ({ grain, period, tally }) => ({
      touchpoint,
      cell: grain === 'undated' ? 'undated' : period,
      tally,
    }),
  );
};

const touchpointsOf = async ({ summaries }: Reading, { touchpoint }: ScanScope): Promise<string[]> => {
  if (touchpoint !== undefined) return [touchpoint];
  const heard = await summaries.readHeadlines('all', wholeTime, wholeTime);
  return heard.map((entry) => entry.touchpoint);
};

const ratingsIn = (cells: readonly CountedCell[]): Record<string, number> => {
  const ratings: Record<string, number> = {};
  for (const [scale, counts] of cells.flatMap(({ tally }) => Object.entries(tally.ratings)))
    ratings[scale] = Object.values(counts).reduce((sum, count) => sum + count, ratings[scale] ?? 0);
  return ratings;
};

/**
 * The cells of a scope, as the summaries list them, strongly consistent; of nothing, none. Throws `scan-too-large` before
 * anything is read where they hold more responses than the limit.
 *
 * @param limit responses; default {@link defaultScanLimit}
 */
export const planScan = async (
  effects: Reading,
  scope: ScanScope,
  limit: number = defaultScanLimit,
): Promise<ScanPlan> => {
  const touchpoints = await touchpointsOf(effects, scope);
  const cells = (
    await inParallel(touchpoints, touchpointsAtOnce, (touchpoint) => cellsOf(effects, touchpoint, scope))
  ).flat();
  const responses = cells.reduce((sum, cell) => sum + cell.tally.responses, 0);
  if (responses > limit)
    throw new VerbatimError('scan-too-large', 'there are too many responses to read them one by one', {
      expected: `at most ${limit}: one touchpoint, a shorter time, or a higher scanLimit in config/metrics.yaml`,
      got: String(responses),
    });
  return {
    cells: cells.map(({ touchpoint, cell }) => ({ touchpoint, cell })),
    responses,
    ratings: ratingsIn(cells),
    narrowing: narrowingTo(scope.where ?? []),
  };
};

/** Reads a few cells ahead: memory holds them and no more, however many there are. */
async function* readAhead<Each extends CountedCopy>(
  { cells, narrowing }: ScanPlan,
  read: (cell: ScanCell) => Promise<Each[]>,
): AsyncGenerator<Each[]> {
  const ahead: Promise<Each[]>[] = [];
  const next = async (): Promise<Each[]> => latestCopies((await ahead.shift()) ?? []).filter(narrowing.keeps);
  for (const cell of cells) {
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
