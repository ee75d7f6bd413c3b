import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Edit, EditedText } from '../../../../lib/feedback/response/text/edited-text.ts';

const cut = (start: number, end: number): Edit => ({ start, end, replacement: '' });

test('a span after a cut is further on in the original', () => {
  const text = new EditedText('  Great  ').edit([cut(0, 2), cut(7, 9)]);
  expect(text.text).toBe('Great');
  expect(text.map([0, 5])).toEqual([2, 7]);
});

test('a span over a replacement covers the replaced text', () => {
  const text = new EditedText('mail jo@example.org now').edit([
    { start: 5, end: 19, replacement: '[email]' },
  ]);
  expect(text.text).toBe('mail [email] now');
  expect(text.map([5, 12])).toEqual([5, 19]);
  expect(text.map([7, 9])).toEqual([5, 19]);
  expect(text.map([13, 16])).toEqual([20, 23]);
});

test('several edits map through all of them', () => {
  const text = new EditedText('<b>Late &amp; cold</b>')
    .edit([cut(0, 3), cut(18, 22)])
    .edit([{ start: 5, end: 10, replacement: '&' }]);
  expect(text.text).toBe('Late & cold');
  expect(text.map([7, 11])).toEqual([14, 18]);
});

test('without edits offsets stay the same', () => {
  expect(new EditedText('abc').edit([]).map([1, 3])).toEqual([1, 3]);
});

test('kept characters map to themselves in the original', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1 }),
      fc.array(fc.nat(60), { maxLength: 6 }),
      fc.string(),
      (original, at, replacement) => {
        const borders = [...new Set(at)]
          .filter((offset) => offset <= original.length)
          .toSorted((a, b) => a - b);
        const edits: Edit[] = [];
        for (let index = 0; index + 1 < borders.length; index += 2) {
          edits.push({ start: borders[index] ?? 0, end: borders[index + 1] ?? 0, replacement });
        }
        const text = new EditedText(original).edit(edits);
        const isEdited = (offset: number) => edits.some(({ start, end }) => offset >= start && offset < end);
        for (let offset = 0; offset < text.text.length; offset += 1) {
          const [start, end] = text.map([offset, offset + 1]);
          expect(start).toBeLessThanOrEqual(end);
          if (end - start === 1 && !isEdited(start)) expect(original[start]).toBe(text.text[offset]);
        }
      },
    ),
    { seed: 1, numRuns: 300 },
  );
});
