import { VerbatimError } from '../../errors.ts';
import type { Copy } from '../../feedback/response/copy.ts';
import type { ScanPlan } from '../../query/plan-scan.ts';
import { scanCopies } from '../../query/scan-responses.ts';
import { type AskedScope, prepareScan, type ScanContext } from '../../query/scan-scope.ts';
import type { Stores } from '../../store/stores.ts';

/** Enough to know the columns of the files that were loaded. */
const maxRead = 5000;

const dimensionsOf = ({ channel, account, attributes }: Copy): string[] => [
  ...(channel === undefined ? [] : ['channel']),
  ...(account === undefined ? [] : ['account']),
  ...Object.keys(attributes),
];

/** Of every response, whatever its file has. */
const builtIn = ['language', 'voice'];

/**
 * Throws `not-found` where conditions match nothing because no response of the scope has a value in one of their dimensions. A condition on
 * the empty value matches everything then.
 */
export const requireDimensions = async (
  context: ScanContext,
  { where = [], ...asked }: AskedScope,
  { outcome }: { readonly outcome: { readonly partial: boolean; readonly found?: boolean } },
): Promise<void> => {
  if (where.length === 0 || outcome.found || outcome.partial) return;
  const { plan } = await prepareScan(context, asked, { byMonth: true });
  const known = await knownDimensions(context.effects, plan);
  const names = [...builtIn, ...known].map((name) => name.toLowerCase());
  const unknown = where
    .flatMap(({ dimension }) => dimension.split('+'))
    .find((dimension) => !names.includes(dimension.toLowerCase()));
  if (unknown === undefined) return;
  throw new VerbatimError('not-found', 'no response of this period has a value in this dimension', {
    expected: known.join(', ') || 'a dimension of the loaded files',
    got: unknown,
  });
};

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
