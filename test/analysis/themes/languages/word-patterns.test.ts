import { expect, test } from 'vitest';
import { createPatterns } from '../../../../lib/analysis/themes/languages/word-patterns.ts';
import { readWords } from '../../../../lib/analysis/words/words.ts';

/** What is found, as it is written. */
const foundIn = (seed: string, text: string): string[] => {
  const words = readWords(text);
  const find = createPatterns([{ seed, meaning: { theme: 0, exclude: false, certainty: 1 } }]);
  return find(words).map(({ first, last }) => text.slice(words[first]?.start, words[last]?.end));
};

test.each([
  ['lieferung', 'Die Lieferung kam', ['Lieferung']],
  ['lieferung', 'Die Lieferungen kamen', []],
  ['liefer*', 'Lieferzeit und Liefertermin', ['Lieferzeit', 'Liefertermin']],
  ['*zimmer', 'Das Badezimmer', ['Badezimmer']],
  ['deçu', 'Très DÉÇU', ['DÉÇU']],
  ["d'hôtel*", "L'hôtellerie", ["L'hôtellerie"]],
  ['zu spät', 'viel zu spät', ['zu spät']],
  ['kam nicht', 'kam leider nicht', ['kam leider nicht']],
  ['kam nicht', 'kam heute leider nicht', []],
  ['kam nicht', 'Sie kam. Nicht gut.', []],
  ['wi-fi', 'Das Wi-Fi', ['Wi-Fi']],
])('"%s" in "%s" finds %j', (seed, text, found) => {
  expect(foundIn(seed, text)).toEqual(found);
});
