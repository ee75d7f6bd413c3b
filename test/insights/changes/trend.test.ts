import { describe, expect, test } from 'vitest';
import { disclosedAlone } from '../../../lib/disclosure/disclosed-month.ts';
import type { DisclosedPeriod } from '../../../lib/disclosure/series.ts';
import { type TrendTime, trendOf, warmUpFrom } from '../../../lib/insights/changes/trend.ts';
import { addDays } from '../../../lib/metrics/calendar/calendar.ts';
import type { CountedResponse } from '../../../lib/metrics/tally/tally.ts';
import { cell, heard, people } from '../responses.ts';

const period = (
  day: string,
  responses: CountedResponse[],
  theme = 't1',
  sentiment = 's1',
): DisclosedPeriod => ({
  period: day,
  disclosed: disclosedAlone(
    { ...cell(day, responses), versions: { sentiment: [sentiment], theme: [theme] } },
    5,
  ),
});

const time = (from: string, to: string): TrendTime => ({
  grain: 'day',
  range: { from, to },
  today: '2026-07-15',
});

describe('trendOf', () => {
  test('gives each period its figure with interval and n, and leaves gaps where there are no responses', () => {
    const series = [
      period('2026-05-04', people('a', 40, { nps: 9 })),
      period('2026-05-06', people('b', 40, { nps: 0 })),
    ];
    const points = trendOf(
      series,
      { metric: 'nps:transactional', settings: {} },
      time('2026-05-04', '2026-05-06'),
    );
    expect(points.map((point) => [point.period, point.figure?.value])).toEqual([
      ['2026-05-04', 100],
      ['2026-05-05', undefined],
      ['2026-05-06', -100],
    ]);
    expect(points[0]?.figure).toMatchObject({ n: 40, enough: true });
  });

  test('marks what is suppressed, and what has not ended', () => {
    const series = [period('2026-07-14', people('a', 3)), period('2026-07-15', people('b', 9))];
    expect(trendOf(series, { metric: 'volume', settings: {} }, time('2026-07-14', '2026-07-31'))).toEqual([
      { period: '2026-07-14', suppressed: true },
      { period: '2026-07-15', value: 9, part: true },
    ]);
  });

  const late = heard('negative', 'lateness');
  const versioned = [
    period('2026-05-04', people('a', 9, { nps: 9, said: late }), 't1'),
    period('2026-05-05', people('b', 9, { nps: 9 }), 't1'),
    period('2026-05-06', people('c', 9, { nps: 9, said: late }), 't2', 's2'),
    period('2026-05-07', people('d', 9, { nps: 9, said: late }), 't2', 's2'),
  ];

  test.each([
    ['sentiment:net', [false, false, true, false]],
    ['theme:lateness:share', [false, false, true, false]],
    ['nps:transactional', [false, false, false, false]],
    ['volume', [false, false, false, false]],
  ])('breaks %s where the instrument changed, and what customers rate never', (metric, breaks) => {
    const points = trendOf(versioned, { metric, settings: {} }, time('2026-05-04', '2026-05-07'));
    expect(points.map(({ broken = false }) => broken)).toEqual(breaks);
  });

  test('breaks no theme share where only the sentiment version changed', () => {
    const series = [
      period('2026-05-04', people('a', 9, { said: late }), 't1', 's1'),
      period('2026-05-05', people('b', 9, { said: late }), 't1', 's2'),
    ];
    const broken = (metric: string) =>
      trendOf(series, { metric, settings: {} }, time('2026-05-04', '2026-05-05'))[1]?.broken;
    expect([broken('theme:lateness:share'), broken('theme:lateness:net')]).toEqual([undefined, true]);
  });

  test('breaks between two periods that several versions scored, as the list of changes does', () => {
    const mixed = (day: string): DisclosedPeriod => {
      const { disclosed } = period(day, people('m', 40, { said: late }));
      const versions = { sentiment: ['s1'], theme: ['t1', 't2'] };
      return { period: day, disclosed: { ...disclosed, versions } };
    };
    const broken = (metric: string) =>
      trendOf(
        [mixed('2026-05-04'), mixed('2026-05-05')],
        { metric, settings: {} },
        time('2026-05-04', '2026-05-05'),
      ).map((point) => point.broken);
    expect(broken('theme:lateness:share')).toEqual([undefined, true]);
    expect(broken('sentiment:net')).toEqual([undefined, undefined]);
  });

  const twenty = Array.from({ length: 64 }, (_, index) => addDays('2026-03-02', index));
  const volumesWith = (index: number, count: number): DisclosedPeriod[] =>
    twenty.flatMap((day, at) => {
      const responses = people('v', at === index ? count : 18 + ((at * 7) % 5));
      return responses.length === 0 ? [] : [period(day, responses)];
    });
  const callsIn = (series: readonly DisclosedPeriod[]) =>
    trendOf(series, { metric: 'volume', settings: {} }, time(twenty[57] ?? '', twenty[63] ?? ''))
      .filter(({ judged }) => judged?.anomalous)
      .map(({ period: day, value, suppressed }) => [day, value ?? (suppressed && 'suppressed')]);

  test.each([
    [0, 0],
    [2, 'suppressed'],
    [9, undefined],
  ])('of a day of %i responses where 20 are usual, says %s, or that it is not unusual', (count, said) => {
    expect(callsIn(volumesWith(60, count))).toEqual(said === undefined ? [] : [[twenty[60], said]]);
  });

  test('a theme without mentions has a share of 0 with its n', () => {
    const series = [period('2026-05-04', people('a', 40, { said: heard('positive', 'staff') }))];
    const [point] = trendOf(
      series,
      { metric: 'theme:lateness:share', settings: {} },
      time('2026-05-04', '2026-05-04'),
    );
    expect(point?.figure).toMatchObject({ value: 0, n: 40 });
  });

  test('finds an unusual day compared with the same weekday, using only days since the last version change', () => {
    const days = Array.from({ length: 64 }, (_, index) => addDays('2026-03-02', index));
    const series = days.map((day, index) => {
      const unhappy = index === 60 ? 36 : 4 + ((index * 7) % 5);
      return period(day, [
        ...people('u', unhappy, { nps: 0, said: late }),
        ...people('h', 40 - unhappy, { nps: 10, said: heard('positive', 'staff') }),
      ]);
    });
    const range = time(days[57] ?? '', days[63] ?? '');
    const found = trendOf(series, { metric: 'nps:transactional', settings: {} }, range);
    expect(found.filter(({ judged }) => judged?.anomalous).map((point) => point.period)).toEqual([days[60]]);
    const broken = series.map((one, index) =>
      index < 50
        ? one
        : { ...one, disclosed: { ...one.disclosed, versions: { sentiment: ['s2'], theme: ['t2'] } } },
    );
    expect(
      trendOf(broken, { metric: 'sentiment:net', settings: {} }, range).some(({ judged }) => judged),
    ).toBe(false);
  });

  test('an empty series gives an empty result', () => {
    expect(trendOf([], { metric: 'volume', settings: {} }, time('2026-05-04', '2026-05-07'))).toEqual([]);
  });
});

test.each([
  ['day', '2026-05-01', '2026-03-06'],
  ['week', '2026-05-06', '2026-01-12'],
  ['month', '2026-05-01', '2018-05-01'],
] as const)('to judge by %s from %s, one reads from %s on', (grain, from, first) => {
  expect(warmUpFrom(grain, from)).toBe(first);
});
