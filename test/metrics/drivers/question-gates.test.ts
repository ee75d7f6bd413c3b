import { describe, expect, it } from 'vitest';
import { gateOf } from '../../../lib/metrics/drivers/question-gates.ts';
import { shareTrue } from '../chance.ts';

const even = (each: number) => new Map(Array.from({ length: 11 }, (_, value) => [value, each] as const));

const count = (counts: Map<number, number>, value: number) => counts.set(value, (counts.get(value) ?? 0) + 1);

describe('gateOf', () => {
  it('finds that a question was asked only of detractors', () => {
    const answered = new Map([0, 2, 4, 6].map((value) => [value, 20] as const));
    expect(gateOf({ rated: even(30), answered })).toEqual({ from: 0, to: 6 });
  });

  it('finds a question for passives, with one exception outside the range', () => {
    const answered = new Map([
      [7, 150],
      [8, 150],
      [3, 1],
    ] as const);
    expect(gateOf({ rated: even(100), answered })).toEqual({ from: 7, to: 8 });
  });

  it('does not report a gate because dissatisfied respondents answer four times as often', () => {
    const answered = new Map([...even(0).keys()].map((value) => [value, value <= 6 ? 40 : 10] as const));
    expect(gateOf({ rated: even(100), answered })).toBeUndefined();
  });

  it('reports no gate with too few answers', () => {
    expect(gateOf({ rated: even(3), answered: new Map([[0, 3]]) })).toBeUndefined();
    expect(gateOf({ rated: new Map(), answered: new Map() })).toBeUndefined();
  });

  it('reports a gate for a question asked of everyone in fewer than 1 of 100 samples', () => {
    const share = shareTrue(500, 3, (chance) => {
      const rated = new Map<number, number>();
      const answered = new Map<number, number>();
      for (let one = 0; one < 200; one += 1) {
        const value = Math.floor(chance() * 11);
        count(rated, value);
        if (chance() < (value <= 6 ? 0.5 : 0.2)) count(answered, value);
      }
      return gateOf({ rated, answered }) !== undefined;
    });
    expect(share).toBeLessThan(0.01);
  });
});
