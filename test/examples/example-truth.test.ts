import { describe, expect, test } from 'vitest';
import { generateExample } from '../../examples/generate.ts';
import { directoryWith, runIn } from '../cli/memory-shell.ts';

/** What the pipeline finds in a file against what is true of the customers who are in it. */
const example = generateExample();

interface Report {
  readonly files: readonly {
    readonly rows: {
      readonly read: number;
      readonly accepted: number;
      readonly duplicate: number;
      readonly excluded: object;
      readonly rejected: object;
    };
    readonly figures: {
      readonly unfinished: number;
      readonly ratings: Readonly<
        Record<
          string,
          {
            readonly n: number;
            readonly mean: { readonly value: number };
            readonly nps?: { readonly value: number };
            readonly satisfied?: { readonly value: number };
          }
        >
      >;
    };
  }[];
}

const analyze = async (name: string, bytes: Uint8Array) => {
  const { exit, out } = await runIn(directoryWith({ [name]: bytes }), ['analyze', name, '--json']);
  expect(exit).toBe(0);
  const [file] = (JSON.parse(out) as Report).files;
  if (file === undefined) throw new Error('no file in the report');
  return file;
};

describe.each(example.files)('$key', ({ key, bytes, rows, told }) => {
  const name = key.split('/').at(-1) ?? key;
  const all = Object.values(told).flat();
  const values = (pick: (ratings: (typeof all)[number]) => number | undefined) =>
    all.map(pick).filter((value) => value !== undefined);
  const mean = (numbers: readonly number[]) =>
    numbers.reduce((sum, value) => sum + value, 0) / numbers.length;

  test('has the ledger and the ratings that it was generated with', async () => {
    const found = await analyze(name, bytes);
    const { read, accepted, duplicate, excluded } = rows;
    expect(found.rows).toMatchObject({ read, accepted, duplicate, excluded, rejected: {} });
    expect(found.figures.unfinished).toBe(rows.unfinished);

    const metrics = {
      nps: values(({ recommends }) => recommends).map((value) => (value >= 9 ? 100 : value <= 6 ? -100 : 0)),
      csat: values(({ satisfied, good }) => (satisfied === undefined ? good : satisfied >= 4 ? 1 : 0)),
      ces: values(({ easy }) => easy),
      rating: values(({ stars }) => stars),
    };
    for (const [metric, truth] of Object.entries(metrics)) {
      const [figures] = Object.entries(found.figures.ratings)
        .filter(([scale]) => scale.startsWith(`${metric}:`))
        .map(([, rating]) => rating);
      expect([metric, figures?.n ?? 0]).toEqual([metric, truth.length]);
      const value = figures?.nps?.value ?? figures?.satisfied?.value ?? figures?.mean.value;
      if (figures !== undefined) expect(value).toBeCloseTo(mean(truth), 9);
    }
  });
});
