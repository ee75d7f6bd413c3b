import type { IncomingHttpHeaders } from 'node:http';
import { mapValues } from 'remeda';
import { z } from 'zod';
import { type Access, PartitionLimits } from './partition-limits.ts';
import { jsonOf, type ServiceRequest } from './signature.ts';
import {
  type Attributes,
  batchGet,
  batchWrite,
  partitionOf,
  singleRequest,
  type TableKeys,
  tableArn,
  type WriteRequest,
  writtenPartition,
} from './table-calls.ts';

/** What a service answers. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export type Forward = (request: ServiceRequest) => Promise<Answer>;

export interface TableLimitsOptions {
  readonly keys: TableKeys;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The next random number: 0 ≤ chance < 1. */
  readonly chance: () => number;
}

const consumed = z.object({ ConsumedCapacity: z.object({ CapacityUnits: z.number() }).optional() });
const read = z.looseObject({
  Responses: z
    .record(z.string(), z.array(z.record(z.string(), z.record(z.string(), z.unknown()))))
    .default({}),
});

/** Bytes of an item as JSON: some more than are billed, for the type of each attribute. */
const bytesOf = (item: unknown): number => Buffer.byteLength(JSON.stringify(item ?? ''));
const writeUnits = (write: WriteRequest): number => Math.ceil(bytesOf(write.PutRequest?.Item) / 1024);
const readUnits = (item: Attributes): number => Math.ceil(bytesOf(item) / 4096);

/** One batch in four is done in part. */
const shareInPart = 0.25;

const withBody = <Message extends { readonly body: Buffer }>(message: Message, body: unknown): Message => ({
  ...message,
  body: Buffer.from(JSON.stringify(body)),
});

/** The entries of a batch by their tables. */
const byTable = <Entry>(entries: readonly { table: string; entry: Entry }[]): Record<string, Entry[]> =>
  Object.fromEntries(
    Map.groupBy(entries, ({ table }) => table)
      .entries()
      .map(([table, some]) => [table, some.map(({ entry }) => entry)]),
  );

/** A partition, of a table or index by its ARN. */
type Place = readonly [resource: string, partition: string];

/** Limits tables as DynamoDB does: the units of a partition in a second, and batches of which a part is left. */
export class TableLimits {
  readonly #options: TableLimitsOptions;
  readonly #partitions = new PartitionLimits();

  constructor(options: TableLimitsOptions) {
    this.#options = options;
  }

  /** The answer to a request; undefined if its partition has no units left. */
  async answer(request: ServiceRequest, operation: string, forward: Forward): Promise<Answer | undefined> {
    if (operation === 'BatchWriteItem') return this.#write(request, forward);
    if (operation === 'BatchGetItem') return this.#read(request, forward);
    return this.#single(request, /^(GetItem|Query)$/.test(operation) ? 'read' : 'write', forward);
  }

  async #single(request: ServiceRequest, access: Access, forward: Forward): Promise<Answer | undefined> {
    const { resource, partition } = singleRequest(request.body, this.#options.keys);
    if (!this.#admits(access, [resource, partition])) return undefined;
    const body = { ...Object(jsonOf(request.body)), ReturnConsumedCapacity: 'TOTAL' };
    const answer = await forward(withBody(request, body));
    const { ConsumedCapacity } = consumed.parse(jsonOf(answer.body));
    this.#use(access, [resource, partition], ConsumedCapacity?.CapacityUnits ?? 1);
    return answer;
  }

  async #write(request: ServiceRequest, forward: Forward): Promise<Answer | undefined> {
    const body = batchWrite.parse(jsonOf(request.body));
    const { now, later } = this.#divide('write', body.RequestItems, writtenPartition);
    if (now.length === 0) return undefined;
    const RequestItems = byTable(now);
    const answer = await forward(withBody(request, { ...body, RequestItems }));
    for (const { table, entry } of now)
      this.#use('write', this.#placeOf(table, entry, writtenPartition), writeUnits(entry));
    if (answer.status !== 200 || later.length === 0) return answer;
    return withBody(answer, { ...Object(jsonOf(answer.body)), UnprocessedItems: byTable(later) });
  }

  async #read(request: ServiceRequest, forward: Forward): Promise<Answer | undefined> {
    const body = batchGet.parse(jsonOf(request.body));
    const keysOf = mapValues(body.RequestItems, ({ Keys }) => Keys);
    const { now, later } = this.#divide('read', keysOf, partitionOf);
    if (now.length === 0) return undefined;
    const as = (entries: typeof now) =>
      mapValues(byTable(entries), (Keys, table) => ({ ...body.RequestItems[table], Keys }));
    const answer = await forward(withBody(request, { ...body, RequestItems: as(now) }));
    if (answer.status !== 200) return answer;
    const result = read.parse(jsonOf(answer.body));
    for (const [table, items] of Object.entries(result.Responses))
      for (const item of items) this.#use('read', this.#placeOf(table, item, partitionOf), readUnits(item));
    return later.length === 0 ? answer : withBody(answer, { ...result, UnprocessedKeys: as(later) });
  }

  /** What of a batch is done now, and what is left for the client to send again. */
  #divide<Entry>(
    access: Access,
    tables: Readonly<Record<string, readonly Entry[]>>,
    partitionIn: (entry: Entry, key: string) => string,
  ): Record<'now' | 'later', { table: string; entry: Entry }[]> {
    const all = Object.entries(tables).flatMap(([table, entries]) =>
      entries.map((entry) => ({ table, entry })),
    );
    const admitted = all.filter(({ table, entry }) =>
      this.#admits(access, this.#placeOf(table, entry, partitionIn)),
    );
    const isInPart = admitted.length > 1 && this.#options.chance() < shareInPart;
    const done = isInPart ? 1 + Math.floor(this.#options.chance() * (admitted.length - 1)) : admitted.length;
    const now = new Set(admitted.slice(0, done));
    return { now: [...now], later: all.filter((one) => !now.has(one)) };
  }

  #placeOf<Entry>(table: string, entry: Entry, partitionIn: (entry: Entry, key: string) => string): Place {
    const resource = tableArn(table);
    return [resource, partitionIn(entry, this.#options.keys.get(resource) ?? '')];
  }

  #admits(access: Access, place: Place): boolean {
    return this.#partitions.admits(access, place.join(' '), this.#options.now());
  }

  #use(access: Access, place: Place, units: number): void {
    this.#partitions.use(access, place.join(' '), { units, at: this.#options.now() });
  }
}
