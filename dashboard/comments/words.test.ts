import { describe, expect, test } from 'vitest';
import { formatOf } from '../shared/texts/format.ts';
import { signalText } from '../shared/texts/signal-text.ts';
import { translator } from '../shared/texts/texts.ts';
import { readScore, scoreText, valuesOf, writeScore } from './scores.ts';
import { texts } from './texts.ts';
import { writtenText } from './words.ts';

const english = translator(texts, 'en');
const german = translator(texts, 'de');

describe('a score in words', () => {
  test.each([
    ['nps:transactional', 8, 'NPS 8', 'NPS 8'],
    ['csat:1-5', 4, 'Satisfaction 4 of 5', 'Zufriedenheit 4 von 5'],
    ['csat:1-5#staff', 2, 'Satisfaction (staff) 2 of 5', 'Zufriedenheit (staff) 2 von 5'],
    ['csat:0-1', 0, 'Satisfaction: no', 'Zufriedenheit: nein'],
    ['ces:1-7:easy', 3, 'Ease 3 of 7', 'Leichtigkeit 3 von 7'],
    ['ces:1-7:effort', 7, 'Effort 7 of 7', 'Aufwand 7 von 7'],
    ['rating:1-10', 9, 'Rating 9 of 10', 'Note 9 von 10'],
    ['rating:made-up', 1, 'rating:made-up 1', 'rating:made-up 1'],
  ] as const)('%s, %d', (key, value, inEnglish, inGerman) => {
    expect([scoreText(key, value, english), scoreText(key, value, german)]).toEqual([inEnglish, inGerman]);
  });

  test('is a range in the address, lowest value first', () => {
    expect(readScore('nps:transactional=0..6')).toEqual({ scale: 'nps:transactional', low: 0, high: 6 });
    expect(readScore('csat:1-5=4')).toEqual({ scale: 'csat:1-5', low: 4, high: 4 });
    expect(writeScore({ scale: 'csat:1-5', low: 5, high: 3 })).toBe('csat:1-5=3..5');
  });

  test('is chosen from the values of its scale', () => {
    expect([valuesOf('csat:1-5'), valuesOf('made-up')]).toEqual([[1, 2, 3, 4, 5], []]);
  });
});

describe('shows when a comment was written, as precisely as it is known', () => {
  test.each([
    ['2025-05-30', '30 May 2025'],
    ['2025-05-30/2025-05-31', '30 May 2025 to 31 May 2025'],
    ['2025-05', 'May 2025'],
    ['undated', 'no date'],
    ['undated/2025-05-03', 'no date, 3 May 2025'],
  ])('%s', (written, expected) => {
    expect(writtenText(written, formatOf('en-GB'), english)).toBe(expected);
  });
});

test('a signal unknown to the page is shown by its id', () => {
  expect([signalText('churn-intent', english), signalText('emotion:pride', english)]).toEqual([
    'May leave',
    'Pride',
  ]);
});
