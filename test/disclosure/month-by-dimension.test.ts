import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deducible } from '../../lib/disclosure/elimination.ts';
import { startMonthByDimension } from '../../lib/disclosure/month-by-dimension.ts';
import { exampleCopy } from '../store/examples.ts';

type Group = readonly [people: number, channel: string | undefined, plan?: string];

const copiesOf = (groups: readonly Group[]) =>
  groups.flatMap(([people, channel, plan], group) =>
    Array.from({ length: people }, (_, one) =>
      exampleCopy({
        responseId: `${group}-${one}`,
        ...(channel === undefined ? {} : { channel }),
        attributes: plan === undefined ? {} : { plan },
      }),
    ),
  );

/** Responses shown by each value. */
const disclosedBy = (dimension: string, groups: readonly Group[], declared: readonly string[] = []) => {
  const month = startMonthByDimension(dimension, declared);
  for (const copy of copiesOf(groups)) month.add(copy);
  return Object.fromEntries(
    Object.entries(month.disclosed(5)).map(([value, { tally }]) => [value, tally.responses]),
  );
};

describe('a month broken down by a dimension', () => {
  it('discloses values with five respondents, and values with none', () => {
    const groups: Group[] = [
      [5, 'web'],
      [20, 'store'],
      [6, undefined],
    ];
    expect(disclosedBy('channel', groups)).toEqual({ '': 6, store: 20, web: 5 });
  });

  it('suppresses a value with four respondents, and the smallest other value so that it cannot be deduced', () => {
    const groups: Group[] = [
      [4, 'web'],
      [8, 'app'],
      [20, 'store'],
    ];
    expect(disclosedBy('channel', groups)).toEqual({ app: 0, store: 20, web: 0 });
    expect(disclosedBy('channel', groups, ['channel'])).toEqual({ app: 0, store: 20, web: 0 });
  });

  it('counts respondents, not responses', () => {
    const month = startMonthByDimension('channel', []);
    for (let one = 0; one < 20; one += 1)
      month.add(exampleCopy({ responseId: `${one}`, respondent: `anna-${one % 4}`, channel: 'web' }));
    for (const copy of copiesOf([[30, 'store']])) month.add(copy);
    expect(month.disclosed(5)['web']?.tally.responses).toBe(0);
  });

  const closed: Group[] = [
    [9, 'web', 'gold'],
    [2, 'web', 'basic'],
    [9, 'store', 'gold'],
    [9, 'store', 'basic'],
  ];

  it('discloses an undeclared pair only where every value has five respondents, otherwise none of it', () => {
    const open = closed.map(([, ...rest]): Group => [9, ...rest]);
    expect(disclosedBy('channel+plan', open)).toEqual({
      'store + basic': 9,
      'store + gold': 9,
      'web + basic': 9,
      'web + gold': 9,
    });
    expect(Object.values(disclosedBy('channel+plan', closed))).toEqual([0, 0, 0, 0]);
  });

  it('discloses an undeclared dimension of a declared pair only where the pair suppresses nothing', () => {
    const wide: Group[] = [...closed, [9, 'app', 'gold'], [9, 'app', 'basic'], [9, 'app', 'silver']];
    expect(disclosedBy('channel+plan', wide, ['channel+plan'])['app + silver']).toBe(9);
    expect(Object.values(disclosedBy('channel', wide, ['channel+plan']))).toEqual([0, 0, 0]);
    expect(Object.values(disclosedBy('channel', wide))).toEqual([27, 18, 11]);
  });

  it('lets no small group be deduced, for any declared dimensions and any further query', () => {
    const [channels, plans] = [
      ['web', 'app', 'store'],
      ['gold', 'basic'],
    ];
    const asked = ['channel', 'plan', 'channel+plan'];
    const pairs = channels.flatMap((channel) =>
      plans.map((plan) => ({ channel, plan, id: `${channel} + ${plan}` })),
    );
    const idsWith = (value: string) =>
      pairs.filter(({ id }) => id.split(' + ').includes(value)).map(({ id }) => id);
    const sums = [
      { total: 'all', parts: channels },
      { total: 'all', parts: plans },
      { total: 'all', parts: pairs.map(({ id }) => id) },
      ...[...channels, ...plans].map((value) => ({ total: value, parts: idsWith(value) })),
    ];
    const sizes = fc.array(fc.integer({ min: 1, max: 14 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(sizes, fc.subarray(asked), (counts, declared) => {
        const groups = pairs.map(({ channel, plan }, index): Group => [counts[index] ?? 0, channel, plan]);
        const answers = asked.flatMap((name) => Object.entries(disclosedBy(name, groups, declared)));
        const hidden = new Set(answers.filter(([, responses]) => responses === 0).map(([value]) => value));
        const peopleIn = (value: string): number =>
          pairs.reduce(
            (sum, { id }, index) =>
              id === value || idsWith(value).includes(id) ? sum + (counts[index] ?? 0) : sum,
            0,
          );
        expect(deducible(sums, hidden).filter((value) => peopleIn(value) < 5)).toEqual([]);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('rejects a dimension whose values identify respondents', () => {
    const people = Array.from({ length: 201 }, (_, one): Group => [1, `channel ${one}`]);
    expect(() => disclosedBy('channel', people)).toThrow('too many values');
  });

  it('accepts a dimension with few values even if its declared pair identifies respondents', () => {
    const groups = Array.from({ length: 201 }, (_, one): Group => [1, 'web', `plan ${one}`]);
    expect(disclosedBy('channel', groups, ['channel+plan'])).toEqual({ web: 201 });
    expect(() => disclosedBy('channel+plan', groups)).toThrow('too many values');
  });

  it('discloses everything where there is no threshold; an empty month gives an empty result', () => {
    const month = startMonthByDimension('channel', []);
    for (const copy of copiesOf([[1, 'web']])) month.add(copy);
    expect(month.disclosed(0)['web']?.tally.responses).toBe(1);
    expect(startMonthByDimension('channel', []).disclosed(5)).toEqual({});
  });
});
