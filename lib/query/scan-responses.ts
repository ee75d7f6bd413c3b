import { asDisclosed } from '../disclosure/disclosed-copy.ts';
import { startMonthByDimension } from '../disclosure/month-by-dimension.ts';
import type { Narrowing } from '../disclosure/narrowing.ts';
import { type Disclosed, isFullySuppressed } from '../disclosure/parts.ts';
import { type CellContent, type Copy, type CountedCopy, latestCopies } from '../feedback/response/copy.ts';
import type { Dimension } from '../metrics/tally/dimensions.ts';
import { tooSlow } from './deadline.ts';
import { monthOf, type Reading, type ScanCell, type ScanPlan } from './plan-scan.ts';

const cellsAhead = 8;

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
