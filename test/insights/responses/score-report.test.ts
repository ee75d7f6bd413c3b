import { describe, expect, it } from 'vitest';
import type { Copy } from '../../../lib/feedback/response/copy.ts';
import { ScoreReport } from '../../../lib/insights/responses/score-report.ts';
import { figureMaker } from '../../../lib/metrics/figures/figure.ts';
import { answerOn, planted } from '../planted-copies.ts';

const rated = (index: number, value: number, speaks: boolean, changes: Partial<Copy> = {}): Copy =>
  planted(index, {
    ratings: { 'nps:transactional': value },
    answers: speaks ? [answerOn(['price'], 'negative')] : [],
    ...changes,
  });

const scalesOf = (copies: readonly Copy[], options = {}) => {
  const report = new ScoreReport(options);
  for (const copy of copies) report.add(copy);
  return report.scales();
};
const many = (count: number, from: number, value: number, speaks: boolean) =>
  Array.from({ length: count }, (_, index) => rated(from + index, value, speaks));

describe('ScoreReport', () => {
  it('shows the scores of respondents with and without comments, and the difference', () => {
    const copies = [
      ...many(40, 0, 3, true),
      ...many(20, 100, 10, true),
      ...many(10, 200, 3, false),
      ...many(50, 300, 10, false),
    ];
    const [nps] = scalesOf(copies);
    expect(nps?.everyone).toMatchObject(figureMaker(30).net(70, 50, 120));
    expect(nps?.commenters).toMatchObject(figureMaker(30).net(20, 40, 60));
    expect(nps?.silent).toMatchObject(figureMaker(30).net(50, 10, 60));
    expect(nps?.difference?.difference).toBeCloseTo(-100, 9);
    expect(nps?.difference?.p).toBeLessThan(0.001);
  });

  it('counts "n/a" as no comment', () => {
    const nothing = many(20, 500, 9, false).map((copy) => ({
      ...copy,
      answers: [
        { question: 'Why?', role: 'open' as const, text: 'n/a', analysis: { status: 'no-content' as const } },
      ],
    }));
    expect(scalesOf([...many(20, 0, 3, true), ...nothing])[0]?.silent?.n).toBe(20);
  });

  it('counts a respondent who was not asked for a comment on neither side', () => {
    const unasked = many(30, 500, 9, false).map((copy) => ({ ...copy, asked: 0, answers: [] }));
    const [nps] = scalesOf([...many(20, 0, 3, true), ...many(20, 100, 9, false), ...unasked]);
    expect([nps?.everyone.n, nps?.commenters?.n, nps?.silent?.n]).toEqual([70, 20, 20]);
    expect(scalesOf(unasked)[0]?.silent).toBeUndefined();
  });

  it('suppresses both groups where one has fewer than five respondents, and the scale where all have', () => {
    expect(scalesOf([...many(40, 0, 9, true), ...many(4, 100, 0, false)])).toEqual([
      { scale: 'nps:transactional', unit: 'points', everyone: expect.objectContaining({ n: 44 }) },
    ]);
    expect(scalesOf(many(4, 0, 9, true))).toEqual([]);
  });

  it('widens the interval where one account gave many ratings', () => {
    const apart = Array.from({ length: 100 }, (_, index) => rated(index, index % 10 < 5 ? 3 : 10, true));
    const together = apart.map((copy, index) => ({ ...copy, account: `account ${index % 10}` }));
    const widthOf = (copies: readonly Copy[]): number => {
      const [{ everyone } = { everyone: { low: 0, high: 0 } }] = scalesOf(copies);
      return everyone.high - everyone.low;
    };
    expect(widthOf(together)).toBeGreaterThan(2 * widthOf(apart));
  });

  it('never combines scales, and no responses give an empty report', () => {
    const two = many(10, 0, 4, true).map((copy) => ({
      ...copy,
      ratings: { 'csat:1-5': 4, 'ces:1-7:easy': 6 },
    }));
    expect(scalesOf(two).map(({ scale, unit }) => [scale, unit])).toEqual([
      ['ces:1-7:easy', 'share'],
      ['csat:1-5', 'share'],
    ]);
    expect(scalesOf([])).toEqual([]);
  });
});
