import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Copy } from '../../../lib/feedback/response/copy.ts';
import { ConsistencyReport } from '../../../lib/insights/responses/consistency-report.ts';
import { valueIn } from '../../../lib/metrics/tally/dimensions.ts';
import { facetsOf } from '../../../lib/metrics/tally/facets.ts';
import { seededChance, shareTrue } from '../../metrics/chance.ts';
import { answerOn, planted } from '../planted-copies.ts';

interface ChannelPlan {
  readonly n: number;
  /** The chance of a detractor who complains about speed, by channel. */
  readonly risks: Readonly<Record<string, number>>;
}

const inChannels = (chance: () => number, { n, risks }: ChannelPlan, touchpoint = 'delivery'): Copy[] =>
  Object.entries(risks).flatMap(([channel, risk], place) =>
    Array.from({ length: n }, (_, index) => {
      const isDissatisfied = chance() < risk;
      return planted(place * 10_000 + index, {
        touchpoint,
        channel,
        ratings: { 'nps:transactional': isDissatisfied ? 2 : 10 },
        answers: [answerOn(['speed'], isDissatisfied ? 'negative' : 'positive')],
      });
    }),
  );
const testsOf = (copies: readonly Copy[], by = 'channel', options = {}) => {
  const report = new ConsistencyReport(by);
  const dimensionOf = by === 'touchpoint' ? ({ touchpoint }: Copy) => touchpoint : valueIn(by);
  for (const piece of Map.groupBy(copies, ({ touchpoint, cell }) => `${touchpoint}#${cell}`).values())
    report.add(piece[0]?.touchpoint ?? '', Object(facetsOf(piece, dimensionOf)));
  return report.tests(options);
};

describe('ConsistencyReport', () => {
  it('finds the channel that differs', () => {
    const tests = testsOf(inChannels(seededChance(1), { n: 150, risks: { web: 0.2, app: 0.2, store: 0.6 } }));
    const nps = tests.find(({ series }) => series === 'nps:transactional');
    expect(nps?.parts.at(-1)?.value).toBe('store');
    expect(nps?.falseDiscoveryRate).toBeLessThan(0.001);
    expect(nps?.spread).toBeGreaterThan(50);
    expect(tests.map(({ series }) => series).toSorted()).toEqual([
      'nps:transactional',
      'sentiment:net',
      'theme:speed:net',
      'theme:speed:share',
    ]);
  });

  it('compares a theme over touchpoints', () => {
    const chance = seededChance(2);
    const copies = [
      ...inChannels(chance, { n: 100, risks: { web: 0.1 } }, 'delivery'),
      ...inChannels(chance, { n: 100, risks: { web: 0.7 } }, 'support').map((copy) => ({
        ...copy,
        responseId: `s${copy.responseId}`,
      })),
    ];
    const theme = testsOf(copies, 'touchpoint').find(({ series }) => series === 'theme:speed:net');
    expect(theme?.touchpoint).toBeUndefined();
    expect(theme?.parts.map(({ value }) => value)).toEqual(['delivery', 'support']);
    expect(theme?.falseDiscoveryRate).toBeLessThan(0.001);
  });

  it('omits values under the minimum sample, and responses without a value', () => {
    const some = inChannels(seededChance(3), { n: 60, risks: { web: 0.2, app: 0.2 } });
    const few = inChannels(seededChance(4), { n: 20, risks: { kiosk: 0.9 } });
    const nameless = inChannels(seededChance(5), { n: 60, risks: { x: 0.9 } }).map(
      ({ channel: _none, ...copy }) => copy,
    );
    const values = testsOf([...some, ...few, ...nameless]).flatMap(({ parts }) =>
      parts.map(({ value }) => value),
    );
    expect(new Set(values)).toEqual(new Set(['web', 'app']));
  });

  it('reports a difference between equal channels in at most 6 of 100 samples', () => {
    const share = shareTrue(300, 7, (chance) =>
      testsOf(inChannels(chance, { n: 60, risks: { web: 0.3, app: 0.3, store: 0.3 } })).some(
        ({ falseDiscoveryRate }) => falseDiscoveryRate <= 0.05,
      ),
    );
    expect(share).toBeLessThan(0.08);
  });

  it('gives the same tests for any order and split into cells', () => {
    const copies = inChannels(seededChance(8), { n: 40, risks: { web: 0.2, app: 0.5 } });
    const expected = JSON.stringify(testsOf(copies));
    fc.assert(
      fc.property(
        fc.shuffledSubarray(copies, { minLength: copies.length }),
        fc.integer({ min: 1, max: 9 }),
        (shuffled, days) => {
          const split = shuffled.map((copy, index) => ({ ...copy, cell: `2026-05-0${1 + (index % days)}` }));
          expect(JSON.stringify(testsOf(split))).toBe(expected);
        },
      ),
      { seed: 1, numRuns: 20 },
    );
  });

  it('no responses give an empty report', () => {
    expect(testsOf([])).toEqual([]);
  });
});
