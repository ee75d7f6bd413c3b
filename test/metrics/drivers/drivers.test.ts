import fc from 'fast-check';
import { linearRegression, mean } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import {
  type DriverObservation,
  driverMomentsOf,
  emptyDriverMoments,
  mergeDriverMoments,
} from '../../../lib/metrics/drivers/driver-moments.ts';
import { driversOf } from '../../../lib/metrics/drivers/drivers.ts';
import { regress } from '../../../lib/metrics/drivers/regression.ts';
import { seededChance, shareTrue } from '../chance.ts';
import { type Plan, plantedObservations } from '../planted.ts';

const runs = { seed: 1, numRuns: 150 };
const bytes = (value: unknown): string => JSON.stringify(value);
const observation: fc.Arbitrary<DriverObservation> = fc.record({
  outcome: fc.constantFrom(-100, 0, 100),
  themes: fc.uniqueArray(fc.constantFrom('delivery', 'price', 'staff', '__proto__')),
  controls: fc.uniqueArray(fc.constantFrom('web', 'store'), { maxLength: 1 }),
});
const observations = fc.array(observation, { maxLength: 15 });

/** Delivery hurts by 40 points. Parking only goes with the store, which scores 60 points lower on its own. */
const plan: Plan = {
  themes: {
    delivery: { web: 0.2, store: 0.2, harm: 0.2 },
    parking: { web: 0.05, store: 0.45, harm: 0 },
    colour: { web: 0.15, store: 0.15, harm: 0 },
  },
  base: { web: 0.2, store: 0.5 },
};
const effectOf = (drivers: ReturnType<typeof driversOf>, theme: string) =>
  drivers.find((driver) => driver.theme === theme);

describe('driverMomentsOf', () => {
  it('gives the moments of a union for any split, in any order, byte for byte', () => {
    fc.assert(
      fc.property(observations, observations, observations, (a, b, c) => {
        const [left, middle, right] = [driverMomentsOf(a), driverMomentsOf(b), driverMomentsOf(c)] as const;
        const whole = bytes(driverMomentsOf([...a, ...b, ...c]));
        expect(bytes(mergeDriverMoments(mergeDriverMoments(left, middle), right))).toBe(whole);
        expect(bytes(mergeDriverMoments(left, mergeDriverMoments(right, middle)))).toBe(whole);
      }),
      runs,
    );
  });

  it('has empty moments as the identity', () => {
    fc.assert(
      fc.property(observations, (some) => {
        const moments = driverMomentsOf(some);
        expect(bytes(mergeDriverMoments(emptyDriverMoments, moments))).toBe(bytes(moments));
      }),
      runs,
    );
  });
});

describe('regress', () => {
  const some = plantedObservations(seededChance(1), plan, 400);

  it('for one feature equals the slope of a line, and the difference between two means', () => {
    const delivery = some.map(({ outcome, themes }) => ({
      outcome,
      themes: themes.filter((theme) => theme === 'delivery'),
    }));
    const [coefficient] = regress(driverMomentsOf(delivery), 1e-9);
    const line = linearRegression(delivery.map(({ outcome, themes }) => [themes.length, outcome]));
    expect(coefficient?.value).toBeCloseTo(line.m, 6);
    const scores = (mentions: number) =>
      delivery.filter(({ themes }) => themes.length === mentions).map(({ outcome }) => outcome);
    expect(coefficient?.value).toBeCloseTo(mean(scores(1)) - mean(scores(0)), 6);
  });

  it('for several features minimizes the squared errors of the single responses', () => {
    const features = ['control:web', 'theme:colour', 'theme:delivery', 'theme:parking'];
    const web = some.map((one) => ({ ...one, controls: one.controls?.filter((id) => id === 'web') ?? [] }));
    const rows = web.map(({ outcome, themes, controls }) => ({
      outcome,
      x: features.map((feature) =>
        Number(
          [...themes.map((id) => `theme:${id}`), ...controls.map((id) => `control:${id}`)].includes(feature),
        ),
      ),
    }));
    // Coordinate descent on the raw rows: no moments, no matrices.
    const slopes = features.map(() => 0);
    const fitted = (x: readonly number[]) => x.reduce((sum, value, at) => sum + value * (slopes[at] ?? 0), 0);
    for (let round = 0; round < 60; round += 1)
      for (const at of features.keys()) {
        const base = mean(rows.map(({ outcome, x }) => outcome - fitted(x)));
        const line = rows.map(({ outcome, x }): [number, number] => [
          x[at] ?? 0,
          outcome - base - fitted(x) + (slopes[at] ?? 0) * (x[at] ?? 0),
        ]);
        slopes[at] = linearRegression(line).m;
      }
    const coefficients = regress(driverMomentsOf(web), 1e-9);
    expect(coefficients.map(({ feature }) => feature)).toEqual(features);
    for (const [at, { value }] of coefficients.entries()) expect(value).toBeCloseTo(slopes[at] ?? 0, 4);
  });

  it('handles two features that always occur together, and splits the effect between them', () => {
    const twins = some.map(({ outcome, themes }) => ({
      outcome,
      themes: themes.includes('delivery') ? ['late', 'delivery'] : [],
    }));
    const [delivery, late] = regress(driverMomentsOf(twins));
    expect(delivery?.value).toBeCloseTo(late?.value ?? 0, 6);
  });

  it('omits features that all or no responses have, and is empty with too little data', () => {
    expect(regress(driverMomentsOf([{ outcome: 1, themes: ['a'] }]))).toEqual([]);
    expect(regress(emptyDriverMoments)).toEqual([]);
    const same = [1, 2, 3, 4].map((outcome) => ({
      outcome,
      themes: ['always', ...(outcome > 2 ? ['often'] : [])],
    }));
    expect(regress(driverMomentsOf(same)).map(({ feature }) => feature)).toEqual(['theme:often']);
  });
});

describe('driversOf', () => {
  it('lists a planted driver first, with its effect and the score expected without its mentions', () => {
    const moments = driverMomentsOf(plantedObservations(seededChance(2), plan, 2000));
    const [first] = driversOf(moments);
    expect(first?.theme).toBe('delivery');
    expect(first?.effect.low).toBeLessThan(-40);
    expect(first?.effect.high).toBeGreaterThan(-40);
    expect(first?.falseDiscoveryRate).toBeLessThan(0.001);
    expect(first?.impact.value).toBeCloseTo((first?.effect.value ?? 0) * (first?.frequency ?? 0), 10);
    expect(first?.scoreIfGone).toBeCloseTo(moments.sum / moments.n - (first?.impact.value ?? 0), 10);
  });

  it('does not attribute to a theme what comes from its touchpoint', () => {
    const drivers = driversOf(driverMomentsOf(plantedObservations(seededChance(3), plan, 2000)));
    const parking = effectOf(drivers, 'parking');
    expect((parking?.scoreWith ?? 0) - (parking?.scoreWithout ?? 0)).toBeLessThan(-25);
    expect(parking?.falseDiscoveryRate).toBeGreaterThan(0.05);
  });

  it('marks themes with fewer mentions than the minimum sample and lists them last', () => {
    const few = plantedObservations(seededChance(4), plan, 300).map((one, index) =>
      index < 29 ? { ...one, outcome: -100, themes: [...one.themes, 'rare'] } : one,
    );
    expect(driversOf(driverMomentsOf(few)).at(-1)).toMatchObject({
      theme: 'rare',
      mentions: 29,
      enough: false,
      falseDiscoveryRate: 1,
    });
  });

  it('an empty input gives an empty result', () => {
    expect(driversOf(emptyDriverMoments)).toEqual([]);
  });

  it.each([
    { customers: 'of all moods', base: plan.base },
    {
      customers: 'nearly all happy, so that complaints scatter more than the rest',
      base: { web: 0.05, store: 0.1 },
    },
  ])('holds the planted effect in 93 to 97 of 100 samples of customers $customers', ({ base }) => {
    const share = shareTrue(1000, 5, (chance) => {
      const moments = driverMomentsOf(plantedObservations(chance, { ...plan, base }, 300));
      const driver = effectOf(driversOf(moments), 'delivery');
      return driver !== undefined && driver.effect.low <= -40 && -40 <= driver.effect.high;
    });
    expect(share).toBeGreaterThanOrEqual(0.93);
    expect(share).toBeLessThanOrEqual(0.97);
  });

  it('finds an effect for a theme without one in at most 6 of 100 samples', () => {
    const idle: Plan = { ...plan, themes: { ...plan.themes, delivery: { web: 0.2, store: 0.2, harm: 0 } } };
    const share = shareTrue(2000, 77, (chance) => {
      const drivers = driversOf(driverMomentsOf(plantedObservations(chance, idle, 300)));
      return drivers.some(({ falseDiscoveryRate }) => falseDiscoveryRate <= 0.05);
    });
    expect(share).toBeLessThan(0.06);
  });
});
