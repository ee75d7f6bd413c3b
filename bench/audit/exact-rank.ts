/** Whether a row of whole numbers is a combination of others, found exactly: fraction-free elimination (Bareiss, Mathematics of Computation 22 (1968) 565–578). */
export class Span {
  /** Rows in echelon form, by the column of their first number that is not 0. */
  readonly #rows = new Map<number, readonly bigint[]>();

  constructor(rows: Iterable<readonly number[]>) {
    for (const row of rows) {
      const rest = this.#reduced(row.map(BigInt));
      const lead = rest.findIndex((value) => value !== 0n);
      if (lead >= 0) this.#rows.set(lead, rest);
    }
  }

  has(row: readonly number[]): boolean {
    return this.#reduced(row.map(BigInt)).every((value) => value === 0n);
  }

  #reduced(row: readonly bigint[]): readonly bigint[] {
    let rest = row;
    for (const column of row.keys()) {
      const known = this.#rows.get(column);
      const factor = rest[column] ?? 0n;
      if (known === undefined || factor === 0n) continue;
      const lead = known[column] ?? 1n;
      rest = rest.map((value, at) => value * lead - (known[at] ?? 0n) * factor);
    }
    return rest;
  }
}
