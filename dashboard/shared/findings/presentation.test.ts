import { describe, expect, test } from 'vitest';
import type { Evidence, Finding, FindingsAnswer, HeadlineScore, ShownFigure } from '../api.ts';
import { formatOf } from '../texts/format.ts';
import { translator } from '../texts/texts.ts';
import {
  beforeName,
  comparedCells,
  comparedFigures,
  differenceInterval,
  domainOf,
  dumbbellOf,
  dumbbellTable,
  endNames,
  evidenceHref,
  scoreParts,
  shownScores,
  timeOf,
  topicOf,
  valueText,
  type Wording,
} from './presentation.ts';
import { texts } from './texts.ts';

const figure = (value: number, low: number, high: number, n = 199): ShownFigure => ({
  value,
  low,
  high,
  n,
  enough: n >= 30,
});

const evidence = (parameters: Record<string, string>): Evidence => ({
  path: '/comments',
  parameters: { from: '2025-05-01', to: '2025-05-31', ...parameters },
  responses: 80,
  comments: 82,
});

const finding: Finding = {
  id: 'score:checkout:ces:1-7:easy',
  kind: 'score',
  verdict: 'worse',
  certainty: 'significant',
  where: {
    touchpoint: { id: 'checkout', name: 'Checkout' },
    stage: { id: 'buy', name: 'Buy' },
    name: 'Checkout',
  },
  what: { series: 'ces:1-7:easy', metric: 'ces', name: 'Found it easy' },
  unit: 'share',
  before: figure(0.41, 0.34, 0.48, 195),
  after: figure(0.18, 0.13, 0.23),
  difference: {
    value: -0.23,
    low: -0.32,
    high: -0.15,
    unit: 'share',
    p: 0.0001,
    falseDiscoveryRate: 0.001,
  },
  causes: [],
  evidence: evidence({ touchpoint: 'checkout' }),
  alsoExplains: [],
  effect: -5,
  text: { headline: 'Checkout: easy for 18%, after 41% in April', detail: '' },
};

const may = { from: '2025-05-01', to: '2025-05-31', name: 'May 2025', responses: 2048 };
const april = { from: '2025-04-01', to: '2025-04-30', name: 'April 2025', responses: 1992 };

const answer: FindingsAnswer = {
  lang: 'en',
  period: may,
  against: { ...april, kind: 'previous' },
  compared: 3,
  changed: 1,
  held: 1,
  coverage: { responses: 2048, touchpoints: 9, asked: 3370, read: 1964, unread: 82 },
  scores: [],
  findings: [finding],
  more: 0,
  ongoing: [],
  unchanged: [],
  notLookedAt: [],
  text: { heading: 'One thing changed in May', detail: '' },
};

const wording: Wording = {
  t: translator(texts, 'en'),
  format: formatOf('en-GB'),
  scope: {},
  answer,
};

describe('the link to the comments of a finding', () => {
  test('has the parameters that the API counted with', () => {
    expect(evidenceHref(evidence({ touchpoint: 'check out', theme: 'payment' }), {})).toBe(
      '/comments?period=2025-05&tp=check+out&theme=payment',
    );
    expect(evidenceHref(evidence({ stage: 'buy', where: 'channel:web' }), {})).toBe(
      '/comments?period=2025-05&stage=buy&where=channel:web',
    );
  });

  test('keeps the compared period', () => {
    expect(evidenceHref(evidence({}), { against: 'season' })).toBe('/comments?period=2025-05&against=season');
  });

  test('is missing where comments are suppressed', () => {
    expect(evidenceHref({ ...evidence({}), comments: 0, withheld: 'too-few-people' }, {})).toBeUndefined();
  });
});

test.each([
  ['2025-05-01', '2025-05-31', { period: '2025-05' }],
  ['2024-02-01', '2024-02-29', { period: '2024-02' }],
  ['2025-05-01', '2025-05-30', { from: '2025-05-01', to: '2025-05-30' }],
  ['2025-04-01', '2025-05-31', { from: '2025-04-01', to: '2025-05-31' }],
])('%s to %s is %j in an address', (from, to, expected) => {
  expect(timeOf(from, to)).toEqual(expected);
});

describe('the chart of a finding', () => {
  test('has before and after with interval and n, the target, and a link to its responses', () => {
    expect(dumbbellOf(finding, 0.6, wording)).toMatchObject({
      before: { label: 'Apr', drawn: { text: '41%', sentence: 'April 2025: 41%, 34 to 48%, n 195.' } },
      after: {
        label: 'May',
        drawn: {
          text: '18%',
          sentence: 'May 2025: 18%, 13 to 23%, n 199.',
          verdict: 'worse',
          href: '/comments?period=2025-05&tp=checkout',
        },
      },
      domain: [0, 1],
      target: { value: 0.6, text: 'target 60%' },
    });
  });

  test('says when a figure is below the minimum sample', () => {
    const few = { ...finding, after: figure(0.18, 0.05, 0.4, 12) };
    expect(dumbbellOf(few, undefined, wording)?.after.drawn.sentence).toBe(
      'May 2025: 18%, 5 to 40%, n 12. Below the minimum sample: not ranked.',
    );
  });

  test('has no colour where the change says nothing about customers', () => {
    const drawn = dumbbellOf({ ...finding, verdict: 'neither' }, undefined, wording)?.after.drawn;
    expect(drawn).not.toHaveProperty('verdict');
  });

  test('is missing where nothing is compared', () => {
    const { before: _, ...silent } = finding;
    expect(dumbbellOf(silent, undefined, wording)).toBeUndefined();
  });

  test('has the same figures as its table', () => {
    expect(dumbbellTable(finding, wording).rows).toEqual([
      ['April 2025', '41%', '34 to 48%', '195'],
      ['May 2025', '18%', '13 to 23%', '199'],
    ]);
  });

  test('of a theme scales the axis to its values', () => {
    const what = {
      series: 'theme:payment:share',
      metric: 'theme',
      name: 'Payment',
      theme: 'payment',
    } as const;
    expect(
      domainOf({ ...finding, what, before: figure(0.1, 0.06, 0.14), after: figure(0.2, 0.16, 0.24) }),
    ).toEqual([0, 0.25]);
  });
});

test('a value that is only an upper bound says so', () => {
  expect(valueText({ ...figure(0.02, 0, 0.02), atMost: true }, 'share', wording)).toBe('under 2%');
});

test('an interval of shares is in percentage points, with signs', () => {
  expect(differenceInterval({ low: -0.32, high: -0.15 }, 'share', wording)).toBe('−32 to −15');
});

test('months with the same name show their years', () => {
  const against = {
    ...april,
    from: '2024-05-01',
    to: '2024-05-31',
    name: 'May 2024',
    kind: 'season',
  } as const;
  const season = { ...wording, answer: { ...answer, against } };
  expect([endNames(season), beforeName(season), beforeName(wording)]).toEqual([
    ['2024', '2025'],
    'May 2024',
    'April',
  ]);
});

test('a link to responses names the theme of its cause', () => {
  const cause = {
    kind: 'theme',
    id: 'payment',
    name: 'Payment page',
    after: figure(0.36, 0.3, 0.43),
    n: 74,
  } as const;
  const about: Finding = {
    ...finding,
    causes: [{ ...cause, negative: 59, neutral: 10, positive: 5, certainty: 'significant' }],
    evidence: evidence({ touchpoint: 'checkout', theme: 'payment' }),
  };
  expect([topicOf(about), topicOf(finding)]).toEqual(['Payment page', undefined]);
});

describe('headline scores', () => {
  const score: HeadlineScore = {
    what: { series: 'csat:1-5', metric: 'csat', name: 'Satisfied' },
    unit: 'share',
    figure: figure(0.59, 0.56, 0.62, 1194),
    verdict: 'worse',
    target: { value: 0.6, status: 'missed' },
    text: 'target 60%, missed · 62% in April, fell',
  };

  test('show one scale per metric: the one with the most responses', () => {
    const other = {
      ...score,
      what: { ...score.what, series: 'csat:0-1' },
      figure: figure(0.93, 0.9, 0.95, 177),
    };
    expect(shownScores([other, score])).toEqual([score]);
  });

  test('have a colour for a missed target, and separately for a significant change', () => {
    expect(scoreParts(score)).toEqual([
      { words: 'target 60%, missed', verdict: 'worse' },
      { words: '62% in April, fell', verdict: 'worse' },
    ]);
    expect(scoreParts({ ...score, verdict: 'unchanged' })[1]?.verdict).toBeUndefined();
    expect(scoreParts({ ...score, target: { value: 0.6, status: 'met' } })[0]?.verdict).toBeUndefined();
  });
});

test('the table lists the figures of findings first, then others, then those with too few responses', () => {
  const { where, what, unit, before, after, difference } = finding;
  if (!before || !after || !difference) throw new Error('the finding compares nothing');
  const same = { where, what, unit, before, after, difference };
  const { compared, tooFew } = comparedFigures({
    ...answer,
    findings: [{ ...finding, alsoExplains: [{ ...same, verdict: 'worse', certainty: 'likely' }] }],
    unchanged: [
      { ...same, status: 'too-few' },
      { ...same, status: 'unchanged' },
    ],
  });
  expect(compared.map(({ status }) => status)).toEqual(['significant', 'likely', 'unchanged']);
  expect(tooFew.map(({ status }) => status)).toEqual(['too-few']);
});

test('the table of compared figures has numbers with their unit, interval and n, and says what is significant', () => {
  expect(comparedCells(wording)).toEqual({
    columns: [
      'Where',
      'Figure',
      'Apr',
      'May',
      'Difference',
      'Unit',
      '95% interval',
      'n, Apr',
      'n, May',
      'Change',
    ],
    rows: [
      ['Checkout', 'Found it easy', '41%', '18%', '−23', 'points', '−32 to −15', '195', '199', 'significant'],
    ],
  });
});
