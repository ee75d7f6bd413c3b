import { describe, expect, test } from 'vitest';
import type { Theme, ThemeFacts, TrendView } from '../shared/api.ts';
import { formatOf } from '../shared/texts/format.ts';
import { translator } from '../shared/texts/texts.ts';
import { startOf, stepOf } from './edits/edits.ts';
import { texts } from './texts.ts';
import { trendData, trendTable } from './theme/trend.ts';
import { treeOf } from './tree/tree.ts';
import { changeText, nameOf, sentenceOf, shareText, verdictOf, type Wording } from './wording.ts';

const wording: Wording = { t: translator(texts, 'en'), format: formatOf('en-GB'), before: 'April 2025' };

const factsOf = (mentions: number, net: number, enough = true): ThemeFacts => ({
  mentions,
  negative: mentions,
  neutral: 0,
  positive: 0,
  share: { value: mentions / 1000, low: 0.1, high: 0.3, n: 1000, enough: true },
  net: { value: net, low: net - 10, high: net + 10, n: mentions, enough },
});

const themes: readonly Theme[] = [
  { id: 'driver', parent: 'delivery', facts: factsOf(150, -60) },
  {
    id: 'price',
    facts: factsOf(90, -80),
    net: { difference: -20, low: -30, high: -10, enough: true, certain: true },
  },
  { id: 'delivery', facts: factsOf(200, -10) },
  { id: 'queue', facts: factsOf(8, -100, false) },
  { id: 'safety', suppressed: true },
];

const idsIn = (order: Parameters<typeof treeOf>[1]): unknown =>
  treeOf(themes, order).map(({ theme, below }) => [theme.id, ...below.map((one) => one.theme.id)]);

describe('the tree', () => {
  test('lists the most frequent themes first, each with its sub-themes', () => {
    expect(idsIn('often')).toEqual([['delivery', 'driver'], ['price'], ['queue'], ['safety']]);
  });

  test('ranks by sentiment only themes with enough comments', () => {
    expect(idsIn('worst')).toEqual([['price'], ['delivery', 'driver'], ['queue'], ['safety']]);
  });

  test('ranks by change only themes that changed significantly', () => {
    expect(idsIn('moved')).toEqual([['price'], ['delivery', 'driver'], ['queue'], ['safety']]);
  });

  test('puts a theme whose parent is not there at the top', () => {
    expect(treeOf([{ id: 'driver', parent: 'gone' }], 'often').map(({ theme }) => theme.id)).toEqual([
      'driver',
    ]);
  });
});

describe('words', () => {
  test('name a theme in the language of the reader where the taxonomy does', () => {
    const theme = { id: 'delivery-speed', name: 'Delivery', names: { de: 'Lieferung' } };
    expect([
      nameOf(theme, { language: 'de' }),
      nameOf(theme, { language: 'en' }),
      nameOf({ id: 'delivery-speed' }, { language: 'de' }),
    ]).toEqual(['Lieferung', 'Delivery', 'Delivery speed']);
  });

  test('never show a small share as zero', () => {
    expect([
      shareText(0.002, wording.format),
      shareText(0, wording.format),
      shareText(0.18, wording.format),
    ]).toEqual(['<1%', '0%', '18%']);
  });

  test('give every figure its interval and n', () => {
    const theme: Theme = {
      id: 'delivery',
      facts: factsOf(200, -10),
      share: { difference: 0.06, low: 0.02, high: 0.1, enough: true, certain: true },
    };
    expect(sentenceOf(theme, wording)).toBe(
      'Delivery: in 20%, 10 to 30%, n 1,000, of all comments; net sentiment −10, −20 to 0, n 200. Share: +6 points after April 2025 (+2 to +10), significant. Net sentiment: not compared with April 2025.',
    );
  });

  test('say that a suppressed figure is not zero', () => {
    expect(sentenceOf({ id: 'safety', suppressed: true }, wording)).toBe(
      'Safety: suppressed, fewer than 5 people or no comments. This does not mean zero.',
    );
  });

  test('rate the sentiment of a theme, never its frequency', () => {
    const change = { difference: 0.1, low: 0.05, high: 0.2, enough: true, certain: true };
    expect([
      verdictOf(change, 'share'),
      verdictOf(change, 'net'),
      verdictOf({ ...change, certain: false }, 'net'),
    ]).toEqual([undefined, 'better', undefined]);
  });

  test('of a stage do not mention significance, which was not tested', () => {
    expect(changeText({ difference: 5, low: -1, high: 11, enough: true }, 'net', wording)).toBe(
      '+5 points after April 2025 (−1 to +11)',
    );
  });
});

describe('a form', () => {
  const filled = { name: ' Driver ', other: 'returns', phrases: 'driver\n\n courier ', seeds: ['driver'] };

  test.each([
    [
      { kind: 'rename', theme: 'delivery' } as const,
      { edit: { kind: 'rename', theme: 'delivery', name: 'Driver' } },
    ],
    [
      { kind: 'merge', theme: 'delivery' } as const,
      { edit: { kind: 'merge', from: 'delivery', into: 'returns' } },
    ],
    [
      { kind: 'move', theme: 'delivery' } as const,
      { edit: { kind: 'move', theme: 'delivery', parent: 'returns' } },
    ],
    [
      { kind: 'split', theme: 'delivery' } as const,
      { edit: { kind: 'split', from: 'delivery', name: 'Driver', seeds: ['driver'] } },
    ],
    [
      { kind: 'adopt', name: '', seeds: [] } as const,
      { edit: { kind: 'adopt', name: 'Driver', seeds: ['driver', 'courier'], parent: 'returns' } },
    ],
    [{ kind: 'undo' } as const, { undo: true }],
  ])('%o asks for its step', (begun, step) => {
    expect(stepOf(begun, filled)).toEqual(step);
  });

  test('that lacks something asks for nothing', () => {
    const empty = { name: '', other: '', phrases: '', seeds: [] };
    const kinds = ['rename', 'merge', 'split'] as const;
    expect(kinds.map((kind) => stepOf({ kind, theme: 'delivery' }, empty))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(stepOf({ kind: 'move', theme: 'driver' }, empty)).toEqual({
      edit: { kind: 'move', theme: 'driver' },
    });
  });

  test('of a topic begins with its name and phrases', () => {
    expect(startOf({ kind: 'adopt', name: 'Gift card', seeds: ['gift card', 'voucher'] }, '')).toEqual({
      name: 'Gift card',
      other: '',
      phrases: 'gift card\nvoucher',
      seeds: [],
    });
  });
});

describe('a trend', () => {
  const view: TrendView = {
    from: '2025-05-05',
    to: '2025-05-18',
    metric: 'theme:delivery:share',
    grain: 'week',
    points: [
      { period: '2025-05-05', figure: { value: 0.2, low: 0.1, high: 0.3, n: 200, enough: true } },
      { period: '2025-05-12', suppressed: true },
      { period: '2025-05-19', part: true },
    ],
  };
  const drawing = {
    view,
    kind: 'share',
    wording,
    hrefOf: (from: string, to: string) => `/comments?from=${from}&to=${to}`,
  } as const;

  test('leads from each point to its comments, and says interval and n', () => {
    const [first] = trendData(drawing).points;
    expect(first?.drawn).toMatchObject({
      sentence: '5 May 2025 to 11 May 2025: 20%, 10 to 30%, n 200.',
      href: '/comments?from=2025-05-05&to=2025-05-11',
    });
  });

  test('draws suppressed figures differently from missing ones', () => {
    expect(trendData(drawing).points.map(({ drawn }) => ('gap' in drawn ? drawn.gap : 'figure'))).toEqual([
      'figure',
      'suppressed',
      'nobody',
    ]);
  });

  test('has the same figures as a table', () => {
    expect(trendTable(drawing).rows[0]).toEqual(['5 May 2025', '20%', '10 to 30%', '200']);
  });
});
