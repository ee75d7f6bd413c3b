import { expect, test } from 'vitest';
import { isNoContent } from '../../lib/analysis/no-content.ts';
import { repeatedTexts } from '../../lib/analysis/repeated-texts.ts';

const ofExport = 'The guest left no text in this review';

test.each([
  ['a text about the review in many comments', ofExport, 40, 1],
  ['the same in another language', 'Der Kommentar wurde nicht ausgefüllt', 40, 1],
  ['a text in fewer than twenty comments', ofExport, 19, 0],
  ['a text in less than a twentieth', ofExport, 20, 0],
  ['what customers like to write', 'Good service and good food', 200, 0],
  ['what somebody says of a review', 'I left a review in May', 200, 0],
  ['a few words', 'No comment text', 200, 0],
])('%s', (_, text, count, found) => {
  const comments = count === 20 ? 1000 : 300;

  expect(repeatedTexts(new Map([[text, count]]), comments)).toHaveLength(found);
});

test('a comment with a text of the export has no content, however it is marked', () => {
  const repeated = repeatedTexts(new Map([[ofExport, 40]]), 300).map(({ hash }) => hash);

  expect(isNoContent({ text: `${ofExport.toUpperCase()}.`, file: { repeated } })).toBe(true);
  expect(isNoContent({ text: ofExport })).toBe(false);
  expect(isNoContent({ text: 'The guest room was lovely', file: { repeated } })).toBe(false);
});
