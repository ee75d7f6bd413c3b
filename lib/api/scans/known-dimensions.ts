import type { Copy } from '../../feedback/response/copy.ts';
import type { ScanPlan } from '../../query/plan-scan.ts';
import { scanCopies } from '../../query/scan-responses.ts';
import type { Stores } from '../../store/stores.ts';

/** Enough to know the columns of the files that were loaded. */
const maxRead = 5000;

const dimensionsOf = ({ channel, account, attributes }: Copy): string[] => [
  ...(channel === undefined ? [] : ['channel']),
  ...(account === undefined ? [] : ['account']),
  ...Object.keys(attributes),
];

/** The dimensions in which responses of a scope have values: attributes by the names of their columns, in alphabetical order. */
export const knownDimensions = async (
  effects: Pick<Stores, 'feedback' | 'summaries'>,
  plan: ScanPlan,
): Promise<readonly string[]> => {
  const names = new Set<string>();
  let read = 0;
  for await (const copies of scanCopies(effects, plan)) {
    for (const copy of copies) for (const name of dimensionsOf(copy)) names.add(name);
    read += copies.length;
    if (read >= maxRead) break;
  }
  return [...names].toSorted();
};
