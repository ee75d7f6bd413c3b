/** What one partition of a table takes in a second: units of 1 KB written, of 4 KB read. */
const unitsPerSecond = { write: 1000, read: 3000 } as const;

export type Access = keyof typeof unitsPerSecond;

interface Use {
  readonly units: number;
  /** Milliseconds since 1970 when these units were left. */
  readonly at: number;
}

/**
 * The units that partitions have left. A request is let in while its partition has any; what it used is taken off afterwards, and may leave a
 * debt: so a large read is not refused for its size, and the next ones wait for it.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
 */
export class PartitionLimits {
  readonly #left = new Map<string, Use>();

  /** @param at milliseconds since 1970 */
  admits(access: Access, partition: string, at: number): boolean {
    return this.#unitsAt(access, partition, at) > 0;
  }

  use(access: Access, partition: string, { units, at }: Use): void {
    this.#left.set(`${access} ${partition}`, { units: this.#unitsAt(access, partition, at) - units, at });
  }

  #unitsAt(access: Access, partition: string, at: number): number {
    const most = unitsPerSecond[access];
    const last = this.#left.get(`${access} ${partition}`);
    if (last === undefined) return most;
    return Math.min(most, last.units + (most * (at - last.at)) / 1000);
  }
}
