import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { type DateReading, dateReader } from '../../../../lib/feedback/response/dates/dates.ts';
import { readWrittenTime } from '../../../../lib/feedback/response/dates/written-time.ts';

const utc: DateReading = {
  order: 'iso',
  timeZone: 'UTC',
  reportingTimeZone: 'UTC',
  receivedAt: '2026-06-01T12:00:00Z',
};
const read = (cell: string, more: Partial<DateReading> = {}) => dateReader({ ...utc, ...more })(cell);
const at = (cell: string, more: Partial<DateReading> = {}) => {
  const date = read(cell, more);
  return typeof date === 'object' ? date.submittedAt : date;
};

describe('formats with an unambiguous month', () => {
  test.each([
    ['2026-05-31T10:20:00Z', '2026-05-31T10:20:00Z'],
    ['2026-05-31 10:20', '2026-05-31T10:20:00Z'],
    ['2022-12-10 07:08:36.687047', '2022-12-10T07:08:36Z'],
    ['2026-05-31T10:20:00+02:00', '2026-05-31T08:20:00Z'],
    ['2026-05-31T10:20:00-0730', '2026-05-31T17:50:00Z'],
    ['2026/05/31 10:20:30 PM GMT+2', '2026-05-31T20:20:30Z'],
    ['2026-05-31 10:20:00 UTC', '2026-05-31T10:20:00Z'],
    ['2026-05-31', '2026-05-31'],
    ['2026.5.3', '2026-05-03'],
    ['20260531', '2026-05-31'],
    ['20260531T102000Z', '2026-05-31T10:20:00Z'],
    ['23-FEB-26 09.09.04.000000 PM', '2026-02-23T21:09:04Z'],
    ['31. Mai 2026, 10.20 Uhr', '2026-05-31T10:20:00Z'],
    ['31. Mai 2026 um 10:20 Uhr', '2026-05-31T10:20:00Z'],
    ['2026-05-31T10:20:00.000+0000', '2026-05-31T10:20:00Z'],
    ['2026-05-31 10:20:00.000 +0200 CEST', '2026-05-31T08:20:00Z'],
    ['2026-05-31 10:20 BST', '2026-05-31T09:20:00Z'],
    ['2026-05-30 24:00:00', '2026-05-31T00:00:00Z'],
    ['2026-05-31-10:20:00', '2026-05-31T10:20:00Z'],
    ['2026. 05. 31.', '2026-05-31'],
    ['31 mai 2026 à 10h20', '2026-05-31T10:20:00Z'],
    ['31 de mayo de 2026 a las 10:20 p. m.', '2026-05-31T22:20:00Z'],
    ['31. maj 2026 kl. 10.20', '2026-05-31T10:20:00Z'],
    ['31 мая 2026', '2026-05-31'],
    ['May 31st, 2026', '2026-05-31'],
    ['May 31, 2026 @ 10am', '2026-05-31T10:00:00Z'],
    ['10:20 AM · May 31, 2026', '2026-05-31T10:20:00Z'],
    ['31/May/2026:10:20:00 +0100', '2026-05-31T09:20:00Z'],
    ['31MAY2026:10:20:00', '2026-05-31T10:20:00Z'],
    ['2026-May-31', '2026-05-31'],
    ['Sun 2026-05-31', '2026-05-31'],
    ['Mar 5, 2026', '2026-03-05'],
    ['Mar 5, 2026 10:20', '2026-03-05T10:20:00Z'],
    ['10:20 AM · Mar 5, 2026', '2026-03-05T10:20:00Z'],
    ['Mar 2026', '2026-03'],
    ['Sun May 31 10:20:00 CEST 2026', '2026-05-31T08:20:00Z'],
    ['28-Jul-18', '2018-07-28'],
    ['8-Jun-18', '2018-06-08'],
    ['31 May 2026', '2026-05-31'],
    ['31st of May, 2026', '2026-05-31'],
    ['May 31, 2026', '2026-05-31'],
    ['May 31, 2026, 10:20 AM', '2026-05-31T10:20:00Z'],
    ['Sunday, May 31, 2026 at 10:20 pm', '2026-05-31T22:20:00Z'],
    ['Sun, 31 May 2026 10:20:00 +0000', '2026-05-31T10:20:00Z'],
    ['Fri Feb 20 23:40:00 +0000 2015', '2015-02-20T23:40:00Z'],
    ['31. Mai 2026', '2026-05-31'],
    ['31 août 2025', '2025-08-31'],
    ['31 de mayo de 2026', '2026-05-31'],
    ['2026年5月31日', '2026-05-31'],
    ['August 2022', '2022-08'],
    ['\nAugust 2022\n', '2022-08'],
    ['Aug-22', '2022-08'],
    ['2022-08', '2022-08'],
    ['08/2022', '2022-08'],
    ['202208', '2022-08'],
    ['2022 August', '2022-08'],
    ["Aug '22", '2022-08'],
  ])('%s is %s', (cell, submittedAt) => {
    expect(at(cell)).toBe(submittedAt);
  });
});

test('a numeric date is read in the order of its column', () => {
  expect(at('2/3/2015 11:35', { order: 'month-first' })).toBe('2015-02-03T11:35:00Z');
  expect(at('2/3/2015 11:35', { order: 'day-first' })).toBe('2015-03-02T11:35:00Z');
  expect(at('18-12-2024 17:17', { order: 'day-first' })).toBe('2024-12-18T17:17:00Z');
  expect(at('31.12.24', { order: 'day-first' })).toBe('2024-12-31');
  expect(at('31.12.2024 10:00 Uhr', { order: 'day-first' })).toBe('2024-12-31T10:00:00Z');
  expect(at('Di., 31.12.2024, 10 Uhr', { order: 'day-first' })).toBe('2024-12-31T10:00:00Z');
  expect(at('mar. 31/12/24 10:05', { order: 'day-first' })).toBe('2024-12-31T10:05:00Z');
  expect(at('Di 31.12.24 10:05', { order: 'day-first' })).toBe('2024-12-31T10:05:00Z');
  expect(at('31/12/2024 à 10h05', { order: 'day-first' })).toBe('2024-12-31T10:05:00Z');
  expect(at('03/14/2026 02:12:11 PM', { order: 'month-first' })).toBe('2026-03-14T14:12:11Z');
});

test('a numeric date in a column without an order is unreadable, not guessed', () => {
  expect(at('2/3/2015')).toBe('date-unreadable');
});

test('midnight is hour 0 and noon is hour 12 on a twelve-hour clock', () => {
  expect(at('2026-05-01 12:05 AM')).toBe('2026-05-01T00:05:00Z');
  expect(at('2026-05-01 12:05 PM')).toBe('2026-05-01T12:05:00Z');
  expect(at('2026-05-01 13:05 PM')).toBe('date-unreadable');
});

test('numeric dates are read by their unit', () => {
  expect(at('1780222800', { order: 'epoch-seconds' })).toBe('2026-05-31T10:20:00Z');
  expect(at('1780222800999', { order: 'epoch-milliseconds' })).toBe('2026-05-31T10:20:00Z');
  expect(at('46173', { order: 'excel-serial' })).toBe('2026-05-31');
  expect(at('46173.430555555555', { order: 'excel-serial' })).toBe('2026-05-31T10:20:00Z');
});

test('a time belongs to its day in the reporting time zone', () => {
  expect(
    read('2026-03-01 23:30', { timeZone: 'America/Denver', reportingTimeZone: 'America/Denver' }),
  ).toEqual({ submittedAt: '2026-03-02T06:30:00Z', datePrecision: 'time', cell: '2026-03-01' });
  expect(read('2026-03-01T23:30:00Z', { reportingTimeZone: 'Asia/Tokyo' })).toMatchObject({
    cell: '2026-03-02',
  });
});

test('a day and a month stay as written, in any time zone', () => {
  const far = { timeZone: 'Pacific/Auckland', reportingTimeZone: 'Pacific/Honolulu' };
  expect(read('2026-03-01', far)).toEqual({
    submittedAt: '2026-03-01',
    datePrecision: 'day',
    cell: '2026-03-01',
  });
  expect(read('March 2026', far)).toEqual({
    submittedAt: '2026-03',
    datePrecision: 'month',
    cell: '2026-03',
  });
});

test('a day within a week format is a day', () => {
  expect(read('2026-W22-7')).toEqual({
    submittedAt: '2026-05-31',
    datePrecision: 'day',
    cell: '2026-05-31',
  });
  expect(at('2026W011')).toBe('2025-12-29');
  expect(at('2020-W53-5')).toBe('2021-01-01');
});

test('a week within one month counts in that month, a week across two is undated', () => {
  expect(read('2026-W20')).toEqual({ submittedAt: '2026-W20', datePrecision: 'week', cell: '2026-05' });
  expect(read('2026-W18')).toEqual({ submittedAt: '2026-W18', datePrecision: 'week', cell: 'undated' });
  expect(['2026W20', 'KW 20/2026', 'KW20 2026', '2026 CW20'].map((cell) => at(cell))).toEqual(
    Array(4).fill('2026-W20'),
  );
});

test('a quarter and a year are kept as they are and undated', () => {
  expect(read('Q1 2026')).toEqual({ submittedAt: '2026-Q1', datePrecision: 'quarter', cell: 'undated' });
  expect(['2026-Q1', '2026Q1', 'q1/2026', '1Q 2026'].map((cell) => at(cell))).toEqual(
    Array(4).fill('2026-Q1'),
  );
  expect(read('2022')).toEqual({ submittedAt: '2022', datePrecision: 'year', cell: 'undated' });
});

test('weeks, quarters and years in the future or before 1970 are out of range', () => {
  expect(['2026-W23', '2026-W24', '2026-Q3', '2027', '1969-W50', '1969'].map((cell) => at(cell))).toEqual([
    '2026-W23',
    ...Array(5).fill('date-out-of-range'),
  ]);
});

test('a week is its seven days from Monday', () => {
  const dayOfWeek = fc.record({
    year: fc.integer({ min: 1971, max: 2025 }),
    week: fc.integer({ min: 1, max: 52 }),
    weekday: fc.integer({ min: 1, max: 7 }),
  });
  fc.assert(
    fc.property(dayOfWeek, ({ year, week, weekday }) => {
      const text = `${year}-W${String(week).padStart(2, '0')}`;
      const day = DateTime.fromISO(`${text}-${weekday}`, { zone: 'UTC' });
      expect(at(`${text}-${weekday}`)).toBe(day.toISODate());
      const months = [1, 7].map((each) => DateTime.fromISO(`${text}-${each}`).toFormat('yyyy-MM'));
      expect(read(text)).toMatchObject({ cell: months[0] === months[1] ? months[0] : 'undated' });
    }),
    { seed: 1, numRuns: 300 },
  );
});

describe('with a time of day from another cell', () => {
  const withTime = (cell: string, time: string, more: Partial<DateReading> = {}) =>
    dateReader({ ...utc, ...more })(cell, readWrittenTime(time));

  test('a day becomes that moment, in the time zone of the file or of the time', () => {
    const berlin = { timeZone: 'Europe/Berlin' };
    expect(withTime('2026-05-31', '2:30 pm', berlin)).toEqual({
      submittedAt: '2026-05-31T12:30:00Z',
      datePrecision: 'time',
      cell: '2026-05-31',
    });
    expect(withTime('2026-05-31', '14:30 EST', berlin)).toMatchObject({
      submittedAt: '2026-05-31T19:30:00Z',
    });
  });

  test('a midnight that means "no time" takes the time, which may itself be midnight', () => {
    const midnight = { midnightIsDay: true };
    expect(withTime('2026-05-31T00:00:00', '14:30', midnight)).toMatchObject({
      submittedAt: '2026-05-31T14:30:00Z',
    });
    expect(withTime('2026-05-31T00:00:00', '00:00', midnight)).toMatchObject({ datePrecision: 'time' });
  });

  test('without one, or with an invalid one, a day stays a day', () => {
    expect(withTime('2026-05-31', '')).toMatchObject({ datePrecision: 'day' });
    expect(withTime('2026-05-31', '25:00')).toMatchObject({ datePrecision: 'day' });
  });

  test('a spreadsheet day takes it, a month and a week do not', () => {
    expect(withTime('46173', '10:20', { order: 'excel-serial' })).toMatchObject({
      submittedAt: '2026-05-31T10:20:00Z',
    });
    expect(withTime('May 2026', '10:20')).toMatchObject({ submittedAt: '2026-05', cell: '2026-05' });
    expect(withTime('2026-W20', '10:20')).toMatchObject({ submittedAt: '2026-W20' });
  });
});

test.each([
  ['14:30', 52_200],
  ['14.30 Uhr', 52_200],
  ['14h30', 52_200],
  ['2:30:05 PM', 52_205],
  ['2 pm', 50_400],
  ['14 Uhr', 50_400],
  ['1900-01-01T14:30:00', 52_200],
  ['14', undefined],
  ['24:30', undefined],
  ['soon', undefined],
])('the time %s is second %s of its day', (cell, second) => {
  expect(readWrittenTime(cell)?.secondOfDay).toBe(second);
});

test('where midnight means "no time" it is a day, and other times are times', () => {
  expect(read('2026-03-01T00:00:00.000Z', { midnightIsDay: true })).toMatchObject({ datePrecision: 'day' });
  expect(read('2026-03-01T00:00:01.000Z', { midnightIsDay: true })).toMatchObject({ datePrecision: 'time' });
});

describe('where clocks change (Europe/Berlin, 2026-03-29 and 2025-10-26)', () => {
  const berlin = { timeZone: 'Europe/Berlin', reportingTimeZone: 'Europe/Berlin' };
  test.each([
    ['the last minute before the gap', '2026-03-29 01:59', '2026-03-29T00:59:00Z'],
    ['a time in the gap goes on by an hour', '2026-03-29 02:30', '2026-03-29T01:30:00Z'],
    ['the first minute behind the gap', '2026-03-29 03:00', '2026-03-29T01:00:00Z'],
    ['a time that occurs twice is the first', '2025-10-26 02:30', '2025-10-26T00:30:00Z'],
    ['the first minute behind the overlap', '2025-10-26 03:00', '2025-10-26T02:00:00Z'],
    ['a day before', '2025-10-25 12:00', '2025-10-25T10:00:00Z'],
    ['a day behind', '2025-10-27 12:00', '2025-10-27T11:00:00Z'],
  ])('%s', (_what, cell, submittedAt) => {
    expect(at(cell, berlin)).toBe(submittedAt);
  });
});

test('two-digit years fall into the hundred years before the file arrived', () => {
  expect(at('1-Jan-26')).toBe('2026-01-01');
  expect(at('1-Jan-27')).toBe('date-out-of-range');
  expect(at('1-Jan-99')).toBe('1999-01-01');
});

test('an invalid date is unreadable', () => {
  for (const cell of [
    'soon',
    '2026-13-01',
    '2026-02-30',
    '2025-02-29',
    '2026-05-31 25:00',
    '2026-05-31 10:61',
    '12',
    'Week 11/2026',
    '2025-W53',
    '2026-W00-1',
    '2026-Q5',
  ]) {
    expect(at(cell)).toBe('date-unreadable');
  }
  expect(at('2024-02-29')).toBe('2024-02-29');
});

test('the year 0, a year before computers, and the day after tomorrow are out of range', () => {
  expect(at('0000-01-01')).toBe('date-out-of-range');
  expect(at('1969-12-31')).toBe('date-out-of-range');
  expect(at('2026-06-02')).toBe('2026-06-02');
  expect(at('2026-06-03')).toBe('date-out-of-range');
  expect(at('2026-06-02T12:00:01Z')).toBe('date-out-of-range');
  expect(at('July 2026')).toBe('date-out-of-range');
});

test('a blank cell is undated', () => {
  expect(read('')).toBeUndefined();
  expect(read(' \n ')).toBeUndefined();
});

test('an unknown time zone is refused', () => {
  expect(() => dateReader({ ...utc, timeZone: 'Mars/Olympus' })).toThrow(/not a time zone/);
});
