import pMap from 'p-map';
import { asDisclosed } from '../../disclosure/disclosed-copy.ts';
import { startMonthByDimension } from '../../disclosure/month-by-dimension.ts';
import type { Condition } from '../../disclosure/narrowing.ts';
import { isFullySuppressed } from '../../disclosure/parts.ts';
import { blocksWithin, quotableBlocks } from '../../disclosure/quotable-blocks.ts';
import type { Copy } from '../../feedback/response/copy.ts';
import type { MetricsSettings } from '../../metrics/figures/metrics-settings.ts';
import { monthOfCell } from '../../store/keys.ts';
import type { Stores } from '../../store/stores.ts';
import { planScan, type ScanPlan } from '../plan-scan.ts';
import { type AskedSpan, spanDays } from '../read-disclosed.ts';
import { newestFirst } from './cursor.ts';

/** Cells of a touchpoint whose texts are disclosed only together, so that they single out nobody. */
export interface Piece {
  readonly touchpoint: string;
  /** When an entry of it was written, as far as it is shown. */
  readonly label: string;
  readonly cells: readonly string[];
  /** What may be read of its copies. */
  keep(copies: readonly Copy[]): readonly Copy[];
}

export interface Pieces {
  /** Newest first. */
  readonly pieces: readonly Piece[];
  /** Responses in them. */
  readonly responses: number;
  /** Whether something in the requested time is in no piece, or was left out of one when it was read. */
  readonly outcome: { readonly partial: boolean };
}

/** The input of finding pieces. */
export interface PieceReader {
  readonly effects: Pick<Stores, 'summaries' | 'feedback'>;
  readonly settings: MetricsSettings;
  /** The minimum number of respondents of a piece. */
  readonly quotes: number;
}

/** The requested touchpoints and time. */
export interface AskedPieces extends AskedSpan {
  readonly touchpoints: readonly string[];
  readonly where?: readonly Condition[] | undefined;
}

const touchpointsAtOnce = 8;

/** Cells with responses: a closed month has figures only, and its people can hide nobody. */
const storedCellsOf = async ({ summaries }: PieceReader['effects'], touchpoint: string) => {
  const [days, months, undated] = await Promise.all([
    summaries.readSeries(touchpoint, 'day'),
    summaries.readSeries(touchpoint, 'month-only'),
    summaries.readSeries(touchpoint, 'undated'),
  ]);
  return [
    ...[...days, ...months].map(({ period, ...stored }) => ({ cell: period, ...stored })),
    ...undated.map((stored) => ({ ...stored, cell: 'undated' })),
  ].filter(({ sealed }) => sealed !== true);
};

const keepAll = (copies: readonly Copy[]): readonly Copy[] => copies;

/** Blocks of days with enough respondents, those that are completely in the requested time. */
const blocksOf = async (
  { effects, quotes }: PieceReader,
  touchpoint: string,
  { from, to }: AskedSpan,
): Promise<Pieces> => {
  const stored = await storedCellsOf(effects, touchpoint);
  const counts = new Map(stored.map(({ cell, tally }) => [cell, tally.responses]));
  const all = quotableBlocks(
    stored.map(({ cell, tally }) => ({ cell, people: tally.people })),
    quotes,
  );
  const isBounded = from !== undefined || to !== undefined;
  const { blocks, partial } = blocksWithin(all, isBounded ? spanDays({ from, to }) : undefined);
  return {
    pieces: blocks.map((block) => ({
      touchpoint,
      label: block.from === block.to ? block.from : `${block.from}/${block.to}`,
      cells: block.cells,
      keep: keepAll,
    })),
    responses: blocks.flatMap(({ cells }) => cells).reduce((sum, cell) => sum + (counts.get(cell) ?? 0), 0),
    outcome: { partial },
  };
};

/** The responses of a month that meet the conditions, if their group may be disclosed together with the dimension's other groups. */
const keepMatching =
  ({ narrowing, dimensions, minRespondents, outcome }: ScanPlan) =>
  (copies: readonly Copy[]): readonly Copy[] => {
    if (narrowing === undefined) return copies;
    const month = startMonthByDimension(narrowing.dimension, dimensions);
    for (const copy of copies) month.add(copy);
    const group = month.disclosed(minRespondents)[narrowing.value];
    if (group === undefined) return [];
    if (isFullySuppressed(group) || group.incomplete) outcome.partial = true;
    if (isFullySuppressed(group)) return [];
    return copies.filter((copy) => narrowing.keeps(copy)).map((copy) => asDisclosed(copy, group));
  };

/** Whole months: a day and a value of a dimension together would single people out. */
const monthsOf = async (
  { effects, settings, quotes }: PieceReader,
  touchpoint: string,
  { from, to, where }: AskedPieces,
): Promise<Pieces> => {
  const plan = await planScan(
    effects,
    { touchpoint, from, to, where },
    { limit: Number.POSITIVE_INFINITY, minRespondents: quotes, dimensions: settings.dimensions },
  );
  const months = Map.groupBy(plan.cells, ({ cell }) => monthOfCell(cell));
  return {
    pieces: [...months].map(([label, cells]) => ({
      touchpoint,
      label,
      cells: cells.map(({ cell }) => cell),
      keep: keepMatching(plan),
    })),
    responses: plan.responses,
    outcome: plan.outcome,
  };
};

/** The pieces in which texts may be read: blocks of days, and under conditions whole months. */
export const findPieces = async (reader: PieceReader, asked: AskedPieces): Promise<Pieces> => {
  const piecesOf = (touchpoint: string): Promise<Pieces> =>
    asked.where === undefined ? blocksOf(reader, touchpoint, asked) : monthsOf(reader, touchpoint, asked);
  const all = await pMap(asked.touchpoints, piecesOf, { concurrency: touchpointsAtOnce });
  return {
    pieces: all.flatMap(({ pieces }) => pieces).toSorted(newestFirst),
    responses: all.reduce((sum, { responses }) => sum + responses, 0),
    outcome: {
      get partial() {
        return all.some(({ outcome }) => outcome.partial);
      },
    },
  };
};
