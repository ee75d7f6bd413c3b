import { mean, sum } from 'simple-statistics';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../../lib/metrics/calendar/calendar.ts';
import { type AlertState, nextState, type Observation } from '../../../lib/reports/alerts/alert-state.ts';
import { observe } from '../../../lib/reports/alerts/alert-watch.ts';
import { silenceFactor } from '../../../lib/reports/alerts/silence.ts';
import { drawCounts, seededChance, shareTrue } from '../../metrics/chance.ts';
import { folder, npsTally, rule, themeTally, today, touchpointOf, watched } from '../watched.ts';

/** How often rules call something. The stated level is 1 %; the table in docs/metrics.md has what is measured here. */

const touchpoints = 10;

const npsOf = (chance: () => number, mood: readonly number[], n: number) => {
  const [promoters = 0, passives = 0, detractors = 0] = drawCounts(chance, mood, n);
  return npsTally(promoters, detractors, passives);
};

const alarms = (some: ReturnType<typeof observe>): boolean =>
  some.some(({ verdict }) => verdict === 'alarming');

describe('without an effect', () => {
  const drop = rule('kind: drop, series: "nps:transactional", level: 0.01');
  test.each([
    ['even moods', [0.4, 0.3, 0.3], 40],
    ['even moods, large samples', [0.4, 0.3, 0.3], 200],
    ['nearly all promoters', [0.9, 0.07, 0.03], 60],
  ])('a drop is called at ten touchpoints of %s, in at most 15 looks of a thousand', (_name, mood, n) => {
    const rate = shareTrue(500, 11, (chance) =>
      alarms(
        observe(
          drop,
          watched(
            Array.from({ length: touchpoints }, (_, index) =>
              touchpointOf(`t${index}`, { 2: npsOf(chance, mood, n), 20: npsOf(chance, mood, 4 * n) }),
            ),
          ),
        ),
      ),
    );
    expect(rate).toBeLessThanOrEqual(0.015);
  });

  const spike = rule('kind: theme-spike, level: 0.01');
  const shares = { rare: 0.01, uncommon: 0.03, some: 0.08, common: 0.2, often: 0.4 };
  test.each([60, 200, 600])(
    'a spike is raised among five themes of %i answers in at most 15 of 1,000 checks',
    (n) => {
      const mentionsOf = (chance: () => number, scored: number) =>
        themeTally(
          scored,
          Object.fromEntries(
            Object.entries(shares).map(([theme, share]) => [
              theme,
              drawCounts(chance, [share, 1 - share], scored)[0] ?? 0,
            ]),
          ),
        );
      const rate = shareTrue(500, 12, (chance) =>
        alarms(
          observe(
            spike,
            watched([touchpointOf('t', { 2: mentionsOf(chance, n), 20: mentionsOf(chance, 4 * n) })]),
          ),
        ),
      );
      expect(rate).toBeLessThanOrEqual(0.015);
    },
  );

  test('a score at its target raises an alert in at most 3% of checks', () => {
    const target = rule('kind: below-target, series: "nps:transactional", target: 10');
    const rate = shareTrue(3000, 13, (chance) =>
      alarms(observe(target, watched([touchpointOf('t', { 2: npsOf(chance, [0.4, 0.3, 0.3], 100) })]))),
    );
    expect(rate).toBeLessThanOrEqual(0.03);
  });

  test.each([4, 8, 20])(
    'a source of random uploads with %i known gaps is reported silent in one gap of a hundred',
    (gaps) => {
      const factor = silenceFactor(gaps, 0.01);
      const draw = (chance: () => number): number => -Math.log(1 - chance());
      const rate = shareTrue(20_000, 14, (chance) => {
        const longest = Math.max(...Array.from({ length: gaps }, () => draw(chance)));
        return draw(chance) > factor * longest;
      });
      expect(rate).toBeGreaterThan(0.007);
      expect(rate).toBeLessThan(0.013);
    },
  );
});

describe('with sources that keep sending', () => {
  const silence = rule('kind: silence, level: 0.01');
  /** The days from one sending to the next, where a day's chance to send depends on the day. */
  const byTheDay =
    (chanceOn: (day: number) => number) =>
    (chance: () => number): (() => number) => {
      let day = 0;
      return () => {
        const last = day;
        do day += 1;
        while (chance() >= chanceOn(day));
        return day - last;
      };
    };
  const poisson = (perDay: number) => byTheDay(() => 1 - Math.exp(-perDay));
  /** On for five days, off for twenty, both at random. */
  const campaigns = (chance: () => number): (() => number) => {
    let isOn = true;
    return byTheDay(() => {
      if (chance() < (isOn ? 1 / 5 : 1 / 20)) isOn = !isOn;
      return isOn ? 0.9 : 0.02;
    })(chance);
  };
  const sources = {
    'three weeks apart': poisson(0.05),
    'five days apart': poisson(0.2),
    'every other day': poisson(0.5),
    'once a day': poisson(1),
    'three times a day': poisson(3),
    'on every other working day': byTheDay((day) => (day % 7 < 5 ? 0.5 : 0)),
    'in bursts': campaigns,
  };

  /** 400 days up to today, begun somewhere. */
  const sent = (gap: () => number, chance: () => number): string[] => {
    const days: string[] = [];
    for (let day = -Math.floor(30 * chance()); day <= 400; day += gap())
      if (day >= 0) days.push(addDays(today, day - 400));
    return days;
  };
  const isAnyCalled = (name: keyof typeof sources, count: number) => (chance: () => number) => {
    const folders = Array.from({ length: count }, (_, index) =>
      folder(`f${index}`, sent(sources[name](chance), chance)),
    );
    return alarms(observe(silence, watched([], [], { folders })));
  };

  test.each(Object.keys(sources) as (keyof typeof sources)[])(
    'one of ten that send %s is reported silent in at most 15 of 1,000 checks, and one alone as rarely',
    (name) => {
      expect(shareTrue(500, 21, isAnyCalled(name, 1))).toBeLessThanOrEqual(0.015);
      expect(shareTrue(200, 22, isAnyCalled(name, 10))).toBeLessThanOrEqual(0.015);
    },
    30_000,
  );

  /** The alerts that a year of daily checks raises at ten folders that all keep sending. */
  const raisedInAYear = (name: keyof typeof sources, chance: () => number): number => {
    const yearly = rule('kind: silence, falseAlarmsAYear: 1');
    const all = Array.from({ length: 10 }, () => sent(sources[name](chance), chance));
    const states = new Map<string, AlertState>();
    const isRaisedNow = (observation: Observation): boolean => {
      const before = states.get(observation.subject);
      const after = nextState(before, observation, today);
      if (after !== undefined) states.set(observation.subject, after);
      return after?.raised === true && before?.raised !== true;
    };
    const checks = Array.from({ length: 181 }, (_, ago) => {
      const day = addDays(today, ago - 180);
      const folders = all.map((days, index) =>
        folder(
          `f${index}`,
          days.filter((sentOn) => sentOn <= day),
        ),
      );
      return observe(yearly, watched([], [], { folders, today: day })).filter(isRaisedNow).length;
    });
    return (365 / 181) * sum(checks);
  };

  test.each(Object.keys(sources) as (keyof typeof sources)[])(
    'a rule of one false alarm a year raises about one a year or fewer for ten that send %s',
    (name) => {
      const chance = seededChance(23);
      const years = Array.from({ length: 30 }, () => raisedInAYear(name, chance));
      expect(mean(years)).toBeLessThanOrEqual(1.5);
    },
    60_000,
  );

  test('a silence after three weeks of bursts is found', () => {
    const burst = [0, 1, 2, 3, 4];
    const days = Array.from({ length: 12 }, (_, index) => burst.map((day) => index * 20 + day)).flat();
    const last = days.at(-1) ?? 0;
    const seen = (silentDays: number) =>
      alarms(
        observe(
          silence,
          watched([], [], {
            folders: [
              folder(
                's',
                days.map((day) => addDays(today, day - last - silentDays)),
              ),
            ],
          }),
        ),
      );
    expect([seen(30), seen(50)]).toEqual([false, true]);
  });
});

describe('with a planted effect', () => {
  test('a drop of 40 points at one of ten touchpoints, 100 responses, is found four times in five', () => {
    const drop = rule('kind: drop, series: "nps:transactional", level: 0.01');
    const mood = [0.5, 0.2, 0.3];
    const rate = shareTrue(200, 15, (chance) => {
      const seen = observe(
        drop,
        watched(
          Array.from({ length: touchpoints }, (_, index) =>
            touchpointOf(`t${index}`, {
              2: npsOf(chance, index === 3 ? [0.3, 0.2, 0.5] : mood, 100),
              20: npsOf(chance, mood, 400),
            }),
          ),
        ),
      );
      return seen.some(({ subject, verdict }) => subject === 't3' && verdict === 'alarming');
    });
    expect(rate).toBeGreaterThan(0.8);
  });

  test('a silent source is reported within the time that its usual interval allows', () => {
    const silence = rule('kind: silence, level: 0.01');
    const chance = seededChance(16);
    const uploads = Array.from({ length: 20 }).reduce<number[]>(
      (days) => [...days, (days.at(-1) ?? 0) + 1 + Math.floor(3 * chance())],
      [0],
    );
    const last = uploads.at(-1) ?? 0;
    const source = (silentDays: number) =>
      folder(
        's',
        uploads.map((day) => addDays(today, day - last - silentDays)),
      );
    const seen = (silentDays: number) =>
      alarms(observe(silence, watched([], [], { folders: [source(silentDays)] })));
    expect([seen(3), seen(6)]).toEqual([false, true]);
  });
});
