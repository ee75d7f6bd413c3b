import { createRequire } from 'node:module';
import { sortBy } from 'remeda';
import { z } from 'zod';
import type { UsageCounter } from '../../cost/usage.ts';

/**
 * Counts the read and write units that DynamoDB would bill, where the emulator reads and writes: it knows the items before and after.
 * The rules are those of the developer guide, "DynamoDB read and write operations" and "Using global secondary indexes".
 */

type WireItem = Readonly<Record<string, unknown>>;
type Answer = (error: unknown, result?: { ConsumedCapacity?: unknown }) => void;

interface KeySchema {
  readonly KeySchema: readonly { readonly AttributeName: string }[];
}

interface Index extends KeySchema {
  readonly IndexName: string;
  readonly Projection: {
    readonly ProjectionType: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
    readonly NonKeyAttributes?: readonly string[];
  };
}

interface MeteredTable extends KeySchema {
  readonly TableName: string;
  readonly GlobalSecondaryIndexes?: readonly Index[];
}

/** The functions of the emulator through which all reads and writes go. */
interface Emulator {
  itemSize(item: WireItem): number;
  updateIndexes(
    store: unknown,
    table: MeteredTable,
    before: WireItem | undefined | null,
    after: WireItem | undefined | null,
    done: Answer,
  ): void;
  checkConditional(data: { TableName: string }, item: WireItem | undefined): unknown;
  addConsumedCapacity(data: Read, isRead: boolean, item?: WireItem, other?: WireItem): unknown;
  queryTable(
    store: unknown,
    table: MeteredTable,
    data: Read,
    range: unknown,
    isLocal: unknown,
    fetches: unknown,
    startKeys: unknown,
    done: Answer,
  ): void;
}

interface Read {
  readonly TableName: string;
  readonly IndexName?: string;
  readonly ConsistentRead?: boolean;
  ReturnConsumedCapacity?: string;
}

const writeUnitBytes = 1024;
const readUnitBytes = 4096;

const unitsOf = (bytes: number, unitBytes: number): number => Math.max(1, Math.ceil(bytes / unitBytes));

const keysOf = ({ KeySchema }: KeySchema): string[] => KeySchema.map(({ AttributeName }) => AttributeName);

/** An item as an index has it; undefined if it lacks a key of the index. */
const entryOf = (
  table: MeteredTable,
  { Projection, ...index }: Index,
  item: WireItem | undefined | null,
): WireItem | undefined => {
  if (item === undefined || item === null || keysOf(index).some((name) => item[name] === undefined))
    return undefined;
  if (Projection.ProjectionType === 'ALL') return item;
  const named = new Set([...keysOf(table), ...keysOf(index), ...(Projection.NonKeyAttributes ?? [])]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => named.has(name)));
};

type SizeOf = (item: WireItem) => number;

const largest = (sizeOf: SizeOf, ...items: readonly (WireItem | undefined | null)[]): number =>
  Math.max(...items.map((item) => (item === undefined || item === null ? 0 : sizeOf(item))));

/** What a write does to an item: undefined or null where there was none, or where it is deleted. */
interface Change {
  readonly before: WireItem | undefined | null;
  readonly after: WireItem | undefined | null;
}

const isSame = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

/** Units of a write to an index: none if nothing changes there, two writes if the entry moves. */
const indexUnits = (sizeOf: SizeOf, index: Index, { before, after }: Change): number => {
  if (!before && !after) return 0;
  const together = unitsOf(largest(sizeOf, before, after), writeUnitBytes);
  if (!before || !after) return together;
  const moves = keysOf(index).some((name) => !isSame(before[name], after[name]));
  if (moves) return unitsOf(sizeOf(before), writeUnitBytes) + unitsOf(sizeOf(after), writeUnitBytes);
  return isSame(sortedEntries(before), sortedEntries(after)) ? 0 : together;
};

const sortedEntries = (item: WireItem): [string, unknown][] => sortBy(Object.entries(item), ([name]) => name);

/** The write units of a change, by table and index. */
const writeUnitsOf = (
  sizeOf: SizeOf,
  table: MeteredTable,
  { before, after }: Change,
): Readonly<Record<string, number>> => ({
  [table.TableName]: unitsOf(largest(sizeOf, before, after), writeUnitBytes),
  ...Object.fromEntries(
    (table.GlobalSecondaryIndexes ?? []).map((index) => [
      `${table.TableName}/${index.IndexName}`,
      indexUnits(sizeOf, index, {
        before: entryOf(table, index, before),
        after: entryOf(table, index, after),
      }),
    ]),
  ),
});

const capacity = z.object({ CapacityUnits: z.number() });
const consumed = z.object({
  Table: capacity,
  GlobalSecondaryIndexes: z.record(z.string(), capacity).optional(),
});

const readShare = ({ ConsistentRead }: Pick<Read, 'ConsistentRead'>): number =>
  ConsistentRead === true ? 1 : 0.5;

/** A query that finds nothing is billed one unit, half of it if it may be stale. */
const noteQuery = (counter: UsageCounter, data: Read, result: unknown): void => {
  const { Table, GlobalSecondaryIndexes = {} } = consumed.parse(result);
  const { TableName, IndexName } = data;
  const [of, units] =
    IndexName === undefined
      ? [TableName, Table.CapacityUnits]
      : [`${TableName}/${IndexName}`, GlobalSecondaryIndexes[IndexName]?.CapacityUnits ?? 0];
  counter.add('tableReadUnits', of, Math.max(readShare(data), units));
};

/** The emulator is CommonJS: its functions call each other through this object. */
const emulatorOf = (): Emulator => createRequire(import.meta.url)('dynalite/db');

/** Counts all reads and writes of the emulators of this process from now on. */
export const meterTables = (counter: UsageCounter): void => {
  const emulator = emulatorOf();
  const { updateIndexes, checkConditional, addConsumedCapacity, queryTable } = emulator;
  const sizeOf: SizeOf = (item) => emulator.itemSize(item);

  emulator.updateIndexes = (...given) => {
    const [, table, before, after] = given;
    for (const [of, units] of Object.entries(writeUnitsOf(sizeOf, table, { before, after })))
      counter.add('tableWriteUnits', of, units);
    updateIndexes(...given);
  };

  emulator.checkConditional = (data, item) => {
    const refusal = checkConditional(data, item);
    // A refused write is billed like one that is made, by the item that it found.
    if (refusal !== undefined && refusal !== null)
      counter.add('tableWriteUnits', data.TableName, unitsOf(largest(sizeOf, item), writeUnitBytes));
    return refusal;
  };

  emulator.addConsumedCapacity = (...given) => {
    const [data, isRead, item] = given;
    if (isRead)
      counter.add(
        'tableReadUnits',
        data.TableName,
        readShare(data) * unitsOf(largest(sizeOf, item), readUnitBytes),
      );
    return addConsumedCapacity(...given);
  };

  emulator.queryTable = (...given) => {
    const [store, table, data, range, isLocal, fetches, startKeys, done] = given;
    const asked = data.ReturnConsumedCapacity;
    data.ReturnConsumedCapacity = 'INDEXES';
    queryTable(store, table, data, range, isLocal, fetches, startKeys, (error, result) => {
      if (result?.ConsumedCapacity !== undefined) noteQuery(counter, data, result.ConsumedCapacity);
      if (asked === undefined) delete result?.ConsumedCapacity;
      done(error, result);
    });
  };
};
