import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shippedSentimentModel } from '../../../../lib/analysis/sentiment/model/shipped-model.ts';

const model = shippedSentimentModel();
const awkward = [
  ..."aZ9 .,!?;:'’-@/()\n<3",
  'good ',
  'awful ',
  'not ',
  'but ',
  'é',
  '漢',
  '👍',
  '\ud83d',
  'http://',
  "n't",
];
const anyText = fc.string({ unit: fc.constantFrom(...awkward), maxLength: 60 });

describe('the trained model', () => {
  it('scores a text without words as neutral 0, without clauses', () => {
    for (const text of ['', ' \n ', '?!', '...'])
      expect(model.score(text)).toMatchObject({ label: 'neutral', score: 0, mixed: false, clauses: [] });
  });

  it('scores each side of a "but", with its span, and calls the text mixed', () => {
    const { clauses, mixed } = model.score('The food was great but the service was terrible');
    expect(mixed).toBe(true);
    expect(clauses.map(({ span, label }) => [span, label])).toEqual([
      [[0, 18], 'positive'],
      [[19, 47], 'negative'],
    ]);
  });

  it('gives the same result after any other texts', () => {
    const before = model.score('Wonderfull stafff, soooo kind');
    for (const text of ['x'.repeat(5000), 'Terible. '.repeat(400), '😡', '']) model.score(text);
    expect(model.score('Wonderfull stafff, soooo kind')).toEqual(before);
  });

  it('scores a text of 60,000 characters', () => {
    expect(model.score('The room was dirty and cold. '.repeat(2000)).label).toBe('negative');
  });

  it('derives its version from its content', () => {
    expect(model.version).toMatch(/^verbatim-en-2\+[0-9a-f]{8}$/);
  });

  it('gives probabilities that sum to 1, a score within ±1 with two decimals, and clauses in order, for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { probabilities, score, clauses } = model.score(text);
        expect(probabilities?.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
        expect(Math.abs(score)).toBeLessThanOrEqual(1);
        expect(score).toBe(Math.round(score * 100) / 100);
        const bounds = clauses.flatMap(({ span }) => span);
        expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
        expect(bounds.at(-1) ?? 0).toBeLessThanOrEqual(text.length);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('explain', () => {
  it('shows which words moved a score, and in which direction', () => {
    const text = 'Lovely staff, awful queue';
    const weights = new Map(model.explain(text).map(({ span, weight }) => [text.slice(...span), weight]));
    expect(weights.get('Lovely')).toBeGreaterThan(0.5);
    expect(weights.get('awful')).toBeLessThan(-0.5);
  });

  it('shows a negated word as the complaint that it is', () => {
    const text = 'not helpful';
    const total = model.explain(text).reduce((sum, { weight }) => sum + weight, 0);
    expect(total).toBeLessThan(0);
  });

  it('gives nothing for a text without words', () => {
    expect(model.explain('?!')).toEqual([]);
  });

  it('is exact: the weights and a constant add up to the log odds of positive against negative, for texts of one clause', () => {
    const constantOf = (text: string): number => {
      const [negative, , positive] = model.score(text).probabilities ?? [1, 0, 1];
      const moved = model.explain(text).reduce((sum, { weight }) => sum + weight, 0);
      return Math.log(positive / negative) - moved;
    };
    const constant = constantOf('Good food');
    for (const text of [
      'Not good, not bad at all',
      'My parcel never arrived',
      'A lovely day, a bit wet',
      'Ok',
    ])
      expect(constantOf(text)).toBeCloseTo(constant, 4);
  });
});
