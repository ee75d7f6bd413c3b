import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLexiconModel } from '../../../../lib/analysis/sentiment/lexicon/lexicon.ts';

const model = createLexiconModel();

describe('the lexicon model', () => {
  test.each([
    ['The staff were lovely', 'positive'],
    ['Not good', 'negative'],
    ["It wasn't bad", 'positive'],
    ['My parcel arrived on Tuesday', 'neutral'],
    ['😍😍', 'positive'],
    [':(', 'negative'],
    ['', 'neutral'],
  ])('"%s" is %s', (text, label) => {
    expect(model.score(text).label).toBe(label);
  });

  test('an amplifier raises a score and a dampener lowers it', () => {
    const [damp, plain, strong] = ['somewhat bad', 'bad', 'very bad'].map((text) => model.score(text).score);
    expect(damp).toBeGreaterThan(plain ?? 0);
    expect(plain).toBeGreaterThan(strong ?? 0);
  });

  test('the two parts around a "but" are scored separately and make the text mixed', () => {
    const scored = model.score('Lovely staff, but the queue was awful');
    expect(scored.mixed).toBe(true);
    expect(scored.clauses.map(({ label, span }) => [label, ...span])).toEqual([
      ['positive', 0, 13],
      ['negative', 14, 37],
    ]);
  });

  test('a blank text has no clauses and is neutral with score 0', () => {
    expect(model.score(' \n ')).toEqual({ label: 'neutral', score: 0, mixed: false, clauses: [] });
  });

  test('clauses are in order, do not overlap and stay inside the text, for any input', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        let end = 0;
        for (const { span, score } of model.score(text).clauses) {
          expect(span[0]).toBeGreaterThanOrEqual(end);
          expect(span[1]).toBeGreaterThan(span[0]);
          expect(Math.abs(score)).toBeLessThanOrEqual(1);
          end = span[1];
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
