import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reportGrains, weekdays } from '../../lib/metrics/calendar/report-period.ts';
import { type DueRun, dueRuns, maxCaughtUpRuns, wallClock } from '../../lib/reports/due-runs.ts';
import type { CalendarSettings, ReportSchedule } from '../../lib/reports/schedules.ts';

const daily: ReportSchedule = { id: 'daily', kind: 'digest', every: 'day', at: 7 };
const weekly: ReportSchedule = { id: 'weekly', kind: 'digest', every: 'week', at: 7 };

const settings = (...schedules: ReportSchedule[]): CalendarSettings => ({
  weekStart: 'monday',
  fiscalYearStart: 1,
  schedules,
});

const due = (schedule: ReportSchedule, now: string, lastDone?: string, zone = 'UTC'): string[] =>
  dueRuns(
    settings(schedule),
    { now: new Date(now), zone },
    new Map(lastDone === undefined ? [] : [[schedule.id, lastDone]]),
  ).map(({ period }) => period.period);

describe('a run', () => {
  test('is due at its hour on the day after its period, not before', () => {
    expect(due(daily, '2026-06-01T06:59:00Z', '2026-05-30')).toEqual([]);
    expect(due(daily, '2026-06-01T07:00:00Z', '2026-05-30')).toEqual(['2026-05-31']);
  });

  test('is due by the clock of the reporting time zone', () => {
    expect(due(daily, '2026-06-01T05:00:00Z', '2026-05-30', 'Europe/Berlin')).toEqual(['2026-05-31']);
    expect(due(daily, '2026-06-01T05:00:00Z', '2026-05-30', 'America/New_York')).toEqual([]);
  });

  test('at an hour that daylight saving skips is due at the next one', () => {
    const early = { ...daily, at: 2 };
    expect(due(early, '2026-03-29T00:59:00Z', '2026-03-27', 'Europe/Berlin')).toEqual([]);
    expect(due(early, '2026-03-29T01:00:00Z', '2026-03-27', 'Europe/Berlin')).toEqual(['2026-03-28']);
  });

  test('of a week waits for its weekday', () => {
    const tuesdays = { ...weekly, weekday: 'tuesday' } as const;
    expect(due(tuesdays, '2026-06-01T12:00:00Z', '2026-05-18')).toEqual([]);
    expect(due(tuesdays, '2026-06-02T12:00:00Z', '2026-05-18')).toEqual(['2026-05-25']);
  });

  test.each([
    ['month', '2026-05'],
    ['quarter', '2026-04'],
  ] as const)('of a %s is of the one before', (every, period) => {
    expect(due({ ...daily, every }, '2026-07-01T07:00:00Z', '2026-01')).toContain(period);
  });

  test('that is done is not due again', () => {
    expect(due(daily, '2026-06-01T23:00:00Z', '2026-05-31')).toEqual([]);
  });

  test('that was missed is due later, the oldest first', () => {
    expect(due(daily, '2026-06-04T08:00:00Z', '2026-05-31')).toEqual([
      '2026-06-01',
      '2026-06-02',
      '2026-06-03',
    ]);
  });

  test('is made up only within the limit', () => {
    const missed = due(daily, '2026-06-04T08:00:00Z', '2020-01-01');
    expect([missed.length, missed.at(-1)]).toEqual([maxCaughtUpRuns, '2026-06-03']);
  });

  test('of a schedule that never ran is only the latest one', () => {
    expect(due(weekly, '2026-06-03T08:00:00Z')).toEqual(['2026-05-25']);
  });
});

test('local time follows the time zone', () => {
  expect(wallClock(new Date('2026-05-31T22:30:00Z'), 'Europe/Berlin')).toEqual({
    day: '2026-06-01',
    hour: 0,
  });
});

test('hourly runs, some missed, some repeated, give each period once and in order', () => {
  const schedule = fc.record({
    id: fc.constant('any'),
    kind: fc.constant('digest' as const),
    every: fc.constantFrom(...reportGrains),
    at: fc.integer({ min: 0, max: 23 }),
  });
  const hours = fc.array(fc.integer({ min: 0, max: 24 * 30 }), { minLength: 1, maxLength: 60 });
  const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata');
  fc.assert(
    fc.property(schedule, hours, zone, fc.constantFrom(...weekdays), (some, ticks, where, weekStart) => {
      const done = new Map<string, string>();
      const ran: DueRun[] = [];
      for (const tick of ticks.toSorted((left, right) => left - right)) {
        const now = new Date(Date.parse('2026-03-01T00:30:00Z') + tick * 3_600_000);
        for (const run of dueRuns({ ...settings(some), weekStart }, { now, zone: where }, done)) {
          ran.push(run);
          done.set(run.schedule.id, run.period.period);
        }
      }
      const periods = ran.map(({ period }) => period.period);
      expect(periods).toEqual([...new Set(periods)].toSorted());
      const ends = ran.slice(1).map(({ period }, index) => [ran[index]?.period.lastDay, period.firstDay]);
      for (const [end = '', start = ''] of ends) expect(Date.parse(start) - Date.parse(end)).toBe(86_400_000);
    }),
    { seed: 1, numRuns: 300 },
  );
});
