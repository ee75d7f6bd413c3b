import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { disclosedFacets } from '../../lib/disclosure/disclosed-facets.ts';
import { deducible } from '../../lib/disclosure/elimination.ts';
import { sumTallies, type Tally, tallyOf } from '../../lib/metrics/tally/tally.ts';
import { heard, people, versions } from '../insights/responses.ts';

const month = (facets: Readonly<Record<string, Readonly<Record<string, Tally>>>>) => ({
  whole: sumTallies(Object.values(Object.values(facets)[0] ?? {})),
  versions,
  facets,
});

const counted = (values: Readonly<Record<string, number>>, prefix = ''): Record<string, Tally> =>
  Object.fromEntries(
    Object.entries(values).map(([value, count], index) => [
      value,
      tallyOf(people(`${prefix}${String.fromCharCode(97 + index)}`, count)),
    ]),
  );

const responsesIn = (disclosed: ReturnType<typeof disclosedFacets>, dimension: string) =>
  Object.fromEntries(
    Object.entries(disclosed[dimension] ?? {}).map(([value, { tally }]) => [value, tally.responses]),
  );

describe('disclosedFacets', () => {
  test('suppresses a channel with three respondents, and the next smallest so that the first cannot be deduced', () => {
    const disclosed = disclosedFacets(month({ channel: counted({ web: 40, store: 3, app: 12 }) }), 5);
    expect(responsesIn(disclosed, 'channel')).toEqual({ web: 40, store: 0, app: 0 });
  });

  test('suppresses nothing where every value has five respondents', () => {
    const disclosed = disclosedFacets(month({ channel: counted({ web: 5, '': 6 }) }), 5);
    expect(responsesIn(disclosed, 'channel')).toEqual({ web: 5, '': 6 });
    expect(disclosed['channel']?.['web']?.partial).toBe(false);
  });

  test('suppresses more where both small values have the same few respondents', () => {
    const three = people('a', 3).map((one) => ({ ...one, respondent: one.responseId }));
    const again = three.map((one) => ({ ...one, responseId: `b${one.responseId.slice(1)}` }));
    const values = { web: tallyOf(three), app: tallyOf(again), store: tallyOf(people('c', 30)) };
    expect(responsesIn(disclosedFacets(month({ channel: values }), 5), 'channel')).toEqual({
      web: 0,
      app: 0,
      store: 0,
    });
  });

  test('suppresses in a pair what could be deduced from its two dimensions', () => {
    const pair = { 'web + gold': 20, 'web + blue': 3, 'app + gold': 20, 'app + blue': 20 };
    const disclosed = disclosedFacets(
      month({
        'channel+plan': counted(pair),
        channel: counted({ web: 23, app: 40 }, 'c'),
        plan: counted({ gold: 40, blue: 23 }, 'p'),
      }),
      5,
    );
    expect(Object.values(responsesIn(disclosed, 'channel+plan'))).toEqual([0, 0, 0, 0]);
    expect(responsesIn(disclosed, 'channel')).toEqual({ web: 23, app: 40 });
  });

  test('suppresses a value of a pair rather than the month, which is disclosed anyway', () => {
    const disclosed = disclosedFacets(
      month({
        plan: counted({ gold: 5, basic: 11 }),
        region: counted({ north: 4, south: 4, '': 8 }, 'r'),
        'plan+region': counted({ 'gold + ': 5, 'basic + north': 4, 'basic + south': 4, 'basic + ': 3 }, 'p'),
      }),
      5,
    );
    expect(responsesIn(disclosed, 'plan')).toEqual({ gold: 0, basic: 0 });
  });

  test('suppresses in a pair what could be deduced from another pair that shares a dimension', () => {
    const plans = counted({ 'web + gold': 16, 'web + basic': 11, 'app + gold': 12, 'app + basic': 17 });
    const regions = counted(
      { 'web + north': 26, 'web + south': 1, 'app + north': 3, 'app + south': 26 },
      'r',
    );
    const disclosed = disclosedFacets(month({ 'channel+plan': plans, 'channel+region': regions }), 5);
    expect(Object.values(responsesIn(disclosed, 'channel+region'))).toEqual([0, 0, 0, 0]);
  });

  test('suppresses a theme with two respondents in a channel with many', () => {
    const about = (prefix: string, count: number, theme: string) =>
      people(prefix, count, { said: heard('negative', theme) });
    const web = tallyOf([...about('a', 2, 'lateness'), ...about('b', 20, 'price')]);
    const app = tallyOf([...about('c', 9, 'lateness'), ...about('d', 20, 'price')]);
    const disclosed = disclosedFacets(month({ channel: { web, app } }), 5);
    const themesOf = (value: string) => Object.keys(disclosed['channel']?.[value]?.tally.themes ?? {});
    expect([themesOf('web'), themesOf('app')]).toEqual([['price'], ['price']]);
  });

  test('leaves out a dimension with too many values', () => {
    const whole = tallyOf(people('a', 9));
    expect(disclosedFacets({ whole, versions, facets: { account: 'too-many' } }, 5)).toEqual({});
  });

  test('lets no small group be deduced, for any sizes', () => {
    const size = fc.integer({ min: 0, max: 12 });
    fc.assert(
      fc.property(fc.array(size, { minLength: 1, maxLength: 8 }), (sizes) => {
        const values = Object.fromEntries(sizes.map((count, index) => [`v${index}`, count]));
        const faceted = month({ channel: counted(values) });
        const seen = responsesIn(disclosedFacets(faceted, 5), 'channel');
        const hidden = new Set(Object.keys(values).filter((value) => seen[value] !== values[value]));
        if (faceted.whole.responses < 5) return;
        const rest = [...hidden].reduce((sum, value) => sum + (values[value] ?? 0), 0);
        expect(rest === 0 || rest >= 5).toBe(true);
        expect(deducible([{ total: 'all', parts: Object.keys(values) }], hidden)).toEqual([]);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
