import { expect, test } from 'vitest';
import { answersText, rowsText } from '../../../lib/cli/render/render-ledger.ts';
import { emptyAnswerLedger, emptyRowLedger } from '../../../lib/feedback/response/ledger.ts';

test('a ledger is an equation: rows read on the left, each in one count on the right', () => {
  const rows = {
    ...emptyRowLedger,
    read: 10,
    accepted: 5,
    duplicate: 1,
    excluded: { spam: 1, preview: 2 },
    rejected: { 'row-empty': 1 },
  };
  expect(rowsText(rows)).toBe(
    '10 rows = accepted 5 + duplicate 1 + excluded 3 (preview 2, spam 1) + rejected 1 (row-empty 1)',
  );
});

test('accepted rows without rating and comment are told apart', () => {
  expect(rowsText({ ...emptyRowLedger, read: 5, accepted: 5, blank: 2 })).toBe(
    '5 rows = accepted 5 (2 without rating and comment)',
  );
});

test('counts of zero are left out, except accepted and scored', () => {
  expect(rowsText(emptyRowLedger)).toBe('0 rows = accepted 0');
  expect(answersText({ ...emptyAnswerLedger, asked: 3, 'no-comment': 3 })).toBe(
    '3 answers possible = scored 0 + no comment 3',
  );
});
