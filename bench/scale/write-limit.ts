/** How fast a table takes writes: on demand it grows with what it was asked for, and no partition takes more than its own limit. */
export interface WriteLimit {
  /** Write units a second that the table takes at first: 4,000 for a new one, more if warmed in advance. */
  readonly tableUnits: number;
  /** The most a table takes under the account's quota. */
  readonly tableQuota: number;
  /** Seconds in which a table takes at most twice its earlier peak. */
  readonly doublingSeconds: number;
  /** Write units a second of one partition. */
  readonly partitionUnits: number;
  /** Partitions that are written at the same time. */
  readonly partitions: number;
}

/** DynamoDB developer guide: "On-demand capacity mode", "Quotas", "Best practices for designing partition keys". */
export const newTable: WriteLimit = {
  tableUnits: 4000,
  tableQuota: 40_000,
  doublingSeconds: 1800,
  partitionUnits: 1000,
  partitions: Number.POSITIVE_INFINITY,
};

/** Grants writes in the order in which they are asked for. */
export const startWrites = (limit: WriteLimit) => {
  let free = 0;
  let partitionsFree = 0;
  let tableUnits = limit.tableUnits;
  let window = { from: 0, units: 0 };
  let [tableSeconds, partitionSeconds] = [0, 0];

  /** After each window the table takes twice the mean rate of that window, and never less than before. */
  const grow = (at: number): void => {
    while (at >= window.from + limit.doublingSeconds) {
      const rate = window.units / limit.doublingSeconds;
      tableUnits = Math.min(limit.tableQuota, Math.max(tableUnits, 2 * rate));
      window = { from: window.from + limit.doublingSeconds, units: 0 };
    }
  };

  return {
    /** When so many units, asked for at `at`, are written. */
    write(at: number, units: number): number {
      grow(Math.max(at, free));
      window.units += units;
      const ofTable = units / tableUnits;
      const ofPartitions = units / (limit.partitionUnits * limit.partitions);
      tableSeconds += ofTable;
      partitionSeconds += ofPartitions;
      free = Math.max(at, free) + ofTable;
      partitionsFree = Math.max(at, partitionsFree) + ofPartitions;
      return Math.max(free, partitionsFree);
    },
    /** Seconds that the writes so far take of the table, and of its partitions. */
    spent: () => ({ table: tableSeconds, partitions: partitionSeconds }),
  };
};
