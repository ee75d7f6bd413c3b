import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Place, placesOf, segmentsOf, wordsOf } from './segments.ts';

const felt = (label: 'negative' | 'positive', score: number) => ({ label, score });

describe('the segments of a comment', () => {
  test('begin and end where marks do', () => {
    expect(
      segmentsOf('Too slow', [{ id: 'theme:speed', spans: [[4, 8]], felt: felt('negative', -0.7) }]),
    ).toEqual([
      { start: 0, text: 'Too ', ids: [] },
      { start: 4, text: 'slow', label: 'negative', ids: ['theme:speed'] },
    ]);
  });

  test('shared by themes have the strongest label, and belong to all of them', () => {
    const segments = segmentsOf('app crashes', [
      { id: 'theme:app', spans: [[0, 11]], felt: felt('positive', 0.2) },
      { id: 'theme:reliability', spans: [[4, 11]], felt: felt('negative', -0.8) },
    ]);
    expect(segments).toEqual([
      { start: 0, text: 'app ', label: 'positive', ids: ['theme:app'] },
      { start: 4, text: 'crashes', label: 'negative', ids: ['theme:app', 'theme:reliability'] },
    ]);
  });

  test('of a signal have no sentiment', () => {
    expect(segmentsOf('bye', [{ id: 'signal:churn-intent', spans: [[0, 3]] }])).toEqual([
      { start: 0, text: 'bye', ids: ['signal:churn-intent'] },
    ]);
  });

  test('add up to the comment, each letter once, for any spans', () => {
    const span = fc.tuple(fc.nat(40), fc.nat(40));
    const place = fc.record({
      id: fc.string(),
      spans: fc.array(span),
      felt: fc.constant(felt('negative', -1)),
    });
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.array(place), (text, places: Place[]) => {
        expect(
          segmentsOf(text, places)
            .map((segment) => segment.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

describe('the marks of an answer', () => {
  test('are its themes, then its signals', () => {
    const places = placesOf({
      analysis: {
        status: 'scored',
        language: 'en',
        sentiment: { label: 'negative', score: -0.5, mixed: false },
        themes: [{ id: 'billing', confidence: 1, sentiment: felt('negative', -0.5), spans: [[0, 4]] }],
        signals: [{ id: 'urgency', spans: [[5, 8]] }],
      },
    });
    expect(places).toEqual([
      { id: 'theme:billing', spans: [[0, 4]], felt: { label: 'negative', score: -0.5 } },
      { id: 'signal:urgency', spans: [[5, 8]] },
    ]);
    expect(places.flatMap((place) => wordsOf('Bill now', place))).toEqual(['Bill', 'now']);
  });

  test('are empty where it was not scored', () => {
    expect(placesOf({ analysis: { status: 'no-content' } })).toEqual([]);
  });
});
