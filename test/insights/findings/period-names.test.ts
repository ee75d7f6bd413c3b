import { expect, test } from 'vitest';
import { german } from '../../../lib/insights/findings/text/de.ts';
import { english } from '../../../lib/insights/findings/text/en.ts';

test.each([
  ['2025-05-01', '2025-05-31', 'in May', 'im Mai', 'May 2025'],
  [
    '2025-05-12',
    '2025-05-18',
    'in the week of 12 May',
    'in der Woche vom 12. Mai',
    'the week of 12 May 2025',
  ],
  ['2025-05-12', '2025-05-12', 'on 12 May', 'am 12. Mai', '12 May 2025'],
  ['2025-05-12', '2025-05-20', 'from 12 to 20 May', 'vom 12. bis 20. Mai', '12 to 20 May 2025'],
  ['2025-04-01', '2025-06-30', 'in Q2', 'in Q2', 'Q2 2025'],
  ['2025-01-01', '2025-12-31', 'in 2025', 'im Jahr 2025', '2025'],
  ['2025-03-01', '2025-05-31', 'from March to May', 'von März bis Mai', 'March to May 2025'],
  [
    '2024-11-01',
    '2025-02-28',
    'from November 2024 to February 2025',
    'von November 2024 bis Februar 2025',
    'November 2024 to February 2025',
  ],
  [
    '2024-12-30',
    '2025-01-10',
    'from 30 December 2024 to 10 January 2025',
    'vom 30. Dezember 2024 bis 10. Januar 2025',
    '30 December 2024 to 10 January 2025',
  ],
])('%s to %s is named as people say it', (from, to, inEnglish, inGerman, name) => {
  const period = { from, to };
  expect([
    english.inPeriod(period, period),
    german.inPeriod(period, period),
    english.periodName(period),
  ]).toEqual([inEnglish, inGerman, name]);
});
