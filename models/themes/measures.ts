export interface Confusion {
  readonly hits: number;
  readonly falseAlarms: number;
  readonly misses: number;
}

/** 2·hits ÷ (2·hits + false alarms + misses); 0 when there is nothing to find and nothing was found. */
export const f1 = ({ hits, falseAlarms, misses }: Confusion): number => {
  const total = 2 * hits + falseAlarms + misses;
  return total === 0 ? 0 : (2 * hits) / total;
};

/** How each label fared over all texts; `expected` and `found` hold the labels of each text, in one order. */
export const confusionByLabel = (
  labels: readonly string[],
  expected: readonly ReadonlySet<string>[],
  found: readonly ReadonlySet<string>[],
): ReadonlyMap<string, Confusion> => {
  const of = (label: string): Confusion => {
    const pairs = expected.map(
      (truth, index) => [truth.has(label), found[index]?.has(label) ?? false] as const,
    );
    const count = (truth: boolean, guess: boolean) =>
      pairs.filter(([a, b]) => a === truth && b === guess).length;
    return { hits: count(true, true), falseAlarms: count(false, true), misses: count(true, false) };
  };
  return new Map(labels.map((label) => [label, of(label)]));
};

export const microF1 = (confusions: Iterable<Confusion>): number => {
  const sum = { hits: 0, falseAlarms: 0, misses: 0 };
  for (const { hits, falseAlarms, misses } of confusions) {
    sum.hits += hits;
    sum.falseAlarms += falseAlarms;
    sum.misses += misses;
  }
  return f1(sum);
};

/** The mean of the labels' F1: rare labels count as much as frequent ones. */
export const macroF1 = (confusions: Iterable<Confusion>): number => {
  const values = [...confusions].map(f1);
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
};
