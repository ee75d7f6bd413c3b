import { billOf } from './bill.ts';
import type { PriceList } from './prices.ts';
import { amountsOf, type Usage, usageCounter } from './usage.ts';

/** What loading a file takes, before it is loaded: by what the local cloud metered for files like it (`bench/cost.ts`). */

export interface LoadToEstimate {
  readonly rows: number;
  /** True if a column names the respondent: its items are larger. */
  readonly hasRespondents: boolean;
  /** How many files the rows are in; 1 by default. */
  readonly files?: number;
}

export interface LoadEstimate {
  readonly rows: number;
  /** Until the figures are complete, with functions that run four at a time. */
  readonly seconds: number;
  readonly dollars: number;
  /** Of the prices. */
  readonly region: string;
}

/** Of one response with a comment of one to three sentences. */
const perResponse: Usage = {
  tableWriteUnits: { feedback: 1.05 },
  tableReadUnits: { feedback: 0.56 },
  functionGigabyteSeconds: { ingest: 0.0003, analyze: 0.0022, summarize: 0.003 },
  objectWrites: { chunks: 0.001 },
};

/** A respondent takes an item over the next kilobyte more often. */
const perRespondent: Usage = { tableWriteUnits: { feedback: 0.09, summaries: 0.01 } };

/** Of a day of a touchpoint, with its share of weeks and months. */
const perCell: Usage = {
  tableWriteUnits: { summaries: 5.5 },
  tableReadUnits: { summaries: 2.6 },
};

const perFile: Usage = {
  tableWriteUnits: { batches: 33 },
  tableReadUnits: { batches: 15 },
  objectWrites: { batches: 7 },
  objectReads: { config: 75 },
  queueRequests: { all: 34 },
  functionRequests: { all: 10 },
  functionGigabyteSeconds: { ingest: 0.4, analyze: 0.6 },
  logBytes: { all: 3_000 },
};

/** Days with feedback, of all touchpoints together: at most one for each row, and so many in most files. */
const mostCells = 600;

/** The usage that a load is expected to have. */
export const usageOfLoad = ({ rows, hasRespondents, files = 1 }: LoadToEstimate): Usage => {
  const counter = usageCounter();
  const parts: readonly (readonly [number, Usage])[] = [
    [rows, perResponse],
    [hasRespondents ? rows : 0, perRespondent],
    [Math.min(rows, mostCells), perCell],
    [files, perFile],
  ];
  for (const [times, rates] of parts)
    for (const [meter, of, rate] of amountsOf(rates)) counter.add(meter, of, times * rate);
  return counter.total();
};

/** Batching, cold starts, and the fixed time of a file. */
const fixedSeconds = 70;
/** Rows a second through four functions of one core each, and their share of summarizing. */
const rowsPerSecond = 2_000;

/**
 * Estimates the time and cost of a load in AWS.
 *
 * @example estimateLoad({ rows: 1_000_000, hasRespondents: false }, pricesOf()).dollars // 0.8
 */
export const estimateLoad = (load: LoadToEstimate, prices: PriceList): LoadEstimate => ({
  rows: load.rows,
  seconds: Math.ceil(fixedSeconds + load.rows / rowsPerSecond),
  dollars: billOf(usageOfLoad(load), prices).dollars,
  region: prices.region,
});
