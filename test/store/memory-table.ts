import type { Item } from '../../lib/store/items/attributes.ts';
import { itemBytes } from '../../lib/store/items/item-size.ts';
import { limits } from '../../lib/store/limits.ts';

/** A table in memory that takes what DynamoDB takes, refuses what it refuses, and pages as it pages. */

/** The names of the two halves of a key. */
export interface KeyNames {
  readonly partition: string;
  readonly sort: string;
}

export interface Throttling {
  /** Asked before each group of writes: true hands back all but the first of them, in every attempt. */
  readonly isThrottled?: () => boolean;
}

/** What DynamoDB answers to a request that no attempt can mend. */
export class ValidationException extends Error {
  override readonly name = 'ValidationException';
}

const refuse = (what: string, bytes: number, limit: number): void => {
  if (bytes > limit) throw new ValidationException(`${what} has ${bytes} bytes, ${limit} are taken`);
};

const keyOf = (item: Item, { partition, sort }: KeyNames): [partition: string, sort: string] => {
  const key: [string, string] = [String(item[partition]), String(item[sort])];
  refuse('a partition key', Buffer.byteLength(key[0]), limits.partitionKeyBytes);
  refuse('a sort key', Buffer.byteLength(key[1]), limits.sortKeyBytes);
  return key;
};

/** Throws for an item, or a key of one, that DynamoDB would not take. */
export const refuseTooLarge = (item: Item, names: KeyNames): void => {
  keyOf(item, names);
  refuse('an item', itemBytes(item), limits.itemBytes);
};

const byText = ([left]: [string, unknown], [right]: [string, unknown]): number =>
  Number(left > right) - Number(left < right);

/** Without what is undefined, as it is written; anyone who changes it afterwards changes nothing here. */
const written = (item: Item): Item =>
  structuredClone(Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined)));

export class MemoryTable {
  readonly #names: KeyNames;
  readonly #throttling: Throttling;
  readonly #partitions = new Map<string, Map<string, Item>>();

  constructor(names: KeyNames, throttling: Throttling = {}) {
    this.#names = names;
    this.#throttling = throttling;
  }

  #keyOf(item: Item): [partition: string, sort: string] {
    return keyOf(item, this.#names);
  }

  get(key: Item): Item | undefined {
    const [partition, sort] = this.#keyOf(key);
    const item = this.#partitions.get(partition)?.get(sort);
    return item === undefined ? undefined : structuredClone(item);
  }

  put(item: Item): void {
    refuseTooLarge(item, this.#names);
    const [partition, sort] = this.#keyOf(item);
    const items = this.#partitions.get(partition) ?? new Map<string, Item>();
    this.#partitions.set(partition, items.set(sort, written(item)));
  }

  remove(key: Item): void {
    const [partition, sort] = this.#keyOf(key);
    this.#partitions.get(partition)?.delete(sort);
  }

  /** A group is refused whole where one of its items is; what is not taken at last is an error, as of the real store. */
  async write(items: readonly Item[], one: (item: Item) => void = (item) => this.put(item)): Promise<void> {
    for (let start = 0; start < items.length; start += limits.itemsPerBatchWrite) {
      const group = items.slice(start, start + limits.itemsPerBatchWrite);
      for (const item of group) refuseTooLarge(item, this.#names);
      const isThrottled = this.#throttling.isThrottled?.() === true;
      for (const item of isThrottled ? group.slice(0, 1) : group) one(item);
      if (isThrottled && group.length > 1) throw new Error('the table is too slow for the writes');
      // Requests are apart: what others do may come between.
      await Promise.resolve();
    }
  }

  /** The items of a partition in order, a page a turn: what is written between two pages is seen by the later one. */
  async *pages(partition: string, isWanted: (sort: string) => boolean = () => true): AsyncGenerator<Item[]> {
    let after = '';
    for (;;) {
      const left = [...(this.#partitions.get(partition) ?? [])]
        .filter(([sort]) => sort > after && isWanted(sort))
        .toSorted(byText);
      const page: Item[] = [];
      let bytes = 0;
      for (const [sort, item] of left) {
        page.push(structuredClone(item));
        after = sort;
        bytes += itemBytes(item);
        if (bytes >= limits.queryPageBytes) break;
      }
      yield page;
      if (page.length === left.length) return;
    }
  }

  async items(partition: string, isWanted?: (sort: string) => boolean): Promise<Item[]> {
    const items: Item[] = [];
    for await (const page of this.pages(partition, isWanted)) items.push(...page);
    return items;
  }

  /** All items, by key. */
  all(): [key: string, item: Item][] {
    return [...this.#partitions]
      .flatMap(([partition, items]) =>
        [...items].map(([sort, item]): [string, Item] => [`${partition} ${sort}`, structuredClone(item)]),
      )
      .toSorted(byText);
  }
}
