import { describe, expect, it } from 'vitest';
import { addDays } from '../../../lib/metrics/calendar/calendar.ts';
import { associationOf, type DayOfSeries } from '../../../lib/metrics/comparisons/series-association.ts';
import { seededChance, shareTrue } from '../chance.ts';

interface Plan {
  readonly days: number;
  readonly perDay: number;
  /** What one minute more adds to the chance of a detractor. */
  readonly harm: number;
  /** Minutes by which the series grows from the first day to the last, each with 0.02 more chance of a detractor for other reasons. Default 0. */
  readonly growth?: number;
}

/** Two touchpoints: the slow one is disliked for other reasons. Weeks have moods of their own. */
const plannedDays = (chance: () => number, { days, perDay, harm, growth = 0 }: Plan): DayOfSeries[] =>
  ['quick', 'slow'].flatMap((touchpoint) => {
    const base = touchpoint === 'slow' ? { minutes: 30, risk: 0.5 } : { minutes: 10, risk: 0.2 };
    let mood = 0;
    return Array.from({ length: days }, (_, index) => {
      if (index % 7 === 0) mood = 0.1 * (chance() - 0.5);
      const grown = (growth * index) / days;
      const noise = Math.floor(10 * chance());
      const value = base.minutes + noise + grown;
      const risk = base.risk + mood + harm * noise + 0.02 * grown;
      let sum = 0;
      for (let one = 0; one < perDay; one += 1) sum += chance() < risk ? -100 : 100;
      return { touchpoint, day: addDays('2026-03-02', index), value, n: perDay, sum };
    });
  });

describe('associationOf', () => {
  it('finds the effect of one minute of waiting, within touchpoints', () => {
    const association = associationOf(plannedDays(seededChance(1), { days: 90, perDay: 20, harm: 0.02 }));
    expect(association).toMatchObject({ n: 3600, days: 180 });
    expect(association?.effect.low).toBeLessThan(-4);
    expect(association?.effect.high).toBeGreaterThan(-4);
    expect(association?.p).toBeLessThan(0.001);
  });

  it('does not count a touchpoint that is both slow and unpopular as evidence', () => {
    const association = associationOf(plannedDays(seededChance(2), { days: 90, perDay: 20, harm: 0 }));
    expect(association?.p).toBeGreaterThan(0.05);
  });

  it('reports an effect for a series without one in at most 7 of 100 samples, although weeks vary together', () => {
    const share = shareTrue(800, 3, (chance) => {
      const association = associationOf(plannedDays(chance, { days: 56, perDay: 10, harm: 0 }));
      return association !== undefined && association.p < 0.05;
    });
    expect(share).toBeLessThan(0.07);
  });

  it('does not count two growing series as evidence', () => {
    const share = shareTrue(800, 6, (chance) => {
      const association = associationOf(plannedDays(chance, { days: 84, perDay: 20, harm: 0, growth: 10 }));
      return association !== undefined && association.p < 0.05;
    });
    expect(share).toBeLessThan(0.07);
  });

  it('its interval holds the planted effect in 93 to 97 of 100 samples', () => {
    const share = shareTrue(800, 4, (chance) => {
      const effect = associationOf(plannedDays(chance, { days: 84, perDay: 10, harm: 0.02 }))?.effect;
      return effect !== undefined && effect.low <= -4 && -4 <= effect.high;
    });
    expect(share).toBeGreaterThanOrEqual(0.93);
    expect(share).toBeLessThanOrEqual(0.97);
  });

  it('tests nothing with under eight weeks, a constant series or no data', () => {
    const days = plannedDays(seededChance(5), { days: 90, perDay: 5, harm: 0 });
    expect(
      associationOf(days.filter(({ day, touchpoint }) => touchpoint === 'slow' && day < '2026-04-20')),
    ).toBeUndefined();
    expect(associationOf(days.map((day) => ({ ...day, value: 3 })))).toBeUndefined();
    expect(associationOf(days.map((day) => ({ ...day, value: 0 })))).toBeUndefined();
    expect(associationOf([])).toBeUndefined();
  });

  it('reports nothing for a steadily growing series: rounding is not variation', () => {
    const days = plannedDays(seededChance(5), { days: 90, perDay: 5, harm: 0 });
    const since = (day: string): number => (Date.parse(day) - Date.parse('2026-03-02')) / 86_400_000;
    expect(associationOf(days.map((day) => ({ ...day, value: 3 + 0.7 * since(day.day) })))).toBeUndefined();
  });
});
