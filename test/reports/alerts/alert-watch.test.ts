import { describe, expect, test } from 'vitest';
import { addDays } from '../../../lib/metrics/calendar/calendar.ts';
import { type AlertState, nextState, type Observation } from '../../../lib/reports/alerts/alert-state.ts';
import { observe } from '../../../lib/reports/alerts/alert-watch.ts';
import { folder, npsTally, rule, themeTally, today, touchpointOf, watched } from '../watched.ts';

const seenBy = (observations: readonly Observation[]) =>
  observations.map(({ subject, verdict }) => [subject, verdict]);

describe('a score below its target', () => {
  const target = rule('kind: below-target, series: "nps:transactional", target: 30');
  const seen = (promoters: number, detractors: number) =>
    seenBy(observe(target, watched([touchpointOf('delivery', { 3: npsTally(promoters, detractors) })])));

  test('alerts when its whole interval is below the target', () => {
    expect(seen(50, 50)).toEqual([['delivery', 'alarming']]);
  });

  test('is clear when the target is met, and keeps its state where the interval includes the target', () => {
    expect([seen(65, 35), seen(62, 38)]).toEqual([[['delivery', 'calm']], [['delivery', 'between']]]);
  });

  test('is not checked under the minimum sample', () => {
    expect(seen(0, 20)).toEqual([]);
  });

  test('covers the days of the window up to yesterday', () => {
    const days = { 0: npsTally(900, 0), 1: npsTally(0, 50), 28: npsTally(0, 50), 29: npsTally(900, 0) };
    const [observation] = observe(target, watched([touchpointOf('delivery', days)]));
    expect(observation).toMatchObject({
      text: 'NPS (transactional) of delivery was −100 (−100 to −93) in the last 28 days (n = 100); target +30.',
      evidence: '/touchpoints/delivery/summaries?grain=day&from=2026-05-04&to=2026-05-31',
    });
  });

  test('is checked at the touchpoints that the rule names', () => {
    const only = rule('kind: below-target, series: "nps:transactional", target: 30, touchpoints: [checkout]');
    const both = ['delivery', 'checkout'].map((id) => touchpointOf(id, { 1: npsTally(50, 50) }));
    expect(seenBy(observe(only, watched(both)))).toEqual([['checkout', 'alarming']]);
  });
});

const raisedAs = (observation: Observation | undefined): AlertState => {
  if (observation === undefined) throw new Error('something was seen');
  const state = nextState(undefined, observation, '2026-06-01T06:00:00.000Z');
  if (state === undefined) throw new Error('it was raised');
  return state;
};

describe('a drop', () => {
  const drop = rule('kind: drop, series: "nps:transactional"');
  const fell = touchpointOf('delivery', { 2: npsTally(50, 50), 20: npsTally(300, 100) });

  test('alerts where the change is significant', () => {
    expect(observe(drop, watched([fell]))).toMatchObject([
      {
        verdict: 'alarming',
        text: 'NPS (transactional) of delivery was 0 (−19 to +19) in the last 7 days, −50 (−71 to −29) points compared with the 28 days before (n = 100).',
        baseline: { value: 50, n: 400 },
      },
    ]);
  });

  test('smaller than the rule asks for does not alert', () => {
    const large = rule('kind: drop, series: "nps:transactional", atLeast: 60');
    expect(seenBy(observe(large, watched([fell])))).toEqual([['delivery', 'between']]);
  });

  test('that lasts stays raised, even when the earlier days are low too', () => {
    const [first] = observe(drop, watched([fell]));
    const stillLow = touchpointOf('delivery', { 2: npsTally(50, 50), 20: npsTally(200, 200) });
    expect(seenBy(observe(drop, watched([stillLow], [raisedAs(first)])))).toEqual([['delivery', 'between']]);
  });

  test('is cleared when the score is back at its earlier level', () => {
    const [first] = observe(drop, watched([fell]));
    const back = touchpointOf('delivery', { 2: npsTally(75, 25), 20: npsTally(200, 200) });
    expect(seenBy(observe(drop, watched([back], [raisedAs(first)])))).toEqual([['delivery', 'calm']]);
  });

  test('in sentiment is not checked across two versions', () => {
    const sentiment = rule('kind: drop, series: "sentiment:net"');
    const days = { 2: themeTally(100, {}), 20: themeTally(100, {}) };
    const { days: counted, ...scope } = touchpointOf('delivery', days);
    const changed = counted.map((day, index) => ({
      ...day,
      versions: { ...day.versions, sentiment: [`v${index}`] },
    }));
    expect(observe(sentiment, watched([{ ...scope, days: changed }]))).toEqual([]);
  });
});

describe('a spike of a theme', () => {
  const spike = rule('kind: theme-spike');
  const spiked = touchpointOf('delivery', {
    2: themeTally(200, { speed: 40, staff: 20 }),
    20: themeTally(800, { speed: 40, staff: 80 }),
  });

  test('alerts only for the theme that grew', () => {
    expect(observe(spike, watched([spiked]))).toMatchObject([
      {
        subject: 'delivery/speed',
        verdict: 'alarming',
        text: '20% (15% to 26%) of answers at delivery mentioned "speed" in the last 7 days, 5% in the 28 days before (n = 200).',
        evidence: '/touchpoints/delivery/feedback?from=2026-05-25&to=2026-05-31&theme=speed',
      },
      { subject: 'delivery/staff', verdict: 'calm' },
    ]);
  });

  test('is cleared when the theme is no longer mentioned', () => {
    const [first] = observe(spike, watched([spiked]));
    const quiet = touchpointOf('delivery', { 2: themeTally(200, {}), 20: themeTally(800, {}) });
    expect(seenBy(observe(spike, watched([quiet], [raisedAs(first)])))).toEqual([['delivery/speed', 'calm']]);
  });

  test('with four respondents is neither raised nor mentioned', () => {
    const few = touchpointOf('delivery', { 2: themeTally(200, { safety: 4 }), 20: themeTally(8000, {}) });
    const [observation] = observe(spike, watched([few]));
    expect(observation?.verdict).not.toBe('alarming');
    expect(observation?.text).toMatch(/^Under 3% of answers/);
  });

  test('is not checked across two definitions of themes', () => {
    const other = touchpointOf('delivery', { 20: themeTally(800, { speed: 40 }) }, ['b']);
    expect(observe(spike, watched([{ ...spiked, days: [...other.days, ...spiked.days.slice(1)] }]))).toEqual(
      [],
    );
  });
});

describe('a signal', () => {
  const urgent = rule('kind: signal');
  const heard = (answers: number, ago: number) => ({
    ...touchpointOf('delivery', { [ago]: { ...npsTally(50, 50), signals: { urgency: answers } } }),
  });
  const seen = (answers: number, ago = 0) => observe(urgent, watched([heard(answers, ago)]));

  test('alerts from the configured number of answers, yesterday and today together', () => {
    expect(seen(10)).toMatchObject([
      {
        verdict: 'alarming',
        text: '10 answers at delivery since 2026-05-31 have the signal "urgency".',
        evidence: '/touchpoints/delivery/feedback?from=2026-05-31&to=2026-06-01',
      },
    ]);
    expect(seenBy(seen(10, 1))).toEqual([['delivery', 'alarming']]);
    expect(seenBy(seen(10, 2))).toEqual([['delivery', 'calm']]);
  });

  test('is cleared only at half that number', () => {
    expect([seenBy(seen(5)), seenBy(seen(4))]).toEqual([[['delivery', 'between']], [['delivery', 'calm']]]);
  });

  test('from a few answers has no count in its message', () => {
    expect(seen(3)[0]?.text).toMatch(/^Fewer than 10 answers/);
  });
});

describe('a source', () => {
  const silence = rule('kind: silence');
  const daysAgo = (...days: number[]) => days.map((ago) => addDays(today, -ago));
  const weeklyUntil = (last: number) =>
    daysAgo(...Array.from({ length: 12 }, (_, index) => last + 7 * (11 - index)));
  const seen = (days: readonly string[]) =>
    observe(silence, watched([], [], { folders: [folder('delivery', days)] }));

  test('that used to send every week alerts when it stops', () => {
    expect(seen(weeklyUntil(20))).toMatchObject([
      {
        subject: 'delivery',
        verdict: 'alarming',
        text: 'No feedback from the folder delivery for 20 days, since 12 May 2026; the longest of the last 11 gaps was 7 days.',
      },
    ]);
  });

  test('that sent something today is not said to be silent for 0 days', () => {
    expect(seen(weeklyUntil(0))).toMatchObject([
      { verdict: 'calm', text: 'Feedback from the folder delivery came in on 1 June 2026.' },
    ]);
  });

  test('that is slightly late does not alert', () => {
    expect([seenBy(seen(weeklyUntil(9))), seenBy(seen(weeklyUntil(6)))]).toEqual([
      [['delivery', 'between']],
      [['delivery', 'calm']],
    ]);
  });

  test('that has sent on only four days has too little history', () => {
    expect(seen(daysAgo(93, 92, 91, 90))).toEqual([]);
  });

  test('is judged without the sources that have too little history', () => {
    const once = Array.from({ length: 100 }, (_, index) => folder(`once-${index}`, daysAgo(90)));
    const folders = [folder('delivery', weeklyUntil(17)), ...once];
    expect(seenBy(observe(silence, watched([], [], { folders })))).toEqual([['delivery', 'alarming']]);
  });
});

describe('a touchpoint', () => {
  const silence = rule('kind: silence, of: touchpoints');
  const dailyUntil = (id: string, last: number) =>
    touchpointOf(
      id,
      Object.fromEntries(Array.from({ length: 30 }, (_, index) => [last + index, npsTally(1, 1)])),
    );

  test('without feedback while others receive some is silent', () => {
    const seen = observe(silence, watched([dailyUntil('web', 3), dailyUntil('store', 12)]));
    expect(seen).toMatchObject([
      { subject: 'web', verdict: 'calm' },
      {
        subject: 'store',
        verdict: 'alarming',
        text: 'No feedback from store for 9 days, since 20 May 2026; the longest of the last 29 gaps was 1 day.',
        evidence: '/touchpoints/store/summaries?grain=day&to=2026-06-01',
      },
    ]);
  });

  test('is late together with the others where the file is late', () => {
    expect(seenBy(observe(silence, watched([dailyUntil('web', 12), dailyUntil('store', 12)])))).toEqual([
      ['web', 'calm'],
      ['store', 'calm'],
    ]);
  });
});

describe('an alert', () => {
  const at = (time: number) => `2026-06-01T0${time}:00:00.000Z`;
  const observation = (verdict: Observation['verdict']): Observation => ({
    rule: 'watch',
    subject: 'delivery',
    verdict,
    text: verdict,
    evidence: '/touchpoints',
  });
  const become = (...verdicts: Observation['verdict'][]) =>
    verdicts.reduce<AlertState | undefined>(
      (state, verdict, index) => nextState(state, observation(verdict), at(index)),
      undefined,
    );

  test('is raised only by a condition that alerts', () => {
    expect([become('between')?.raised, become('calm')?.raised, become('alarming')?.raised]).toEqual([
      undefined,
      undefined,
      true,
    ]);
  });

  test('stays raised until it is clear, and cleared until it alerts', () => {
    expect(become('alarming', 'between', 'between')).toMatchObject({ raised: true, since: at(0) });
    expect(become('alarming', 'calm', 'between')).toMatchObject({ raised: false, since: at(1) });
  });

  test('updates while it is raised', () => {
    expect(become('alarming', 'between')).toMatchObject({ text: 'between' });
  });

  test('is sent again when it changes', () => {
    const told = { ...become('alarming'), told: true } as AlertState;
    expect([
      nextState(told, observation('between'), at(1))?.told,
      nextState(told, observation('calm'), at(1))?.told,
    ]).toEqual([true, false]);
  });
});
