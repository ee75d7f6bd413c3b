import { describe, expect, test } from 'vitest';
import { type Disclosed, nothingDisclosed } from '../../lib/disclosure/parts.ts';
import { actionEffect, actionWindows, monthWindows } from '../../lib/reports/action-effect.ts';
import { actionOf, parseActions } from '../../lib/reports/actions.ts';
import { counted, type Group } from './material.ts';

const action = actionOf({ date: '2026-05-06', touchpoint: 'delivery', text: 'New courier' });
const windows = actionWindows('2026-05-06', '2026-07-01');
const disclosed = (...groups: Group[]): Disclosed => ({ ...counted(...groups), partial: false });

describe('the compared weeks', () => {
  test('exclude the week in which an action began', () => {
    expect(windows).toEqual({
      before: { from: '2026-04-06', to: '2026-05-03' },
      after: { from: '2026-05-11', to: '2026-06-07' },
    });
  });

  test('include the week of an action that began on its Monday', () => {
    expect(actionWindows('2026-05-04', '2026-07-01').after?.from).toBe('2026-05-04');
  });

  test('are as many as have passed, and none before the first has', () => {
    expect(actionWindows('2026-05-06', '2026-05-25').after).toEqual({ from: '2026-05-11', to: '2026-05-24' });
    expect(actionWindows('2026-05-06', '2026-05-17').after).toBeUndefined();
  });
});

describe('the compared months', () => {
  test('are whole, and exclude the month in which an action began', () => {
    expect(monthWindows('2026-04-15', '2026-06-02')).toEqual({
      before: { from: '2026-03-01', to: '2026-03-31' },
      after: { from: '2026-05-01', to: '2026-05-31' },
    });
    expect(monthWindows('2026-04-01', '2026-05-01').after).toEqual({ from: '2026-04-01', to: '2026-04-30' });
    expect(monthWindows('2026-04-15', '2026-05-31').after).toBeUndefined();
  });
});

describe('an effect', () => {
  test('is the difference in each score, with its interval', () => {
    const { changes, suppressed } = actionEffect(
      { action, windows },
      {
        before: disclosed({ people: 50, nps: 10 }, { people: 50, nps: 0 }),
        after: disclosed({ people: 80, nps: 10 }, { people: 20, nps: 0 }),
      },
    );
    expect(suppressed).toBe(false);
    expect(changes).toMatchObject([{ series: 'nps:transactional', difference: 60, enough: true }]);
    expect(changes[0]?.low).toBeGreaterThan(0);
  });

  test('of an action on a theme is the change in its mentions and sentiment', () => {
    const late = (people: number) =>
      disclosed(
        { people, nps: 0, label: 'negative', themes: ['speed'] },
        { people: 100, nps: 10, label: 'positive' },
      );
    const { changes } = actionEffect(
      { action: { ...action, theme: 'speed' }, windows },
      { before: late(60), after: late(40) },
    );
    expect(changes.map(({ series }) => series)).toEqual(['theme:speed:share', 'theme:speed:net']);
  });

  test('of an action on a theme is unknown where part of its mentions is suppressed, and not a fall to 0', () => {
    const before = disclosed(
      { people: 60, label: 'negative', themes: ['speed'] },
      { people: 40, label: 'positive' },
    );
    const after = { ...disclosed({ people: 100, label: 'positive' }), partial: true };
    const of = { action: { ...action, theme: 'speed' }, windows };
    expect(actionEffect(of, { before, after }).changes).toEqual([]);
    const few = actionEffect(of, { before, after: { ...after, fewMentions: 4 } });
    expect(few).toMatchObject({
      atMost: 'after',
      changes: [{ difference: expect.closeTo(-0.56), after: { value: 0.04 } }],
    });
  });

  test('of an action on a theme that nobody mentions afterwards is a fall of its share to 0', () => {
    const { changes } = actionEffect(
      { action: { ...action, theme: 'speed' }, windows },
      {
        before: disclosed(
          { people: 60, label: 'negative', themes: ['speed'] },
          { people: 40, label: 'positive' },
        ),
        after: disclosed({ people: 100, label: 'positive' }),
      },
    );
    expect(changes).toMatchObject([
      { series: 'theme:speed:share', difference: -0.6, after: { value: 0, n: 100 } },
    ]);
  });

  test('is suppressed below the minimum group size', () => {
    expect(
      actionEffect(
        { action, windows },
        { before: { ...nothingDisclosed, partial: true }, after: disclosed({ people: 50, nps: 9 }) },
      ),
    ).toMatchObject({
      changes: [],
      suppressed: true,
    });
  });

  test('on sentiment is omitted where another version scored it', () => {
    const before = disclosed({ people: 50, label: 'negative' });
    const after = disclosed({ people: 50, label: 'positive' });
    const rescored = {
      ...after,
      ...counted({ people: 50, label: 'positive' }),
      versions: { sentiment: ['v2'], theme: [] },
    };
    const series = (later: Disclosed) =>
      actionEffect({ action, windows }, { before, after: later }).changes.map((one) => one.series);
    expect([series(after), series(rescored)]).toEqual([['sentiment:net'], []]);
  });
});

describe('actions', () => {
  test('without an id get one from their date, touchpoint and text', () => {
    expect(action.id).toBe('2026-05-06-delivery-new-courier');
  });

  test.each([
    ['actions: [{ date: 2026-13-01, touchpoint: delivery, text: x }]', 'actions.0.date is invalid'],
    ['actions: [{ date: 2026-05-01, text: x }]', 'actions.0.touchpoint is invalid'],
  ])('%s is refused with its place', (text, message) => {
    expect(() => parseActions(text, 'config/actions.yaml')).toThrow(message);
  });
});
