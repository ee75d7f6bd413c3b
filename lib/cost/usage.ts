/** Usage of the services that AWS bills by use. */

/** What is metered. Each has a price in the price files (`prices/`). */
export const meters = [
  'tableWriteUnits',
  'tableReadUnits',
  'objectWrites',
  'objectReads',
  'queueRequests',
  'functionRequests',
  'functionGigabyteSeconds',
  'logBytes',
] as const;
export type Meter = (typeof meters)[number];

/** Amounts by meter, and within it by the table, index, folder, queue or function that used them. */
export type Usage = Readonly<Partial<Record<Meter, Readonly<Record<string, number>>>>>;

/** Adds up what is used. */
export interface UsageCounter {
  /** @param of the table (`feedback`), index (`summaries/by-period`), folder, queue or function */
  add(meter: Meter, of: string, amount: number): void;
  /** Everything so far. */
  total(): Usage;
}

export const usageCounter = (): UsageCounter => {
  const amounts: Partial<Record<Meter, Record<string, number>>> = {};
  return {
    add: (meter, of, amount) => {
      if (amount === 0) return;
      const own = amounts[meter] ?? {};
      own[of] = (own[of] ?? 0) + amount;
      amounts[meter] = own;
    },
    total: () => structuredClone(amounts),
  };
};

type Amounts = readonly (readonly [meter: Meter, of: string, amount: number])[];

/** Every amount of a usage, in the order of the meters. */
export const amountsOf = (usage: Usage): Amounts =>
  meters.flatMap((meter) =>
    Object.entries(usage[meter] ?? {}).map(([of, amount]) => [meter, of, amount] as const),
  );

/** The sum of usages; nothing for none. */
export const sumUsages = (usages: readonly Usage[]): Usage => {
  const counter = usageCounter();
  for (const [meter, of, amount] of usages.flatMap(amountsOf)) counter.add(meter, of, amount);
  return counter.total();
};

/** What was used between two readings of one counter. */
export const usageSince = (before: Usage, after: Usage): Usage => {
  const counter = usageCounter();
  for (const [meter, of, amount] of amountsOf(after))
    counter.add(meter, of, amount - (before[meter]?.[of] ?? 0));
  return counter.total();
};
