import { expect, test } from 'vitest';
import { VerbatimError } from '../../lib/errors.ts';
import { canonicalTouchpoint, emptyJourney, parseJourney } from '../../lib/feedback/journey.ts';
import { slug } from '../../lib/feedback/slug.ts';

const yaml = `
stages:
  - id: buy
    name: Buy
    touchpoints:
      - id: checkout
        name: Checkout
        aliases: [Kasse, "Check-Out Page"]
        owner: e-commerce
  - id: get
    touchpoints:
      - id: order-delivery
        aliases: [Delivery]
`;

const failure = (text: string): VerbatimError => {
  try {
    parseJourney(text);
  } catch (error) {
    if (error instanceof VerbatimError) return error;
  }
  throw new Error('expected a VerbatimError');
};

test('stages and touchpoints are in the order of the file', () => {
  const { stages } = parseJourney(yaml);
  expect(stages.map(({ id }) => id)).toEqual(['buy', 'get']);
  expect(stages[0]?.touchpoints[0]).toEqual({
    id: 'checkout',
    name: 'Checkout',
    aliases: ['Kasse', 'Check-Out Page'],
    owner: 'e-commerce',
  });
});

test('id, name and aliases match without regard to case, spaces, accents and punctuation', () => {
  const journey = parseJourney(yaml);
  for (const name of ['checkout', 'CHECK OUT', ' kasse ', 'check-out page', 'Chéckout!']) {
    expect(canonicalTouchpoint(journey, name)).toBe('checkout');
  }
  expect(canonicalTouchpoint(journey, 'Order_Delivery')).toBe('order-delivery');
});

test('an unknown touchpoint gets its slug, a blank one is unassigned', () => {
  expect(canonicalTouchpoint(emptyJourney, 'Order Delivery!')).toBe('order-delivery');
  expect(canonicalTouchpoint(emptyJourney, 'Größe & Übergabe')).toBe('große-ubergabe');
  expect(canonicalTouchpoint(emptyJourney, '  ')).toBe('unassigned');
  expect(canonicalTouchpoint(emptyJourney, '!?')).toBe('unassigned');
});

test('a slug contains no key separator and has at most 64 characters', () => {
  expect(slug('a#b|c/d')).toBe('a-b-c-d');
  expect(slug('x'.repeat(100))).toHaveLength(64);
  expect(slug('問い合わせ 窓口')).toBe('問い合わせ-窓口'.normalize('NFKD'));
});

test('an empty file is the empty journey', () => {
  expect(parseJourney('')).toEqual({ stages: [] });
});

test('an invalid journey is reported with its line', () => {
  expect(failure('stages:\n  - id: buy\n    touchpoints: 3\n').message).toMatch(
    /^line 3, stages\.0\.touchpoints/,
  );
  expect(failure('stages: [\n').message).toMatch(/^line \d/);
  expect(failure('stages:\n  - id: buy\n    touchpoints:\n      - id: Check Out\n').message).toMatch(
    /line 4.*lower-case/,
  );
  expect(failure('stages: []\nowners: []').code).toBe('journey-invalid');
});

test('a name shared by two touchpoints, and a touchpoint listed twice, are refused', () => {
  const twice = yaml.replace('[Delivery]', '[KASSE]');
  expect(failure(twice).details.got).toBe('"KASSE" of checkout and of order-delivery');
  expect(failure(yaml.replace('order-delivery', 'checkout')).message).toMatch(/twice/);
});

test('a stage may have no touchpoint yet', () => {
  expect(parseJourney('stages: [{ id: buy }]').stages).toEqual([{ id: 'buy', touchpoints: [] }]);
});
