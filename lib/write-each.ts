import { pMapSettled } from 'p-map';

const valuesOf = <Value>(ended: readonly PromiseSettledResult<Value>[]): Value[] =>
  ended.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });

/**
 * Waits for all writes under way, also when one fails: a write that ends after its caller has failed would undo what the caller's
 * next attempt, or somebody else, has done meanwhile.
 *
 * @throws the first failure
 * @example const [written, counted] = await allWritten([writeSummary(), writeCounts()])
 */
export const allWritten = async <Value>(writes: Iterable<Promise<Value>>): Promise<Value[]> =>
  valuesOf(await Promise.allSettled(writes));

/**
 * Writes for each item, some at once, and waits for all of them as `allWritten` does. After a failure the rest is written too.
 *
 * @throws the first failure
 * @example await writeEach(groups, (group) => writeAll(client, table, group), { concurrency: 4 })
 */
export const writeEach = async <Item>(
  items: Iterable<Item>,
  write: (item: Item, index: number) => Promise<unknown>,
  { concurrency }: { readonly concurrency: number },
): Promise<void> => {
  valuesOf(await pMapSettled(items, write, { concurrency }));
};
