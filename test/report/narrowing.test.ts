import { describe, expect, it } from 'vitest';
import { type Condition, narrowingTo } from '../../lib/report/narrowing.ts';
import { exampleCopy } from '../store/examples.ts';

type Group = readonly [people: number, channel: string | undefined, plan?: string];

const watched = (conditions: readonly Condition[], groups: readonly Group[]) => {
  const narrowing = narrowingTo(conditions);
  const kept = groups
    .flatMap(([people, channel, plan], group) =>
      Array.from({ length: people }, (_, one) =>
        exampleCopy({
          responseId: `${group}-${one}`,
          ...(channel === undefined ? {} : { channel }),
          attributes: plan === undefined ? {} : { plan },
        }),
      ),
    )
    .filter(narrowing.keeps);
  return { kept: kept.length, withheld: narrowing.withheld() };
};

const channel = (value: string): Condition => ({ dimension: 'channel', value });

describe('a narrowing', () => {
  it('keeps what meets the condition and withholds it under five respondents', () => {
    expect(
      watched(
        [channel('web')],
        [
          [5, 'web'],
          [20, 'store'],
        ],
      ),
    ).toEqual({ kept: 5, withheld: false });
    expect(
      watched(
        [channel('web')],
        [
          [4, 'web'],
          [20, 'store'],
        ],
      ),
    ).toEqual({ kept: 4, withheld: true });
    expect(
      watched(
        [channel('')],
        [
          [6, undefined],
          [20, 'store'],
        ],
      ),
    ).toEqual({ kept: 6, withheld: false });
  });

  it('withholds what would give away the rest by subtraction', () => {
    expect(
      watched(
        [channel('store')],
        [
          [4, 'web'],
          [20, 'store'],
        ],
      ),
    ).toEqual({ kept: 20, withheld: true });
    const three: Group[] = [
      [4, 'web'],
      [8, 'app'],
      [20, 'store'],
    ];
    expect(watched([channel('store')], three).withheld).toBe(false);
    expect(watched([channel('app')], three).withheld).toBe(true);
  });

  it('counts respondents, not responses', () => {
    const narrowing = narrowingTo([channel('web')]);
    for (let one = 0; one < 20; one += 1)
      narrowing.keeps(exampleCopy({ responseId: `${one}`, respondent: `ann-${one % 4}`, channel: 'web' }));
    expect(narrowing.withheld()).toBe(true);
  });

  it('of two conditions looks at both margins', () => {
    const gold = [channel('web'), { dimension: 'plan', value: 'gold' }];
    const open: Group[] = [
      [9, 'web', 'gold'],
      [9, 'web', 'basic'],
      [9, 'store', 'gold'],
      [9, 'store', 'basic'],
    ];
    expect(watched(gold, open)).toEqual({ kept: 9, withheld: false });
    const closed: Group[] = [
      [9, 'web', 'gold'],
      [2, 'web', 'basic'],
      [9, 'store', 'gold'],
      [9, 'store', 'basic'],
    ];
    expect(watched(gold, closed).withheld).toBe(true);
  });

  it('without conditions keeps all, and nobody of nobody is withheld', () => {
    expect(watched([], [[20, 'web']])).toEqual({ kept: 20, withheld: false });
    expect(watched([], [[3, 'web']]).withheld).toBe(true);
    expect(watched([channel('web')], []).withheld).toBe(false);
  });

  it('refuses three conditions, and a dimension that is a list of people', () => {
    expect(() => narrowingTo([channel('a'), channel('b'), channel('c')])).toThrow('too many conditions');
    const people = Array.from({ length: 201 }, (_, one): Group => [1, `channel ${one}`]);
    expect(() => watched([channel('web')], people)).toThrow('few values');
  });
});
