import { expect, test } from 'vitest';
import { defaultCalendar, parseCalendar } from '../../lib/reports/schedules.ts';

const file = 'config/calendar.yaml';

test('an empty file schedules nothing', () => {
  expect(parseCalendar('', file)).toEqual(defaultCalendar);
});

test('a schedule names its reports, times and recipients', () => {
  const text = `
weekStart: sunday
fiscalYearStart: 4
schedules:
  - { id: board, kind: digest, every: quarter, at: 7, recipients: [board@example.org] }
  - { id: team, kind: digest, every: week, weekday: tuesday, at: 6, touchpoints: [delivery] }
  - { id: watch, kind: alerts, every: day, at: 5 }`;
  expect(parseCalendar(text, file)).toEqual({
    weekStart: 'sunday',
    fiscalYearStart: 4,
    schedules: [
      { id: 'board', kind: 'digest', every: 'quarter', at: 7, recipients: ['board@example.org'] },
      { id: 'team', kind: 'digest', every: 'week', weekday: 'tuesday', at: 6, touchpoints: ['delivery'] },
      { id: 'watch', kind: 'alerts', every: 'day', at: 5 },
    ],
  });
});

test.each([
  ['weekStart: mon', 'weekStart is invalid'],
  ['fiscalYearStart: 0', 'fiscalYearStart is invalid'],
  ['zone: Europe/Berlin', 'the file is invalid'],
  ['schedules: [{ id: a, kind: digest, every: hour, at: 7 }]', 'schedules.0.every is invalid'],
  ['schedules: [{ id: a, kind: digest, every: day, at: 24 }]', 'schedules.0.at is invalid'],
  ['schedules: [{ id: A B, kind: digest, every: day, at: 7 }]', 'schedules.0.id is invalid'],
  [
    'schedules: [{ id: a, kind: digest, every: day, at: 7, weekday: monday }]',
    'schedules.0.weekday is invalid',
  ],
  [
    'schedules: [{ id: a, kind: alerts, every: day, at: 7, recipients: [a@example.org] }]',
    'schedules.0.kind is invalid',
  ],
  [
    'schedules: [{ id: a, kind: digest, every: day, at: 7 }, { id: a, kind: digest, every: week, at: 7 }]',
    'schedules is invalid',
  ],
  ['schedules: [', "the file can't be used: line 1"],
])('%s is refused with its place', (text, message) => {
  expect(() => parseCalendar(text, file)).toThrow(
    expect.objectContaining({ code: 'usage', message, details: expect.objectContaining({ file }) }),
  );
});
