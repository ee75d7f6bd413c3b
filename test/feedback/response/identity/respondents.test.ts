import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  cellsOfRespondent,
  createRespondents,
  withoutRespondent,
} from '../../../../lib/feedback/response/identity/respondents.ts';

const hashOf = (person: number): string => createHash('sha256').update(String(person)).digest('base64url');

const packed = (
  responses: readonly (readonly [person: number, touchpoint: string, day: string])[],
): Buffer => {
  const respondents = createRespondents();
  for (const [person, touchpoint, day] of responses) respondents.add(hashOf(person), [touchpoint, day]);
  return Buffer.concat([...respondents.packed()]);
};

test('a respondent is found in each of their cells, once', () => {
  const bytes = packed([
    [1, 'delivery', '2026-05-01'],
    [2, 'delivery', '2026-05-02'],
    [1, 'delivery', '2026-05-01'],
    [1, 'checkout', '2026-05-03'],
  ]);
  expect(cellsOfRespondent(bytes, hashOf(1))).toEqual([
    ['delivery', '2026-05-01'],
    ['checkout', '2026-05-03'],
  ]);
  expect(cellsOfRespondent(bytes, hashOf(3))).toEqual([]);
});

test('nobody is found where nobody was added', () => {
  expect(cellsOfRespondent(packed([]), hashOf(1))).toEqual([]);
  expect(createRespondents().size).toBe(0);
});

test('a respondent who is removed is found no more, and all others as before', () => {
  const response = fc.tuple(
    fc.integer({ min: 0, max: 20 }),
    fc.constantFrom('delivery', 'checkout'),
    fc.constantFrom('2026-05-01', '2026-05-02', 'undated'),
  );
  fc.assert(
    fc.property(fc.array(response, { maxLength: 60 }), (responses) => {
      const before = packed(responses);
      const { bytes, removed } = withoutRespondent(before, hashOf(0));
      expect(removed).toBe(responses.filter(([person]) => person === 0).length);
      expect(cellsOfRespondent(bytes, hashOf(0))).toEqual([]);
      for (let person = 1; person <= 20; person += 1)
        expect(cellsOfRespondent(bytes, hashOf(person))).toEqual(cellsOfRespondent(before, hashOf(person)));
    }),
  );
});
