import { sortBy } from 'remeda';
import type { PriceList } from './prices.ts';
import { amountsOf, type Meter, type Usage } from './usage.ts';

/** One line of a bill. */
export interface BillLine {
  readonly meter: Meter;
  /** The table, index, folder, queue or function. */
  readonly of: string;
  readonly amount: number;
  readonly dollars: number;
}

export interface Bill {
  /** The most expensive first. */
  readonly lines: readonly BillLine[];
  readonly dollars: number;
}

/**
 * What a usage costs by list prices.
 *
 * @example billOf({ tableWriteUnits: { feedback: 1_000_000 } }, pricesOf('us-east-1')).dollars // 0.625
 */
export const billOf = (usage: Usage, { prices }: Pick<PriceList, 'prices'>): Bill => {
  const lines = amountsOf(usage).map(([meter, of, amount]) => ({
    meter,
    of,
    amount,
    dollars: (amount / prices[meter].per) * prices[meter].dollars,
  }));
  return {
    lines: sortBy(
      lines,
      [({ dollars }) => dollars, 'desc'],
      ({ meter }) => meter,
      ({ of }) => of,
    ),
    dollars: lines.reduce((sum, { dollars }) => sum + dollars, 0),
  };
};
