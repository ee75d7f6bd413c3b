import { isIn } from '../analysis/discovery/compared-period.ts';
import { wholeTime } from '../store/keys.ts';
import type { SummaryStore } from '../store/summary-store.ts';

/** Stored feedback in bounds, both included; without bounds all of it. */
export interface StoredRange {
  readonly touchpoint?: string | undefined;
  /** Days or months. What has only a month is in where the whole month is; what has no date, where there are no bounds. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface SizedCell {
  readonly touchpoint: string;
  readonly cell: string;
  /** Responses that count, as of the cell's last summary. */
  readonly responses: number;
}

const cellsOf = async (
  summaries: SummaryStore,
  touchpoint: string,
  { from, to }: StoredRange,
): Promise<SizedCell[]> => {
  const end = to === undefined ? undefined : `${to}~`;
  const isBounded = from !== undefined || to !== undefined;
  const days = await summaries.readSeries(touchpoint, 'day', from, end);
  const months = await summaries.readSeries(touchpoint, 'month-only', from?.slice(0, 7), end);
  const dated = [...days, ...months.filter(({ period }) => isIn(period, { from, to }))];
  const undated = isBounded ? [] : await summaries.readSeries(touchpoint, 'undated');
  return [
    ...dated.map(({ period, tally }) => ({ touchpoint, cell: period, responses: tally.responses })),
    ...undated.map(({ tally }) => ({ touchpoint, cell: 'undated', responses: tally.responses })),
  ];
};

/** The cells of a range that hold feedback, by touchpoint and time. */
export const storedCells = async (summaries: SummaryStore, range: StoredRange): Promise<SizedCell[]> => {
  const touchpoints =
    range.touchpoint === undefined
      ? (await summaries.readHeadlines('all', wholeTime, wholeTime)).map(({ touchpoint }) => touchpoint)
      : [range.touchpoint];
  const cells: SizedCell[] = [];
  for (const touchpoint of touchpoints) cells.push(...(await cellsOf(summaries, touchpoint, range)));
  return cells;
};
