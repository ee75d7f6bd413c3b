import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deducible, type Sum } from '../../lib/disclosure/elimination.ts';
import { isQuotable, type RespondentsByCell, suppressedCells } from '../../lib/disclosure/suppression.ts';

const row = (total: string, ...parts: string[]): Sum => ({ total, parts });
const suppressed = (respondents: RespondentsByCell, sums: readonly Sum[]) =>
  [...suppressedCells(respondents, sums)].sort();

/** Rows × columns of counts, with all totals. */
const table = (counts: readonly (readonly number[])[]) => {
  const respondents: Record<string, number> = {};
  const add = (id: string, count: number): void => {
    respondents[id] = (respondents[id] ?? 0) + count;
  };
  for (const [r, cells] of counts.entries())
    for (const [c, count] of cells.entries())
      for (const id of [`${r}${c}`, `row ${r}`, `column ${c}`, 'all']) add(id, count);
  const columns = (counts[0] ?? []).map((_, c) => c);
  const sums = [
    ...counts.map((_, r) => row(`row ${r}`, ...columns.map((c) => `${r}${c}`))),
    ...columns.map((c) => row(`column ${c}`, ...counts.map((_, r) => `${r}${c}`))),
    row('all', ...counts.map((_, r) => `row ${r}`)),
    row('all', ...columns.map((c) => `column ${c}`)),
  ];
  return { respondents, sums };
};

describe('suppressedCells', () => {
  it('suppresses nothing where every cell has five respondents', () => {
    expect(suppressed({ web: 5, store: 40, all: 45 }, [row('all', 'web', 'store')])).toEqual([]);
  });

  it('suppresses a cell with four respondents and the next smallest, so that it cannot be deduced', () => {
    expect(suppressed({ web: 40, store: 4, app: 12, all: 56 }, [row('all', 'web', 'store', 'app')])).toEqual([
      'app',
      'store',
    ]);
  });

  it('suppresses only one cell where no total is disclosed', () => {
    expect(suppressed({ web: 40, store: 4 }, [])).toEqual(['store']);
  });

  it('suppresses a third cell where two small cells together are under five', () => {
    expect(suppressed({ a: 2, b: 1, c: 30, d: 50, all: 83 }, [row('all', 'a', 'b', 'c', 'd')])).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('counts a respondent in two small cells once', () => {
    const [anna, others] = [['anna', 'ben', 'carl'], 'many'] as const;
    const sums = [row('all', 'web', 'app', 'store')];
    expect(suppressed({ web: anna, app: anna, store: others, all: 'many' }, sums)).toEqual([
      'app',
      'store',
      'web',
    ]);
    const more = ['carl', 'dora', 'emil'];
    expect(suppressed({ web: anna, app: more, store: others, all: 'many' }, sums)).toEqual(['app', 'web']);
  });

  it('suppresses the total where no other cell has respondents', () => {
    expect(suppressed({ web: 3, store: 0, all: 3 }, [row('all', 'web', 'store')])).toEqual(['all', 'web']);
  });

  it('discloses empty cells', () => {
    expect(suppressed({ web: 0, store: 9, all: 9 }, [row('all', 'web', 'store')])).toEqual([]);
  });

  it('protects a small day within its week and a small week within its month', () => {
    const sums = [row('week', 'mon', 'tue', 'wed'), row('month', 'week', 'rest')];
    expect(suppressed({ mon: 2, tue: 0, wed: 0, week: 2, rest: 90, month: 92 }, sums)).toEqual([
      'mon',
      'rest',
      'week',
    ]);
  });

  it('takes its threshold from the configuration', () => {
    expect([...suppressedCells({ web: 9 }, [], 10)]).toEqual(['web']);
  });

  it('never discloses or lets anyone deduce a value under the threshold, in any two-dimensional table', () => {
    const cell = fc.oneof(fc.nat(6), fc.integer({ min: 5, max: 60 }));
    const line = fc.array(cell, { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(line, { minLength: 2, maxLength: 4 }), (counts) => {
        const { respondents, sums } = table(counts);
        const hidden = suppressedCells(respondents, sums);
        for (const [id, count] of Object.entries(respondents))
          if (count > 0 && count < 5) expect(hidden.has(id)).toBe(true);
        expect(deducible(sums, hidden)).toEqual([]);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('deducible', () => {
  it('finds a cell that can be deduced from one sum', () => {
    expect(deducible([row('all', 'a', 'b')], new Set(['a']))).toEqual(['a']);
  });

  it('finds a cell that can be deduced only from several sums together', () => {
    // x = t3 − (t1 + t2 − t4), though each sum has two hidden cells or more.
    const sums = [row('t1', 'a', 'b'), row('t2', 'c', 'd'), row('t3', 'a', 'c', 'x'), row('t4', 'b', 'd')];
    expect(deducible(sums, new Set(['a', 'b', 'c', 'd', 'x']))).toEqual(['x']);
  });

  it('finds nothing where two suppressed cells could swap values', () => {
    expect(deducible([row('all', 'a', 'b', 'c')], new Set(['a', 'b']))).toEqual([]);
  });
});

describe('isQuotable', () => {
  it('requires ten respondents, or the configured number', () => {
    expect([isQuotable(9), isQuotable(10), isQuotable(5, 5)]).toEqual([false, true, true]);
  });
});
