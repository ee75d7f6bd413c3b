import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Analysis } from '../../../lib/analysis/analysis.ts';
import { readAnalysis, writeAnalysis } from '../../../lib/store/items/written-analysis.ts';
import { analysis } from '../../metrics/arbitraries.ts';

const scored: Analysis = {
  status: 'scored',
  language: 'en',
  sentiment: { label: 'negative', mixed: true, score: -0.29 },
  themes: [
    {
      id: 'delivery',
      confidence: 0.9,
      sentiment: { label: 'neutral', score: 0 },
      spans: [
        [0, 4],
        [9, 12],
      ],
    },
  ],
  signals: [{ id: 'complaint', spans: [[0, 4]] }],
};

test('an answer that an engine could not score keeps the reason', () => {
  const failed: Analysis = { status: 'unsupported-language', language: 'de', failure: 'TEXT_TOO_LONG' };
  expect(writeAnalysis(failed)).toEqual(['unsupported-language', 'de', 'TEXT_TOO_LONG']);
  expect(readAnalysis(writeAnalysis(failed))).toEqual(failed);
});

test('an analysis is written by position, in hundredths', () => {
  expect(writeAnalysis(scored)).toEqual([
    'scored',
    'en',
    '-',
    -29,
    1,
    [['delivery', 90, '0', 0, [0, 4, 9, 12]]],
    [['complaint', [0, 4]]],
  ]);
  expect(writeAnalysis({ status: 'no-content' })).toEqual(['no-content']);
  expect(writeAnalysis({ status: 'unsupported-language', language: 'fi' })).toEqual([
    'unsupported-language',
    'fi',
  ]);
});

test('any analysis reads back as written, through JSON', () => {
  expect(readAnalysis(JSON.parse(JSON.stringify(writeAnalysis(scored))))).toEqual(scored);
  fc.assert(
    fc.property(analysis, (some) => {
      expect(readAnalysis(JSON.parse(JSON.stringify(writeAnalysis(some))))).toEqual(some);
    }),
    { seed: 1, numRuns: 200 },
  );
});
