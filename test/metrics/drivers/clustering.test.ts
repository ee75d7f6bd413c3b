import { describe, expect, it } from 'vitest';
import { type ClusteredObservation, clusteringOf } from '../../../lib/metrics/drivers/clustering.ts';
import { clusterOf } from '../../../lib/metrics/drivers/clusters.ts';
import { driverMomentsOf } from '../../../lib/metrics/drivers/driver-moments.ts';
import { driversOf } from '../../../lib/metrics/drivers/drivers.ts';
import { seededChance, shareTrue } from '../chance.ts';

interface Crowd {
  readonly clusters: number;
  readonly each: number;
  /** How far the moods of clusters lie apart, 0..1; their mentions too. */
  readonly moods: number;
}

/** Each cluster has a mood and a habit of complaining of its own, apart from each other: the theme itself does nothing. */
const crowd = (chance: () => number, { clusters, each, moods }: Crowd): ClusteredObservation[] =>
  Array.from({ length: clusters }, (_, cluster) => {
    const happy = 0.5 + (chance() < 0.5 ? moods : -moods) / 2;
    const complaining = chance() < 0.5 ? 0.1 : 0.7;
    const size = 1 + Math.floor(chance() * (2 * each - 1));
    return Array.from({ length: size }, () => ({
      cluster: clusterOf({ responseId: `${cluster}` }),
      outcome: chance() < happy ? 100 : -100,
      themes: chance() < complaining ? ['late'] : [],
    }));
  }).flat();

const effectIn = (observations: readonly ClusteredObservation[], isClustered: boolean) => {
  const moments = driverMomentsOf(observations);
  const clustering = isClustered ? clusteringOf(observations, moments) : new Map();
  return driversOf(moments, { clustering, minimumSample: 1 })[0]?.effect;
};

const coverage = (plan: Crowd, isClustered = true): number =>
  shareTrue(1500, plan.clusters + 7, (chance) => {
    const effect = effectIn(crowd(chance, plan), isClustered);
    return effect !== undefined && effect.low <= 0 && 0 <= effect.high;
  });

describe('clusteringOf', () => {
  it.each<Crowd>([
    { clusters: 60, each: 5, moods: 0.9 },
    { clusters: 200, each: 3, moods: 0.7 },
    { clusters: 30, each: 10, moods: 0.5 },
  ])(
    'makes intervals hold in 93 to 97 of 100: $clusters clusters of about $each, moods $moods apart',
    (plan) => {
      expect(coverage(plan)).toBeGreaterThanOrEqual(0.93);
      expect(coverage(plan)).toBeLessThanOrEqual(0.97);
    },
  );

  it('is needed: intervals that assume independent responses hold the true value less often', () => {
    expect(coverage({ clusters: 60, each: 5, moods: 0.9 }, false)).toBeLessThan(0.9);
  });

  it('changes almost nothing where every respondent answered once', () => {
    const single = crowd(seededChance(4), { clusters: 3000, each: 1, moods: 0.9 });
    const clustering = clusteringOf(single, driverMomentsOf(single));
    expect(clustering.get('theme:late')?.designEffect).toBeLessThan(1.05);
  });

  it('does not depend on the order of the responses, except for rounding', () => {
    const some = crowd(seededChance(5), { clusters: 40, each: 4, moods: 0.9 });
    const moments = driverMomentsOf(some);
    const [one, other] = [clusteringOf(some, moments), clusteringOf(some.toReversed(), moments)];
    expect(one.get('theme:late')?.designEffect).toBeCloseTo(other.get('theme:late')?.designEffect ?? 0, 9);
  });

  it('an empty input gives an empty result', () => {
    expect(clusteringOf([], driverMomentsOf([]))).toEqual(new Map());
  });
});

describe('clusterOf', () => {
  it('is the account, otherwise the respondent, otherwise the response itself', () => {
    const one = clusterOf({ account: 'acme', respondent: 'ann', responseId: '1' });
    expect(clusterOf({ account: 'acme', respondent: 'bob', responseId: '2' })).toBe(one);
    expect(clusterOf({ respondent: 'ann', responseId: '3' })).toBe(
      clusterOf({ respondent: 'ann', responseId: '4' }),
    );
    expect(clusterOf({ respondent: 'acme', responseId: '5' })).not.toBe(one);
  });
});
